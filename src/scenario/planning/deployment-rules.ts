/** Editions, machines and networks: what stands under the pool. */
import type { Scenario } from "../../spec/index.js";
import { printBitRate, printCount, printSize, trimmed } from "../../units/index.js";
import { type Advice, broken, type Drawn, type DrawnRule } from "./rule.js";

export const deploymentRules: readonly DrawnRule[] = [
  standardEdition,
  besideFrontEnd,
  serverHardware,
  logicalSites,
  domains,
  loadBalancing,
  openPorts,
];

const MOST_STANDARD_USERS = 20_000;

function serverCount({ layout }: Scenario): number {
  const { "site-1": one, "site-2": two } = layout.servers;
  return one.active + one.idle + two.active + two.idle;
}

function* standardEdition({ scenario }: Drawn): Iterable<Advice> {
  const { pool, users, topology } = scenario;
  if (pool.edition !== "standard") return;
  const path = "pool.edition";
  const servers = serverCount(scenario);
  if (servers > 1) {
    yield broken("standard-edition-servers", {
      path,
      message: `${servers} chat servers with Standard Edition; it has one`,
      reason:
        "a pool of several servers asks for Enterprise Edition; the pages contradict each other: one lets servers be added " +
        "later to a first one that stands apart from the Front End, and lists no such pool among the supported ones",
    });
  }
  if (users.count > MOST_STANDARD_USERS) {
    yield broken("standard-edition-users", {
      path,
      message: `${printCount(users.count)} users with Standard Edition; it is made for ${printCount(MOST_STANDARD_USERS)}`,
      reason: "its single chat server takes as many as one of Enterprise Edition does",
    });
  }
  if (topology.mirror || servers > 1) {
    yield broken("standard-edition-availability", {
      path,
      message: "a highly available pool with Standard Edition",
      reason: "with Standard Edition high availability is not an option: it is meant for trials",
    });
  }
}

function* besideFrontEnd({ scenario }: Drawn): Iterable<Advice> {
  const { edition, besideFrontEnd: isBeside } = scenario.pool;
  if (!isBeside || edition === "standard") return;
  yield broken("beside-front-end", {
    path: "pool.besideFrontEnd",
    message: "chat servers on Front End Servers of Enterprise Edition",
    reason: "the two roles cannot share a machine there: each chat server needs one of its own",
  });
}

const LEAST = {
  cores: 12,
  clockGHz: 2.26,
  memory: 32e9,
  disks: 8,
  freeSpace: 72e9,
  network: 125e6,
} as const;

function* serverHardware({ scenario }: Drawn): Iterable<Advice> {
  const { hardware } = scenario.pool;
  const { disks } = hardware;
  const short: readonly (readonly [field: string, isShort: boolean, has: string, asked: string])[] = [
    ["cores", hardware.cores < LEAST.cores, `${hardware.cores} cores`, `${LEAST.cores} or more`],
    [
      "clock",
      hardware.clockGHz < LEAST.clockGHz,
      `a clock of ${trimmed(hardware.clockGHz, 3)} GHz`,
      `${LEAST.clockGHz} GHz or more`,
    ],
    [
      "memory",
      hardware.memory < LEAST.memory,
      `${printSize(hardware.memory)} of memory`,
      `${printSize(LEAST.memory)} or more`,
    ],
    [
      "disks",
      disks !== "solid-state" && disks < LEAST.disks,
      `${disks} disks`,
      `${LEAST.disks} or more, or solid-state ones`,
    ],
    [
      "freeSpace",
      hardware.freeSpace < LEAST.freeSpace,
      `${printSize(hardware.freeSpace)} of free disk space`,
      `${printSize(LEAST.freeSpace)} or more`,
    ],
    [
      "network",
      hardware.network < LEAST.network,
      `a network adapter of ${printBitRate(hardware.network)}`,
      `${printBitRate(LEAST.network)} or more`,
    ],
  ];
  for (const [field, isShort, has, asked] of short) {
    if (!isShort) continue;
    yield broken("server-hardware", {
      path: `pool.hardware.${field}`,
      message: `chat servers with ${has}; asked for are ${asked}`,
      reason:
        "the 20,000 users of a server and all other figures of capacity were published for such machines",
    });
  }
}

function* logicalSites({ scenario }: Drawn): Iterable<Advice> {
  const { logicalSites: count, stretchedVlan } = scenario.pool;
  if (count > 1) {
    yield broken("one-logical-site", {
      path: "pool.logicalSites",
      message: `a pool over ${count} sites of the topology`,
      reason:
        "a stretched pool is one pool in one site of the topology; only its machines stand in two data centers",
    });
  }
  if (stretchedVlan) {
    yield broken("stretched-vlan", {
      path: "pool.stretchedVlan",
      message: "a virtual LAN that spans both data centers",
      reason:
        "the pool does not need it, unlike its predecessor: it costs money and lets one network fault reach both sites",
    });
  }
}

function* domains({ scenario }: Drawn): Iterable<Advice> {
  if (scenario.pool.domains === "one") return;
  yield broken("one-domain", {
    path: "pool.domains",
    message: "machines of the pool in several Active Directory domains",
    reason:
      "chat servers should be in the domain of the rest of the product and of compliance; the tools that set up mirroring " +
      "ask the same of principal, mirror and witness",
  });
}

function* loadBalancing({ scenario }: Drawn): Iterable<Advice> {
  if (scenario.pool.loadBalancing === "dns") return;
  yield broken("load-balancing", {
    path: "pool.loadBalancing",
    message: "a hardware load balancer in front of the chat servers",
    reason:
      "they are balanced by DNS, over the active servers; a hardware balancer is not supported for them",
  });
}

/** Each port with who needs it; a database pair needs one only where there is one. */
function* openPorts({ scenario }: Drawn): Iterable<Advice> {
  const { topology, pool } = scenario;
  const servers = serverCount(scenario);
  const isMirrored = topology.mirror && topology.databaseTechnology === "mirroring";
  const ports: readonly (readonly [port: number, isNeeded: boolean, use: string])[] = [
    [8011, servers > 1, "chat servers reach each other by it; without it they restart again and again"],
    [5041, servers > 0, "the Front End reaches the chat servers by it, unless another was configured"],
    [5022, isMirrored, "principal and mirror reach each other by it, unless another was configured"],
    [7022, isMirrored && topology.witness, "the witness is reached by it, unless another was configured"],
  ];
  for (const [port, isNeeded, use] of ports) {
    if (!isNeeded || pool.openPorts.includes(port)) continue;
    yield broken("open-ports", {
      path: "pool.openPorts",
      message: `TCP port ${port} is closed between the pool's machines`,
      reason: use,
    });
  }
}
