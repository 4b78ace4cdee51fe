/**
 * A pool and one life of it: the parts, what strikes them, who serves, what is lost. It plays a fate and reacts;
 * it draws nothing of the fate itself, and it does not know the people: they are told of what happens through
 * `Crew`, and act through the verbs below.
 */
import { Activity, type EventHandle, key, Loop, type Streams } from "../engine/index.js";
import { buildPipeline } from "../shipping/build.js";
import type { JobName, Site, Strike } from "../spec/index.js";
import { LONGEST, type Micros } from "../units/index.js";
import { type Arrivals, evenArrivals, poissonArrivals } from "./arrivals.js";
import { type Database, History } from "./history.js";
import { type Cause, Incident, type OutageEnd, type PathStep } from "./incident.js";
import { Clockwork, type Pace } from "./log-shipping/clockwork.js";
import { type PoolPlan, pipelineDraws } from "./plan.js";
import { EVENT, PART, POOL_RUNG } from "./rungs.js";
import { PoolState } from "./state.js";
import { blowOf } from "./strikes.js";

/** Whoever runs the pool: told at once of what changes, free to do nothing. */
export interface Crew {
  incidentOpened(cause: Cause, at: Micros): void;
  /** A further failure joined the open incident. */
  incidentJoined(cause: Cause, at: Micros): void;
  /** The database stopped serving and cannot come back by itself for now. */
  serviceLost(cause: Cause, at: Micros): void;
  serviceRestored(at: Micros): void;
  /** A site, the link, the share or a job changed for the better or the worse. */
  partsChanged(at: Micros): void;
  /** Work is under way or due that will bring protection back. */
  isMending(): boolean;
  /** How long the database takes that came back with its machine after this cause. */
  restartTakes(cause: Cause): Micros;
}

const EARLIEST = Number.MIN_SAFE_INTEGER as Micros;
const ARRIVAL_KEYS = { blocks: key("users", "arrivals.blocks"), halves: key("users", "arrivals.halves") };

export class Pool {
  readonly loop = new Loop();
  readonly clockwork: Clockwork;
  readonly arrivals: Arrivals;
  readonly history = new History(EARLIEST);
  readonly state: PoolState;
  readonly incidents: Incident[] = [];
  /** Strikes on parts that were down already or out of use. */
  readonly ineffective: Strike[] = [];
  readonly plan: PoolPlan;
  #crew: Crew | null = null;
  #restart: EventHandle | null = null;
  #disturbed = false;
  #shippingDropped = false;

  constructor(plan: PoolPlan, streams: Streams, pace: Pace) {
    this.plan = plan;
    const { scenario, load, noiseBounds, unshippedAfter } = plan;
    this.state = new PoolState(scenario);
    const pipeline = buildPipeline(scenario, load, pipelineDraws(streams));
    this.clockwork = new Clockwork(pipeline, noiseBounds, unshippedAfter, pace);
    if (!scenario.topology.destinationFolder) {
      // Copies have nowhere to go: the job fails from the first tick on, and for ever.
      this.clockwork.disturb(pipeline.begins, { kind: "job", job: "copy", up: false });
    }
    this.arrivals =
      scenario.workload.arrivals === "even"
        ? evenArrivals(load)
        : poissonArrivals(load, {
            blocks: streams.noise(ARRIVAL_KEYS.blocks),
            halves: streams.noise(ARRIVAL_KEYS.halves),
          });
  }

  staffWith(crew: Crew): void {
    this.#crew = crew;
  }

  get openIncident(): Incident | null {
    const last = this.incidents[this.incidents.length - 1];
    return last !== undefined && last.closed === null ? last : null;
  }

  /** Puts a fate into the queue. Strikes of one instant hit in the order of the list. */
  meet(fate: readonly Strike[]): void {
    fate.forEach((strike, ordinal) => {
      const part = strike.failure.what === "site-loss" ? PART[strike.failure.where] : PART.pool;
      const hit = new Activity({
        rung: POOL_RUNG.failure,
        kind: EVENT.strike,
        part,
        action: () => this.#hit(strike, ordinal),
      });
      this.loop.schedule(strike.at, hit, ordinal);
    });
  }

  #hit(strike: Strike, ordinal: number): void {
    const at = this.loop.now;
    const blow = blowOf(strike.failure.what);
    if (blow.isSpared(this, strike)) {
      this.ineffective.push(strike);
      return;
    }
    this.clockwork.advanceTo(at);
    const cause = this.#causeOf(strike, at);
    const joins = this.openIncident !== null;
    // The incident must stand before the blow falls: what the blow takes away is charged to it.
    const incident = this.openIncident ?? this.#open(at);
    incident.causes.push(cause);
    blow.hit(this, strike, at);
    this.#disturbed ||= blow.disturbsShipping;
    if (this.#keepsOpen(strike)) incident.standing.add(strike);
    if (strike.heals !== null) this.#scheduleHeal(strike, incident, ordinal);
    if (joins) this.#crew?.incidentJoined(cause, at);
    else this.#crew?.incidentOpened(cause, at);
    this.#crew?.partsChanged(at);
    this.closeIfOver(at);
  }

  #causeOf(strike: Strike, at: Micros): Cause {
    const restored = this.history.hasFailedOver ? null : this.clockwork.restored;
    const staleness = restored === null ? null : ((at - restored) as Micros);
    return { strike, at, staleness, undisturbed: !this.#disturbed };
  }

  /**
   * What failed keeps the incident open until it is repaired, at the latest until the end. A site that is never
   * coming back does not, once another serves in its place: service is back then, and as good as it will be.
   */
  #keepsOpen({ failure, heals }: Strike): boolean {
    return heals !== null || failure.what !== "site-loss" || this.openIncident!.openOutage === null;
  }

  #scheduleHeal(strike: Strike, incident: Incident, ordinal: number): void {
    const heal = new Activity({
      rung: POOL_RUNG.repair,
      kind: EVENT.heal,
      part: PART.pool,
      action: () => {
        const at = this.loop.now;
        this.clockwork.advanceTo(at);
        blowOf(strike.failure.what).heal(this, strike, at);
        incident.standing.delete(strike);
        this.#crew?.partsChanged(at);
        this.closeIfOver(at);
      },
    });
    this.loop.schedule(Math.min(strike.heals!, LONGEST) as Micros, heal, ordinal);
  }

  #open(at: Micros): Incident {
    this.#chargeExposure(at);
    const incident = new Incident(at);
    this.incidents.push(incident);
    this.clockwork.exposure.begin(at);
    return incident;
  }

  /** What was counted since the last incident opened belongs to that one, also beyond its close. */
  #chargeExposure(at: Micros): void {
    const last = this.incidents[this.incidents.length - 1];
    this.clockwork.advanceTo(at);
    const counted = this.clockwork.exposure.takeUntil(at);
    if (last !== undefined) last.unshipped += counted;
  }

  /** Closes the open incident once service is back, what failed is repaired, and nobody is mending any more. */
  closeIfOver(at: Micros): void {
    const incident = this.openIncident;
    if (incident === null || incident.openOutage !== null || incident.standing.size > 0) return;
    if (this.#crew?.isMending()) return;
    incident.closed = at;
    this.clockwork.exposure.endOnceCovered(at);
  }

  // What blows do.

  siteWentDown(site: Site, destroyed: boolean, at: Micros): void {
    const { scenario } = this.plan;
    if (scenario.logShipping.share === site) this.shareChanged(at, destroyed);
    if (site === this.state.primarySite) {
      this.clockwork.disturb(at, { kind: "database", up: false });
    } else if (!this.history.hasFailedOver) {
      this.clockwork.disturb(at, { kind: "secondary", up: false });
      if (destroyed) this.clockwork.secondaryDestroyed(at);
    }
    this.#cancelRestart(site);
    const serving = this.history.serving;
    if (serving !== null && this.siteOf(serving) === site) this.#loseService(at);
  }

  #loseService(at: Micros): void {
    const incident = this.openIncident!;
    const cause = incident.causes[incident.causes.length - 1]!;
    this.history.stops(at, cause);
    this.clockwork.exposure.serves(at, false);
    incident.outages.push({ from: at, cause, to: null, endedBy: null, path: [] });
    this.#crew?.serviceLost(cause, at);
  }

  siteCameBack(site: Site, at: Micros): void {
    if (this.plan.scenario.logShipping.share === site) this.shareChanged(at, false);
    // After a failover site 2 serves, and nothing is shipped to it any more.
    if (site === this.state.secondarySite && !this.history.hasFailedOver) {
      this.clockwork.disturb(at, { kind: "secondary", up: true });
    }
    const waiting = this.history.serving === null ? this.#databaseOfHistory() : null;
    // A secondary in the middle of its recovery does not start by itself: the runbook goes on with it.
    if (waiting === null || !this.history.hasServed(waiting)) return;
    if (this.siteOf(waiting) === site && this.state.sites[site].disksKept) {
      this.#scheduleRestart(waiting, at);
    }
  }

  #databaseOfHistory(): Database {
    return this.history.hasFailedOver ? "secondary" : "primary";
  }

  siteOf(database: Database): Site {
    return database === "primary" ? this.state.primarySite : this.state.secondarySite;
  }

  #scheduleRestart(database: Database, returned: Micros): void {
    const takes = this.#crew?.restartTakes(this.openIncident!.openOutage!.cause) ?? 0;
    const restart = new Activity({
      rung: POOL_RUNG.completion,
      kind: EVENT.restart,
      part: PART[this.siteOf(database)],
      action: () => {
        this.#restart = null;
        this.#restarted(database, returned, this.loop.now);
      },
    });
    this.#restart = this.loop.schedule(Math.min(returned + takes, LONGEST) as Micros, restart);
  }

  #cancelRestart(site: Site): void {
    if (this.#restart === null || this.siteOf(this.#databaseOfHistory()) !== site) return;
    this.loop.cancel(this.#restart);
    this.#restart = null;
  }

  #restarted(database: Database, returned: Micros, at: Micros): void {
    const outage = this.openIncident!.openOutage!;
    const path: PathStep[] = [
      { step: "site-returns", part: "procedure", from: outage.from, to: returned },
      { step: "restart-database", part: "procedure", from: returned, to: at },
    ];
    if (database === "primary") this.clockwork.disturb(at, { kind: "database", up: true });
    this.startService(database, "restart", path, at);
  }

  linkChanged(at: Micros): void {
    this.clockwork.disturb(at, { kind: "wan", link: this.state.link });
  }

  shareChanged(at: Micros, destroyed: boolean): void {
    this.clockwork.disturb(at, { kind: "share", up: this.state.shareUp, destroyed });
  }

  jobRepaired(job: JobName, at: Micros): void {
    const hopeless = job === "copy" && !this.plan.scenario.topology.destinationFolder;
    const gone = this.history.hasFailedOver || (this.#shippingDropped && job !== "backup");
    if (!gone && !hopeless) this.clockwork.disturb(at, { kind: "job", job, up: true });
  }

  // What people do.

  /** Log shipping is dropped at site 2: its jobs end here. */
  dropLogShipping(at: Micros): void {
    this.#shippingDropped = true;
    this.clockwork.disturb(at, { kind: "job", job: "copy", up: false });
    this.clockwork.disturb(at, { kind: "job", job: "restore", up: false });
  }

  /** The failover was given up: what was dropped is set up again, but for jobs that fail anyway. */
  resumeLogShipping(at: Micros): void {
    if (!this.#shippingDropped) return;
    this.#shippingDropped = false;
    for (const job of ["copy", "restore"] as const) {
      if (this.state.failingJobs[job] === null) this.jobRepaired(job, at);
    }
  }

  /**
   * The secondary is recovered: the old database is fenced and everything it accepted after the newest usable
   * cut is lost. false where site 2 holds nothing to recover.
   */
  leavePrimary(at: Micros): boolean {
    this.clockwork.advanceTo(at);
    const cut = this.clockwork.usableCut(false);
    if (cut === null) return false;
    this.#cancelRestart(this.state.primarySite);
    this.history.leavesPrimary(cut);
    // Nothing is shipped any more, so what ailed shipping and has no date of repair is over too.
    const { standing } = this.openIncident!;
    for (const strike of standing) if (strike.heals === null) standing.delete(strike);
    this.clockwork.exposure.hasTarget(at, false);
    this.loop.fingerprint.mix(at, EVENT.lostStretch, PART.people, cut);
    return true;
  }

  startService(database: Database, endedBy: OutageEnd, path: readonly PathStep[], at: Micros): void {
    const outage = this.openIncident!.openOutage!;
    outage.to = at;
    outage.endedBy = endedBy;
    outage.path = path;
    this.history.serves(database, at);
    this.clockwork.advanceTo(at);
    this.clockwork.exposure.serves(at, true);
    this.#crew?.serviceRestored(at);
    this.closeIfOver(at);
  }

  /** The horizon: winds everything up to it and charges what is left to charge. */
  end(horizon: Micros): void {
    this.#chargeExposure(horizon);
    const usable = this.history.hasFailedOver ? null : this.clockwork.usableCut(this.#shareStands());
    const { primarySite, secondarySite, sites } = this.state;
    const abandoned = this.history.abandoned(horizon, {
      primaryDisk: sites[primarySite].disksKept,
      secondaryDisk: sites[secondarySite].disksKept,
      usableAtSecondary: usable,
    });
    for (const { from, to, cause, database } of abandoned) {
      const site = sites[this.siteOf(database)];
      const incident = this.incidents.find(({ causes }) => causes.includes(cause))!;
      incident.lost.push({ from, to, cause, salvageable: site.disksKept && site.up && site.returned });
    }
  }

  #shareStands(): boolean {
    const place = this.plan.scenario.logShipping.share;
    return place === "third-site" || this.state.sites[place].disksKept;
  }
}
