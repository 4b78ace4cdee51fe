/** How often something happens per time: the Poisson law, and exact intervals for a count. */
import { MISS, normalHalf } from "./confidence.js";
import { bareEstimate, type Estimate, estimate } from "./estimate.js";
import { gammaTails } from "./incomplete-gamma.js";
import { NO_VALUES } from "./intervals.js";
import { invert } from "./invert.js";
import type { Ends } from "./proportions.js";
import { neverSeen } from "./ratio-estimates.js";
import { studentQuantile } from "./student.js";
import type { Tally } from "./tally.js";

export interface PoissonTails {
  /** P(K <= k) */
  readonly upTo: number;
  /** P(K > k) */
  readonly above: number;
}

/** Both tails at k of a count of which `mean` are expected. */
export function poissonTails(k: number, mean: number): PoissonTails {
  if (!(mean >= 0)) throw new RangeError(`not a mean of a count: ${mean}`);
  if (k < 0) return { upTo: 0, above: 1 };
  // More than k come exactly when the (k+1)-th comes in time: a gamma variable.
  const { lower, upper } = gammaTails(Math.floor(k) + 1, mean);
  return { upTo: upper, above: lower };
}

/**
 * Garwood's interval (1936) for the mean of a Poisson count: at least 95 % for every true mean. `k` may be a fraction,
 * for counts that vary more than Poisson's and are worth fewer.
 */
export function garwood(k: number, miss: number = MISS): Ends {
  if (!(k >= 0 && Number.isFinite(k))) throw new RangeError(`not a count: ${k}`);
  const eachSide = miss / 2;
  const low =
    k === 0
      ? 0
      : invert(eachSide, k, Number.POSITIVE_INFINITY, (x) => {
          const { lower, slope } = gammaTails(k, x);
          return { probability: lower, perLog: slope };
        });
  const high = invert(eachSide, k + 1, Number.POSITIVE_INFINITY, (x) => {
    const { upper, slope } = gammaTails(k + 1, x);
    return { probability: upper, perLog: -slope };
  });
  return [low, high];
}

/**
 * Events per unit of time, from the number of events in each of several replications of equal length, `exposure` units
 * of time together.
 *
 * Garwood's interval, if events come one by one. Where one brings others, the count of a replication varies more than
 * Poisson's: by D = variance / mean. Then the events are worth as many as 1 / D of them (Fay and Feuer 1997), D counted
 * as at least 1 and widened by Student's t for its own uncertainty. Where none was seen, 0 with the rule of three,
 * -ln(0.05) / exposure.
 */
export function rateEstimate(counts: Tally, exposure: number, miss: number = MISS): Estimate {
  if (!(exposure > 0)) throw new RangeError(`an exposure must be positive, not ${exposure}`);
  if (counts.nulls > 0) throw new RangeError(`a rate from counts, of which ${counts.nulls} are null`);
  const { count, mean, variance } = counts;
  if (mean === null) return bareEstimate(null, NO_VALUES);
  if (mean === 0) return neverSeen(exposure, miss);
  const k = Number(counts.sum);
  if (variance === null)
    return bareEstimate(k / exposure, "one replication has no spread: an interval needs 2");
  const widened = studentQuantile(1 - miss / 2, count - 1) / normalHalf(miss);
  const dispersion = Math.max(1, (variance / mean) * widened * widened);
  const [low, high] = garwood(k / dispersion, miss);
  return estimate(k / exposure, [(low * dispersion) / exposure, (high * dispersion) / exposure]);
}
