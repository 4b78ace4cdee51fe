/**
 * When people go back: once both sites stand again, whatever the failover left to do is done, and the time has passed
 * that the scenario gives them. It must never know the steps.
 */
import { Activity, type EventHandle } from "../engine/index.js";
import type { Incident } from "../pool/incident.js";
import type { Pool } from "../pool/pool.js";
import { EVENT, PART, POOL_RUNG } from "../pool/rungs.js";
import type { Strike } from "../spec/index.js";
import { LONGEST, type Micros } from "../units/index.js";
import { FrontEndReturn } from "./front-end-return.js";
import { nextOffice } from "./office.js";

export class FailbackCare {
  readonly #pool: Pool;
  readonly #begin: (planned: Strike, at: Micros) => void;
  /** What came home without the database having left. */
  readonly #frontEnds: FrontEndReturn;
  #due: EventHandle | null = null;
  #times = 0;

  constructor(pool: Pool, begin: (planned: Strike, at: Micros) => void) {
    this.#pool = pool;
    this.#begin = begin;
    this.#frontEnds = new FrontEndReturn(pool);
  }

  /** `isFree`: nobody works on anything else. */
  partsChanged(at: Micros, isFree: () => boolean): void {
    const { failback } = this.#pool.plan.scenario;
    if (failback === null) return;
    this.#frontEnds.partsChanged();
    if (!this.#allStand || !isFree()) {
      if (this.#due !== null) this.#pool.loop.cancel(this.#due);
      this.#due = null;
      return;
    }
    if (this.#due !== null) return;
    const planned = this.#next(at);
    const ready = (at + this.#pool.draws.takes(planned, "wait", failback.wait)) as Micros;
    const begins = nextOffice(this.#pool.plan.scenario, ready);
    const activity = new Activity({
      // Whoever looks at that instant sees all that has happened at it.
      rung: POOL_RUNG.people,
      kind: EVENT.step,
      part: PART.people,
      action: () => {
        this.#due = null;
        this.#times++;
        const now = this.#pool.loop.now;
        this.#begin({ ...planned, at: now }, now);
      },
    });
    this.#due = this.#pool.loop.schedule(Math.min(begins, LONGEST) as Micros, activity);
  }

  get #allStand(): boolean {
    const { tier, state } = this.#pool;
    const { machines, history } = tier;
    if (!tier.hasFailedOver || history.serving === null) return false;
    const { openIncident, operations } = this.#pool;
    const isServed = isOver(openIncident) && isOver(operations.at(-1));
    // Whoever is still on his way back after the last operation does not keep people from the next.
    if (operations.some(({ isUnderWay }) => isUnderWay)) return false;
    const stand = machines.canHold("principal") && machines.stands("secondary");
    return isServed && stand && !state.wanCut && state.shareUp;
  }

  /** What began last: incidents and operations stand in the order in which they did. */
  get #lastRecord(): Incident {
    const { incidents, operations } = this.#pool;
    const incident = incidents.at(-1);
    const operation = operations.at(-1);
    if (incident === undefined || operation === undefined) return (incident ?? operation)!;
    return operation.opened >= incident.opened ? operation : incident;
  }

  /** Named by what had made the failover necessary, so that nothing hangs on how many there were before. */
  #next(at: Micros): Strike {
    const { id } = this.#lastRecord.causes[0]!.strike;
    const name = `${id}/failback${this.#times === 0 ? "" : `/${this.#times + 1}`}`;
    const failure = {
      key: name,
      what: "failback",
      when: { at: "drawn", law: { law: "fixed", value: at } },
      lasts: { lasts: "by-people" },
    } as const;
    return { id: name, failure, at, heals: null };
  }
}

/** Everybody whom it cut off is served again. */
const isOver = (record: Incident | null | undefined): boolean =>
  record?.service.every(({ to }) => to !== null) ?? true;
