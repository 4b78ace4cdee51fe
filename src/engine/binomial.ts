/** Counts that follow the binomial law, exactly. It must never know where its uniforms come from. */
import { logBinomial } from "./saddle-point.js";
import type { Uniforms } from "./uniforms.js";

const LARGEST_COUNT = 1e15;
/** Below so many expected successes counting up from zero is quick; from there on the rejection's constants hold. */
const REJECTION_FROM = 10;
/** What is left of the tail here lies far below the last bit of any uniform. */
const NOTHING = 1e-20;

/** The inverse of the distribution function, by adding up; p at most 1/2. */
function invert(n: number, p: number, uniform: number): number {
  const odds = p / (1 - p);
  let probability = Math.exp(n * Math.log1p(-p));
  let left = uniform - probability;
  let k = 0;
  while (left > 0 && k < n && (k < n * p || probability > NOTHING)) {
    k += 1;
    probability *= ((n - k + 1) / k) * odds;
    left -= probability;
  }
  return k;
}

/** So near to the mode its probability is had sooner factor by factor than from logarithms. */
const NEAR = 40;
/** Wider than the error of any form that the probability is written in below; beyond it all of them agree. */
const CLOSE = 1e-6;

/** Hörmann's BTRS (1993), p at most 1/2. */
function reject(n: number, p: number, uniforms: Uniforms): number {
  const deviation = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const center = n * p + 0.5;
  const surely = 0.92 - 4.2 / b;
  for (;;) {
    const u = uniforms.next() - 0.5;
    const v = uniforms.next();
    const toEdge = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / toEdge + b) * u + center);
    if (toEdge >= 0.07 && v <= surely) return k;
    if (k < 0 || k > n) continue;
    const alpha = (2.83 + 5.1 / b) * deviation;
    if (liesUnder((v * alpha) / (a / (toEdge * toEdge) + b), k, n, p)) return k;
  }
}

/** Whether a height is at most the probability of k, on the scale on which that of the mode is 1. */
function liesUnder(height: number, k: number, n: number, p: number): boolean {
  const mode = Math.floor((n + 1) * p);
  const far = Math.abs(k - mode);
  if (far <= NEAR) {
    const above = k < mode ? height * between(k, mode, n, p) : height / between(mode, k, n, p);
    if (Math.abs(above - 1) > CLOSE) return above < 1;
  }
  const log = Math.log(height);
  // Kachitvichyanukul and Schmeiser (1988): what a normal law's logarithm is off by at most, as far as it holds.
  const variance = n * p * (1 - p);
  if (far <= variance / 2 - 1) {
    const offBy = (far / variance) * (((far / 3 + 0.625) * far + 1 / 6) / variance + 0.5) + CLOSE;
    const above = log + (far * far) / (2 * variance);
    if (Math.abs(above) > offBy) return above < 0;
  }
  return log <= logBinomial(k, n, p) - logBinomial(mode, n, p);
}

/** The probability of `high` over that of `low`: a factor for each step. */
function between(low: number, high: number, n: number, p: number): number {
  const odds = p / (1 - p);
  let ratio = 1;
  for (let k = low + 1; k <= high; k += 1) ratio *= ((n - k + 1) / k) * odds;
  return ratio;
}

/**
 * How many of `n` happen that each happen with probability `p`. `uniforms` gives successive numbers of (0, 1)
 * that belong to this draw alone: none is taken where the answer is certain (n = 0, p = 0, p = 1), one where
 * fewer than 10 successes or failures are expected (and the count then grows with it), two for each try
 * otherwise, some 2.3 on average. Exact up to n = 1e15, as far as 53 bits go.
 * Refuses (RangeError) an n that is not a whole number of 0..1e15 and a p outside [0, 1].
 * Cost: O(1), below 0.4 µs.
 */
export function binomial(n: number, p: number, uniforms: Uniforms): number {
  if (!(Number.isInteger(n) && n >= 0 && n <= LARGEST_COUNT)) {
    throw new RangeError(`binomial n ${n} is not a whole number from 0 to ${LARGEST_COUNT}`);
  }
  if (!(p >= 0 && p <= 1)) throw new RangeError(`binomial p ${p} is not from 0 to 1`);
  if (n === 0 || p === 0) return 0;
  if (p === 1) return n;
  const less = p <= 0.5 ? p : 1 - p;
  if (n * less < REJECTION_FROM) {
    const uniform = uniforms.next();
    return p <= 0.5 ? invert(n, p, uniform) : n - invert(n, less, 1 - uniform);
  }
  const count = reject(n, less, uniforms);
  return p <= 0.5 ? count : n - count;
}
