/** The regularised incomplete gamma function: what the Poisson law and exact intervals for counts rest on. */
import { deviance } from "./beta.js";
import { stirlingError } from "./gamma.js";

export interface GammaTails {
  /** P(a, x): the probability that a Gamma(a) variable of unit scale is at most x. */
  readonly lower: number;
  /** 1 - lower, computed without that subtraction where it is the smaller of the two. */
  readonly upper: number;
  /** x times the density: how fast `lower` grows with log x, which is what inverting it needs. */
  readonly slope: number;
}

/**
 * Both tails of Gamma(a) at x, for a > 0, x >= 0; relative error of each below 1e-12 up to a of a million. Cost: at
 * worst, next to the mean, some sqrt(a) steps.
 */
export function gammaTails(a: number, x: number): GammaTails {
  if (!(a > 0)) throw new RangeError(`the gamma law needs a positive shape, not ${a}`);
  if (!(x >= 0)) throw new RangeError(`the gamma law lives from 0 on, not at ${x}`);
  if (x === 0) return { lower: 0, upper: 1, slope: 0 };
  // Loader's form of x^a e^-x / gamma(a), in which nothing large cancels.
  const slope = Math.sqrt(a * INVERSE_TWO_PI) * Math.exp(-stirlingError(a) - deviance(a, x));
  if (x < a + 1) {
    const lower = Math.min(1, (slope / a) * series(a, x));
    return { lower, upper: 1 - lower, slope };
  }
  const upper = Math.min(1, slope / fraction(a, x));
  return { lower: 1 - upper, upper, slope };
}

const INVERSE_TWO_PI = 0.15915494309189535;

/** 1 + x / (a + 1) + x² / ((a + 1)(a + 2)) + …: all terms positive, so nothing cancels. */
function series(a: number, x: number): number {
  let sum = 1;
  let term = 1;
  for (let above = a + 1; ; above++) {
    term *= x / above;
    const next = sum + term;
    if (next === sum) return sum;
    sum = next;
  }
}

/** Legendre's continued fraction, with upper tail = slope / fraction, from the front by Lentz's method. */
function fraction(a: number, x: number): number {
  let below = x + 1 - a;
  let value = below;
  let c = below;
  let d = 0;
  for (let k = 1; ; k++) {
    const over = k * (a - k);
    below += 2;
    d = 1 / (below + over * d);
    c = below + over / c;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 3e-16) return value;
  }
}
