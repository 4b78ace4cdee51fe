/**
 * What people do about an outage that does not end by itself, or about a cut link if the plan says so: notice,
 * decide, choose a way, go it to its end, and look again when it is barred. Which way is a table; the steps of each
 * are in `procedures/`.
 */
import type { OutageEnd, PathStep } from "../pool/incident.js";
import type { Pool } from "../pool/pool.js";
import type { Strike } from "../spec/index.js";
import type { Micros } from "../units/index.js";
import { activateBesideDatabase } from "./procedures/activate.js";
import { failoverActs } from "./procedures/acts.js";
import { DECIDE, noticeAndDecide, STOP_PRIMARY, stopPrimary } from "./procedures/before.js";
import { changedBeforeAnyWay, changedProcedure, withChanges } from "./procedures/changes.js";
import { Work } from "./procedures/context.js";
import { ACTIVATE, BUILD_MIRROR, failoverTable, RECOVER, SWITCH } from "./procedures/failover-table.js";
import { Memory } from "./procedures/memory.js";
import {
  BRING_ONLINE,
  bringOnlineAgain,
  failOverByHand,
  forceService,
  REMOVE,
  removeMirroringOnMirror,
  removeMirroringOnPrincipal,
} from "./procedures/mirror-by-hand.js";
import { stepsOf } from "./procedures/play.js";
import type { Runbook } from "./runbook.js";
import type { Step } from "./step.js";
import { type Way, wayOut } from "./ways.js";

export class Response {
  readonly #pool: Pool;
  readonly #work: Work;
  readonly #runbook: Runbook;
  #way: Way | null = null;
  #steps: readonly string[] = [];
  #hasServed = false;
  /** Why the steps of a way could not begin when people had decided. */
  #waitedFor = "wait-for-a-machine";

  /** The pool still serves and is to be stopped before the other site may. */
  readonly stopsFirst: boolean;

  constructor(pool: Pool, strike: Strike, stopsFirst: boolean, told: (at: Micros) => void) {
    this.#pool = pool;
    this.#work = new Work(pool, strike);
    this.stopsFirst = stopsFirst;
    const steps = noticeAndDecide(this.#work, told);
    if (stopsFirst) steps.push(stopPrimary(this.#work));
    this.#runbook = this.#work.runbook(
      changedBeforeAnyWay(steps, pool.plan.scenario.runbook.steps, this.#work),
      {
        begins: (one, at) => one.begins(at),
        done: (one, at) => {
          one.done(at);
          this.#ended(one.name, at);
        },
      },
    );
    // A way that is chosen already needs no looking at the situation.
    if (stopsFirst) this.#goBy("site-failover", STOP_PRIMARY);
  }

  /** Beyond this there is no way back to the old database. */
  get hasRecovered(): boolean {
    return this.#runbook.hasBegun(RECOVER);
  }

  get hasStoppedPrimary(): boolean {
    return this.#runbook.hasDone(STOP_PRIMARY);
  }

  get hasServed(): boolean {
    return this.#hasServed;
  }

  /** Whoever failed over builds the new mirror as one of the last steps. */
  get isBuildingMirror(): boolean {
    return this.#steps.includes(BUILD_MIRROR) && !this.#runbook.hasDone(BUILD_MIRROR);
  }

  /** Whoever failed over sets the list of active servers as one of the last steps. */
  get isActivating(): boolean {
    return this.#steps.includes(ACTIVATE) && !this.#runbook.hasDone(ACTIVATE);
  }

  /** Nobody works on a step. */
  get isIdle(): boolean {
    return this.#runbook.isIdle;
  }

  get waiting(): Runbook["waiting"] {
    return this.#runbook.waiting;
  }

  drop(): void {
    this.#runbook.drop();
  }

  partsChanged(): void {
    this.#reconsider();
    this.#runbook.tryAgain();
  }

  #ended(name: string, at: Micros): void {
    if (name === DECIDE) this.#reconsider();
    else if (name === this.#lastStep) this.#serve(name, at);
    else if (name === ACTIVATE) activateBesideDatabase(this.#pool, this.#runbook, ACTIVATE, at);
  }

  get #whatIsMissing(): string {
    const { hasFailedOver, machines } = this.#pool.tier;
    return hasFailedOver || machines.stands("secondary") ? "wait-for-a-machine" : "wait-for-site-2";
  }

  /** The step whose end brings service back. */
  get #lastStep(): string | null {
    switch (this.#way) {
      case null:
        return null;
      case "site-failover":
        return SWITCH;
      case "free-principal":
        return REMOVE;
      default:
        return BRING_ONLINE;
    }
  }

  get #endsBy(): OutageEnd {
    if (this.#way === "site-failover") return "log-shipping";
    const { session, history } = this.#pool.tier;
    return session.principal === history.lastServer ? "restart" : "mirror-by-hand";
  }

  #serve(name: string, at: Micros): void {
    const { tier, openOutage } = this.#pool;
    if (openOutage === null) return;
    this.#hasServed = true;
    const path: PathStep[] = this.#runbook.pathTo(name, openOutage.from);
    this.#pool.startService(tier.session.principal, this.#endsBy, path, at);
  }

  /** Chooses a way, or another one where the chosen one is barred. */
  #reconsider(): void {
    if (!this.#runbook.hasDone(DECIDE) || this.#hasServed || this.#way === "site-failover") return;
    if (this.#pool.tier.history.serving !== null) return;
    // Once the mirror is coming online, only its own end changes anything.
    const { session, machines } = this.#pool.tier;
    if (this.#runbook.hasBegun(BRING_ONLINE) && machines.canServe(session.principal)) return;
    const way = wayOut(this.#pool);
    if (way === this.#way && way !== null && !this.#runbook.hasBegun(BRING_ONLINE)) return;
    this.#runbook.remove(this.#steps);
    if (way !== null && this.#way !== null) this.#waitedFor = "given-up-on-another-way";
    else if (way === null) this.#waitedFor = this.#whatIsMissing;
    this.#way = null;
    this.#steps = [];
    if (way !== null) this.#goBy(way, DECIDE);
  }

  #goBy(way: Way, after: string): void {
    this.#way = way;
    const { steps: changes } = this.#pool.plan.scenario.runbook;
    const own = this.#stepsOf(way, after);
    const steps =
      way === "site-failover"
        ? changedProcedure("failover", own, changes, this.#work)
        : withChanges(own, changes, this.#work);
    this.#steps = steps.map(({ name }) => name);
    this.#runbook.add(steps, this.#waitedFor);
  }

  #siteFailover(after: string): Step[] {
    const { plan, service } = this.#pool;
    const { managementStore } = plan.scenario.topology;
    const isGone = managementStore !== "none" && !service.frontEnds.stands(managementStore);
    const memory = new Memory();
    const rows = failoverTable(plan.scenario, after, isGone);
    return stepsOf(rows, failoverActs(this.#work, memory), this.#work, memory);
  }

  #stepsOf(way: Way, after: string): Step[] {
    const { mirror } = this.#pool.tier.session;
    switch (way) {
      case "free-principal":
        return removeMirroringOnPrincipal(this.#work, after);
      case "bring-online":
        return bringOnlineAgain(this.#work, after);
      case "fail-over-by-hand":
        return failOverByHand(this.#work, after);
      case "force-mirror":
        return forceService(this.#work, mirror!, after);
      case "free-mirror":
        return removeMirroringOnMirror(this.#work, mirror!, after);
      case "site-failover":
        return this.#siteFailover(after);
    }
  }
}
