/** The standard normal law. */
import { erf, erfc } from "./error-function.js";
import { assertProbability, invert } from "./invert.js";

const ROOT_HALF = Math.SQRT1_2;
const ROOT_TWO_PI = 2.5066282746310007;

/** The probability of a value up to z; relative error below 1e-12 down to 1e-300. */
export function normalCdf(z: number): number {
  return erfc(-z * ROOT_HALF) / 2;
}

export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / ROOT_TWO_PI;
}

/** The value that is not passed with probability p. */
export function normalQuantile(p: number): number {
  assertProbability(p);
  // Each half by symmetry; 1 - p is exact from 1/2 on.
  if (p < 0.5) return -upperQuantile(p);
  return p === 0.5 ? 0 : upperQuantile(1 - p);
}

/** The z > 0 that is passed with probability `tail` < 1/2. Near the middle it is found from what lies within. */
function upperQuantile(tail: number): number {
  if (tail > 0.25) {
    const within = 0.5 - tail;
    return invert(within, within * ROOT_TWO_PI, Number.POSITIVE_INFINITY, (z) => ({
      probability: erf(z * ROOT_HALF) / 2,
      perLog: z * normalDensity(z),
    }));
  }
  return invert(tail, Math.sqrt(-2 * Math.log(tail)), Number.POSITIVE_INFINITY, (z) => ({
    probability: erfc(z * ROOT_HALF) / 2,
    perLog: -z * normalDensity(z),
  }));
}
