/**
 * The people of a pool: they notice, decide, work through the runbook, and mend what the alerts told them of.
 * They know the pool and act through its verbs.
 */
import { Activity } from "../engine/index.js";
import type { Crew } from "../pool/crew.js";
import type { Cause, Incident } from "../pool/incident.js";
import type { Pool } from "../pool/pool.js";
import { EVENT, PART, POOL_RUNG } from "../pool/rungs.js";
import { blowOf } from "../pool/strikes.js";
import type { Waiting } from "../pool/waiting.js";
import type { Strike } from "../spec/index.js";
import { LONGEST, type Micros } from "../units/index.js";
import { BadDelete } from "./bad-delete.js";
import { ErrorCare } from "./error-care.js";
import { FailbackCare } from "./failback-care.js";
import { FrontEndCare } from "./front-end-care.js";
import { MirrorCare } from "./mirror-care.js";
import { Monitoring } from "./monitoring.js";
import { nextOffice } from "./office.js";
import { openAgain } from "./open-again.js";
import { PlannedWork } from "./planned-work.js";
import { Rebuild } from "./rebuild.js";
import { Response } from "./response.js";
import { ServerCare } from "./server-care.js";

/** What a secondary that is built anew makes good, unless the scenario says how it is repaired. */
const MENDED_BY_REBUILDING: readonly string[] = ["corrupt-backup", "chain-broken", "operator-error"];

export class PoolCrew implements Crew {
  readonly #pool: Pool;
  readonly #monitoring: Monitoring;
  readonly #rebuild: Rebuild;
  readonly #mirrorCare: MirrorCare;
  readonly #frontEndCare: FrontEndCare;
  readonly #serverCare: ServerCare;
  readonly #failbackCare: FailbackCare;
  readonly #errorCare: ErrorCare;
  #response: Response | null = null;
  /** A failover that has brought service back and whose last steps are still being done. */
  #aftermath: Response | null = null;
  /** The cut link that people are answering with a failover, while it is cut. */
  #answeredCut: Strike | null = null;
  /** A cut link that people would answer, were they not at an operation. */
  #unanswered: Strike | null = null;
  /** What was planned and is being done. */
  #planned: PlannedWork | null = null;

  constructor(pool: Pool) {
    this.#pool = pool;
    this.#monitoring = new Monitoring(pool, pool.plan.scenario.monitoring, (at) => this.#alerted(at));
    this.#rebuild = new Rebuild(pool, (at) => this.#rebuilt(at));
    this.#mirrorCare = new MirrorCare(pool, (at) => this.#tell(pool.openIncident, "people", at));
    this.#frontEndCare = new FrontEndCare(pool, (at) => this.#tell(pool.openIncident, "people", at));
    this.#serverCare = new ServerCare(pool, (at) => this.#tell(pool.openIncident, "people", at));
    this.#errorCare = new ErrorCare(pool);
    this.#failbackCare = new FailbackCare(pool, (planned, at) => this.#beginPlanned(planned, at));
    pool.staffWith(this);
  }

  incidentOpened(cause: Cause, at: Micros): void {
    this.#monitoring.incidentOpened();
    this.#notice(cause, at);
  }

  /** Nobody begins to move a pool that does not serve, or that is on the move, or towards a site that is not there. */
  begins(planned: Strike, at: Micros): boolean {
    const { tier, state } = this.#pool;
    const { serving } = tier.history;
    const isFree = this.#response === null && this.#pool.operations.every(({ closed }) => closed !== null);
    const canMove = serving !== null && !tier.hasFailedOver && tier.machines.stands("secondary");
    if (!isFree || !canMove || state.wanCut || !state.shareUp) return false;
    this.#beginPlanned(planned, at);
    return true;
  }

  #beginPlanned(planned: Strike, at: Micros): void {
    for (const failover of [this.#response, this.#aftermath]) failover?.drop();
    this.#response = null;
    this.#aftermath = null;
    this.#planned = new PlannedWork(this.#pool, planned, at, (ended) => this.#plannedEnded(ended));
    this.partsChanged(at);
  }

  #plannedEnded(at: Micros): void {
    if (this.#planned?.isOver) this.#planned = null;
    this.partsChanged(at);
  }

  get #isAtWork(): boolean {
    return this.#planned !== null && !this.#planned.isOver;
  }

  incidentJoined(cause: Cause, at: Micros): void {
    this.#notice(cause, at);
  }

  /** What nobody can overlook is known after `people.detect`; all else is left to the alerts. */
  #notice(cause: Cause, at: Micros): void {
    const { strike } = cause;
    this.#errorCare.made(strike, (told) => this.#tell(this.#pool.openIncident, "people", told));
    if (strike.failure.what === "bad-delete") {
      new BadDelete(this.#pool, cause, (noticed) => this.#tell(this.#pool.openIncident, "people", noticed));
    }
    if (!blowOf(strike).seenByPeople(strike)) return;
    const incident = this.#pool.openIncident;
    const detect = this.#pool.draws.takes(strike, "detect", this.#pool.plan.scenario.people.detect);
    const told = new Activity({
      rung: POOL_RUNG.people,
      kind: EVENT.told,
      part: PART.people,
      action: () => {
        this.#tell(incident, "people", this.#pool.loop.now);
        this.#considerRebuild(this.#pool.loop.now);
      },
    });
    const read = nextOffice(this.#pool.plan.scenario, (at + detect) as Micros);
    this.#pool.loop.schedule(Math.min(read, LONGEST) as Micros, told);
    this.#considerLeaving(strike);
  }

  /** The plan for a cut link may be to serve from the other site. */
  #considerLeaving(strike: Strike): void {
    const { failure } = strike;
    if (failure.what !== "wan-cut" || failure.response !== "fail-over") return;
    if (this.#response !== null || this.#pool.tier.hasFailedOver) return;
    // Whoever is in the middle of an operation finishes that first.
    this.#unanswered = this.#isAtWork ? strike : null;
    if (this.#isAtWork) return;
    this.#answeredCut = strike;
    this.#response = this.#respond(strike, true);
  }

  /** The operation is over: is the link still cut, and the pool where it would have to leave? */
  #considerLate(strike: Strike): void {
    this.#unanswered = null;
    const { state, tier } = this.#pool;
    if (state.wanCut && tier.history.serving !== null && this.#pool.openIncident !== null)
      this.#considerLeaving(strike);
  }

  #respond(strike: Strike, stopsFirst: boolean): Response {
    const { openIncident } = this.#pool;
    return new Response(this.#pool, strike, stopsFirst, (at) => this.#tell(openIncident, "people", at));
  }

  /** An alert is read by whoever is there, or comes in next. true: they know, and are at building site 2 anew. */
  #alerted(at: Micros): boolean {
    const { clockwork, loop, plan, watchedIncident } = this.#pool;
    const read = nextOffice(plan.scenario, at);
    const learn = () => {
      // What it rang for may be over by the time somebody comes in and reads it.
      clockwork.advanceTo(loop.now);
      this.#tell(watchedIncident, "alert", loop.now);
      this.#considerRebuild(loop.now);
    };
    if (read === at) learn();
    else {
      const part = PART.people;
      loop.schedule(read, new Activity({ rung: POOL_RUNG.people, kind: EVENT.told, part, action: learn }));
    }
    return (watchedIncident?.toldAt ?? null) !== null && this.#rebuild.isUnderWay;
  }

  /** Whoever is told of an incident that is over and done with learns nothing that helps. */
  #tell(incident: Incident | null, by: string, at: Micros): void {
    const { openIncident, watchedIncident } = this.#pool;
    if (incident === null || incident.toldAt !== null) return;
    // An alert still tells of what an incident left behind; people who look find nothing that is down.
    const isLeftBehind = by === "alert" && this.#pool.clockwork.exposure.isExposedAt(at);
    const stillMatters = isLeftBehind ? watchedIncident : openIncident;
    if (incident !== stillMatters) return;
    incident.toldAt = at;
    this.#pool.chronicle?.tell({ at, fact: "told", by });
  }

  serviceLost(cause: Cause, at: Micros): void {
    this.#rebuild.giveUp();
    this.#errorCare.serviceLost(at);
    if (this.#planned !== null && this.#isAtWork && !this.#planned.canGoOn) this.#planned.giveUp(at);
    if (this.#pool.tier.history.serving === null) this.#answer(cause);
  }

  #answer(cause: Cause): void {
    // People who are at it already go on from where they are.
    if (this.#response !== null && !this.#response.hasServed) return;
    if (this.#response !== null) this.#aftermath = this.#response;
    this.#response = this.#respond(cause.strike, false);
  }

  serviceRestored(at: Micros): void {
    if (this.#response === null || this.#response.hasRecovered) return;
    // A mirror that took over meanwhile does not bring the link back.
    const { stopsFirst, hasStoppedPrimary } = this.#response;
    const goesOn = this.#answeredCut !== null && stopsFirst && !hasStoppedPrimary;
    if (!goesOn) this.#dropResponse(at);
  }

  #dropResponse(at: Micros): void {
    this.#response?.drop();
    this.#response = null;
    this.#answeredCut = null;
    // Whoever gives up a failover sets up again what it had taken down.
    this.#pool.shipping.resume(at);
  }

  partsChanged(at: Micros): void {
    // Alerts sleep while the pool is away, and wake when it comes home.
    if (!this.#pool.tier.hasFailedOver && this.#pool.openIncident !== null) this.#monitoring.watch();
    if (this.#answeredCut !== null) this.#considerStaying(at);
    if (this.#isAtWork) this.#followPlan(at);
    if (this.#unanswered !== null && !this.#isAtWork) this.#considerLate(this.#unanswered);
    this.#errorCare.partsChanged(at);
    this.#response?.partsChanged();
    this.#aftermath?.partsChanged();
    this.#rebuild.partsChanged(at);
    this.#considerRebuild(at);
    const { base } = this.#pool.clockwork;
    if (base !== null && !this.#isAtWork && !this.#pool.tier.hasFailedOver) this.#rebuild.finishes(base);
    const last = this.#lastCause;
    if (last !== undefined) this.#lookAfter(last.strike);
    this.#failbackCare.partsChanged(at, () => this.#isFree);
  }

  /** What anybody would say that it was, who is asked what he is at. */
  get #lastCause(): Cause | undefined {
    const { watchedIncident } = this.#pool;
    if (watchedIncident !== null && watchedIncident.causes.length > 0)
      return watchedIncident.causes[watchedIncident.causes.length - 1];
    return this.#pool.operations.at(-1)?.cause;
  }

  get #isFree(): boolean {
    return !this.#isAtWork && !this.#hasFailover(({ isIdle }) => !isIdle) && !this.isMending();
  }

  #lookAfter(strike: Strike): void {
    const isBuilding =
      this.#isAtWork ||
      this.#errorCare.isUnderWay ||
      this.#hasFailover(({ isBuildingMirror }) => isBuildingMirror);
    this.#mirrorCare.partsChanged(strike, isBuilding);
    this.#frontEndCare.partsChanged(strike);
    const isSettingList = this.#isClearingList || this.#errorCare.isUnderWay;
    this.#serverCare.partsChanged(strike, isSettingList || this.#isActivating);
  }

  /** A plan that was given up leaves a pool that may not serve. */
  #followPlan(at: Micros): void {
    if (this.#planned === null || !this.#isAtWork) return;
    this.#planned.partsChanged(at);
    const cause = this.#pool.openIncident?.causes.at(-1);
    const isLost = this.#pool.tier.history.serving === null && this.#response === null;
    if (!this.#isAtWork && isLost && cause !== undefined) this.#answer(cause);
  }

  /** Of the failovers that there is no way back from, whose last steps may still be due. */
  #hasFailover(such: (failover: Response) => boolean): boolean {
    if (this.#response?.hasRecovered && such(this.#response)) return true;
    return this.#aftermath?.hasRecovered === true && such(this.#aftermath);
  }

  get #isActivating(): boolean {
    return this.#pool.service.hasUsers && this.#hasFailover(({ isActivating }) => isActivating);
  }

  get #isClearingList(): boolean {
    return this.#planned !== null && !this.#planned.hasSetList;
  }

  /** The link is back: a pool that has not been stopped stays, one that has may be opened again in time. */
  #considerStaying(at: Micros): void {
    const response = this.#response;
    const strike = this.#answeredCut;
    if (strike === null || !response?.stopsFirst || this.#pool.state.wanCut) return;
    this.#answeredCut = null;
    if (response.hasStoppedPrimary) openAgain(this.#pool, strike, at);
    // Where service was lost meanwhile, people go on for that reason.
    else if (this.#pool.tier.history.serving !== null) this.#dropResponse(at);
  }

  /** People rebuild what they know to be broken, unless the scenario says how it is repaired. */
  #considerRebuild(at: Micros): void {
    // An alert tells of what a closed incident left behind as well.
    const incident = this.#pool.watchedIncident;
    if (incident === null || incident.toldAt === null || this.#rebuild.isUnderWay) return;
    if (!this.#isBrokenForPeople()) return;
    const { reaction } = this.#pool.plan.scenario.monitoring;
    const takes = this.#pool.draws.takes(incident.causes[0]!.strike, "reaction", reaction);
    this.#rebuild.beginAt(nextOffice(this.#pool.plan.scenario, (at + takes) as Micros));
  }

  #isBrokenForPeople(): boolean {
    const { tier, clockwork, openIncident } = this.#pool;
    if (tier.history.serving === null || tier.hasFailedOver) return false;
    if (this.#isAtWork) return false;
    // A break that the scenario repairs, or never repairs, is not theirs to mend while it lasts.
    for (const { failure } of openIncident?.standing ?? []) {
      const breaksChain = MENDED_BY_REBUILDING.includes(failure.what);
      if (breaksChain && failure.lasts.lasts !== "by-people") return false;
    }
    return clockwork.isChainBroken();
  }

  #rebuilt(at: Micros): void {
    const incident = this.#pool.openIncident;
    for (const strike of incident?.standing ?? []) {
      const { what, lasts } = strike.failure;
      const isMended = lasts.lasts === "by-people" && MENDED_BY_REBUILDING.includes(what);
      if (isMended) incident!.standing.delete(strike);
    }
    this.#pool.closeIfOver(at);
  }

  isBusy(): boolean {
    return this.#response !== null || this.#isAtWork || this.#errorCare.isFailingOver;
  }

  waiting(): readonly Waiting[] {
    const who = this.#pool.tier.history.serving === null ? "database" : "incident";
    const isOpen = who === "database" || this.#pool.openIncident !== null;
    const failovers = isOpen ? [this.#response, this.#aftermath].flatMap((one) => one?.waiting ?? []) : [];
    const name = this.#pool.operations.at(-1)?.cause.strike.failure.what;
    const planned = this.#planned?.waiting ?? [];
    return [
      ...failovers.map(({ step, for: missing }) => ({ who, waitsFor: `${step}: ${missing}` }) as const),
      ...planned.map(({ step, for: missing }) => ({
        who: name === "switchover" ? ("switchover" as const) : ("failback" as const),
        waitsFor: `${step}: ${missing}`,
      })),
    ];
  }

  isMending(): boolean {
    // Whoever answers a cut link stops the pool sooner or later.
    const answers = this.#answeredCut ?? this.#unanswered;
    if (answers !== null && this.#pool.state.wanCut && !this.#pool.tier.hasFailedOver) return true;
    return (
      this.#rebuild.isUnderWay ||
      this.#mirrorCare.isUnderWay ||
      this.#frontEndCare.isUnderWay ||
      this.#serverCare.isUnderWay ||
      this.#errorCare.isUnderWay ||
      this.#isActivating ||
      this.#isBrokenForPeople()
    );
  }
}
