/**
 * How long the log takes from the principal's disk into the mirror's database: sending what is missing, redoing
 * what is hardened. Both go at `mirroring.redoRate`; no rate of sending is documented, and a mirror that takes log
 * no faster than it redoes it is the cautious reading.
 */
import { timeForBytes } from "../../shipping/transfer.js";
import { HOUR, LONGEST, MINUTE, type Micros, SECOND } from "../../units/index.js";
import type { History } from "../history.js";
import type { PoolPlan } from "../plan.js";

const bytesAccepted = (plan: PoolPlan, history: History, from: Micros, to: Micros): number =>
  history.acceptedWithin(from, to).reduce((sum, part) => sum + plan.load.log(part.from, part.to), 0);

/** Steps towards the instant at which everything written until then has been sent; each is a little longer. */
const MOST_STEPS = 10_000;

/** Until a mirror that has the log up to `from` has all of it, while more is being written. */
export function catchUpTime(plan: PoolPlan, history: History, from: Micros, at: Micros): Micros {
  const { redoRate } = plan.scenario.mirroring;
  const behind = bytesAccepted(plan, history, from, at);
  const serves = history.serving !== null;
  let takes = timeForBytes(behind, redoRate);
  for (let step = 0; serves && step < MOST_STEPS; step++) {
    if (takes > LONGEST / 2) return LONGEST;
    const written = behind + plan.load.log(at, (at + takes) as Micros);
    const longer = timeForBytes(written, redoRate);
    if (longer <= takes) return takes;
    takes = longer;
  }
  return serves ? LONGEST : takes;
}

/** As far back as a burst can have left log that is not redone yet. */
const LOOK_BACK = 48 * HOUR;

/**
 * The log that is hardened and not yet redone when the principal stops. Nothing waits where redo keeps up; behind a
 * burst that it does not keep up with, the most that any whole minute before has left over.
 */
export function redoTime(plan: PoolPlan, until: Micros): Micros {
  const { redoRate } = plan.scenario.mirroring;
  const bursts = plan.load.bursts.reduce((sum, { log, lasts }) => sum + (log * SECOND) / lasts, 0);
  if (plan.load.peakLogPerSecond + bursts <= redoRate) return 0 as Micros;
  let most = 0;
  for (let back = MINUTE as number; back <= LOOK_BACK; back += MINUTE) {
    const written = plan.load.log((until - back) as Micros, until);
    most = Math.max(most, timeForBytes(written, redoRate) - back);
  }
  return most as Micros;
}
