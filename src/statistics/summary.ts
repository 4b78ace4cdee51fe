/** The distribution of one measure over the replications, as results print it. */
import { divided, type Estimate, inUnit } from "./estimate.js";
import { meanEstimate, quantileEstimate } from "./intervals.js";
import { Sample } from "./quantiles.js";
import { Tally } from "./tally.js";

export interface Summary {
  /** How many values, nulls included. */
  readonly n: number;
  readonly nNull: number;
  readonly mean: Estimate;
  readonly p50: Estimate;
  readonly p90: Estimate;
  readonly p95: Estimate;
  readonly p99: Estimate;
  /** null where every value is null, or there is none. */
  readonly observedMin: number | null;
  /** null where any value is null: that one is larger than every number. */
  readonly observedMax: number | null;
}

/** Sums up whole numbers, one per independent replication. */
export function summarise(values: Iterable<number | null>): Summary {
  const tally = new Tally();
  const sample = new Sample();
  for (const value of values) {
    tally.add(value);
    sample.add(value);
  }
  return summaryOf(tally, sample);
}

/** The same from parts that were collected and merged: both must hold the same values. */
export function summaryOf(tally: Tally, sample: Sample): Summary {
  if (tally.nulls !== sample.nulls || tally.count + tally.nulls !== sample.n) {
    throw new RangeError(`a tally of ${tally.count + tally.nulls} values beside a sample of ${sample.n}`);
  }
  return {
    n: sample.n,
    nNull: sample.nulls,
    mean: meanEstimate(tally),
    p50: quantileEstimate(sample, 0.5),
    p90: quantileEstimate(sample, 0.9),
    p95: quantileEstimate(sample, 0.95),
    p99: quantileEstimate(sample, 0.99),
    observedMin: tally.smallest,
    observedMax: tally.nulls > 0 ? null : tally.largest,
  };
}

/** The same summary in a unit that is `unit` times as large: seconds from microseconds with SECOND. */
export function summaryInUnit(of: Summary, unit: number): Summary {
  return {
    n: of.n,
    nNull: of.nNull,
    mean: inUnit(of.mean, unit),
    p50: inUnit(of.p50, unit),
    p90: inUnit(of.p90, unit),
    p95: inUnit(of.p95, unit),
    p99: inUnit(of.p99, unit),
    observedMin: divided(of.observedMin, unit),
    observedMax: divided(of.observedMax, unit),
  };
}
