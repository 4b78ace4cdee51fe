/**
 * A resolved scenario in the words of a scenario file: every field that a file may hold, with the value that counts.
 * The name is left out, for it is what people call a scenario, and nothing of it is played. It must never compare.
 */
import type {
  Costs,
  FailsBy,
  Layout,
  PoolPlan,
  Profile,
  Reliability,
  ReliabilityGiven,
  Runbook,
  Scenario,
  Topology,
  Users,
  Wan,
  Workload,
} from "../../spec/index.js";
import { LINK, writtenShipping, writtenStrikes } from "./written-shipping.js";
import {
  aSecond,
  aYear,
  bitRate,
  byteRate,
  duration,
  type Fields,
  fields,
  fieldsOf,
  flag,
  inOneLine,
  law,
  list,
  money,
  optional,
  orWord,
  plain,
  share,
  size,
  type Writing,
  type Writings,
  word,
} from "./written-values.js";

export type Setting = readonly [path: string, value: string];

/** The link between the sites as --set would give it: what a layout brings along unless it is told. */
export const linkSettings = ({ wan }: Scenario): readonly Setting[] => [
  ["wan.bandwidth", bitRate(wan.bandwidth)],
  ["wan.roundTrip", duration(wan.roundTrip)],
];

export function written(scenario: Scenario): Fields {
  const { layout, horizon, targets, restoredAt, topology, pool, timeZones, users } = scenario;
  const { servers, traffic, workload, wan, database, mirroring, logShipping, people } = scenario;
  const { monitoring, runbook, reliability, costs, frontEndFailover, recoveryRestart } = scenario;
  const { failback, operations, failures, compliance, attachments } = scenario;
  return fields({
    layout: layoutText(layout),
    horizon: duration(horizon),
    targets: fieldsOf(targets, { rpo: optional(duration), rto: optional(duration) }),
    restoredAt: share(restoredAt),
    topology: fieldsOf(topology, TOPOLOGY),
    pool: writtenPool(pool),
    sites: fields({
      "site-1": fields({ timeZone: timeZones["site-1"] }),
      "site-2": fields({ timeZone: timeZones["site-2"] }),
    }),
    users: fieldsOf(users, USERS),
    servers: fieldsOf(servers, {
      usersPerServer: plain,
      messagesPerServer: optional(aSecond),
      workers: plain,
      reattach: law,
      warmUp: law,
      replication: law,
      recycle: (recycle) => fieldsOf(recycle, { after: duration, lasts: duration, every: duration }),
    }),
    traffic: fieldsOf(traffic, {
      post: size,
      relay: size,
      delivery: size,
      deliveriesPerMessage: plain,
      queriesPerPost: plain,
      lanRoundTrip: duration,
    }),
    workload: fieldsOf(workload, WORKLOAD),
    wan: fieldsOf(wan, WAN),
    database: fieldsOf(database, { size }),
    mirroring: fieldsOf(mirroring, {
      partnerTimeout: duration,
      redoRate: byteRate,
      shipsLogs: flag,
      decide: law,
      online: law,
      failover: optional(law),
      resync: optional(law),
      flush: optional(law),
    }),
    logShipping: writtenShipping(logShipping),
    people: fieldsOf(people, { detect: law, decide: law, onCall: word, step: law }),
    monitoring: fieldsOf(monitoring, {
      backupAlert: orWord("none", duration),
      restoreAlert: orWord("none", duration),
      newestFileAge: orWord("none", duration),
      reaction: law,
    }),
    recovery: fields({ restart: law(recoveryRestart) }),
    frontEnd: fields({ failover: law(frontEndFailover) }),
    runbook: writtenRunbook(runbook),
    reliability: writtenReliability(reliability),
    costs: costs === null ? null : writtenCosts(costs),
    failback: failback === null ? null : fieldsOf(failback, { order: word, drain: word, wait: law }),
    compliance: fieldsOf(compliance, { every: duration, duration: law }),
    attachments:
      attachments === null
        ? null
        : fieldsOf(attachments, { share, store: word, backup: orWord("none", duration) }),
    failures: writtenStrikes(failures),
    operations: writtenStrikes(operations),
  });
}

function layoutText({ name, servers }: Layout): string {
  if (name !== "custom") return name;
  const counts: Writing<{ readonly active: number; readonly idle: number }> = (site) =>
    fieldsOf(site, { active: plain, idle: plain });
  return inOneLine(fieldsOf(servers, { "site-1": counts, "site-2": counts }));
}

const TOPOLOGY: Writings<Topology> = {
  primarySite: word,
  secondarySite: word,
  mirror: flag,
  mirrorSite: word,
  witness: flag,
  witnessSite: word,
  secondaryMirror: flag,
  secondaryMirrorSite: word,
  secondaryWitness: flag,
  secondaryWitnessSite: word,
  nextHop: word,
  destinationFolder: flag,
  shareAccess: (access) => fieldsOf(access, { mirror: word, secondary: word }),
  managementStore: word,
  databaseTechnology: word,
  compliance: word,
};

function writtenPool({ hardware, ...plan }: PoolPlan): Fields {
  const { clockGHz, ...machine } = hardware;
  const own = fieldsOf(plan, {
    edition: word,
    besideFrontEnd: flag,
    usersOfOtherPools: plain,
    provisionedUsers: plain,
    rooms: plain,
    largestRoom: plain,
    accessEntries: plain,
    invitations: plain,
    rosterUpdatesUpTo: plain,
    historyAtJoin: plain,
    largestFile: size,
    sharedBetweenPools: word,
    logicalSites: plain,
    stretchedVlan: flag,
    domains: word,
    loadBalancing: word,
    openPorts: (ports) => list(ports.map(plain)),
    mirroringMode: word,
    sqlVersions: word,
    sqlEditions: word,
    sqlAccount: word,
    recoveryModel: word,
    shareHost: word,
    fileStore: word,
    fileReplication: word,
  });
  const machines = fieldsOf(machine, {
    cores: plain,
    memory: size,
    disks: (disks) => (disks === "solid-state" ? disks : plain(disks)),
    freeSpace: size,
    network: bitRate,
  });
  return new Map([...own, ["hardware", new Map([...machines, ["clock", `${plain(clockGHz)} GHz`]])]]);
}

const USERS: Writings<Users> = {
  count: plain,
  atSite2: share,
  endpointsPerUser: plain,
  signInsPerServer: aSecond,
  overload: word,
  stayWithSite: flag,
  retryFor: duration,
  noticeReset: law,
  noticeSilence: law,
  backOff: duration,
  longestBackOff: duration,
};

const WORKLOAD: Writings<Workload> = {
  messagesPerSecond: plain,
  profile: profileText,
  arrivals: word,
  logBytesPerMessage: size,
  bursts: (bursts) =>
    new Map(
      bursts.map((burst, index) => [
        `[${index}]`,
        fieldsOf(burst, { name: word, every: duration, offset: duration, lasts: duration, log: size }),
      ]),
    ),
};

const WAN: Writings<Wan> = { ...LINK, poolTraffic: word };

function profileText(profile: Profile): string {
  switch (profile.shape) {
    case "hours":
      return `{ hours: ${list(profile.factors.map(plain))} }`;
    case "sine":
      return `{ sine: { amplitude: ${plain(profile.amplitude)}, period: ${duration(profile.period)} } }`;
    default:
      return profile.shape;
  }
}

function writtenRunbook({ order, steps }: Runbook): Fields {
  const own = steps.map(({ name, takes, retry, after, before }) => {
    const step = fields({
      takes: takes === "computed" ? takes : optional(law)(takes),
      retry: optional(share)(retry),
      after: optional(list)(after),
      before: optional(list)(before),
    });
    return [name, step] as const;
  });
  return fields({ order, steps: new Map(own) });
}

function writtenReliability({ parts, common }: ReliabilityGiven): Fields {
  const named = Object.entries(parts).map(([name, entry]) => [name, ownReliability(entry)] as const);
  const causes = common.map(({ name, strikes, fails, repair, when }) => {
    const cause = fields({
      strikes: list(strikes),
      fails: failsText(fails),
      repair: repairText(repair),
      when,
    });
    return [name, cause] as const;
  });
  return new Map<string, Fields>([...named, ["common", new Map(causes)]]);
}

const ownReliability = (entry: Reliability): Fields =>
  fieldsOf(entry, {
    fails: failsText,
    repair: repairText,
    when: optional(word),
    forgottenDown: optional(share),
    perFailure: optional(share),
  });

function failsText(fails: FailsBy): string {
  switch (fails.by) {
    case "evidence":
      return `{ events: ${plain(fails.events)}, in: ${duration(fails.in)} }`;
    case "rate":
      return aYear(fails.rate);
    case "law":
      return law(fails.law);
  }
}

const repairText = (repair: Reliability["repair"]): string | null =>
  repair === "forever" ? repair : (optional(law)(repair) as string | null);

const writtenCosts = ({ lostMessage, userHourDown, options }: Costs): Fields =>
  fields({
    lostMessage: optional(money)(lostMessage),
    userHourDown: optional(money)(userHourDown),
    options: new Map(Object.entries(options).map(([name, price]) => [name, money(price)])),
  });
