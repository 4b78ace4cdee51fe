/** Counts that follow the Poisson law, exactly. It must never know where its uniforms come from. */
import { logPoisson } from "./saddle-point.js";
import type { Uniforms } from "./uniforms.js";

/** Beyond this mean a count might not be a safe integer. */
const LARGEST_MEAN = 1e15;
/** Below it counting up from zero is quick; from it on the rejection's constants hold. */
const REJECTION_FROM = 10;
/** What is left of the tail here lies far below the last bit of any uniform. */
const NOTHING = 1e-20;

/** The inverse of the distribution function, by adding up. */
function invert(mean: number, uniform: number): number {
  let probability = Math.exp(-mean);
  let left = uniform - probability;
  let k = 0;
  while (left > 0 && (k < mean || probability > NOTHING)) {
    k += 1;
    probability *= mean / k;
    left -= probability;
  }
  return k;
}

/** Hörmann's PTRS (1993): a table mountain under which all but a seventh of the tries land at once. */
function reject(mean: number, uniforms: Uniforms): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const logInverseAlpha = Math.log(1.1239 + 1.1328 / (b - 3.4));
  const surely = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = uniforms.next() - 0.5;
    const v = uniforms.next();
    const toEdge = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / toEdge + b) * u + mean + 0.43);
    if (toEdge >= 0.07 && v <= surely) return k;
    if (k < 0 || (toEdge < 0.013 && v > toEdge)) continue;
    const height = Math.log(v) + logInverseAlpha - Math.log(a / (toEdge * toEdge) + b);
    if (height <= logPoisson(k, mean)) return k;
  }
}

/**
 * A count with the given mean. `uniforms` gives successive numbers of (0, 1) that belong to this draw alone:
 * one is taken below a mean of 10 (and the count then grows with it), two for each try from there on, some
 * 2.3 on average; none at mean 0. Exact for means up to 1e15, as far as 53 bits go.
 * Refuses (RangeError) a mean that is negative, larger or no number. Cost: O(1), below 0.3 µs.
 */
export function poisson(mean: number, uniforms: Uniforms): number {
  if (!(mean >= 0 && mean <= LARGEST_MEAN)) {
    throw new RangeError(`Poisson mean ${mean} is not from 0 to ${LARGEST_MEAN}`);
  }
  if (mean === 0) return 0;
  return mean < REJECTION_FROM ? invert(mean, uniforms.next()) : reject(mean, uniforms);
}
