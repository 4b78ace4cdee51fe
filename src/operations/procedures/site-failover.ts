/**
 * The documented failover to the log-shipping secondary, as a table of steps: the database's part of it. The
 * order and the commands are the product's ("Manage high availability and disaster recovery for Persistent
 * Chat Server": drop log shipping, copy what is left, apply it, end connections, recover, switch the pool, build the
 * new mirror, activate servers). Durations are not documented anywhere: each manual step takes `people.step`, and
 * what a machine does beside it is computed or assumed here.
 */
import { timeToApply } from "../../pool/plan.js";
import type { Pool } from "../../pool/pool.js";
import { copyTime } from "../../shipping/undisturbed.js";
import { type Micros, SECOND } from "../../units/index.js";
import { type Step, step } from "../step.js";
import { buildMirror } from "./build-mirror.js";
import { addUp, type Work } from "./context.js";

/** Undo of open transactions when the database is recovered. Assumed; 10 s to 5 min are plausible. */
const UNDO = (30 * SECOND) as Micros;
export const RECOVER = "recover-database";
/** With its end the chat servers of the new site are the active ones. */
export const ACTIVATE = "activate-servers";
/** With its end the pool writes to the new database. */
export const SWITCH = "switch-pool-state";

const WAIT_FOR_SITE_2 = "wait-for-site-2";

/** `after`: what the people do before, whoever they are. */
export function siteFailover(work: Work, after: string): Step[] {
  const { pool } = work;
  const { servers } = pool.plan.scenario;
  const atSite2 = () => (pool.tier.machines.stands("secondary") ? null : WAIT_FOR_SITE_2);
  return [
    step({
      name: "drop-log-shipping",
      actor: "database administrator",
      part: "procedure",
      after: [after],
      waitsFor: atSite2,
      takes: (_at, attempt) => work.byHand("drop-log-shipping", attempt),
      done: (at) => pool.shipping.drop(at),
    }),
    copyRemaining(work, atSite2),
    step({
      name: "apply-logs",
      actor: "database administrator",
      part: "procedure",
      after: ["copy-remaining"],
      needs: ["copy-remaining"],
      waitsFor: atSite2,
      takes: (_at, attempt) => addUp(work.byHand("apply-logs", attempt), applyTime(pool)),
    }),
    step({
      name: "end-connections",
      actor: "database administrator",
      part: "procedure",
      after: ["apply-logs"],
      waitsFor: atSite2,
      takes: (_at, attempt) => work.byHand("end-connections", attempt),
    }),
    step({
      name: RECOVER,
      actor: "database administrator",
      part: "procedure",
      after: ["end-connections"],
      // What is not applied before the recovery can never be applied.
      needs: ["apply-logs"],
      waitsFor: atSite2,
      // The step with which there is no way back: from its beginning on the old database is fenced.
      begins: (at) => (pool.tier.hasFailedOver || pool.leavePrimary(at) ? null : WAIT_FOR_SITE_2),
      takes: (_at, attempt) => addUp(work.byHand(RECOVER, attempt), UNDO),
    }),
    step({
      name: SWITCH,
      actor: "pool administrator",
      part: "procedure",
      after: [RECOVER],
      needs: [RECOVER],
      // What was recovered may be gone with its disks before the pool uses it.
      waitsFor: () => (pool.tier.machines.of("secondary").disksKept ? atSite2() : WAIT_FOR_SITE_2),
      takes: (_at, attempt) =>
        addUp(work.byHand(SWITCH, attempt), work.takes("replication", servers.replication, attempt)),
    }),
    ...behindTheSwitch(work, atSite2),
  ];
}

/** Only what stands on a share that outlived the site can be copied; with nothing there, nobody copies. */
function copyRemaining(work: Work, atSite2: () => string | null): Step {
  const { pool } = work;
  let files: ReturnType<Pool["clockwork"]["filesToCopy"]> = [];
  let begun = 0 as Micros;
  return step({
    name: "copy-remaining",
    actor: "database administrator",
    part: "procedure",
    after: ["drop-log-shipping"],
    waitsFor: atSite2,
    isOvertaken: () => files.length > 0 && !pool.clockwork.reachesShare,
    begins(at) {
      pool.clockwork.advanceTo(at);
      files = pool.clockwork.filesToCopy();
      begun = at;
      return null;
    },
    takes(_at, attempt) {
      if (files.length === 0) return 0 as Micros;
      const { pipeline } = pool.clockwork;
      const copying = files.reduce((sum, file) => sum + copyTime(pipeline, file.number, file.bytes), 0);
      return addUp(work.byHand("copy-remaining", attempt), copying as Micros);
    },
    done: (at) => pool.clockwork.copiedByHand(files, begun, at),
  });
}

function applyTime(pool: Pool): Micros {
  return timeToApply(pool.clockwork.pipeline, pool.clockwork.filesToApply());
}

/** Protection first, as documented, or servers first: either way the database serves already. */
function behindTheSwitch(work: Work, atSite2: () => string | null): Step[] {
  const { topology, layout, runbook, servers } = work.pool.plan.scenario;
  const { active, idle } = layout.servers[topology.secondarySite];
  const hasServers = active + idle > 0;
  const activateFirst = runbook.order === "activate-first" && hasServers;
  const steps: Step[] = [];
  if (topology.secondaryMirror) {
    const build = buildMirror(work, [activateFirst ? ACTIVATE : SWITCH]);
    // It may come before the switch: a recovered database is online, though the pool does not use it yet.
    steps.push({ ...build, needs: [RECOVER], mayBePutOff: true });
  }
  if (hasServers) {
    const mirrorFirst = topology.secondaryMirror && !activateFirst;
    steps.push(
      step({
        name: ACTIVATE,
        actor: "pool administrator",
        part: "procedure",
        after: [mirrorFirst ? "build-mirror" : SWITCH],
        waitsFor: atSite2,
        takes: (_at, attempt) =>
          addUp(work.byHand(ACTIVATE, attempt), work.takes("activation", servers.replication, attempt)),
      }),
    );
  }
  return steps;
}
