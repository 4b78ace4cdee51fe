/**
 * A Front End pool that is gone takes its users' way to the chat servers with it, and everybody's where it was the next
 * hop. People wait it out for as long as they need to decide, and fail it over to the other one then, beside whatever
 * else they do ("Plan for high availability and disaster recovery": a pool failover takes 15 to 20 minutes).
 */
import type { Pool } from "../pool/pool.js";
import type { Carried } from "../pool/service/front-ends.js";
import { frontEndOf, type Strike } from "../spec/index.js";
import type { Micros } from "../units/index.js";
import { DECIDE, noticeAndDecide } from "./procedures/before.js";
import { withChanges } from "./procedures/changes.js";
import { Work } from "./procedures/context.js";
import { FAIL_OVER_FRONT_END, failOverFrontEnd } from "./procedures/servers-by-hand.js";
import type { Runbook } from "./runbook.js";

const NOBODY: readonly Carried[] = [];

export class FrontEndCare {
  readonly #pool: Pool;
  readonly #told: (at: Micros) => void;
  #runbook: Runbook | null = null;

  constructor(pool: Pool, told: (at: Micros) => void) {
    this.#pool = pool;
    this.#told = told;
  }

  get isUnderWay(): boolean {
    return this.#runbook !== null;
  }

  partsChanged(strike: Strike): void {
    if (this.#due().length === 0) {
      this.#runbook?.drop();
      this.#runbook = null;
    } else if (this.#runbook !== null) this.#runbook.tryAgain();
    else this.#begin(strike);
  }

  /** Whom somebody has to move. */
  #due(): readonly Carried[] {
    const { service } = this.#pool;
    if (!service.usesFrontEnds) return NOBODY;
    const { stranded } = service.frontEnds;
    return this.#isHopCutOff() && !stranded.includes("next-hop") ? [...stranded, "next-hop"] : stranded;
  }

  /** Whoever serves from the other site while the link is cut needs the next hop there as well. */
  #isHopCutOff(): boolean {
    const { service, state, tier } = this.#pool;
    if (!state.wanCut || !tier.hasFailedOver) return false;
    const { frontEnds } = service;
    const { site } = tier.machines.of(tier.session.principal);
    return frontEnds.hopSiteFor(site) !== site && frontEnds.stands(frontEndOf(site));
  }

  #begin(strike: Strike): void {
    const pool = this.#pool;
    const work = new Work(pool, strike);
    const { runbook } = pool.plan.scenario;
    // Whoever decided to serve from the other site decided on its Front End as well.
    const isDecided = this.#isHopCutOff();
    const failOver = failOverFrontEnd(work, isDecided ? [] : [DECIDE], (at) => this.#failOver(at));
    const before = isDecided ? [] : noticeAndDecide(work, this.#told);
    this.#runbook = work.runbook(withChanges([...before, failOver], runbook.steps, work));
  }

  #failOver(at: Micros): void {
    const due = this.#due();
    const runbook = this.#runbook!;
    this.#runbook = null;
    const { service, tier } = this.#pool;
    const { site } = tier.machines.of(tier.session.principal);
    // Where two databases accept, the other side keeps its next hop.
    if (tier.history.rival !== null && this.#isHopCutOff()) service.frontEnds.splitHop(site, at);
    else service.frontEnds.failOver(due, at);
    this.#pool.changedByPeople(at, {
      root: this,
      pathOf: (since) => runbook.pathTo(FAIL_OVER_FRONT_END, since),
    });
  }
}
