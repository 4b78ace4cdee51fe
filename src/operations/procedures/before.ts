/** What comes before any procedure: somebody notices, somebody decides; and what stops a pool that still serves. */
import type { Micros } from "../../units/index.js";
import { type Step, step } from "../step.js";
import type { Work } from "./context.js";

export const DETECT = "detect";
export const DECIDE = "decide";
export const STOP_PRIMARY = "stop-primary";

export function notice(work: Work, told: (at: Micros) => void): Step {
  const { people } = work.pool.plan.scenario;
  return step({
    name: DETECT,
    actor: "monitoring",
    part: "detect",
    after: [],
    takes: (_at, attempt) => work.takes(DETECT, people.detect, attempt),
    done: told,
  });
}

export function noticeAndDecide(work: Work, told: (at: Micros) => void): Step[] {
  const { people } = work.pool.plan.scenario;
  return [
    notice(work, told),
    step({
      name: DECIDE,
      actor: "incident manager",
      part: "decide",
      after: [DETECT],
      needs: [DETECT],
      takes: (_at, attempt) => work.takes(DECIDE, people.decide, attempt),
    }),
  ];
}

/** Before another site may serve, this one must not: two that accept would be two histories. */
export function stopPrimary(work: Work): Step {
  const { pool } = work;
  return step({
    name: STOP_PRIMARY,
    actor: "database administrator",
    part: "procedure",
    after: [DECIDE],
    takes(_at, attempt) {
      // A site that is down by now needs no stopping.
      return pool.tier.history.serving === null ? (0 as Micros) : work.byHand(STOP_PRIMARY, attempt);
    },
    done: (at) => pool.stopService(work.strike, at),
  });
}
