/**
 * offered = accepted + refused, accepted = kept + lost, in whole messages. Sums over intervals of the commit axis, each
 * counted by the same arrival process; a life whose numbers do not add up is a bug, not a result.
 */
import type { Streams } from "../engine/index.js";
import type { Scenario } from "../spec/index.js";
import type { Micros } from "../units/index.js";
import type { Arrivals } from "./arrivals.js";
import type { Charges } from "./charges.js";
import { Divided, dividedAt } from "./divided.js";
import type { History } from "./history.js";
import type { Incident, LostStretch, Outage } from "./incident.js";
import { Refusals, type Refused } from "./refusals.js";
import type { Span } from "./spans.js";
import type { Curve } from "./users/curve.js";

export interface Ledger {
  readonly offered: number;
  readonly accepted: number;
  readonly refused: number;
  readonly kept: number;
  readonly lost: number;
  readonly salvageable: number;
}

interface Interval {
  readonly from: Micros;
  readonly to: Micros;
}

export interface Books {
  readonly scenario: Scenario;
  readonly arrivals: Arrivals;
  readonly history: History;
  readonly curve: Curve;
  readonly streams: Streams;
  /** Incidents and operations alike. */
  readonly incidents: readonly Incident[];
  readonly charges: Charges;
  /** Further instants at which somebody will ask. */
  readonly cuts: readonly Micros[];
  readonly end: Micros;
}

export class Bookkeeper {
  readonly #books: Books;
  readonly #refusals: Refusals;
  /** null: no two databases ever accepted at once. */
  readonly #divided: Divided | null;
  readonly #stretches: readonly { readonly incident: Incident; readonly stretch: LostStretch }[];
  readonly #acceptedOf = new Map<LostStretch, readonly Interval[]>();
  /** The first outage that ended at an instant. */
  readonly #outageUntil = new Map<Micros, Outage>();

  constructor(books: Books) {
    this.#books = books;
    const { scenario, arrivals, curve, streams, incidents, end } = books;
    const stretches: { incident: Incident; stretch: LostStretch }[] = [];
    for (const incident of incidents)
      for (const stretch of incident.lost) stretches.push({ incident, stretch });
    this.#stretches = stretches;
    for (const { outages } of stretches.length > 0 ? incidents : []) {
      for (const outage of outages) {
        if (outage.to !== null && !this.#outageUntil.has(outage.to)) this.#outageUntil.set(outage.to, outage);
      }
    }
    const { retryFor } = scenario.users;
    const evenly = scenario.workload.arrivals === "even";
    const { splits } = books.history;
    const cuts = this.#cuts();
    for (const cut of dividedAt(curve, splits)) cuts.push(cut);
    this.#refusals = new Refusals(curve, arrivals, { retryFor, evenly, streams }, cuts, end);
    // One application stays with the database that it has.
    const isOne = scenario.layout.name === "database-only" && scenario.users.count > 0;
    const abandoned = isOne ? "all" : scenario.topology.primarySite;
    const accepted = (from: Micros, to: Micros) => this.accepted(from, to);
    this.#divided =
      splits.length === 0
        ? null
        : new Divided(
            curve,
            splits,
            accepted,
            cuts.sort((a, b) => a - b),
            { abandoned, evenly, streams },
          );
  }

  /** Every instant at which somebody will ask, but for those of two databases. */
  #cuts(): Micros[] {
    const { incidents, charges, end } = this.#books;
    const cuts = [...this.#books.cuts];
    for (const { opened, closed } of incidents) cuts.push(opened, closed ?? end);
    for (const { stretch } of this.#stretches) {
      cuts.push(stretch.from, stretch.to);
      for (const piece of stretch.why) cuts.push(piece.to);
      for (const { from, to } of this.acceptedOf(stretch)) cuts.push(from, to);
    }
    charges.addBoundaries(cuts);
    return cuts;
  }

  /** What nobody took, piece by piece. */
  get refused(): readonly Refused[] {
    return this.#refusals.pieces;
  }

  /** Everything accepted that is lost: in no order, and apart. */
  get lostParts(): readonly Interval[] {
    return this.#stretches.flatMap(({ stretch }) => this.acceptedOf(stretch));
  }

  /** In (from, to], whose bounds are instants that were cut at. */
  accepted(from: Micros, to: Micros): number {
    return this.#books.arrivals.count(from, to) - this.#refusals.within(from, to);
  }

  /** Of a stretch, within (from, to], what somebody had accepted. */
  #lostIn(stretch: LostStretch, from: Micros, to: Micros): number {
    return this.acceptedOf(stretch)
      .map((part) => clip(part, from, to))
      .filter((part) => part.to > part.from)
      .reduce((sum, part) => sum + this.#lostOf(part, stretch.rivalry), 0);
  }

  /** While two databases accepted, only what went to the abandoned one is lost. */
  #lostOf(part: Interval, rivalry: Span | null): number {
    if (rivalry === null || part.to <= rivalry.from || part.from >= rivalry.to)
      return this.accepted(part.from, part.to);
    const { from, to } = clip(part, rivalry.from, rivalry.to);
    const before = part.from < from ? this.accepted(part.from, from) : 0;
    const behind = part.to > to ? this.accepted(to, part.to) : 0;
    return before + this.#divided!.within(from, to) + behind;
  }

  acceptedOf(stretch: LostStretch): readonly Interval[] {
    let parts = this.#acceptedOf.get(stretch);
    if (parts === undefined) {
      parts = this.#sentWithin(stretch);
      this.#acceptedOf.set(stretch, parts);
    }
    return parts;
  }

  /** Whoever tried again until a database served had sent his message before it did. */
  #sentWithin({ from: first, accepted }: LostStretch): readonly Interval[] {
    const { retryFor } = this.#books.scenario.users;
    if (retryFor === 0) return accepted;
    return accepted.map(({ from, to }) => {
      const outage = this.#outageUntil.get(from);
      if (outage === undefined || first >= from) return { from, to };
      return { from: Math.max(outage.from, from - retryFor) as Micros, to };
    });
  }

  /** The whole life: (start, end], start being 0 or the beginning of the earliest lost stretch. */
  whole(): Ledger {
    const { arrivals, history, scenario, end } = this.#books;
    const stretches = this.#stretches.map(({ stretch }) => stretch);
    const start = Math.min(0, ...stretches.map((stretch) => stretch.from)) as Micros;
    const offered = arrivals.count(start, end);
    const refused = this.#refusals.within(start, end);
    const ledger = balanced(offered - refused, refused, this.#lostOfAll(stretches));
    const stored = history
      .acceptedWithin(start, end)
      .reduce((sum, { from, to }) => sum + arrivals.count(from, to), 0);
    // No database took more than it was there for.
    if (scenario.users.retryFor === 0 && ledger.accepted > stored) {
      throw new Error(
        `the ledger does not add up: ${ledger.accepted} accepted, ${stored} sent while a database served`,
      );
    }
    return ledger;
  }

  /**
   * One incident, from the start of its first lost stretch (or its failure) to its close. What another incident is
   * charged with does not appear in it a second time.
   */
  ofIncident(incident: Incident): IncidentLedger {
    let refused = 0;
    for (const { from, to } of this.#books.charges.of(incident)) refused += this.#refusals.within(from, to);
    return new IncidentLedger(this, incident, refused, this.#lostOfAll(incident.lost));
  }

  /** While it was open, or what it lost was sent, without what others lost. */
  acceptedDuring(incident: Incident): number {
    const from = Math.min(incident.opened, ...incident.lost.map((stretch) => stretch.from)) as Micros;
    const to = incident.closed ?? this.#books.end;
    const others = this.#stretches.filter(
      (one) => one.incident !== incident && one.stretch.from < to && one.stretch.to > from,
    );
    const lostByOthers = others.reduce((sum, { stretch }) => sum + this.#lostIn(stretch, from, to), 0);
    return this.accepted(from, to) - lostByOthers;
  }

  #lostOfAll(stretches: readonly LostStretch[]): Gone {
    let lost = 0;
    let salvageable = 0;
    for (const stretch of stretches) {
      const messages = this.#lostIn(stretch, stretch.from, stretch.to);
      lost += messages;
      if (stretch.salvageable) salvageable += messages;
    }
    return { lost, salvageable };
  }
}

type Gone = Pick<Ledger, "lost" | "salvageable">;

/** What one incident is charged with. */
export class IncidentLedger implements Gone {
  readonly refused: number;
  readonly lost: number;
  readonly salvageable: number;
  readonly #books: Bookkeeper;
  readonly #incident: Incident;

  constructor(books: Bookkeeper, incident: Incident, refused: number, { lost, salvageable }: Gone) {
    this.#books = books;
    this.#incident = incident;
    this.refused = refused;
    this.lost = lost;
    this.salvageable = salvageable;
  }

  /** Counted when it is asked for: a count of all that was sent costs more than the incident. */
  get whole(): Ledger {
    return balanced(this.#books.acceptedDuring(this.#incident), this.refused, this);
  }
}

function balanced(accepted: number, refused: number, { lost, salvageable }: Gone): Ledger {
  const kept = accepted - lost;
  if (kept < 0) throw new Error(`the ledger does not add up: ${lost} lost of ${accepted} accepted`);
  return { offered: accepted + refused, accepted, refused, kept, lost, salvageable };
}

function clip(interval: Interval, from: Micros, to: Micros): Interval {
  return { from: Math.max(interval.from, from) as Micros, to: Math.min(interval.to, to) as Micros };
}
