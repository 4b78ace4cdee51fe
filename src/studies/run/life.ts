/**
 * One replication, end to end: fate from (scenario, seed, replication), a pool that plays it, the books. It never
 * knows on which worker it runs, nor who ran before it.
 */
import { Streams } from "../../engine/index.js";
import { scriptedFate } from "../../fate/index.js";
import { PoolCrew } from "../../operations/index.js";
import {
  Beside,
  type BesideRecord,
  type BesideTotals,
  Bookkeeper,
  Charges,
  type Chronicle,
  type Curve,
  EVENT,
  type Incident,
  type IncidentLedger,
  type Ledger,
  PART,
  type Pace,
  Pool,
  type PoolPlan,
  planPool,
  type Refused,
  Seen,
  type Situation,
  type Step,
  type Waiting,
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

export const fateOfLife = (
  { failures, operations }: Scenario,
  period: CommonPeriod,
  streams: Streams,
): Fate => scriptedFate([...failures, ...operations], period.ok ? period.period : null, streams);

/** What is worked out of a life for all of its incidents. */
interface Closing {
  readonly horizon: Micros;
  readonly curve: Curve;
  readonly situations: readonly Situation[];
  readonly charges: Charges;
  readonly books: Bookkeeper;
  readonly beside: Beside;
  readonly seen: Seen | null;
}

/** An incident and what it came to. Whatever takes lists is made for whoever asks: most lives are only counted. */
export class IncidentRecord {
  readonly incident: Incident;
  readonly ledger: IncidentLedger;
  /** Time that users lost, each counting as one of all of them. */
  readonly downFor: Micros;
  /** What stands beside the chat database. */
  readonly beside: BesideRecord;
  readonly #closing: Closing;

  constructor(incident: Incident, closing: Closing) {
    const { charges, curve, books, beside, seen } = closing;
    let downFor = 0;
    for (const { from, to } of charges.of(incident)) downFor += curve.lost(from, to);
    this.incident = incident;
    this.ledger = books.ofIncident(incident);
    this.downFor = Math.round(downFor) as Micros;
    this.beside = beside.of(incident, books, seen, this.ledger.lost);
    this.#closing = closing;
  }

  get #end(): Micros {
    return this.incident.closed ?? this.#closing.horizon;
  }

  /** Endpoints of all users. */
  get all(): number {
    return this.#closing.curve.all;
  }

  /** Who could send from which instant on, from the opening on. */
  get served(): readonly Step[] {
    const { curve } = this.#closing;
    const { opened } = this.incident;
    return [{ ...curve.stepAt(opened), at: opened }, ...curve.changesWithin(opened, this.#end)];
  }

  get situations(): readonly Situation[] {
    const { situations } = this.#closing;
    const behind = (this.#end + 1) as Micros;
    return situations.slice(firstFrom(situations, this.incident.opened), firstFrom(situations, behind));
  }
}

export interface Life {
  readonly replication: number;
  readonly fate: Fate;
  readonly incidents: readonly IncidentRecord[];
  /** What people did on purpose, in the form of incidents. */
  readonly operations: readonly IncidentRecord[];
  /** What was not over at the end, and what for. */
  readonly waiting: readonly Waiting[];
  readonly ledger: Ledger;
  readonly ineffective: readonly Strike[];
  /** What nobody took, piece by piece. */
  readonly refused: readonly Refused[];
  readonly downFor: Micros;
  readonly beside: BesideTotals;
  /** Instants at which messages were counted for what stands beside. */
  readonly besideCuts: readonly Micros[];
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
  const streams = new Streams(seed, replication);
  const fate = fateOfLife(plan.scenario, plan.period, streams);
  return playFate(plan, { streams, replication, fate, pace, chronicle });
}

export interface Dealt {
  readonly streams: Streams;
  readonly replication: number;
  readonly fate: Fate;
  readonly pace: Pace;
  readonly chronicle: Chronicle | null;
}

/** One life of the pool under a fate, wherever that came from. */
export function playFate(
  { scenario, pool: plan }: LifePlan,
  { streams, replication, fate, pace, chronicle }: Dealt,
): { readonly life: Life; readonly pool: Pool } {
  const pool = new Pool(plan, streams, pace, chronicle);
  new PoolCrew(pool);
  pool.meet(fate);
  const outcome = pool.loop.run({ until: scenario.horizon, maxEvents: MOST_EVENTS });
  if (outcome.outcome === "event-cap") throw new TooManyEvents(outcome.next);
  pool.end(scenario.horizon);
  return { life: closeBooks(pool, streams, fate, replication), pool };
}

function closeBooks(pool: Pool, streams: Streams, fate: Fate, replication: number): Life {
  const { scenario } = pool.plan;
  const { horizon } = scenario;
  const { curve, situations } = pool.service;
  const { arrivals, operations } = pool;
  const all: readonly Incident[] = [...pool.incidents, ...operations];
  const charges = new Charges(pool.incidents, operations, horizon);
  const { history } = pool.tier;
  const beside = besideOf(pool, all, streams);
  const { cuts } = beside;
  const books = new Bookkeeper({
    scenario,
    arrivals,
    history,
    curve,
    streams,
    incidents: all,
    charges,
    cuts,
    end: horizon,
  });
  const deliveries = scenario.traffic.deliveriesPerMessage;
  const seen =
    scenario.users.count > 0 ? new Seen(curve, arrivals, books.refused, { deliveries, streams }) : null;
  const closing = { horizon, curve, situations, charges, books, beside, seen };
  const records = all.map((incident) => new IncidentRecord(incident, closing));
  const ledger = books.whole();
  checkCharges(records, ledger);
  const besideTotals = beside.whole(records.map((record) => record.beside));
  mixFacts(pool, records, ledger, horizon);
  mixBeside(pool, besideTotals, horizon);
  return {
    replication,
    fate,
    incidents: records.slice(0, pool.incidents.length),
    operations: records.slice(pool.incidents.length),
    waiting: pool.whatWaits,
    ledger,
    ineffective: pool.ineffective,
    refused: books.refused,
    downFor: records.reduce((sum, { downFor }) => sum + downFor, 0) as Micros,
    beside: besideTotals,
    besideCuts: cuts,
    fingerprint: pool.loop.fingerprint,
    cost: { walked: pool.clockwork.walked, events: pool.loop.handled },
  };
}

/** The place of the first at or after an instant, in a list that is in order. */
function firstFrom(list: readonly { readonly at: Micros }[], instant: Micros): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]!.at < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Every lost and every refused message is charged to exactly one incident. */
function checkCharges(records: readonly IncidentRecord[], whole: Ledger): void {
  let [lost, refused] = [0, 0];
  for (const { ledger } of records) {
    lost += ledger.lost;
    refused += ledger.refused;
  }
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
    for (const { from, to } of incident.service)
      fingerprint.mix(to ?? horizon, EVENT.outage, PART.users, from);
    for (const { from, to } of incident.lost) fingerprint.mix(to, EVENT.lostStretch, PART.pool, from);
  }
  fingerprint.mix(horizon, EVENT.ledger, PART.pool, ledger.accepted);
  fingerprint.mix(horizon, EVENT.ledger, PART.pool, ledger.lost);
}

function besideOf({ plan, tier, state }: Pool, incidents: readonly Incident[], streams: Streams): Beside {
  const { scenario } = plan;
  return new Beside(
    {
      scenario,
      reigns: tier.history.reigns,
      moves: tier.moves,
      stops: incidents.flatMap(({ outages }) =>
        outages.map(({ from, cause, charged }) => ({ from, cause: charged ?? cause })),
      ),
      causes: incidents.flatMap(({ causes }) => causes),
      struckAt: state.complianceStruck,
      horizon: scenario.horizon,
    },
    streams,
  );
}

/** Only where it is provided for: a life without it is the same life as before. */
function mixBeside(pool: Pool, { lostEvents, filesLost }: BesideTotals, horizon: Micros): void {
  const { fingerprint } = pool.loop;
  for (const figure of [lostEvents, filesLost]) {
    if (figure !== null) fingerprint.mix(horizon, EVENT.ledger, PART.pool, figure);
  }
}
