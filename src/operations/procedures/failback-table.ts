/**
 * The way back as a table ("Manage high availability and disaster recovery for Persistent Chat Server", failing back):
 * the pool stands still, its database crosses the link in full, and once more to be shipped again. The product's list
 * knows no step that mirrors the primary again; log shipping from the mirror needs one, so it stands before that.
 */
import type { Scenario } from "../../spec/index.js";
import { CLEAR, clearActive } from "./failover-table.js";
import { HAND, type StepRow, type Takes } from "./row.js";

export const UNMIRROR_SECONDARY = "remove-secondary-mirroring";
export const GRANT_ACCESS = "grant-share-access";
export const BACK_UP_SECONDARY = "back-up-secondary";
export const RESTORE_PRIMARY = "restore-on-primary";
export const MIRROR_PRIMARY = "mirror-primary";
export const SHIP_AGAIN = "ship-logs-again";
export const RESTORE_SECONDARY = "restore-on-secondary";
export const ACTIVATE_PRIMARY = "activate-primary-servers";
export const SWITCH_BACK = "switch-pool-state-back";
export const FRONT_ENDS_BACK = "fail-back-front-ends";

export function failbackTable(scenario: Scenario): StepRow[] {
  const { topology, layout } = scenario;
  const { order, drain } = scenario.failback!;
  const hasServers = layout.name !== "database-only";
  const switchFirst = order === "safer" || !hasServers;
  const rows: StepRow[] = [clearActive(drain)];
  if (topology.secondaryMirror) rows.push(unmirrorSecondary(topology.compliance !== "off"));
  const before = topology.secondaryMirror ? UNMIRROR_SECONDARY : CLEAR;
  const mayWrite = topology.shareAccess.secondary === "read-write";
  if (!mayWrite) rows.push(grantAccess(before));
  rows.push(backUpSecondary(mayWrite ? before : GRANT_ACCESS), restorePrimary);
  if (topology.mirror) rows.push(mirrorPrimary);
  rows.push(shipAgain(topology.mirror ? MIRROR_PRIMARY : RESTORE_PRIMARY), restoreSecondary);
  const switchBack = { ...switchPoolBack, after: [switchFirst ? RESTORE_SECONDARY : ACTIVATE_PRIMARY] };
  const activate = { ...activatePrimary, after: [switchFirst ? SWITCH_BACK : RESTORE_SECONDARY] };
  if (!hasServers) return [...rows, switchBack];
  return [...rows, ...(switchFirst ? [switchBack, activate] : [activate, switchBack]), frontEndsBack];
}

function unmirrorSecondary(hasCompliance: boolean): StepRow {
  const again: Takes = { by: "hand", drawnAs: `${UNMIRROR_SECONDARY}.compliance` };
  return {
    name: UNMIRROR_SECONDARY,
    actor: "database administrator",
    does: `Remove mirroring from the other site's database${hasCompliance ? ", and from its compliance database" : ""}.`,
    command: "alter database mgc set partner off",
    origin: "documented",
    after: [CLEAR],
    takes: hasCompliance ? [HAND, again] : [HAND],
    standing: ["serving-end"],
  };
}

/** Nobody notices until it is needed: in a failover the secondary only reads. */
const grantAccess = (after: string): StepRow => ({
  name: GRANT_ACCESS,
  actor: "database administrator",
  does: "Let the other site's SQL Server write to the share, which it could not until now.",
  origin: "assumed",
  after: [after],
  takes: [HAND],
  standing: ["share-from-secondary"],
});

const backUpSecondary = (after: string): StepRow => ({
  name: BACK_UP_SECONDARY,
  actor: "database administrator",
  does: "Take a full backup of the other site's database to the share. What is written after its start does not come along.",
  command: "backup database mgc to disk = '<share>'",
  origin: "documented",
  after: [after],
  takes: [HAND, { by: "backup-of-secondary" }],
  standing: ["serving-end", "share-from-secondary"],
});

const restorePrimary: StepRow = {
  name: RESTORE_PRIMARY,
  actor: "database administrator",
  does: "Restore it over the primary, ready to use.",
  command: "restore database mgc from disk = '<share>' with replace, recovery",
  origin: "documented",
  after: [BACK_UP_SECONDARY],
  needs: [BACK_UP_SECONDARY],
  takes: [HAND, { by: "restore-on-primary" }],
  standing: ["primary", "share-from-primary"],
};

const mirrorPrimary: StepRow = {
  name: MIRROR_PRIMARY,
  actor: "database administrator",
  does: "Build the primary's mirror again.",
  command: "Install-CsMirrorDatabase -DatabaseType PersistentChat -FileShare <share> -SqlServerFqdn <server>",
  origin: "assumed",
  after: [RESTORE_PRIMARY],
  needs: [RESTORE_PRIMARY],
  takes: [HAND, { by: "mirror-build" }],
  standing: ["restored-primary", "both-of-the-pair"],
  mayBePutOff: true,
};

const shipAgain = (after: string): StepRow => ({
  name: SHIP_AGAIN,
  actor: "database administrator",
  does: "Configure log shipping again: a full backup of the primary to the share, and its way to the other site.",
  origin: "documented",
  after: [after],
  needs: [RESTORE_PRIMARY],
  takes: [HAND, { by: "backup-of-primary" }],
  standing: ["primary", "restored-primary", "share-from-primary", "share-from-secondary", "site-2"],
  mayBePutOff: true,
});

const restoreSecondary: StepRow = {
  name: RESTORE_SECONDARY,
  actor: "database administrator",
  does: "Restore it over the other site's database, which takes log from here on. There is no way back from its beginning on.",
  command: "restore database mgc from disk = '<folder>' with replace, norecovery",
  origin: "documented",
  after: [SHIP_AGAIN],
  takes: [{ by: "restore-on-secondary" }],
  standing: ["full-backup", "site-2"],
  mayBePutOff: true,
};

const activatePrimary: Omit<StepRow, "after"> = {
  name: ACTIVATE_PRIMARY,
  actor: "pool administrator",
  does: "Make the chat servers that were active at first the active ones.",
  command: "Set-CsPersistentChatActiveServer -Identity <pool> -ActiveServers @{Add=...}",
  origin: "documented",
  takes: [HAND, { by: "replication", drawnAs: `${ACTIVATE_PRIMARY}.replication` }],
  standing: ["home"],
};

const switchPoolBack: Omit<StepRow, "after"> = {
  name: SWITCH_BACK,
  actor: "pool administrator",
  does: "Tell the pool to use the primary again.",
  command: 'Set-CsPersistentChatState -Identity "service:<pool>" -PoolState Normal',
  origin: "documented",
  needs: [RESTORE_PRIMARY],
  takes: [HAND, { by: "replication", drawnAs: `${SWITCH_BACK}.replication` }],
  standing: ["primary", "restored-primary"],
};

/** Nobody is cut off by it ("User experience of pool failover": up to 60 minutes, users stay signed in). */
const frontEndsBack: StepRow = {
  name: FRONT_ENDS_BACK,
  actor: "pool administrator",
  does: "Fail users and next hop back to the Front End pools that had them at first; nobody is cut off by it.",
  command: "Invoke-CsPoolFailback -PoolFqdn <pool>",
  origin: "documented",
  after: [SWITCH_BACK],
  takes: [{ by: "front-end-failback" }],
  standing: [],
};
