/** What the planning documents ask of servers, databases and sites. */
import { otherSite, type Site } from "../../spec/index.js";
import { isNear } from "../../traffic/index.js";
import { printBitRate, printDuration, SECOND } from "../../units/index.js";
import { type Advice, type Planned, SOURCE } from "./rule.js";

const SITES: readonly Site[] = ["site-1", "site-2"];
const MOST_SERVERS = 8;
const MOST_ACTIVE = 4;

/** What is drawn in a plan, without any arithmetic. */
type Drawn = Pick<Planned, "scenario">;

export const topologyRules: readonly ((drawn: Drawn) => Iterable<Advice>)[] = [
  serverCount,
  databasePlaces,
  databaseTechnology,
  complianceInstances,
  destinationFolder,
  activeServersNearDatabase,
  timeZones,
  mirrorShips,
  partnerTimeout,
];

function* serverCount({ scenario }: Drawn): Iterable<Advice> {
  const { servers } = scenario.layout;
  const active = servers["site-1"].active + servers["site-2"].active;
  const all = active + servers["site-1"].idle + servers["site-2"].idle;
  if (all > MOST_SERVERS) {
    yield {
      rule: "servers-per-pool",
      severity: "error",
      path: "layout",
      message: `${all} chat servers; a pool has at most ${MOST_SERVERS}`,
      reason: "active and idle servers count together",
      source: SOURCE.capacity,
    };
  }
  if (active > MOST_ACTIVE) {
    yield {
      rule: "active-servers",
      severity: "error",
      path: "layout",
      message: `${active} active chat servers; at most ${MOST_ACTIVE} can be active at the same time`,
      reason: "the others must stand idle until somebody activates them",
      source: SOURCE.capacity,
    };
  }
}

function* databasePlaces({ scenario }: Drawn): Iterable<Advice> {
  const { primarySite, secondarySite, mirror, mirrorSite, witness, witnessSite } = scenario.topology;
  if (mirror && mirrorSite !== primarySite) {
    yield {
      rule: "mirror-beside-primary",
      severity: "warning",
      path: "topology.mirrorSite",
      message: `the mirror stands in ${mirrorSite}, the primary in ${primarySite}`,
      reason:
        "every commit waits until the mirror has hardened it: across the link that is a round trip a message",
      source: SOURCE.resources,
    };
  }
  if (witness && witnessSite !== primarySite) {
    yield {
      rule: "witness-beside-primary",
      severity: "warning",
      path: "topology.witnessSite",
      message: `the witness stands in ${witnessSite}, the primary in ${primarySite}`,
      reason:
        "a cut of the link would leave the pair without its witness, and the next failure without a quorum",
      source: SOURCE.resources,
    };
  }
  if (secondarySite === primarySite) {
    yield {
      rule: "secondary-in-other-site",
      severity: "warning",
      path: "topology.secondarySite",
      message: `the log-shipping secondary stands in ${primarySite}, where the primary is`,
      reason: `losing ${primarySite} would take both; the other site is ${otherSite(primarySite)}`,
      source: SOURCE.resources,
    };
  }
}

function* databaseTechnology({ scenario }: Drawn): Iterable<Advice> {
  if (scenario.topology.databaseTechnology !== "availability-groups") return;
  yield {
    rule: "availability-groups",
    severity: "error",
    path: "topology.databaseTechnology",
    message: "availability groups are not supported for Persistent Chat databases",
    reason: "use mirroring inside a site and log shipping between sites",
    source: SOURCE.planning,
  };
}

function* complianceInstances({ scenario }: Drawn): Iterable<Advice> {
  if (scenario.topology.compliance === "off") return;
  yield {
    rule: "compliance-instances",
    severity: "warning",
    path: "topology.compliance",
    message: "compliance asks for three more database instances",
    reason: "a mirror beside the compliance database, a secondary in the other site and a mirror of that",
    source: SOURCE.resources,
  };
}

function* destinationFolder({ scenario }: Drawn): Iterable<Advice> {
  if (scenario.topology.destinationFolder) return;
  yield {
    rule: "destination-folder",
    severity: "warning",
    path: "topology.destinationFolder",
    message: "the secondary has no destination folder",
    reason: "without it the copy job has nowhere to write, and nothing ever reaches the other site",
    source: SOURCE.resources,
  };
}

function* activeServersNearDatabase({ scenario }: Drawn): Iterable<Advice> {
  const { layout, topology, wan } = scenario;
  const far = SITES.filter((site) => site !== topology.primarySite && layout.servers[site].active > 0);
  if (far.length === 0 || isNear(wan)) return;
  yield {
    rule: "active-servers-near-database",
    severity: "warning",
    path: "layout",
    message: `${layout.servers[far[0]!].active} active servers in ${far[0]} are far from the database in ${topology.primarySite}`,
    reason:
      `the link has ${printBitRate(wan.bandwidth)} and a round trip of ${printDuration(wan.roundTrip)}; ` +
      "near means at least 1 Gbps and at most 20 ms",
    source: `${SOURCE.failover}; ${SOURCE.metropolitan}`,
  };
}

function* timeZones({ scenario }: Drawn): Iterable<Advice> {
  const { layout, topology, timeZones: zones } = scenario;
  const hopSite: Site = topology.nextHop === "front-end-1" ? "site-1" : "site-2";
  for (const site of SITES) {
    if (layout.servers[site].active === 0 || zones[site] === zones[hopSite]) continue;
    yield {
      rule: "active-servers-time-zone",
      severity: "warning",
      path: `sites.${site}.timeZone`,
      message: `active servers in ${site} (${zones[site]}) have their next hop in ${hopSite} (${zones[hopSite]})`,
      reason: "active chat servers must be in the time zone of their next-hop pool",
      source: SOURCE.resources,
    };
  }
}

function* mirrorShips({ scenario }: Drawn): Iterable<Advice> {
  if (!scenario.topology.mirror || scenario.mirroring.shipsLogs) return;
  yield {
    rule: "mirror-ships-logs",
    severity: "warning",
    path: "mirroring.shipsLogs",
    message: "the mirror is not set up as a second log-shipping primary",
    reason:
      "at the first failover to it shipping stops while every job stays green, and RPO grows by a day a day",
    source: SOURCE.mirrorShipping,
  };
}

/** What the server makes of any shorter time-out; under 10 s it warns of failovers for nothing. */
const SHORTEST_TIMEOUT = 5 * SECOND;

function* partnerTimeout({ scenario }: Drawn): Iterable<Advice> {
  const { mirroring, topology } = scenario;
  if (!topology.mirror || mirroring.partnerTimeout >= SHORTEST_TIMEOUT) return;
  yield {
    rule: "partner-timeout",
    severity: "warning",
    path: "mirroring.partnerTimeout",
    message: `a partner time-out of ${printDuration(mirroring.partnerTimeout)}`,
    reason:
      "SQL Server takes anything under 5 s as 5 s, and less than 10 s lets a busy server look like a dead one",
    source: SOURCE.mirrorTimeout,
  };
}
