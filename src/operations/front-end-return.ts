/**
 * After a Front End was failed over and stands again, people who go back at all fail its users and the next hop back to
 * it, in no hurry: users stay signed in ("User experience of pool failover": up to 60 minutes). It must never know why
 * anybody was failed over.
 */
import type { Pool } from "../pool/pool.js";
import type { Strike } from "../spec/index.js";
import type { Micros } from "../units/index.js";
import { withChanges } from "./procedures/changes.js";
import { Work } from "./procedures/context.js";
import { FRONT_ENDS_BACK } from "./procedures/failback-table.js";
import { FRONT_END_FAILBACK } from "./procedures/times.js";
import type { Runbook } from "./runbook.js";
import { step } from "./step.js";

export class FrontEndReturn {
  readonly #pool: Pool;
  #runbook: Runbook | null = null;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  partsChanged(): void {
    if (this.#isDue()) {
      if (this.#runbook === null) this.#begin();
    } else if (this.#runbook !== null) {
      this.#runbook.drop();
      this.#runbook = null;
    }
  }

  /** Users may be in the way of what is mended, by what they send over the link: nobody waits for that. */
  #isDue(): boolean {
    const { service, tier, state, openOutage, operations } = this.#pool;
    if (!service.usesFrontEnds || tier.hasFailedOver || !service.frontEnds.mayFailBack) return false;
    const isMoving = operations.some(({ isUnderWay }) => isUnderWay);
    if (isMoving || openOutage !== null || service.frontEnds.stranded.length > 0) return false;
    return !tier.hasFailedOver && !state.wanCut && tier.history.rival === null;
  }

  #begin(): void {
    const pool = this.#pool;
    const work = new Work(pool, this.#lastStrike);
    const back = step({
      name: FRONT_ENDS_BACK,
      actor: "pool administrator",
      part: "procedure",
      after: [],
      takes: (_at, attempt) =>
        work.takes(FRONT_ENDS_BACK, { law: "fixed", value: FRONT_END_FAILBACK }, attempt),
      done: (at) => this.#failBack(at),
    });
    this.#runbook = work.runbook(withChanges([back], pool.plan.scenario.runbook.steps, work));
  }

  get #lastStrike(): Strike {
    const { incidents } = this.#pool;
    return incidents[incidents.length - 1]!.causes.at(-1)!.strike;
  }

  #failBack(at: Micros): void {
    this.#runbook = null;
    this.#pool.service.frontEnds.failBack(at);
    this.#pool.changedByPeople(at, { root: this, pathOf: () => [] });
  }
}
