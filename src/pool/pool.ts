/**
 * A pool and one life of it: the parts, what strikes them, who serves, what is lost. It plays a fate and reacts;
 * it draws nothing of the fate itself, and it does not know the people: they are told of what happens through
 * `Crew`, and act through the verbs below.
 */
import { Loop, type Streams } from "../engine/index.js";
import { buildPipeline } from "../shipping/build.js";
import type { CrashOf, Machine, Site, Strike } from "../spec/index.js";
import type { Micros } from "../units/index.js";
import { type Arrivals, arrivalsOf } from "./arrivals.js";
import { Blows } from "./blows.js";
import type { Chronicle } from "./chronicle.js";
import type { Crew } from "./crew.js";
import { StrikeDraws } from "./draws.js";
import type { Whereabouts } from "./history.js";
import { Homecoming } from "./homecoming.js";
import type { Cause, Incident, Operation, Outage, OutageEnd, PathStep } from "./incident.js";
import { IncidentLog } from "./incident-log.js";
import { Leaving } from "./leaving.js";
import { Clockwork, type Pace } from "./log-shipping/clockwork.js";
import { lostStretches } from "./losses.js";
import { type PoolPlan, pipelineDraws } from "./plan.js";
import { ChatService } from "./service/chat-service.js";
import { mirrorShips, ShippingJobs } from "./shipping-jobs.js";
import { PoolState } from "./state.js";
import { DatabaseTier } from "./tier.js";
import { joinedUp, type Trigger } from "./users/outages.js";
import { type Waiting, whatWaits } from "./waiting.js";

export class Pool {
  readonly loop = new Loop();
  readonly clockwork: Clockwork;
  readonly arrivals: Arrivals;
  readonly tier: DatabaseTier;
  readonly shipping: ShippingJobs;
  readonly state: PoolState;
  readonly draws: StrikeDraws;
  readonly service: ChatService;
  readonly homecoming: Homecoming;
  readonly leaving: Leaving;
  readonly plan: PoolPlan;
  readonly chronicle: Chronicle | null;
  readonly #log: IncidentLog;
  readonly #blows: Blows;
  #crew: Crew | null = null;
  #secondaryStands = true;
  /** A blow is falling: what it changes is looked at once, when all of it is done. */
  #isHeldBack = false;
  /** A step of it is taking effect: what that does is charged to it. */
  #acting: Operation | null = null;

  constructor(plan: PoolPlan, streams: Streams, pace: Pace, chronicle: Chronicle | null = null) {
    this.plan = plan;
    this.chronicle = chronicle;
    this.draws = new StrikeDraws(streams);
    const { scenario, load, noiseBounds, unshippedAfter } = plan;
    this.state = new PoolState(scenario, plan.poolTraffic);
    const pipeline = buildPipeline(scenario, load, pipelineDraws(streams));
    this.clockwork = new Clockwork(pipeline, noiseBounds, unshippedAfter, pace);
    this.#log = new IncidentLog(this.clockwork, scenario.users.count > 0, chronicle);
    if (chronicle !== null) {
      this.clockwork.tellTo(chronicle);
      const at = pipeline.begins;
      chronicle.tell({ at, fact: "serves", machine: "principal", history: 0, by: "at-first" });
    }
    const { loop, draws, state } = this;
    this.tier = new DatabaseTier({
      loop,
      plan,
      draws,
      state,
      chronicle,
      tierChanged: (at) => this.#tierChanged(at),
      lastStrike: () => this.#toBlame().cause.strike,
    });
    this.service = new ChatService({
      loop,
      streams,
      plan,
      draws,
      chronicle,
      state,
      tier: this.tier,
      lastStrike: () => this.#toBlame().cause.strike,
      lastCause: () => this.#toBlame(),
      trafficChanged: (at) => this.#trafficChanged(at),
      serviceChanged: (at) => this.#partsChanged(at),
    });
    this.shipping = new ShippingJobs(this.clockwork, state, this.tier, scenario.topology, chronicle);
    this.#blows = new Blows(this, {
      begin: (at) => this.#log.begin(at),
      begins: (planned, at) => this.#crew?.begins(planned, at) ?? false,
      heldBack: (at, action, whereabouts, trigger) => this.#heldBack(at, action, whereabouts, trigger),
      partsChanged: (at) => this.#partsChanged(at),
      tell: (cause, joins, at) =>
        joins ? this.#crew?.incidentJoined(cause, at) : this.#crew?.incidentOpened(cause, at),
    });
    this.homecoming = new Homecoming(this);
    this.leaving = new Leaving(this);
    this.arrivals = arrivalsOf(scenario.workload, load, streams);
  }

  /** Whoever is charged with what happens now. */
  #toBlame(): { readonly incident: Incident; readonly cause: Cause } {
    const incident = this.#acting ?? this.#log.toBlame;
    return { incident, cause: incident.causes.at(-1)! };
  }

  staffWith(crew: Crew): void {
    this.#crew = crew;
  }

  get ineffective(): readonly Strike[] {
    return this.#blows.ineffective;
  }

  get incidents(): readonly Incident[] {
    return this.#log.all;
  }

  get openIncident(): Incident | null {
    return this.#log.open;
  }

  get operations(): readonly Operation[] {
    return this.#log.operations;
  }

  get areBusy(): boolean {
    return this.#crew?.isBusy() ?? false;
  }

  /** What is not as it should be, and what for. */
  get whatWaits(): readonly Waiting[] {
    return whatWaits(this, this.#crew);
  }

  /** The outage of the database that has not ended. */
  get openOutage(): Outage | null {
    return this.#log.openOutage;
  }

  /** The incident that is open, or the last one while what it left behind still counts as exposure. */
  get watchedIncident(): Incident | null {
    return this.#log.watched;
  }

  /** Puts a fate into the queue. */
  meet(fate: readonly Strike[]): void {
    this.#blows.meet(fate);
  }

  /** Closes the open incident once service is back, what failed is repaired, and nobody is mending any more. */
  closeIfOver(at: Micros): void {
    if (!this.service.areAllServed || this.openOutage !== null) return;
    const operation = this.#log.underWay;
    if (operation !== null && operation.workedOff !== null) {
      this.#log.closeOperation(operation, operation.workedOff, at);
      this.#crew?.partsChanged(at);
    }
    const incident = this.openIncident;
    if (incident === null || incident.standing.size > 0) return;
    if (this.#crew?.isMending() || this.tier.isMending) return;
    this.#log.close(incident, at);
  }

  /** Somebody has dealt with what nothing else repairs. */
  dealtWith(strike: Strike, at: Micros): void {
    this.openIncident?.standing.delete(strike);
    this.closeIfOver(at);
  }

  // What blows do.

  #heldBack(
    at: Micros,
    action: () => void,
    whereabouts?: readonly Whereabouts[],
    trigger: Trigger | null = null,
  ): void {
    this.#isHeldBack = true;
    action();
    this.#isHeldBack = false;
    this.#serveIfPossible(at, whereabouts);
    this.service.changed(at, trigger);
  }

  siteWentDown(site: Site, destroyed: boolean, strike: Strike, at: Micros): void {
    if (this.plan.scenario.logShipping.share === site) this.shipping.shareChanged(at, destroyed);
    this.tier.machines.siteWentDown(site, destroyed, strike, at);
    this.service.siteChanged(site, false, at);
    const holdsSecondary = site === this.state.secondarySite && !this.tier.hasFailedOver;
    if (destroyed && holdsSecondary) this.clockwork.mending.secondaryDestroyed(at);
  }

  siteCameBack(site: Site, at: Micros): void {
    if (this.plan.scenario.logShipping.share === site) this.shipping.shareChanged(at, false);
    this.tier.machines.siteCameBack(site, at);
    this.service.siteChanged(site, true, at);
  }

  machineCrashed(machine: Machine, how: CrashOf, strike: Strike, at: Micros): void {
    this.state.machineStruckBy.set(strike, machine);
    this.tier.machines.crash(machine, how, strike, at);
  }

  machineRepaired(strike: Strike, at: Micros): void {
    this.tier.machines.repair(this.state.machineStruckBy.get(strike)!, at);
  }

  linkChanged(at: Micros): void {
    this.clockwork.disturb(at, { kind: "wan", link: this.state.link });
    this.tier.connectivityChanged(at);
  }

  /** What the pool itself sends over the link leaves more or less of it to the copies. */
  #trafficChanged(at: Micros): void {
    this.#blows.shippingIsDisturbed = true;
    this.clockwork.advanceTo(at);
    if (!this.state.wanCut) this.clockwork.disturb(at, { kind: "wan", link: this.state.link });
  }

  #tierChanged(at: Micros): void {
    if (this.#isHeldBack) return;
    this.#serveIfPossible(at);
    this.service.changed(at, null);
    this.#partsChanged(at);
  }

  /** People changed the list of servers, or moved users to another Front End. */
  changedByPeople(at: Micros, trigger: Trigger): void {
    this.service.changed(at, trigger);
    this.#partsChanged(at);
  }

  #partsChanged(at: Micros): void {
    this.#crew?.partsChanged(at);
    this.closeIfOver(at);
  }

  #serveIfPossible(at: Micros, whereabouts?: readonly Whereabouts[]): void {
    const { tier } = this;
    const { history } = tier;
    if (history.rival !== null) this.leaving.followSplit(this.#toBlame().cause, at);
    const { candidate } = tier;
    const { serving } = history;
    if (serving !== null && serving !== candidate) this.#loseService(serving, at, whereabouts);
    this.#followSecondary(at);
    const outage = candidate !== null && history.serving === null ? this.openOutage : null;
    if (outage !== null) this.startService(candidate!, ...tier.returns(candidate!, outage, at), at);
    this.#log.protection.isNow(tier.lack, at);
  }

  /** Site 2 takes part in log shipping while its machine stands, until it is the one that serves. */
  #followSecondary(at: Micros): void {
    const stands = this.tier.machines.stands("secondary");
    if (this.tier.hasFailedOver || stands === this.#secondaryStands) return;
    this.#secondaryStands = stands;
    this.clockwork.disturb(at, { kind: "secondary", up: stands });
  }

  /** `because`: what it is charged to; left out: what struck last, or the step that is taking effect. */
  #loseService(machine: Machine, at: Micros, known?: readonly Whereabouts[], because?: Cause): void {
    const { incident, cause: last } = this.#toBlame();
    const cause = because ?? last;
    const isFirstPair = !this.tier.hasFailedOver;
    this.clockwork.advanceTo(at);
    const whereabouts = known ?? (isFirstPair ? this.clockwork.whereabouts() : []);
    this.tier.history.stops(at, cause, whereabouts);
    this.tier.stops(machine, cause.strike.failure.what, at);
    this.clockwork.exposure.serves(at, false);
    if (isFirstPair) this.clockwork.disturb(at, { kind: "database", up: false });
    this.#log.protection.isNow(this.tier.lack, at);
    incident.outages.push({ from: at, cause, to: null, endedBy: null, path: [] });
    this.service.changed(at, null);
    if (this.#acting === null) this.#crew?.serviceLost(cause, at);
  }

  // What people do.

  /** People begin what they planned. */
  beginOperation(planned: Strike, at: Micros): Operation {
    return this.#log.beginOperation(this.#blows.causeOf(planned, at), at);
  }

  /** What a step of an operation does is charged to the operation. */
  asPartOf(operation: Operation, action: () => void): void {
    this.#acting = operation;
    action();
    this.#acting = null;
  }

  /** The pool is stopped on purpose: nobody accepts any more, until somebody opens it again. */
  stopService(strike: Strike | null, at: Micros): void {
    const { serving } = this.tier.history;
    this.tier.session.readiness = "by-people";
    const cause = this.openIncident?.causes.find((one) => one.strike === strike);
    if (serving !== null) this.#loseService(serving, at, undefined, cause);
  }

  /** Nobody keeps the pool from serving any more. `pathOf`: what people did for it. */
  mayServeAgain(at: Micros, pathOf?: (since: Micros) => PathStep[]): void {
    this.tier.session.isHeld = false;
    this.tier.session.readiness = "open";
    const { candidate, history } = this.tier;
    const { openOutage } = this;
    if (pathOf !== undefined && candidate !== null && history.serving === null && openOutage !== null)
      this.startService(candidate, "restart", pathOf(openOutage.from), at);
    else this.#serveIfPossible(at);
  }

  startService(machine: Machine, endedBy: OutageEnd, path: readonly PathStep[], at: Micros): void {
    const outage = this.openOutage!;
    outage.to = at;
    outage.endedBy = endedBy;
    outage.path = path.length === 0 ? path : joinedUp(path, outage.from, at);
    // What ends as it begins was no outage.
    if (outage.from === at) this.#log.ofCause(outage.cause).outages.pop();
    this.tier.serves(machine, endedBy, at);
    this.clockwork.advanceTo(at);
    this.clockwork.exposure.serves(at, true);
    if (!this.tier.hasFailedOver) {
      this.clockwork.shipsFrom(at, machine === "principal" || mirrorShips(this.plan.scenario));
      this.clockwork.disturb(at, { kind: "database", up: true });
    }
    this.#log.protection.isNow(this.tier.lack, at);
    this.service.changed(at, { root: outage, pathOf: () => path });
    this.#crew?.serviceRestored(at);
    // Quorum may have gone in the same instant.
    this.#serveIfPossible(at);
    this.#partsChanged(at);
  }

  /** The horizon: winds everything up to it and charges what is left to charge. */
  end(horizon: Micros): void {
    this.service.end(horizon);
    this.#log.chargeExposure(horizon);
    const usable = this.tier.hasFailedOver ? null : this.clockwork.usableCut(this.state.shareStands);
    for (const { cause, stretch } of lostStretches(this.tier, this.state, usable, horizon)) {
      this.#log.ofCause(cause).lost.push(stretch);
    }
  }
}
