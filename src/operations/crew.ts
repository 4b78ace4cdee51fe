/**
 * The people of a pool: they notice, decide, work through the runbook, and mend what the alerts told them of.
 * They know the pool and act through its verbs.
 */
import { Activity, type Streams } from "../engine/index.js";
import type { Cause, Incident } from "../pool/incident.js";
import type { Crew, Pool } from "../pool/pool.js";
import { EVENT, PART, POOL_RUNG } from "../pool/rungs.js";
import { blowOf } from "../pool/strikes.js";
import { LONGEST, type Micros } from "../units/index.js";
import { failoverSteps, RECOVER } from "./failover.js";
import { Monitoring } from "./monitoring.js";
import { People } from "./people.js";
import { Rebuild } from "./rebuild.js";
import { Runbook } from "./runbook.js";

export class PoolCrew implements Crew {
  readonly #pool: Pool;
  readonly #people: People;
  readonly #monitoring: Monitoring;
  readonly #rebuild: Rebuild;
  #runbook: Runbook | null = null;

  constructor(pool: Pool, streams: Streams) {
    this.#pool = pool;
    this.#people = new People(streams);
    this.#monitoring = new Monitoring(pool, pool.plan.scenario.monitoring, (at) => {
      tell(pool.openIncident, at);
      this.#considerRebuild(at);
    });
    this.#rebuild = new Rebuild(pool, (at) => this.#rebuilt(at));
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
    if (!blowOf(cause.strike.failure.what).seenByPeople) return;
    const incident = this.#pool.openIncident;
    const detect = this.#people.takes(cause.strike, "detect", this.#pool.plan.scenario.people.detect);
    const told = new Activity({
      rung: POOL_RUNG.people,
      kind: EVENT.told,
      part: PART.people,
      action: () => {
        tell(incident, this.#pool.loop.now);
        this.#considerRebuild(this.#pool.loop.now);
      },
    });
    this.#pool.loop.schedule(Math.min(at + detect, LONGEST) as Micros, told);
  }

  serviceLost(cause: Cause): void {
    // Once failed over there is nowhere further to go: people wait for the site.
    if (this.#pool.history.hasFailedOver) return;
    this.#rebuild.giveUp();
    const pool = this.#pool;
    this.#runbook = new Runbook(
      pool.loop,
      failoverSteps({
        pool,
        people: this.#people,
        spec: pool.plan.scenario.people,
        strike: cause.strike,
        told: (at) => tell(pool.openIncident, at),
      }),
      pool.state.sites[pool.state.secondarySite].up,
      (path, at) => {
        this.#runbook = null;
        pool.startService("secondary", "failover", path, at);
      },
    );
  }

  serviceRestored(at: Micros): void {
    if (this.#runbook === null || this.#runbook.hasBegun(RECOVER)) return;
    this.#runbook.drop();
    this.#runbook = null;
    // Whoever gives up a failover sets up again what it had taken down.
    this.#pool.resumeLogShipping(at);
  }

  partsChanged(at: Micros): void {
    const { state } = this.#pool;
    this.#runbook?.secondaryChanged(state.sites[state.secondarySite].up);
    this.#runbook?.tryAgain();
    this.#rebuild.partsChanged(at);
    this.#considerRebuild(at);
  }

  /** People rebuild what they know to be broken, unless the scenario says how it is repaired. */
  #considerRebuild(at: Micros): void {
    const incident = this.#pool.openIncident;
    if (incident === null || incident.toldAt === null || this.#rebuild.isUnderWay) return;
    if (!this.#isBrokenForPeople()) return;
    const { reaction } = this.#pool.plan.scenario.monitoring;
    const takes = this.#people.takes(incident.causes[0]!.strike, "reaction", reaction);
    this.#rebuild.beginAt((at + takes) as Micros);
  }

  #isBrokenForPeople(): boolean {
    const { history, clockwork, openIncident } = this.#pool;
    if (history.serving !== "primary" || openIncident === null) return false;
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
    return this.#rebuild.isUnderWay || this.#isBrokenForPeople();
  }

  restartTakes(cause: Cause): Micros {
    return this.#people.takes(cause.strike, "restart", this.#pool.plan.scenario.recoveryRestart);
  }
}

/** Whoever is told of an incident that is over already learns nothing that helps. */
function tell(incident: Incident | null, at: Micros): void {
  if (incident !== null && incident.closed === null) incident.toldAt ??= at;
}
