/** Student's t law, for any number of degrees of freedom from 1 on. */
import { type BetaTails, betaTails } from "./beta.js";
import { assertProbability, invert } from "./invert.js";
import { normalQuantile } from "./normal.js";

/** The probability of a value up to t with `freedom` degrees of freedom. */
export function studentCdf(t: number, freedom: number): number {
  const { lower, upper } = outsideAndWithin(t, freedom);
  return t < 0 ? lower / 2 : 0.5 + upper / 2;
}

/** The value that is not passed with probability p. */
export function studentQuantile(p: number, freedom: number): number {
  assertProbability(p);
  if (p === 0.5) return 0;
  return p < 0.5 ? -upperQuantile(p, freedom) : upperQuantile(1 - p, freedom);
}

/** The t > 0 that is passed with probability `tail` < 1/2; the normal value, always too small, is the start. */
function upperQuantile(tail: number, freedom: number): number {
  const start = -normalQuantile(tail);
  if (tail > 0.25) {
    return invert(0.5 - tail, start, Number.POSITIVE_INFINITY, (t) => {
      const { upper, slope } = outsideAndWithin(t, freedom);
      return { probability: upper / 2, perLog: slope };
    });
  }
  return invert(tail, start, Number.POSITIVE_INFINITY, (t) => {
    const { lower, slope } = outsideAndWithin(t, freedom);
    return { probability: lower / 2, perLog: -slope };
  });
}

/**
 * freedom / (freedom + t²) follows a Beta(freedom / 2, 1/2): its lower tail is the probability outside ±t, its
 * upper tail the one within, and its slope is t times the density of t.
 */
function outsideAndWithin(t: number, freedom: number): BetaTails {
  if (!(freedom >= 1))
    throw new RangeError(`Student's t needs at least one degree of freedom, not ${freedom}`);
  // Written so that a square of 0 or beyond the number range still gives 0 and 1.
  const ratio = (t * t) / freedom;
  return betaTails(1 / (1 + ratio), 1 / (1 + 1 / ratio), freedom / 2, 0.5);
}
