/** The binomial law: how many of n independent values do what each does with probability p. */
import { betaTails } from "./beta.js";
import { firstWhere } from "./first-where.js";

export interface BinomialTails {
  /** P(X <= k) */
  readonly upTo: number;
  /** P(X > k) */
  readonly above: number;
}

/** Both tails at k, each with a relative error of about 1e-13. */
export function binomialTails(k: number, n: number, p: number): BinomialTails {
  if (!(Number.isSafeInteger(n) && n >= 0)) throw new RangeError(`not a number of values: ${n}`);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`not a probability: ${p}`);
  if (k < 0) return { upTo: 0, above: 1 };
  if (k >= n) return { upTo: 1, above: 0 };
  // More than k of n are below p exactly when the (k+1)-th smallest of n uniform values is: a beta variable.
  const whole = Math.floor(k);
  const { lower, upper } = betaTails(p, 1 - p, whole + 1, n - whole);
  return { upTo: upper, above: lower };
}

export function binomialCdf(k: number, n: number, p: number): number {
  return binomialTails(k, n, p).upTo;
}

/** The largest k with P(X < k) <= budget: 0 where not even P(X = 0) fits into it. */
export function largestWithBelow(budget: number, n: number, p: number): number {
  return firstWhere(n, (k) => binomialTails(k, n, p).upTo > budget);
}

/** The smallest k with P(X >= k) <= budget: n + 1 where not even P(X = n) fits into it. */
export function smallestWithFromOn(budget: number, n: number, p: number): number {
  return firstWhere(n, (k) => binomialTails(k, n, p).above <= budget) + 1;
}
