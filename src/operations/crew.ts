/**
 * The people of a pool: they notice, decide, work through the runbook, and mend what the alerts told them of.
 * They know the pool and act through its verbs.
 */
import { Activity } from "../engine/index.js";
import type { Crew } from "../pool/crew.js";
import type { Cause, Incident, PathStep } from "../pool/incident.js";
import type { Pool } from "../pool/pool.js";
import { EVENT, PART, POOL_RUNG } from "../pool/rungs.js";
import { blowOf } from "../pool/strikes.js";
import type { Strike } from "../spec/index.js";
import { LONGEST, type Micros } from "../units/index.js";
import { BadDelete } from "./bad-delete.js";
import { FrontEndCare } from "./front-end-care.js";
import { MirrorCare } from "./mirror-care.js";
import { Monitoring } from "./monitoring.js";
import { Rebuild } from "./rebuild.js";
import { Response } from "./response.js";
import { ServerCare } from "./server-care.js";

export class PoolCrew implements Crew {
  readonly #pool: Pool;
  readonly #monitoring: Monitoring;
  readonly #rebuild: Rebuild;
  readonly #mirrorCare: MirrorCare;
  readonly #frontEndCare: FrontEndCare;
  readonly #serverCare: ServerCare;
  #response: Response | null = null;
  /** A failover that has brought service back and whose last steps are still being done. */
  #aftermath: Response | null = null;
  /** The cut link that people are answering with a failover, while it is cut. */
  #answeredCut: Strike | null = null;

  constructor(pool: Pool) {
    this.#pool = pool;
    this.#monitoring = new Monitoring(pool, pool.plan.scenario.monitoring, (at) => {
      this.#tell(pool.watchedIncident, "alert", at);
      this.#considerRebuild(at);
    });
    this.#rebuild = new Rebuild(pool, (at) => this.#rebuilt(at));
    this.#mirrorCare = new MirrorCare(pool, (at) => this.#tell(pool.openIncident, "people", at));
    this.#frontEndCare = new FrontEndCare(pool, (at) => this.#tell(pool.openIncident, "people", at));
    this.#serverCare = new ServerCare(pool, (at) => this.#tell(pool.openIncident, "people", at));
    pool.staffWith(this);
  }

  incidentOpened(cause: Cause, at: Micros): void {
    this.#monitoring.watch();
    this.#notice(cause, at);
  }

  incidentJoined(cause: Cause, at: Micros): void {
    this.#notice(cause, at);
  }

  /** What nobody can overlook is known after `people.detect`; all else is left to the alerts. */
  #notice(cause: Cause, at: Micros): void {
    const { strike } = cause;
    if (strike.failure.what === "bad-delete") {
      new BadDelete(this.#pool, cause, (noticed) => this.#tell(this.#pool.openIncident, "people", noticed));
    }
    if (!blowOf(strike.failure.what).seenByPeople) return;
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
    this.#pool.loop.schedule(Math.min(at + detect, LONGEST) as Micros, told);
    this.#considerLeaving(strike);
  }

  /** The plan for a cut link may be to serve from the other site. */
  #considerLeaving(strike: Strike): void {
    const { failure } = strike;
    if (failure.what !== "wan-cut" || failure.response !== "fail-over") return;
    if (this.#response !== null || this.#pool.tier.hasFailedOver) return;
    this.#answeredCut = strike;
    this.#response = this.#respond(strike, true);
  }

  #respond(strike: Strike, stopsFirst: boolean): Response {
    const { openIncident } = this.#pool;
    return new Response(this.#pool, strike, stopsFirst, (at) => this.#tell(openIncident, "people", at));
  }

  /** Whoever is told of an incident that is over and done with learns nothing that helps. */
  #tell(incident: Incident | null, by: string, at: Micros): void {
    const { openIncident, watchedIncident } = this.#pool;
    // An alert still tells of what an incident left behind; people who look find nothing that is down.
    const isLeftBehind = by === "alert" && this.#pool.clockwork.exposure.isExposedAt(at);
    const stillMatters = isLeftBehind ? watchedIncident : openIncident;
    if (incident === null || incident !== stillMatters || incident.toldAt !== null) return;
    incident.toldAt = at;
    this.#pool.chronicle?.tell({ at, fact: "told", by });
  }

  serviceLost(cause: Cause): void {
    this.#rebuild.giveUp();
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
    this.#considerStaying(at);
    this.#response?.partsChanged();
    this.#aftermath?.partsChanged();
    this.#rebuild.partsChanged(at);
    this.#considerRebuild(at);
    const causes = this.#pool.watchedIncident?.causes ?? [];
    const last = causes[causes.length - 1];
    if (last === undefined) return;
    const isBuilding = this.#failovers.some(({ isBuildingMirror }) => isBuildingMirror);
    this.#mirrorCare.partsChanged(last.strike, isBuilding);
    this.#frontEndCare.partsChanged(last.strike);
    this.#serverCare.partsChanged(last.strike, this.#isActivating);
  }

  /** Failovers that there is no way back from; their last steps may still be due. */
  get #failovers(): readonly Response[] {
    return [this.#response, this.#aftermath].filter((one) => one?.hasRecovered) as Response[];
  }

  get #isActivating(): boolean {
    return this.#pool.service.hasUsers && this.#failovers.some(({ isActivating }) => isActivating);
  }

  /** The link is back: a pool that has not been stopped stays, one that has may be opened again in time. */
  #considerStaying(at: Micros): void {
    const response = this.#response;
    const strike = this.#answeredCut;
    if (strike === null || !response?.stopsFirst || this.#pool.state.wanCut) return;
    this.#answeredCut = null;
    if (response.hasStoppedPrimary) this.#openAgain(strike, at);
    // Where service was lost meanwhile, people go on for that reason.
    else if (this.#pool.tier.history.serving !== null) this.#dropResponse(at);
  }

  /** If the database can serve again before there is no way back, it does, and the failover is given up. */
  #openAgain(strike: Strike, back: Micros): void {
    const takes = this.#pool.draws.takes(strike, "restart", this.#pool.plan.scenario.recoveryRestart);
    const open = new Activity({
      rung: POOL_RUNG.completion,
      kind: EVENT.restart,
      part: PART.people,
      action: () => {
        const { tier, openIncident, loop, state } = this.#pool;
        const outage = openIncident?.openOutage;
        if (!outage || tier.hasFailedOver || state.wanCut) return;
        // Where its machine is down meanwhile, it serves as soon as that is back.
        tier.session.readiness = "open";
        if (!tier.machines.canServe(tier.session.principal)) return;
        const path: PathStep[] = [
          { step: "link-returns", actor: "repair", part: "procedure", from: outage.from, to: back },
          { step: "restart-database", actor: "machine", part: "procedure", from: back, to: loop.now },
        ];
        const pieces = path.filter(({ from, to }) => to > from);
        this.#pool.startService(tier.session.principal, "restart", pieces, loop.now);
      },
    });
    this.#pool.loop.schedule(Math.min(back + takes, LONGEST) as Micros, open);
  }

  /** People rebuild what they know to be broken, unless the scenario says how it is repaired. */
  #considerRebuild(at: Micros): void {
    const incident = this.#pool.openIncident;
    if (incident === null || incident.toldAt === null || this.#rebuild.isUnderWay) return;
    if (!this.#isBrokenForPeople()) return;
    const { reaction } = this.#pool.plan.scenario.monitoring;
    const takes = this.#pool.draws.takes(incident.causes[0]!.strike, "reaction", reaction);
    this.#rebuild.beginAt((at + takes) as Micros);
  }

  #isBrokenForPeople(): boolean {
    const { tier, clockwork, openIncident } = this.#pool;
    if (tier.history.serving === null || tier.hasFailedOver || openIncident === null) return false;
    // A break that the scenario repairs, or never repairs, is not theirs to mend while it lasts.
    const settled = [...openIncident.standing].some(({ failure: { what, lasts } }) => {
      const breaksChain = what === "corrupt-backup" || what === "chain-broken";
      return breaksChain && lasts.lasts !== "by-people";
    });
    return !settled && clockwork.isChainBroken();
  }

  #rebuilt(at: Micros): void {
    const incident = this.#pool.openIncident;
    for (const strike of incident?.standing ?? []) {
      const { what, lasts } = strike.failure;
      const isMended = lasts.lasts === "by-people" && (what === "corrupt-backup" || what === "chain-broken");
      if (isMended) incident!.standing.delete(strike);
    }
    this.#pool.closeIfOver(at);
  }

  isMending(): boolean {
    const cares = [this.#rebuild, this.#mirrorCare, this.#frontEndCare, this.#serverCare];
    return cares.some((care) => care.isUnderWay) || this.#isActivating || this.#isBrokenForPeople();
  }
}
