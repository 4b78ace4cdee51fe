/**
 * The quantile of the gamma law, for rates of which only evidence is known: after n events in a time T the rate is
 * Gamma(1/2 + n) / T (Jeffreys's prior). It must never know what is counted, nor where a uniform comes from.
 */
import { gamma } from "./gamma.js";
import { normalQuantile } from "./normal.js";
import { logPoisson } from "./saddle-point.js";

/** Below this many, the textbook form of the density keeps its digits and Stirling's series does not yet hold. */
const LARGE_SHAPE = 16;
const SMALLEST_SHAPE = 0.5;
/** A part of a tail that no longer changes it. */
const NOTHING = 1e-17;

/**
 * The value that a gamma variable of this shape and unit scale stays below with probability `u`: strictly growing
 * with `u`. Relative error below 1e-12. Divided by a time of observation it is a rate.
 *
 * Newton's method on the logarithms of the smaller tail and of x. The logarithm of a gamma variable has the
 * log-concave density exp(shape y - e^y), so both tails are log-concave in log x too, and Newton closes in from one
 * side, whatever the start. Refuses (RangeError) a shape below 1/2 and a `u` outside (0, 1).
 * Cost: about 5 steps of O(√shape) each, some microseconds.
 */
export function gammaQuantile(shape: number, u: number): number {
  if (!(shape >= SMALLEST_SHAPE && Number.isFinite(shape))) {
    throw new RangeError(`a gamma law of shape ${shape}: the shape is a number from ${SMALLEST_SHAPE} on`);
  }
  if (!(u > 0 && u < 1)) throw new RangeError(`gamma(${shape}) has no quantile at ${u}: not between 0 and 1`);
  const isLower = u < 0.5;
  const target = Math.log(isLower ? u : 1 - u);
  let x = firstGuess(shape, u);
  for (let round = 0; round < 200; round += 1) {
    const density = weight(shape, x);
    const tail = isLower ? lowerTail(shape, x, density) : upperTail(shape, x, density);
    const perLog = isLower ? shape * density : -shape * density;
    const step = ((target - Math.log(tail)) * tail) / perLog;
    x *= Math.exp(step);
    if (Math.abs(step) < 1e-9) return x;
  }
  throw new RangeError(`gamma(${shape}): no value found for the probability ${u}`);
}

/**
 * Wilson and Hilferty's cube (1931), which is right to a few per cent but for small values of small shapes. There
 * the first term of the series takes over: it is never above the quantile.
 */
function firstGuess(shape: number, u: number): number {
  const ninth = 1 / (9 * shape);
  const root = 1 - ninth + normalQuantile(u) * Math.sqrt(ninth);
  const cube = shape * root * root * root;
  if (shape >= LARGE_SHAPE) return cube > 0 ? cube : shape / 8;
  const first = Math.exp(Math.log(u * gamma(shape + 1)) / shape);
  return root > 0.3 ? Math.max(cube, first) : first;
}

/** x^shape e^-x / Γ(shape + 1): x times the density, divided by the shape. */
function weight(shape: number, x: number): number {
  return shape < LARGE_SHAPE
    ? Math.exp(shape * Math.log(x) - x) / gamma(shape + 1)
    : Math.exp(logPoisson(shape, x));
}

/** The probability of a value up to x, given its weight: by the series up to the mean, else what is left. */
function lowerTail(shape: number, x: number, density: number): number {
  return x < shape + 1 ? density * series(shape, x) : 1 - (density * shape) / fraction(shape, x);
}

function upperTail(shape: number, x: number, density: number): number {
  return x < shape + 1 ? 1 - density * series(shape, x) : (density * shape) / fraction(shape, x);
}

/** 1 + x / (shape + 1) + x² / ((shape + 1)(shape + 2)) + …: all terms positive, so nothing cancels. */
function series(shape: number, x: number): number {
  let sum = 1;
  let term = 1;
  for (let above = shape + 1; ; above += 1) {
    term *= x / above;
    sum += term;
    if (term < sum * NOTHING) return sum;
  }
}

/**
 * Legendre's continued fraction x + 1 - shape - 1 (1 - shape) / (x + 3 - shape - 2 (2 - shape) / (x + 5 - shape - …)),
 * with upper tail = x^shape e^-x / Γ(shape) / fraction, from the front by Lentz's method.
 */
function fraction(shape: number, x: number): number {
  let below = x + 1 - shape;
  let value = below;
  let c = below;
  let d = 0;
  for (let k = 1; ; k += 1) {
    const over = k * (shape - k);
    below += 2;
    d = 1 / (below + over * d);
    c = below + over / c;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 3e-16) return value;
  }
}
