/**
 * The documented failover to the log-shipping secondary, as a table of steps: the database's part of it. The
 * order and the commands are the product's ("Manage high availability and disaster recovery for Persistent
 * Chat Server": drop log shipping, copy what is left, apply it, end connections, recover, switch the pool).
 * Durations are not documented anywhere: each manual step takes `people.step`, and what a machine does beside
 * it is computed or assumed here.
 */
import type { Law } from "../engine/index.js";
import { timeToApply } from "../pool/plan.js";
import type { Pool } from "../pool/pool.js";
import { copyTime } from "../shipping/undisturbed.js";
import type { People as PeopleSpec, Strike } from "../spec/index.js";
import { MINUTE, type Micros, SECOND } from "../units/index.js";
import type { People } from "./people.js";
import type { Step } from "./runbook.js";

/** Undo of open transactions when the database is recovered. Assumed; 10 s to 5 min are plausible. */
const UNDO = (30 * SECOND) as Micros;
/** Until every chat server has the new pool state: replication of the configuration. Assumed, 1 to 5 min. */
const REPLICATION: Law = { law: "uniform", from: MINUTE, to: (5 * MINUTE) as Micros };

export const RECOVER = "recover-database";

export interface FailoverContext {
  readonly pool: Pool;
  readonly people: People;
  readonly spec: PeopleSpec;
  readonly strike: Strike;
  /** Somebody knows: called when the outage is detected. */
  told(at: Micros): void;
}

export function failoverSteps(context: FailoverContext): Step[] {
  const { pool, people, spec, strike } = context;
  const byHand = (name: string) => people.takes(strike, name, spec.step);
  const plain = () => undefined;
  return [
    {
      name: "detect",
      part: "detect",
      after: [],
      atSecondary: false,
      begin: () => people.takes(strike, "detect", spec.detect),
      done: context.told,
    },
    {
      name: "decide",
      part: "decide",
      after: ["detect"],
      atSecondary: false,
      begin: () => people.takes(strike, "decide", spec.decide),
      done: plain,
    },
    {
      name: "drop-log-shipping",
      part: "procedure",
      after: ["decide"],
      atSecondary: true,
      begin: () => byHand("drop-log-shipping"),
      done: (at) => pool.dropLogShipping(at),
    },
    copyRemaining(context, byHand),
    {
      name: "apply-logs",
      part: "procedure",
      after: ["copy-remaining"],
      atSecondary: true,
      begin: () => addUp(byHand("apply-logs"), applyTime(pool)),
      done: plain,
    },
    {
      name: "end-connections",
      part: "procedure",
      after: ["apply-logs"],
      atSecondary: true,
      begin: () => byHand("end-connections"),
      done: plain,
    },
    {
      name: RECOVER,
      part: "procedure",
      after: ["end-connections"],
      atSecondary: true,
      // The step with which there is no way back: from its beginning on the old database is fenced.
      begin: (at) =>
        pool.history.hasFailedOver || pool.leavePrimary(at) ? addUp(byHand(RECOVER), UNDO) : null,
      done: plain,
    },
    {
      name: "switch-pool-state",
      part: "procedure",
      after: [RECOVER],
      atSecondary: true,
      begin: () => addUp(byHand("switch-pool-state"), people.takes(strike, "replication", REPLICATION)),
      done: plain,
    },
  ];
}

/** Only what stands on a share that outlived the site can be copied; with nothing there, nobody copies. */
function copyRemaining({ pool }: FailoverContext, byHand: (name: string) => Micros): Step {
  let files: ReturnType<Pool["clockwork"]["filesToCopy"]> = [];
  return {
    name: "copy-remaining",
    part: "procedure",
    after: ["drop-log-shipping"],
    atSecondary: true,
    begin(at) {
      pool.clockwork.advanceTo(at);
      files = pool.clockwork.filesToCopy();
      if (files.length === 0) return 0 as Micros;
      const { pipeline } = pool.clockwork;
      const copying = files.reduce((sum, file) => sum + copyTime(pipeline, file.number, file.bytes), 0);
      return addUp(byHand("copy-remaining"), copying as Micros);
    },
    done: (at) => pool.clockwork.copiedByHand(files, at),
  };
}

function applyTime(pool: Pool): Micros {
  return timeToApply(pool.clockwork.pipeline, pool.clockwork.filesToApply());
}

const addUp = (a: Micros, b: Micros): Micros => (a + b) as Micros;
