/**
 * The documented failover to the log-shipping secondary, and the planned switchover, as tables. Order and commands are
 * the product's ("Manage high availability and disaster recovery for Persistent Chat Server"); the tail of the log is
 * taken as SQL Server's own guide says ("Fail over to a log shipping secondary").
 */
import type { Scenario } from "../../spec/index.js";
import { DECIDE, DETECT } from "./before.js";
import { HAND, type StepRow } from "./row.js";

export const DROP_SHIPPING = "drop-log-shipping";
export const COPY_REMAINING = "copy-remaining";
export const APPLY_LOGS = "apply-logs";
export const BACK_UP_TAIL = "back-up-tail";
export const END_CONNECTIONS = "end-connections";
export const RECOVER = "recover-database";
export const MOVE_MANAGEMENT = "fail-over-management-store";
/** With its end the pool writes to the new database. */
export const SWITCH = "switch-pool-state";
export const BUILD_MIRROR = "build-mirror";
/** With its end the chat servers of the new site are the active ones. */
export const ACTIVATE = "activate-servers";
export const CLEAR = "clear-active-servers";

export const clearActive = (drain: "hard-stop" | "keep-existing"): StepRow => ({
  name: CLEAR,
  actor: "pool administrator",
  does:
    drain === "hard-stop"
      ? "Take every chat server off the active list and stop it: nobody can send from here on."
      : "Take every chat server off the active list; connections that stand go on.",
  command: "Set-CsPersistentChatActiveServer -Identity <pool> -ActiveServers $null",
  origin: "documented",
  after: [],
  takes: [HAND, { by: "replication", drawnAs: `${CLEAR}.replication` }],
  standing: [],
});

/** `after`: what the people do before, whoever they are. `movesManagement`: its Front End is gone. */
export function failoverTable(scenario: Scenario, after: string, movesManagement: boolean): StepRow[] {
  const configured = movesManagement ? [MOVE_MANAGEMENT] : [];
  return [
    dropShipping(after),
    copyRemaining,
    applyLogs,
    endConnections(APPLY_LOGS),
    recover([APPLY_LOGS]),
    ...(movesManagement ? [moveManagement(after)] : []),
    ...behindTheRecovery(scenario, configured),
  ];
}

/** Nothing is lost: the pool is stopped first, and the tail of its log goes along. */
export function switchoverTable(scenario: Scenario): StepRow[] {
  return [
    clearActive("hard-stop"),
    dropShipping(CLEAR),
    copyRemaining,
    applyLogs,
    {
      name: BACK_UP_TAIL,
      actor: "database administrator",
      does: "Back up the tail of the log, which leaves the old primary restoring; copy it to the other site and apply it.",
      command: "backup log mgc to disk = '<share>' with norecovery",
      origin: "documented",
      after: [APPLY_LOGS],
      needs: [APPLY_LOGS, CLEAR],
      takes: [HAND, { by: "tail-of-log" }],
      standing: ["serving-end", "share-from-primary", "share-from-secondary", "site-2"],
    },
    endConnections(BACK_UP_TAIL),
    recover([APPLY_LOGS, BACK_UP_TAIL]),
    ...behindTheRecovery(scenario, [], true),
  ];
}

const dropShipping = (after: string): StepRow => ({
  name: DROP_SHIPPING,
  actor: "database administrator",
  does: "Drop log shipping on the secondary.",
  command: "exec sp_delete_log_shipping_secondary_database mgc",
  origin: "documented",
  after: [after],
  takes: [HAND],
  standing: ["site-2"],
});

const copyRemaining: StepRow = {
  name: COPY_REMAINING,
  actor: "database administrator",
  does: "Copy backup files that are not copied yet from the share to the destination folder, if the share is within reach.",
  origin: "documented",
  after: [DROP_SHIPPING],
  takes: [{ by: "files-to-copy" }],
  standing: ["site-2"],
};

const applyLogs: StepRow = {
  name: APPLY_LOGS,
  actor: "database administrator",
  does: "Apply every log backup that is not applied yet, oldest first.",
  command: "restore log mgc from disk = '<file>' with norecovery",
  origin: "documented",
  after: [COPY_REMAINING],
  needs: [COPY_REMAINING],
  takes: [HAND, { by: "files-to-apply" }],
  standing: ["site-2"],
};

const endConnections = (after: string): StepRow => ({
  name: END_CONNECTIONS,
  actor: "database administrator",
  does: "End every connection to the database.",
  command: "exec sp_who2; kill <spid>",
  origin: "documented",
  after: [after],
  takes: [HAND],
  standing: ["site-2"],
});

/** What is not applied before the recovery can never be applied. */
const recover = (needs: readonly string[]): StepRow => ({
  name: RECOVER,
  actor: "database administrator",
  does: "Bring the secondary online. From its beginning on there is no way back to the old database.",
  command: "restore database mgc with recovery",
  origin: "documented",
  after: [END_CONNECTIONS],
  needs,
  takes: [HAND, { by: "undo" }],
  standing: ["site-2"],
});

/** Which servers are active and which database the pool uses are settings, and settings are kept there. */
const moveManagement = (after: string): StepRow => ({
  name: MOVE_MANAGEMENT,
  actor: "pool administrator",
  does: "Fail over the Central Management store, which went down with its Front End pool.",
  command: "Invoke-CsManagementServerFailover",
  origin: "documented",
  after: [after],
  takes: [{ by: "management-store" }],
  standing: ["site-2"],
});

/** Protection first, as documented, or servers first: either way the database serves already. */
function behindTheRecovery(
  { topology, layout, runbook }: Scenario,
  configured: readonly string[],
  isListCleared = false,
): StepRow[] {
  const { active, idle } = layout.servers[topology.secondarySite];
  // A list that was cleared has to be set again, even where no server stands beside the new database.
  const hasServers = active + idle > 0 || (isListCleared && layout.name !== "database-only");
  const activateFirst = runbook.order === "activate-first" && hasServers;
  const rows: StepRow[] = [
    {
      name: SWITCH,
      actor: "pool administrator",
      does: "Tell the pool to use the other site's database.",
      command: 'Set-CsPersistentChatState -Identity "service:<pool>" -PoolState FailedOver',
      origin: "documented",
      after: [RECOVER, ...configured],
      needs: [RECOVER, ...configured],
      takes: [HAND, { by: "replication", drawnAs: "replication" }],
      standing: ["recovered-database"],
    },
  ];
  if (topology.secondaryMirror) {
    // It may come before the switch: a recovered database is online, though the pool does not use it yet.
    rows.push({ ...buildMirrorRow([activateFirst ? ACTIVATE : SWITCH]), needs: [RECOVER] });
  }
  if (hasServers) {
    const mirrorFirst = topology.secondaryMirror && !activateFirst;
    rows.push({
      name: ACTIVATE,
      actor: "pool administrator",
      does: "Make the chat servers of the other site the active ones.",
      command: "Set-CsPersistentChatActiveServer -Identity <pool> -ActiveServers @{Add=...;Remove=...}",
      origin: "documented",
      after: [mirrorFirst ? BUILD_MIRROR : SWITCH, ...configured],
      needs: configured,
      takes: [HAND, { by: "replication", drawnAs: "activation" }],
      standing: ["site-2"],
    });
  }
  return rows;
}

export const buildMirrorRow = (after: readonly string[]): StepRow => ({
  name: BUILD_MIRROR,
  actor: "database administrator",
  does: "Build a mirror for the new primary: a full backup, restored beside it.",
  command: "Install-CsMirrorDatabase -DatabaseType PersistentChat -FileShare <share> -SqlServerFqdn <server>",
  origin: "documented",
  after,
  takes: [HAND, { by: "mirror-build" }],
  standing: ["both-of-the-pair"],
  mayBePutOff: true,
});

/** What comes before any procedure that nobody planned. */
export const NOTICE_AND_DECIDE: readonly StepRow[] = [
  {
    name: DETECT,
    actor: "monitoring",
    part: "detect",
    does: "Somebody notices.",
    origin: "assumed",
    after: [],
    takes: [{ by: "detect" }],
    standing: [],
  },
  {
    name: DECIDE,
    actor: "incident manager",
    part: "decide",
    does: "Somebody decides to fail over.",
    origin: "assumed",
    after: [DETECT],
    needs: [DETECT],
    takes: [{ by: "decide" }],
    standing: [],
  },
];
