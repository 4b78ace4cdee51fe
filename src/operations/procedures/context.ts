/** What every procedure needs: the pool it works on, the strike that made it necessary, how long people take. */
import type { Law } from "../../engine/index.js";
import type { Pool } from "../../pool/pool.js";
import type { Strike } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import { type Lead, Runbook, type RunbookHost } from "../runbook.js";
import type { Step } from "../step.js";

export class Work implements RunbookHost {
  readonly pool: Pool;
  readonly strike: Strike;

  constructor(pool: Pool, strike: Strike) {
    this.pool = pool;
    this.strike = strike;
  }

  /** Drawn for this strike, step and attempt: never by position in a stream. */
  takes(purpose: string, law: Law, attempt = 1): Micros {
    return this.pool.draws.takes(this.strike, attempt === 1 ? purpose : `${purpose}/${attempt}`, law);
  }

  byHand(step: string, attempt: number): Micros {
    return this.takes(step, this.pool.plan.scenario.people.step, attempt);
  }

  luck(step: string, attempt: number): number {
    return this.pool.draws.uniform(this.strike, `${step}.fails/${attempt}`);
  }

  get loop(): RunbookHost["loop"] {
    return this.pool.loop;
  }

  get chronicle(): RunbookHost["chronicle"] {
    return this.pool.chronicle;
  }

  /** Steps that are played because of this strike. */
  runbook(steps: readonly Step[] = [], lead?: Lead): Runbook {
    return new Runbook(this, steps, lead);
  }
}

export const addUp = (a: Micros, b: Micros): Micros => (a + b) as Micros;
