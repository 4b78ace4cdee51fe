/**
 * Deleted history: the mirror has deleted it too, and so will site 2 once the log behind it is restored there. People
 * notice, decide, stop the restore job; if the file with the deletion has not begun to be restored by then, they
 * copy out what was deleted and let the job go on.
 */
import { Activity } from "../engine/index.js";
import type { Cause } from "../pool/incident.js";
import type { Pool } from "../pool/pool.js";
import { EVENT, PART, POOL_RUNG } from "../pool/rungs.js";
import { LONGEST, type Micros } from "../units/index.js";
import { nextOffice } from "./office.js";
import { Work } from "./procedures/context.js";

export class BadDelete {
  readonly #pool: Pool;
  readonly #cause: Cause;
  readonly #work: Work;

  constructor(pool: Pool, cause: Cause, told: (at: Micros) => void) {
    this.#pool = pool;
    this.#cause = cause;
    this.#work = new Work(pool, cause.strike);
    const { failure } = cause.strike;
    if (failure.what !== "bad-delete") throw new Error(`${failure.what} deletes nothing`);
    const { people } = pool.plan.scenario;
    const seen = (cause.at + this.#work.takes("noticed", failure.noticed)) as Micros;
    const read = nextOffice(pool.plan.scenario, seen);
    this.#then(cause.at, (read - cause.at) as Micros, (noticed) => {
      told(noticed);
      const decided = this.#work.takes("decide", people.decide);
      const stopped = (decided + this.#work.byHand("stop-restore", 1)) as Micros;
      // A file that begins to be restored at that very instant was not stopped before it began.
      this.#then(noticed, (stopped + 1) as Micros, (at) => this.#stopRestore(at));
    });
  }

  #then(from: Micros, takes: Micros, action: (at: Micros) => void): void {
    const { loop } = this.#pool;
    const activity = new Activity({
      rung: POOL_RUNG.completion,
      kind: EVENT.step,
      part: PART.people,
      action: () => action(loop.now),
    });
    loop.schedule(Math.min(from + takes, LONGEST) as Micros, activity);
  }

  #stopRestore(at: Micros): void {
    const { tier, clockwork } = this.#pool;
    clockwork.advanceTo(at);
    const holdsIt = !tier.hasFailedOver && clockwork.restored !== null;
    if (!holdsIt || clockwork.hasBegunToRestore(this.#cause.at)) {
      this.#pool.dealtWith(this.#cause.strike, at);
      return;
    }
    this.#pool.shipping.holdRestore(true, at);
    this.#pool.leaving.undeletes(this.#cause, at);
    this.#then(at, this.#work.byHand("copy-out", 1), (done) => {
      this.#pool.shipping.holdRestore(false, done);
      this.#pool.dealtWith(this.#cause.strike, done);
    });
  }
}
