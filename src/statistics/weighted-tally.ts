/**
 * Replications that were drawn under another law than the true one and carry the likelihood ratio of the two as their
 * weight (importance sampling; for failures: Goyal et al. 1992, Shahabuddin 1994). It must never know how they were
 * drawn.
 */
import { MISS } from "./confidence.js";
import { bareEstimate, type Estimate, estimate } from "./estimate.js";
import { ExactSum } from "./exact-sum.js";
import { NO_VALUES } from "./intervals.js";
import type { Weights } from "./strata.js";
import { studentQuantile } from "./student.js";

/**
 * A figure that fewer equal contributions than this would carry has no interval: with a few heavy weights the spread
 * that is seen is far below the spread that there is.
 */
export const FEWEST_CONTRIBUTIONS = 10;

const SUMS = ["w", "ww", "wx", "wy", "wxwx", "wxwy", "wywy"] as const;
type Sums = Readonly<Record<(typeof SUMS)[number], ExactSum>>;

export interface WeightedRecord {
  readonly count: number;
  readonly largest: number;
  readonly sums: readonly string[];
}

export class WeightedTally {
  #count = 0;
  #largest = 0;
  readonly #sums: Sums;

  constructor(sums: readonly ExactSum[] = SUMS.map(() => new ExactSum())) {
    this.#sums = Object.fromEntries(SUMS.map((name, i) => [name, sums[i]!])) as Record<
      (typeof SUMS)[number],
      ExactSum
    >;
  }

  /** Adds a replication: its weight, and a pair of figures, of which y is the one that is asked for. */
  add(weight: number, y: number, x = 1): void {
    if (!(weight >= 0 && Number.isFinite(weight))) throw new RangeError(`not a likelihood ratio: ${weight}`);
    const wx = weight * x;
    const wy = weight * y;
    this.#count++;
    this.#largest = Math.max(this.#largest, weight);
    this.#sums.w.add(weight);
    this.#sums.ww.add(weight * weight);
    this.#sums.wx.add(wx);
    this.#sums.wy.add(wy);
    this.#sums.wxwx.add(wx * wx);
    this.#sums.wxwy.add(wx * wy);
    this.#sums.wywy.add(wy * wy);
  }

  /** Takes over all that another tally holds; the order and grouping of merges never shows. */
  merge(other: WeightedTally): void {
    this.#count += other.#count;
    this.#largest = Math.max(this.#largest, other.#largest);
    for (const name of SUMS) this.#sums[name].merge(other.#sums[name]);
  }

  get count(): number {
    return this.#count;
  }

  /** A sum of weights, of weighted figures, or of products of these; rounded once. */
  sum(name: (typeof SUMS)[number]): number {
    return this.#sums[name].value;
  }

  /** (Σw)² / Σw², and the largest weight as a share of all. */
  get weights(): Weights {
    const total = this.sum("w");
    if (!(total > 0)) throw new RangeError("replications without any weight");
    return { effective: (total * total) / this.sum("ww"), largest: this.#largest / total };
  }

  toRecord(): WeightedRecord {
    return {
      count: this.#count,
      largest: this.#largest,
      sums: SUMS.map((name) => this.#sums[name].toRecord()),
    };
  }

  /** The way back from a record; the record is trusted to be one that `toRecord` made. */
  static fromRecord(record: WeightedRecord): WeightedTally {
    const tally = new WeightedTally(record.sums.map((units) => ExactSum.fromRecord(units)));
    tally.#count = record.count;
    tally.#largest = record.largest;
    return tally;
  }
}

/** (1 / n) Σ w y, which is right on average whatever the weights, with Student's interval. */
export function weightedMean(tally: WeightedTally, miss: number = MISS): Estimate {
  const n = tally.count;
  if (n === 0) return bareEstimate(null, NO_VALUES);
  const total = tally.sum("wy");
  const value = total / n;
  const why = tooFew(tally);
  if (why !== null) return bareEstimate(value, why);
  const squares = Math.max(0, tally.sum("wywy") - total * value);
  return around(value, Math.sqrt(squares / n / (n - 1)), n, miss);
}

/** Σ w y / Σ w x with the delta method's interval: for a mean per cycle, per event, per time. */
export function weightedRatio(tally: WeightedTally, miss: number = MISS): Estimate {
  const n = tally.count;
  const below = tally.sum("wx");
  if (below === 0) return bareEstimate(null, n === 0 ? NO_VALUES : `none in ${n} replications`);
  const value = tally.sum("wy") / below;
  const why = tooFew(tally);
  if (why !== null) return bareEstimate(value, why);
  const squares = tally.sum("wywy") - 2 * value * tally.sum("wxwy") + value * value * tally.sum("wxwx");
  return around(value, Math.sqrt((Math.max(0, squares) * n) / (n - 1)) / Math.abs(below), n, miss);
}

/** (Σ w y)² / Σ (w y)²: so many equal contributions would be worth as much. */
function tooFew(tally: WeightedTally): string | null {
  const total = tally.sum("wy");
  if (total === 0) return `0 in all ${tally.count} replications`;
  const worth = (total * total) / tally.sum("wywy");
  if (worth >= FEWEST_CONTRIBUTIONS) return null;
  return `an interval needs contributions worth ${FEWEST_CONTRIBUTIONS} equal ones, not ${worth.toPrecision(2)}`;
}

function around(value: number, error: number, n: number, miss: number): Estimate {
  const half = studentQuantile(1 - miss / 2, n - 1) * error;
  return estimate(value, [value - half, value + half]);
}
