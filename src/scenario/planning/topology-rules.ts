/** What the planning documents ask of servers, databases and sites. */
import { otherSite, type Site } from "../../spec/index.js";
import { isNear } from "../../traffic/index.js";
import { printBitRate, printDuration, SECOND } from "../../units/index.js";
import { type Advice, broken, type Drawn, type DrawnRule } from "./rule.js";

const SITES: readonly Site[] = ["site-1", "site-2"];
const siteOf = { "front-end-1": "site-1", "front-end-2": "site-2" } as const;
const MOST_SERVERS = 8;
const MOST_ACTIVE = 4;

export const topologyRules: readonly DrawnRule[] = [
  serverCount,
  primaryBesideNextHop,
  databasePlaces,
  secondaryPlaces,
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
    yield broken("servers-per-pool", {
      path: "layout",
      message: `${all} chat servers; a pool has at most ${MOST_SERVERS}`,
      reason: "active and idle servers count together",
    });
  }
  if (active > MOST_ACTIVE) {
    yield broken("active-servers", {
      path: "layout",
      message: `${active} active chat servers; at most ${MOST_ACTIVE} can be active at the same time`,
      reason: "the others must stand idle until somebody activates them",
    });
  }
}

function* primaryBesideNextHop({ scenario }: Drawn): Iterable<Advice> {
  const { primarySite, nextHop } = scenario.topology;
  if (siteOf[nextHop] === primarySite) return;
  yield broken("primary-beside-next-hop", {
    path: "topology.nextHop",
    message: `the primary database stands in ${primarySite}, the next hop ${nextHop} in ${siteOf[nextHop]}`,
    reason: "the pool then needs both sites and the link between them: the loss of any one takes chat away",
  });
}

function* databasePlaces({ scenario }: Drawn): Iterable<Advice> {
  const { primarySite, secondarySite, mirror, mirrorSite, witness, witnessSite } = scenario.topology;
  if (mirror && mirrorSite !== primarySite) {
    yield broken("mirror-beside-primary", {
      path: "topology.mirrorSite",
      message: `the mirror stands in ${mirrorSite}, the primary in ${primarySite}`,
      reason:
        "every commit waits until the mirror has hardened it: across the link that is a round trip a message",
    });
  }
  if (witness && witnessSite !== primarySite) {
    yield broken("witness-beside-primary", {
      path: "topology.witnessSite",
      message: `the witness stands in ${witnessSite}, the primary in ${primarySite}`,
      reason:
        "a cut of the link would leave the pair without its witness, and the next failure without a quorum",
    });
  }
  if (secondarySite === primarySite) {
    yield broken("secondary-in-other-site", {
      path: "topology.secondarySite",
      message: `the log-shipping secondary stands in ${primarySite}, where the primary is`,
      reason: `losing ${primarySite} would take both; the other site is ${otherSite(primarySite)}`,
    });
  }
}

/** What waits beside the secondary has to stand there on the day when the secondary serves. */
function* secondaryPlaces({ scenario }: Drawn): Iterable<Advice> {
  const { secondarySite, secondaryMirror, secondaryMirrorSite } = scenario.topology;
  const { secondaryWitness, secondaryWitnessSite } = scenario.topology;
  if (secondaryMirror && secondaryMirrorSite !== secondarySite) {
    yield broken("mirror-beside-secondary", {
      path: "topology.secondaryMirrorSite",
      message: `the secondary's mirror stands in ${secondaryMirrorSite}, the secondary in ${secondarySite}`,
      reason: "after a failover it is wanted beside the secondary; in the lost site it is lost with it",
    });
  }
  if (secondaryWitness && secondaryWitnessSite !== secondarySite) {
    yield broken("witness-beside-secondary", {
      path: "topology.secondaryWitnessSite",
      message: `the secondary's witness stands in ${secondaryWitnessSite}, the secondary in ${secondarySite}`,
      reason: "after a failover it is wanted beside the secondary; in the lost site it is lost with it",
    });
  }
}

function* databaseTechnology({ scenario }: Drawn): Iterable<Advice> {
  if (scenario.topology.databaseTechnology !== "availability-groups") return;
  yield broken("availability-groups", {
    path: "topology.databaseTechnology",
    message: "availability groups are not supported for Persistent Chat databases",
    reason: "use mirroring inside a site and log shipping between sites",
  });
}

function* complianceInstances({ scenario }: Drawn): Iterable<Advice> {
  if (scenario.topology.compliance === "off") return;
  yield broken("compliance-instances", {
    path: "topology.compliance",
    message: "compliance asks for three more database instances",
    reason: "a mirror beside the compliance database, a secondary in the other site and a mirror of that",
  });
}

function* destinationFolder({ scenario }: Drawn): Iterable<Advice> {
  if (scenario.topology.destinationFolder) return;
  yield broken("destination-folder", {
    path: "topology.destinationFolder",
    message: "the secondary has no destination folder",
    reason: "without it the copy job has nowhere to write, and nothing ever reaches the other site",
  });
}

function* activeServersNearDatabase({ scenario }: Drawn): Iterable<Advice> {
  const { layout, topology, wan } = scenario;
  const far = SITES.filter((site) => site !== topology.primarySite && layout.servers[site].active > 0);
  if (far.length === 0 || isNear(wan)) return;
  yield broken("active-servers-near-database", {
    path: "layout",
    message: `${layout.servers[far[0]!].active} active servers in ${far[0]} are far from the database in ${topology.primarySite}`,
    reason:
      `the link has ${printBitRate(wan.bandwidth)} and a round trip of ${printDuration(wan.roundTrip)}; ` +
      "near means at least 1 Gbps and at most 20 ms",
  });
}

function* timeZones({ scenario }: Drawn): Iterable<Advice> {
  const { layout, topology, timeZones: zones } = scenario;
  const hopSite = siteOf[topology.nextHop];
  for (const site of SITES) {
    if (layout.servers[site].active === 0 || zones[site] === zones[hopSite]) continue;
    yield broken("active-servers-time-zone", {
      path: `sites.${site}.timeZone`,
      message: `active servers in ${site} (${zones[site]}) have their next hop in ${hopSite} (${zones[hopSite]})`,
      reason: "active chat servers must be in the time zone of their next-hop pool",
    });
  }
}

function* mirrorShips({ scenario }: Drawn): Iterable<Advice> {
  if (!scenario.topology.mirror || scenario.mirroring.shipsLogs) return;
  yield broken("mirror-ships-logs", {
    path: "mirroring.shipsLogs",
    message: "the mirror is not set up as a second log-shipping primary",
    reason:
      "at the first failover to it shipping stops while every job stays green, and RPO grows by a day a day",
  });
}

/** What the server makes of any shorter time-out; under 10 s it warns of failovers for nothing. */
const SHORTEST_TIMEOUT = 5 * SECOND;

function* partnerTimeout({ scenario }: Drawn): Iterable<Advice> {
  const { mirroring, topology } = scenario;
  if (!topology.mirror || mirroring.partnerTimeout >= SHORTEST_TIMEOUT) return;
  yield broken("partner-timeout", {
    path: "mirroring.partnerTimeout",
    message: `a partner time-out of ${printDuration(mirroring.partnerTimeout)}`,
    reason:
      "SQL Server takes anything under 5 s as 5 s, and less than 10 s lets a busy server look like a dead one",
  });
}
