/**
 * Wrong steps that take their time, or that somebody has to mend: a failover begun while the link is cut and the other
 * site alive, a list of active servers turned round. It must never know which wrong steps the product refuses.
 */
import type { Pool } from "../pool/pool.js";
import type { Strike } from "../spec/index.js";
import type { Micros } from "../units/index.js";
import { activateAgain, activateBesideDatabase } from "./procedures/activate.js";
import { failoverActs } from "./procedures/acts.js";
import { NOTICED, notice } from "./procedures/before.js";
import { changedProcedure, withChanges } from "./procedures/changes.js";
import { addUp, Work } from "./procedures/context.js";
import { ACTIVATE, failoverTable, RECOVER, SWITCH } from "./procedures/failover-table.js";
import { Memory } from "./procedures/memory.js";
import { type Acts, stepsOf } from "./procedures/play.js";
import type { Runbook } from "./runbook.js";
import { type Step, step } from "./step.js";

export const SET_LIST_RIGHT = "set-active-servers-right";

interface Mending {
  readonly runbook: Runbook;
  readonly strike: Strike;
  /** A failover that goes on beside the database that still serves. */
  readonly splits: boolean;
}

export class ErrorCare {
  readonly #pool: Pool;
  #under: Mending[] = [];

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  get isUnderWay(): boolean {
    return this.#under.length > 0 && this.#under.some(({ runbook }) => !runbook.isFinished);
  }

  get isFailingOver(): boolean {
    return this.#under.some(({ splits, runbook }) => splits && !runbook.hasDone(SWITCH));
  }

  made(strike: Strike, told: (at: Micros) => void): void {
    if (strike.failure.what !== "operator-error") return;
    const { error } = strike.failure;
    if (error === "swap-active") this.#begin(strike, false, (work) => this.#mendList(work, told));
    if (error === "failover-during-cut") this.#begin(strike, true, (work) => this.#splits(work));
  }

  partsChanged(at: Micros): void {
    if (this.#under.length === 0) return;
    const { state } = this.#pool;
    for (const one of this.#under) {
      const hasSwitched = one.runbook.hasDone(SWITCH);
      // The link is back before anything was switched: whoever had begun sees that site 1 is alive.
      if (one.splits && !state.wanCut && !hasSwitched) this.#stop(one, at);
      else one.runbook.tryAgain();
      if (one.splits && !state.wanCut && hasSwitched) this.#pool.dealtWith(one.strike, at);
    }
    this.#under = this.#under.filter(({ runbook }) => !runbook.isFinished);
  }

  /** Service was lost: whoever fails over for that reason does it by the book. */
  serviceLost(at: Micros): void {
    for (const one of this.#under) if (one.splits && !one.runbook.hasDone(SWITCH)) this.#stop(one, at);
  }

  #stop(one: Mending, at: Micros): void {
    if (!this.#under.includes(one)) return;
    this.#under = this.#under.filter((other) => other !== one);
    one.runbook.drop();
    this.#pool.shipping.resume(at);
    // A secondary that was brought online already has to be built anew first.
    if (!one.runbook.hasBegun(RECOVER)) this.#pool.dealtWith(one.strike, at);
  }

  #begin(strike: Strike, splits: boolean, stepsFor: (work: Work) => readonly Step[]): void {
    const work = new Work(this.#pool, strike);
    const runbook = work.runbook();
    this.#under.push({ runbook, strike, splits });
    runbook.add(stepsFor(work));
  }

  #runbookOf(strike: Strike): Runbook {
    return this.#under.find((one) => one.strike === strike)!.runbook;
  }

  #mendList(work: Work, told: (at: Micros) => void): readonly Step[] {
    const { scenario } = this.#pool.plan;
    const setRight = step({
      name: SET_LIST_RIGHT,
      actor: "pool administrator",
      part: "procedure",
      after: NOTICED,
      needs: NOTICED,
      takes: (_at, attempt) =>
        addUp(
          work.byHand(SET_LIST_RIGHT, attempt),
          work.takes(`${SET_LIST_RIGHT}.replication`, scenario.servers.replication, attempt),
        ),
      done: (at) => this.#setRight(work.strike, at),
    });
    return withChanges([...notice(work, told), setRight], scenario.runbook.steps, work);
  }

  #setRight(strike: Strike, at: Micros): void {
    const { tier, service } = this.#pool;
    const runbook = this.#runbookOf(strike);
    if (tier.hasFailedOver) activateBesideDatabase(this.#pool, runbook, SET_LIST_RIGHT, at);
    else activateAgain(this.#pool, runbook, SET_LIST_RIGHT, service.servers.activeAtFirst, at);
    this.#pool.dealtWith(strike, at);
  }

  /** The documented failover, but nobody stopped the database at the other end of the link. */
  #splits(work: Work): readonly Step[] {
    const pool = this.#pool;
    const { scenario } = pool.plan;
    const memory = new Memory();
    const acts: Acts = {
      ...failoverActs(work, memory),
      [RECOVER]: {
        begins(at) {
          memory.broughtHome = pool.clockwork.usableCut(false);
          if (memory.broughtHome !== null) pool.clockwork.mending.recovered(memory.broughtHome, at);
          return memory.broughtHome === null ? "wait-for-site-2" : null;
        },
      },
      [SWITCH]: {
        done: (at) => {
          const runbook = this.#runbookOf(work.strike);
          const pathOf = (since: Micros) => runbook.pathTo(SWITCH, since);
          pool.leaving.splits(memory.broughtHome!, work.strike, { root: runbook, pathOf }, at);
        },
      },
      [ACTIVATE]: {
        done: (at) => activateBesideDatabase(pool, this.#runbookOf(work.strike), ACTIVATE, at),
      },
    };
    const rows = failoverTable(scenario, "nothing", false);
    return changedProcedure("failover", stepsOf(rows, acts, work, memory), scenario.runbook.steps, work);
  }
}
