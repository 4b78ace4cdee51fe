/**
 * A planned operation under way: its steps, what keeps them from going on, and the way out of it. While the pool can
 * still go on where it was, people who are stuck open it again there; whoever loses the database that he stands on gives
 * the operation up, and the failure is answered like any other.
 */
import type { Operation, PathStep } from "../pool/incident.js";
import type { Pool } from "../pool/pool.js";
import { standsAgain } from "../pool/service/chat-servers.js";
import type { Strike } from "../spec/index.js";
import type { Micros } from "../units/index.js";
import { activateAgain, activateBesideDatabase } from "./procedures/activate.js";
import { failbackActs, failoverActs } from "./procedures/acts.js";
import { noticeAndDecide } from "./procedures/before.js";
import { changedProcedure, withChanges } from "./procedures/changes.js";
import { Work } from "./procedures/context.js";
import { ACTIVATE_PRIMARY, failbackTable, SWITCH_BACK } from "./procedures/failback-table.js";
import {
  ACTIVATE,
  BACK_UP_TAIL,
  CLEAR,
  RECOVER,
  SWITCH,
  switchoverTable,
} from "./procedures/failover-table.js";
import { Memory } from "./procedures/memory.js";
import { type Acts, stepsOf } from "./procedures/play.js";
import { REOPEN, reopenPool } from "./procedures/reopen.js";
import type { Runbook } from "./runbook.js";
import type { Step } from "./step.js";

export class PlannedWork {
  readonly #pool: Pool;
  readonly #work: Work;
  readonly #kind: "switchover" | "failback";
  readonly #operation: Operation;
  readonly #runbook: Runbook;
  /** Who took users before the list was cleared. */
  readonly #wasActive: readonly string[];
  readonly #ended: (at: Micros) => void;
  #wayBack: Runbook | null = null;

  /** `ended`: others may begin what had to wait for it. */
  constructor(pool: Pool, planned: Strike, at: Micros, ended: (at: Micros) => void) {
    this.#pool = pool;
    this.#ended = ended;
    this.#work = new Work(pool, planned);
    this.#kind = planned.failure.what === "switchover" ? "switchover" : "failback";
    this.#wasActive = pool.service.servers.active.map(({ name }) => name);
    this.#operation = pool.beginOperation(planned, at);
    this.#runbook = this.#work.runbook([], {
      begins: (one, begun) => this.#begins(one, begun),
      done: (one, done) => this.#done(one, done),
    });
    const { steps } = pool.plan.scenario.runbook;
    this.#runbook.add(changedProcedure(this.#kind, this.#steps(), steps, this.#work));
  }

  get isOver(): boolean {
    return this.#operation.workedOff !== null;
  }

  /** What the steps that are left wait for. */
  get waiting(): Runbook["waiting"] {
    return this.isOver ? [] : this.#runbook.waiting;
  }

  /** The database that the pool stands on may go: what is needed of it is elsewhere. */
  get canGoOn(): boolean {
    const { homecoming, tier } = this.#pool;
    if (this.#kind === "switchover") return this.#runbook.hasDone(BACK_UP_TAIL);
    return tier.hasFailedOver && homecoming.isRestored;
  }

  /** The list of active servers is somebody else's to see to again. */
  get hasSetList(): boolean {
    return this.isOver || this.#runbook.hasDone(ACTIVATE) || this.#runbook.hasDone(ACTIVATE_PRIMARY);
  }

  partsChanged(at: Micros): void {
    if (this.isOver) return;
    this.#runbook.tryAgain();
    if (this.isOver || this.#considerEnd(at)) return;
    const { tier } = this.#pool;
    const standsOn = tier.machines.canServe(tier.session.principal) || tier.mayHelpItself;
    if (!standsOn && !this.canGoOn) this.giveUp(at);
    else if (this.#runbook.isStuck && !this.#isBeyondReturn) this.#considerWayBack();
    else if (this.#wayBack !== null && !this.#wayBack.hasBegun(REOPEN)) this.#dropWayBack();
  }

  #steps(): Step[] {
    const { scenario } = this.#pool.plan;
    const memory = new Memory();
    const work = this.#work;
    const { tier } = this.#pool;
    if (this.#kind === "switchover") {
      const acts = { ...failoverActs(work, memory, () => this.canGoOn), ...this.#ownActs() };
      return stepsOf(switchoverTable(scenario), acts, work, memory);
    }
    const acts = { ...failbackActs(work, memory), ...this.#ownActs() };
    return stepsOf(failbackTable(scenario), acts, work, memory, () => tier.first);
  }

  #ownActs(): Acts {
    return {
      [CLEAR]: { done: (at) => this.#clear(at) },
      [SWITCH]: { done: (at) => this.#serve(SWITCH, "tail-log", at) },
      [ACTIVATE]: { done: (at) => this.#activate(at) },
      [ACTIVATE_PRIMARY]: { done: (at) => this.#activatePrimary(at) },
      [SWITCH_BACK]: { done: (at) => this.#switchBack(at) },
    };
  }

  #clear(at: Micros): void {
    const { service, plan, tier } = this.#pool;
    const keepsExisting = this.#kind === "failback" && plan.scenario.failback!.drain === "keep-existing";
    if (service.usesFrontEnds) service.servers.activate([], at, keepsExisting);
    if (!keepsExisting) {
      tier.session.isHeld = true;
      if (tier.history.serving !== null) this.#pool.stopService(null, at);
    }
    this.#pool.changedByPeople(at, { root: this, pathOf: () => [] });
  }

  #serve(step: string, by: "tail-log" | "failback", at: Micros): void {
    const { openOutage, tier } = this.#pool;
    if (openOutage === null) return;
    const path = this.#runbook.pathTo(step, openOutage.from);
    this.#pool.startService(tier.session.principal, by, path, at);
  }

  #activate(at: Micros): void {
    const { service, tier } = this.#pool;
    const { site } = tier.machines.of(tier.session.principal);
    const hasAny = service.servers.all.some((server) => server.site === site && standsAgain(server));
    if (hasAny) activateBesideDatabase(this.#pool, this.#runbook, ACTIVATE, at);
    else activateAgain(this.#pool, this.#runbook, ACTIVATE, this.#wasActive, at);
  }

  #activatePrimary(at: Micros): void {
    const { tier, openOutage, state } = this.#pool;
    // The pool still uses the other site's database: where that is not overwritten yet, whoever reaches it writes there.
    const opens = !state.wanCut && tier.hasFailedOver && tier.history.serving === null && openOutage !== null;
    activateAgain(this.#pool, this.#runbook, ACTIVATE_PRIMARY, this.#wantedAtHome, at);
    if (!opens || !tier.machines.canServe(tier.session.principal)) return;
    const path = this.#runbook.pathTo(ACTIVATE_PRIMARY, openOutage!.from);
    this.#pool.startService(tier.session.principal, "restart", path, at);
  }

  get #wantedAtHome(): readonly string[] {
    return this.#pool.service.servers.activeAtFirst;
  }

  #switchBack(at: Micros): void {
    const { tier, homecoming } = this.#pool;
    if (tier.hasFailedOver) {
      if (tier.history.serving !== null) this.#pool.stopService(null, at);
      homecoming.comesHomeAlone(at);
    }
    this.#serve(SWITCH_BACK, "failback", at);
  }

  /** Whatever a step does is the operation's doing. */
  #begins(one: Step, at: Micros): string | null {
    let missing: string | null = null;
    this.#pool.asPartOf(this.#operation, () => {
      missing = one.begins(at);
    });
    return missing;
  }

  #done(one: Step, at: Micros): void {
    this.#pool.asPartOf(this.#operation, () => one.done(at));
    this.#considerEnd(at);
  }

  /** Worked off: all is done but for what waits for parts that are down, which others see to once they are back. */
  #considerEnd(at: Micros): boolean {
    if (this.isOver) return true;
    if (!this.#runbook.isWorkedOff) return false;
    this.#isWorkedOff("done", at);
    return true;
  }

  #isWorkedOff(outcome: "done" | "given-up", at: Micros): void {
    this.#dropWayBack();
    this.#runbook.drop();
    this.#operation.workedOff = outcome;
    this.#pool.closeIfOver(at);
    this.#ended(at);
  }

  get #isBeyondReturn(): boolean {
    return this.#kind === "switchover" ? this.#runbook.hasBegun(RECOVER) : !this.#pool.tier.hasFailedOver;
  }

  #considerWayBack(): void {
    if (this.#wayBack !== null) {
      this.#wayBack.tryAgain();
      return;
    }
    const { steps } = this.#pool.plan.scenario.runbook;
    const reopen = reopenPool(this.#work, (at) => this.#reopen(at));
    this.#wayBack = this.#work.runbook();
    this.#wayBack.add(
      withChanges([...noticeAndDecide(this.#work, () => undefined, true), reopen], steps, this.#work),
    );
  }

  #dropWayBack(): void {
    this.#wayBack?.drop();
    this.#wayBack = null;
  }

  #reopen(at: Micros): void {
    const pool = this.#pool;
    const wayBack = this.#wayBack!;
    pool.asPartOf(this.#operation, () => {
      this.#undo(at);
      activateAgain(pool, wayBack, REOPEN, this.#wasActive, at);
      pool.mayServeAgain(at, (since) => [
        ...(this.#runbook.lastDone > since ? [this.#sofar(since)] : []),
        ...wayBack.pathTo(REOPEN, since),
      ]);
    });
    this.#isWorkedOff("given-up", at);
  }

  /** What was done of it before it could not go on. */
  #sofar(since: Micros): PathStep {
    const to = this.#runbook.lastDone;
    return { step: this.#kind, actor: "people", part: "procedure", from: since, to };
  }

  #undo(at: Micros): void {
    if (this.#kind === "switchover") this.#pool.shipping.resume(at);
    else this.#pool.homecoming.isGivenUp();
  }

  /** The database that the pool stands on is gone: what answers that is no part of this any more. */
  giveUp(at: Micros): void {
    const { history } = this.#pool.tier;
    const cause = this.#pool.openIncident?.causes.at(-1);
    // Without the failure nothing of what the pool had accepted would be lost.
    const { openOutage } = this.#pool;
    if (history.serving === null && cause !== undefined) {
      history.isChargedTo(cause);
      if (openOutage !== null) openOutage.charged = cause;
    }
    this.#undo(at);
    this.#pool.tier.session.isHeld = false;
    this.#isWorkedOff("given-up", at);
    if (this.#pool.tier.history.serving === null) this.#pool.mayServeAgain(at);
  }
}
