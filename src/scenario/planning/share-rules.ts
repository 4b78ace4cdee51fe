/** The shares on which backups and attached files lie: who reaches them, and what they die with. */
import type { Topology } from "../../spec/index.js";
import { type Advice, broken, type Drawn, type DrawnRule } from "./rule.js";

export const shareRules: readonly DrawnRule[] = [shareAccess, shareHost, fileStore, fileReplication];

function* shareAccess({ scenario }: Drawn): Iterable<Advice> {
  const { shareAccess: access, mirror } = scenario.topology;
  if (mirror && access.mirror === "none") {
    yield broken("share-access", {
      path: "topology.shareAccess.mirror",
      message: "the mirror cannot reach the backup share",
      reason:
        "once it has taken over, its backups have nowhere to go: shipping stops, and RPO grows by a day a day",
    });
  }
  if (access.secondary !== "read-write") {
    yield broken("share-access", {
      path: "topology.shareAccess.secondary",
      message: secondaryCannot(access.secondary),
      reason:
        access.secondary === "none"
          ? "the copy job finds nothing: no backup ever reaches the other site"
          : "copies go on, but once the secondary serves it cannot back up to the share, and the way back begins with that",
    });
  }
}

const secondaryCannot = (access: Topology["shareAccess"]["secondary"]): string =>
  access === "none"
    ? "the secondary cannot reach the backup share"
    : "the secondary can read the backup share, but not write to it";

function* shareHost({ scenario }: Drawn): Iterable<Advice> {
  const { pool, topology } = scenario;
  if (pool.shareHost !== "file-server") {
    yield broken("share-host", {
      path: "pool.shareHost",
      message: `the backup share lies on the ${pool.shareHost}`,
      reason: "it should outlast a change of roles: on a database server it dies with that machine",
    });
  }
  if (pool.sqlAccount === "local-system") {
    yield broken("sql-account", {
      path: "pool.sqlAccount",
      message: "SQL Server runs as Local System",
      reason:
        "it then backs up to a folder on the primary itself, by a local path: the backups die with the machine" +
        (topology.mirror ? ", and the mirror has others" : ""),
    });
  }
}

function* fileStore({ scenario }: Drawn): Iterable<Advice> {
  const { "site-1": one, "site-2": two } = scenario.layout.servers;
  const servers = one.active + one.idle + two.active + two.idle;
  if (scenario.pool.fileStore === "network-share" || servers < 2) return;
  yield broken("file-store", {
    path: "pool.fileStore",
    message: `${servers} chat servers keep attached files in local folders`,
    reason:
      "a file that was attached by way of one server could not be had from another; a pool of several needs a network path",
  });
}

function* fileReplication({ scenario }: Drawn): Iterable<Advice> {
  if (scenario.pool.fileReplication !== "between-sites") return;
  yield broken("file-replication", {
    path: "pool.fileReplication",
    message: "DFS keeps copies of shares in the other data center",
    reason:
      "it is meant for file servers of one data center, on a best-effort basis and without any promised RTO or RPO; shares " +
      "that matter are to be backed up every 4 to 8 h",
  });
}
