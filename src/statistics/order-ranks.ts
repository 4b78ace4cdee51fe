/**
 * Which two of n sorted values enclose a quantile with 95 % confidence (or more, where less may be missed), whatever
 * law the values follow.
 *
 * How many of n independent values fall below the true quantile p is binomial(n, p), so the l-th and the u-th
 * smallest enclose it with probability P(l <= X < u): exactly for continuous laws, at least that with ties.
 */
import { binomialTails, largestWithBelow, smallestWithFromOn } from "./binomial.js";
import { MISS } from "./confidence.js";

export interface OrderRanks {
  /** Rank of the lower end, from 1. */
  readonly lower: number;
  /** Rank of the upper end, or null where the interval is open upwards. */
  readonly upper: number | null;
  /** The probability that the interval contains the quantile; at least 1 - miss. */
  readonly coverage: number;
}

/**
 * The fewest values that carry an interval for quantile p: the largest of them must pass the quantile with
 * 95 % (Wilks) and so must the smallest on its side. 299 for p99, 59 for p95, 29 for p90, 5 for p50.
 */
export function fewestForQuantile(p: number, miss: number = MISS): number {
  assertInside(p);
  const rarer = Math.max(p, 1 - p);
  return Math.ceil(Math.log(miss) / Math.log(rarer));
}

/**
 * The ranks, or null below `fewestForQuantile(p)`.
 *
 * 1. Where the sample is large enough, 2.5 % at most is missed on each side (the binomial quantiles).
 * 2. Where one side cannot be held to 2.5 % even by the extreme value, that extreme is the end, and the other
 *    side gets what it leaves of the 5 % (p99 from 299 to 367 values).
 * 3. Where nothing is left for the other side (p50 of 5 values), the interval is one-sided: 95 % below, open
 *    above. Never open below: an open end is written null, and null is larger than every number.
 */
export function orderRanks(n: number, p: number, miss: number = MISS): OrderRanks | null {
  if (n < fewestForQuantile(p, miss)) return null;
  let lower = largestWithBelow(miss / 2, n, p);
  let upper = smallestWithFromOn(miss / 2, n, p);
  if (upper > n) {
    upper = n;
    lower = largestWithBelow(miss - atLeast(n, n, p), n, p);
  } else if (lower < 1) {
    lower = 1;
    upper = smallestWithFromOn(miss - below(1, n, p), n, p);
  }
  if (lower < 1 || upper > n) {
    lower = largestWithBelow(miss, n, p);
    return { lower, upper: null, coverage: 1 - below(lower, n, p) };
  }
  return { lower, upper, coverage: 1 - below(lower, n, p) - atLeast(upper, n, p) };
}

/** P(X < k), P(X >= k) */
const below = (k: number, n: number, p: number): number => binomialTails(k - 1, n, p).upTo;
const atLeast = (k: number, n: number, p: number): number => binomialTails(k - 1, n, p).above;

function assertInside(p: number): void {
  if (!(p > 0 && p < 1)) throw new RangeError(`an interval needs a quantile between 0 and 1, not ${p}`);
}
