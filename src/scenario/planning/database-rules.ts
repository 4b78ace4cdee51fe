/** How the databases are kept, and by which SQL Servers. */
import { DAY, MINUTE, printExactDuration } from "../../units/index.js";
import { type Advice, broken, type Drawn, type DrawnRule } from "./rule.js";

export const databaseRules: readonly DrawnRule[] = [
  mirrors,
  mirroringMode,
  sameSqlServers,
  recoveryModel,
  compliance,
];

function* mirrors({ scenario }: Drawn): Iterable<Advice> {
  const { mirror, secondaryMirror, databaseTechnology } = scenario.topology;
  if (!mirror && databaseTechnology === "mirroring") {
    yield broken("mirror-of-primary", {
      path: "topology.mirror",
      message: "the primary database has no mirror",
      reason:
        "the loss of one machine takes chat away from everybody, and people have to fail over to the other site",
    });
  }
  if (!secondaryMirror) {
    yield broken("mirror-of-secondary", {
      path: "topology.secondaryMirror",
      message: "no instance waits to become the secondary's mirror",
      reason:
        "after a failover the pool stands on one machine; the pages contradict each other: one lists this instance among " +
        "the required ones, another calls it optional",
    });
  }
}

function* mirroringMode({ scenario }: Drawn): Iterable<Advice> {
  if (scenario.pool.mirroringMode === "synchronous") return;
  yield broken("asynchronous-mirroring", {
    path: "pool.mirroringMode",
    message: "asynchronous mirroring is not supported for these databases",
    reason: "a mirror that lags loses messages at a failover, and there is no automatic one",
  });
}

function* sameSqlServers({ scenario }: Drawn): Iterable<Advice> {
  const { topology, pool } = scenario;
  if (!topology.mirror) return;
  if (pool.sqlVersions === "several") {
    yield broken("one-sql-version", {
      path: "pool.sqlVersions",
      message: "principal, mirror and witness run different versions of SQL Server",
      reason:
        "a newer version upgrades the database when it takes over, and the older one can never have it back",
    });
  }
  if (pool.sqlEditions === "several") {
    yield broken("one-sql-edition", {
      path: "pool.sqlEditions",
      message: "principal and mirror run different editions of SQL Server",
      reason:
        "what one edition can do the other may not, on the day when it serves; the witness may be of any",
    });
  }
}

function* recoveryModel({ scenario }: Drawn): Iterable<Advice> {
  const { topology, pool } = scenario;
  const isMirrored = topology.mirror && topology.databaseTechnology === "mirroring";
  if (pool.recoveryModel === "full" || (pool.recoveryModel === "bulk-logged" && !isMirrored)) return;
  yield broken("recovery-model", {
    path: "pool.recoveryModel",
    message: `the recovery model ${pool.recoveryModel} of the chat database`,
    reason:
      pool.recoveryModel === "simple"
        ? "it keeps no log that could be backed up, shipped or mirrored"
        : "mirroring needs the full recovery model; bulk-logged does for log shipping alone",
  });
}

const ADAPTER = { least: MINUTE, most: 30 * DAY } as const;

function* compliance({ scenario }: Drawn): Iterable<Advice> {
  const { topology, compliance: adapter } = scenario;
  if (topology.compliance === "off") return;
  if (topology.compliance === "shared") {
    yield broken("compliance-standalone", {
      path: "topology.compliance",
      message: "the compliance database shares an instance with the chat database",
      reason:
        "it may, but instances of its own are recommended for high availability and disaster recovery: the compliance " +
        "database is never failed over, the chat database is",
    });
  }
  if (adapter.every >= ADAPTER.least && adapter.every <= ADAPTER.most) return;
  yield broken("compliance-interval", {
    path: "compliance.every",
    message: `the compliance adapter runs every ${printExactDuration(adapter.every)}`,
    reason: "the product takes 1 min to 30 d, and 15 min by default; what waits is lost with the site",
  });
}
