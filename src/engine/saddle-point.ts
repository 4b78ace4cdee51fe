/**
 * The logarithms of the Poisson and binomial probabilities in Loader's saddle-point form (2000), which keeps
 * its digits where the textbook form subtracts numbers of 10^11 from each other. It must never draw.
 */
import { stirlingError } from "./gamma.js";

const LOG_2_PI = 1.8378770664093453;

/** x log(x/m) + m - x for x, m > 0: what a count of x costs where m was expected. A series where x is near m. */
function deviance(x: number, m: number): number {
  const difference = x - m;
  if (Math.abs(difference) >= 0.1 * (x + m)) return x * Math.log(x / m) - difference;
  const v = difference / (x + m);
  let sum = difference * v;
  let term = 2 * x * v;
  for (let odd = 3; ; odd += 2) {
    term *= v * v;
    const next = sum + term / odd;
    if (next === sum) return sum;
    sum = next;
  }
}

/** The logarithm of the probability of `k` where `mean` > 0 is expected. Relative error of the probability 1e-13. */
export function logPoisson(k: number, mean: number): number {
  if (k === 0) return -mean;
  return -stirlingError(k) - deviance(k, mean) - 0.5 * (LOG_2_PI + Math.log(k));
}

/** The logarithm of the probability of `k` successes in `n` trials, 0 < p < 1. */
export function logBinomial(k: number, n: number, p: number): number {
  if (k === 0) return n * Math.log1p(-p);
  if (k === n) return n * Math.log(p);
  const rest = n - k;
  const shape = stirlingError(n) - stirlingError(k) - stirlingError(rest);
  const cost = deviance(k, n * p) + deviance(rest, n * (1 - p));
  return shape - cost - 0.5 * (LOG_2_PI + Math.log(k * (rest / n)));
}
