/**
 * One replication, end to end: fate from (scenario, seed, replication), a pool that plays it, the books. It never
 * knows on which worker it runs, nor who ran before it.
 */
import { Streams } from "../../engine/index.js";
import { scriptedFate } from "../../fate/index.js";
import { PoolCrew } from "../../operations/index.js";
import {
  Bookkeeper,
  type Chronicle,
  EVENT,
  type Incident,
  type Ledger,
  PART,
  type Pace,
  Pool,
  type PoolPlan,
  planPool,
} from "../../pool/index.js";
import { type CommonPeriod, commonPeriod } from "../../shipping/index.js";
import type { Fate, Scenario, Strike } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";

export interface LifePlan {
  readonly scenario: Scenario;
  readonly pool: PoolPlan;
  readonly period: CommonPeriod;
}

export function planLives(scenario: Scenario): LifePlan {
  const pool = planPool(scenario);
  return { scenario, pool, period: commonPeriod(scenario.logShipping, pool.load) };
}

export const fateOfLife = ({ failures }: Scenario, period: CommonPeriod, streams: Streams): Fate =>
  scriptedFate(failures, period.ok ? period.period : null, streams);

export interface IncidentRecord {
  readonly incident: Incident;
  readonly ledger: Ledger;
  /** Time of the incident's outages within the horizon. */
  readonly downFor: Micros;
}

export interface Life {
  readonly replication: number;
  readonly fate: Fate;
  readonly incidents: readonly IncidentRecord[];
  readonly ledger: Ledger;
  readonly ineffective: readonly Strike[];
  readonly downFor: Micros;
  readonly fingerprint: Pool["loop"]["fingerprint"];
  /** Ticks and files that the clockwork walked, and events of the loop: the cost, in things done. */
  readonly cost: { readonly walked: number; readonly events: number };
}

/** More events than this in one life is an outcome that the caller reports, not something to wait for. */
export const MOST_EVENTS = 10_000_000;

export class TooManyEvents extends Error {
  readonly at: Micros;
  constructor(at: Micros) {
    super(`more than ${MOST_EVENTS} events in one replication`);
    this.at = at;
  }
}

export function playLife(plan: LifePlan, seed: number, replication: number, pace: Pace = "quick"): Life {
  return playPool(plan, seed, replication, pace, null).life;
}

/** The same, with the pool as it stands at the end. `chronicle`: whoever listens; nothing in the life hangs on it. */
export function playPool(
  plan: LifePlan,
  seed: number,
  replication: number,
  pace: Pace,
  chronicle: Chronicle | null,
): { readonly life: Life; readonly pool: Pool } {
  const { scenario } = plan;
  const streams = new Streams(seed, replication);
  const fate = fateOfLife(scenario, plan.period, streams);
  const pool = new Pool(plan.pool, streams, pace, chronicle);
  new PoolCrew(pool);
  pool.meet(fate);
  const outcome = pool.loop.run({ until: scenario.horizon, maxEvents: MOST_EVENTS });
  if (outcome.outcome === "event-cap") throw new TooManyEvents(outcome.next);
  pool.end(scenario.horizon);
  return { life: closeBooks(pool, fate, scenario.horizon, replication), pool };
}

function closeBooks(pool: Pool, fate: Fate, horizon: Micros, replication: number): Life {
  const books = new Bookkeeper(pool.arrivals, pool.tier.history);
  const all = pool.incidents;
  const incidents = all.map((incident) => ({
    incident,
    ledger: books.ofIncident(incident, horizon, all),
    downFor: downTime(incident, horizon),
  }));
  const ledger = books.whole(horizon, all);
  checkCharges(
    incidents.map((record) => record.ledger),
    ledger,
  );
  mixFacts(pool, incidents, ledger, horizon);
  return {
    replication,
    fate,
    incidents,
    ledger,
    ineffective: pool.ineffective,
    downFor: incidents.reduce((sum, { downFor }) => sum + downFor, 0) as Micros,
    fingerprint: pool.loop.fingerprint,
    cost: { walked: pool.clockwork.walked, events: pool.loop.handled },
  };
}

function downTime(incident: Incident, horizon: Micros): Micros {
  return incident.outages.reduce((sum, { from, to }) => sum + ((to ?? horizon) - from), 0) as Micros;
}

/** Every lost and every refused message is charged to exactly one incident. */
function checkCharges(charged: readonly Ledger[], whole: Ledger): void {
  const lost = charged.reduce((sum, ledger) => sum + ledger.lost, 0);
  const refused = charged.reduce((sum, ledger) => sum + ledger.refused, 0);
  if (lost !== whole.lost || refused !== whole.refused) {
    throw new Error(
      `charges do not add up: ${lost} of ${whole.lost} lost, ${refused} of ${whole.refused} refused`,
    );
  }
}

/** The outcome belongs to the fingerprint as much as the events that led to it. */
function mixFacts(pool: Pool, records: readonly IncidentRecord[], ledger: Ledger, horizon: Micros): void {
  const { fingerprint } = pool.loop;
  for (const { incident, downFor } of records) {
    fingerprint.mix(incident.closed ?? horizon, EVENT.incident, PART.pool, incident.unshipped.length);
    fingerprint.mix(incident.toldAt ?? horizon, EVENT.outage, PART.people, downFor);
    for (const { from, to } of incident.lost) fingerprint.mix(to, EVENT.lostStretch, PART.pool, from);
  }
  fingerprint.mix(horizon, EVENT.ledger, PART.pool, ledger.accepted);
  fingerprint.mix(horizon, EVENT.ledger, PART.pool, ledger.lost);
}
