/**
 * offered = accepted + refused, accepted = kept + lost, in whole messages. Sums over intervals of the commit
 * axis, each counted by the same arrival process; a life whose numbers do not add up is a bug, not a result.
 */
import type { Micros } from "../units/index.js";
import type { Arrivals } from "./arrivals.js";
import type { History } from "./history.js";
import type { Incident, LostStretch } from "./incident.js";

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

export class Bookkeeper {
  readonly #arrivals: Arrivals;
  readonly #history: History;

  constructor(arrivals: Arrivals, history: History) {
    this.#arrivals = arrivals;
    this.#history = history;
  }

  #count(intervals: readonly Interval[]): number {
    return intervals.reduce((sum, { from, to }) => sum + this.#arrivals.count(from, to), 0);
  }

  /** Messages of a stretch, within (from, to], that somebody had accepted. */
  #lostIn(stretch: LostStretch, from: Micros, to: Micros): number {
    return this.#count(
      stretch.accepted.map((part) => clip(part, from, to)).filter((part) => part.to > part.from),
    );
  }

  /** The whole life: (start, end], start being 0 or the beginning of the earliest lost stretch. */
  whole(end: Micros, incidents: readonly Incident[]): Ledger {
    const stretches = incidents.flatMap((incident) => incident.lost);
    const start = Math.min(0, ...stretches.map((stretch) => stretch.from)) as Micros;
    const offered = this.#arrivals.count(start, end);
    const refused = this.#count(outagesOf(incidents, end));
    const ledger = this.#balance(this.#count(this.#history.acceptedWithin(start, end)), refused, stretches);
    if (offered !== ledger.accepted + refused) {
      throw new Error(
        `the ledger does not add up: ${offered} offered, ${ledger.accepted} accepted, ${refused} refused`,
      );
    }
    return ledger;
  }

  /**
   * One incident, from the start of its first lost stretch (or its failure) to its close. What another incident
   * is charged with does not appear in it a second time.
   */
  ofIncident(incident: Incident, end: Micros, all: readonly Incident[]): Ledger {
    const from = Math.min(incident.opened, ...incident.lost.map((stretch) => stretch.from)) as Micros;
    const to = incident.closed ?? end;
    const refused = this.#count(outagesOf([incident], end));
    const others = all.filter((other) => other !== incident).flatMap((other) => other.lost);
    const lostByOthers = others.reduce((sum, stretch) => sum + this.#lostIn(stretch, from, to), 0);
    const accepted = this.#count(this.#history.acceptedWithin(from, to)) - lostByOthers;
    return this.#balance(accepted, refused, incident.lost);
  }

  #balance(accepted: number, refused: number, stretches: readonly LostStretch[]): Ledger {
    let lost = 0;
    let salvageable = 0;
    for (const stretch of stretches) {
      const messages = this.#lostIn(stretch, stretch.from, stretch.to);
      lost += messages;
      if (stretch.salvageable) salvageable += messages;
    }
    const kept = accepted - lost;
    if (kept < 0) throw new Error(`the ledger does not add up: ${lost} lost of ${accepted} accepted`);
    return { offered: accepted + refused, accepted, refused, kept, lost, salvageable };
  }
}

function outagesOf(incidents: readonly Incident[], end: Micros): Interval[] {
  return incidents.flatMap(({ outages }) => outages.map(({ from, to }) => ({ from, to: to ?? end })));
}

function clip(interval: Interval, from: Micros, to: Micros): Interval {
  return { from: Math.max(interval.from, from) as Micros, to: Math.min(interval.to, to) as Micros };
}
