/** What comes before any procedure: somebody notices, somebody decides; and what stops a pool that still serves. */
import type { Micros } from "../../units/index.js";
import { nextOffice } from "../office.js";
import { type Step, step } from "../step.js";
import type { Work } from "./context.js";

export const DETECT = "detect";
export const DECIDE = "decide";
export const STOP_PRIMARY = "stop-primary";
export const WAIT_FOR_OFFICE = "wait-for-office";
/** What must be behind whoever does anything about it. */
export const NOTICED: readonly string[] = [DETECT, WAIT_FOR_OFFICE];

/** Somebody notices; `told` once there is somebody to be told. `isThere`: people are at it already. */
export function notice(work: Work, told: (at: Micros) => void, isThere = false): Step[] {
  const { scenario } = work.pool.plan;
  const { people } = scenario;
  const waits = people.onCall === "office-hours" && !isThere;
  const detect = step({
    name: DETECT,
    actor: "monitoring",
    part: "detect",
    after: [],
    takes: (_at, attempt) => work.takes(DETECT, people.detect, attempt),
    done: waits ? () => undefined : told,
  });
  return waits ? [detect, waitForOffice(work, told)] : [detect];
}

/** Whatever happens at night is read in the morning. */
export function waitForOffice(work: Work, told: (at: Micros) => void): Step {
  const { scenario } = work.pool.plan;
  return step({
    name: WAIT_FOR_OFFICE,
    actor: "people",
    part: "detect",
    after: [DETECT],
    needs: [DETECT],
    endsByClock: true,
    takes: (at) => (nextOffice(scenario, at) - at) as Micros,
    done: told,
  });
}

export function noticeAndDecide(work: Work, told: (at: Micros) => void, isThere = false): Step[] {
  const { people } = work.pool.plan.scenario;
  return [
    ...notice(work, told, isThere),
    step({
      name: DECIDE,
      actor: "incident manager",
      part: "decide",
      after: NOTICED,
      needs: NOTICED,
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
