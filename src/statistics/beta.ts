/** The regularised incomplete beta function: what Student's t, the binomial law and exact intervals rest on. */
import { stirlingError } from "./gamma.js";

export interface BetaTails {
  /** I_x(a, b): the probability that a Beta(a, b) variable is at most x. */
  readonly lower: number;
  /** 1 - lower, computed without that subtraction where it is the smaller of the two. */
  readonly upper: number;
  /** x^a y^b / B(a, b): how fast `lower` grows with log(x / y), which is what inverting it needs. */
  readonly slope: number;
}

/**
 * Both tails of Beta(a, b) at x, where y = 1 - x is passed in because the caller often knows it better than a
 * subtraction would. Relative error of each for a, b >= 1/2: 1e-13 up to 1e4, 1e-12 up to 1e6. Cost: at worst,
 * next to the mean, sqrt(max(a, b)) steps.
 */
export function betaTails(x: number, y: number, a: number, b: number): BetaTails {
  if (!(a > 0 && b > 0)) throw new RangeError(`the beta law needs positive parameters, not ${a} and ${b}`);
  if (!(x >= 0 && y >= 0)) throw new RangeError(`the beta law lives between 0 and 1, not at ${x} (1 - ${y})`);
  if (x === 0) return { lower: 0, upper: 1, slope: 0 };
  if (y === 0) return { lower: 1, upper: 0, slope: 0 };
  const slope = power(x, y, a, b);
  // The fraction converges on the near side of the mean; on the far side the mirror image does.
  if (a * y >= b * x) {
    const lower = Math.min(1, slope / fraction(x, y, a, b));
    return { lower, upper: 1 - lower, slope };
  }
  const upper = Math.min(1, slope / fraction(y, x, b, a));
  return { lower: 1 - upper, upper, slope };
}

/** The regularised incomplete beta function I_x(a, b). */
export function incompleteBeta(x: number, a: number, b: number): number {
  return betaTails(x, 1 - x, a, b).lower;
}

/**
 * x^a y^b / B(a, b) in Loader's saddle-point form: every large quantity is written as a deviation from the
 * mean, so that nothing large cancels.
 */
function power(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  const corrections = stirlingError(n) - stirlingError(a) - stirlingError(b);
  const exponent = corrections - deviance(a, n * x) - deviance(b, n * y);
  return Math.sqrt((a / n) * b * INVERSE_TWO_PI) * Math.exp(exponent);
}

const INVERSE_TWO_PI = 0.15915494309189535;

/** a log(a / m) + m - a, which is 0 at a = m and about (a - m)^2 / 2m around it. */
export function deviance(a: number, m: number): number {
  const difference = a - m;
  const v = difference / (a + m);
  if (Math.abs(v) >= 0.1) return a * Math.log(a / m) - difference;
  // log(a / m) = 2 artanh(v): its first term is taken together with -difference, which leaves no cancellation.
  let sum = difference * v;
  let term = 2 * a * v;
  for (let odd = 3; ; odd += 2) {
    term *= v * v;
    const next = sum + term / odd;
    if (next === sum) return sum;
    sum = next;
  }
}

/**
 * DiDonato and Morris's continued fraction, with I_x(a, b) = slope / fraction, for a y >= b x. It is written with
 * both x and y, so that its terms do not cancel where one of them is tiny: Student's t with a million degrees of
 * freedom keeps its digits. Evaluated from the front by Lentz's method.
 */
function fraction(x: number, y: number, a: number, b: number): number {
  const most = 1_000 + 100 * Math.sqrt(Math.max(a, b));
  const ahead = a * y - b * x + 1;
  let value = (a * ahead) / (a + 1);
  let c = value;
  let d = 0;
  for (let m = 1; m <= most; m++) {
    const at = a + 2 * m - 1;
    const numerator = ((m * (a + m - 1)) / at) * ((a + b + m - 1) / at) * (b - m) * x * x;
    const denominator = m + (m * (b - m) * x) / at + ((a + m) * (ahead + m * (2 - x))) / (at + 2);
    d = 1 / (denominator + numerator * d);
    c = denominator + numerator / c;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 3e-16) return value;
  }
  throw new RangeError(`the incomplete beta function did not converge at ${x} for ${a} and ${b}`);
}
