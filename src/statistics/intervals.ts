/** From data to estimates: the mean, a quantile, a share. */

import { Column } from "./column.js";
import { MISS } from "./confidence.js";
import { bareEstimate, type Estimate, estimate, type Interval } from "./estimate.js";
import { fewestForQuantile, orderRanks } from "./order-ranks.js";
import { upperBoundWhenNoneSeen, wilson } from "./proportions.js";
import type { Sample } from "./quantiles.js";
import { studentQuantile } from "./student.js";
import type { Tally } from "./tally.js";

/** The fewest values that carry an interval for a mean. */
export const FEWEST_FOR_MEAN = 2;

export const NO_VALUES = "no values";

/**
 * The mean with Student's interval. Values must be one per independent replication.
 *
 * With nulls among the values there is no mean: a null is "longer than anybody looked", and leaving it out would
 * flatter. Values that are all 0 have a mean but no interval: their spread of 0 would claim 0 ± 0, when all that
 * n replications can say is how rare the thing must be.
 */
export function meanEstimate(tally: Tally, miss: number = MISS): Estimate {
  const { count, nulls, mean, standardError } = tally;
  if (nulls > 0)
    return bareEstimate(null, `${nulls} of ${count + nulls} values are null, so there is no mean`);
  if (mean === null) return bareEstimate(null, NO_VALUES);
  if (standardError === null) return bareEstimate(mean, "one value has no spread: an interval needs 2");
  if (tally.sumOfSquares === 0n) {
    const percent = (100 * upperBoundWhenNoneSeen(count, miss)).toPrecision(2);
    return bareEstimate(
      0,
      `all ${count} values are 0: others come in fewer than ${percent} % of cases (95 %)`,
    );
  }
  const half = studentQuantile(1 - miss / 2, count - 1) * standardError;
  return estimate(mean, [mean - half, mean + half]);
}

/** Sorted values: kept ones, or a column, whose ranks may lie between two edges. */
export type Ranking = Sample | Column;

/** The quantile with its order-statistic interval: no law assumed, nulls allowed. */
export function quantileEstimate(sample: Ranking, p: number, miss: number = MISS): Estimate {
  const n = sample.n;
  if (n === 0) return bareEstimate(null, NO_VALUES);
  const value = sample.quantile(p);
  const ranks = orderRanks(n, p, miss);
  if (ranks === null) {
    return bareEstimate(
      value,
      `an interval for this quantile needs ${fewestForQuantile(p, miss)} values, not ${n}`,
    );
  }
  return estimate(value, betweenRanks(sample, ranks.lower, ranks.upper));
}

/** From the lower rank to the upper one, or open above; where a column has binned them, to the bins' outer edges. */
export function betweenRanks(sample: Ranking, lower: number, upper: number | null): Interval {
  if (!(sample instanceof Column)) {
    return [sample.ranked(lower), upper === null ? null : sample.ranked(upper)];
  }
  return [sample.ranked(lower).low, upper === null ? null : sample.ranked(upper).high];
}

/** The share k of n with Wilson's interval. */
export function shareEstimate(k: number, n: number, miss: number = MISS): Estimate {
  return n === 0 ? bareEstimate(null, NO_VALUES) : estimate(k / n, wilson(k, n, miss));
}
