/**
 * What can be asked of a law of time: a draw, a quantile, its distribution function, mean, variance, support.
 * It must never know whose time it is, nor where a uniform comes from.
 *
 * Every draw is the law's quantile at one uniform, so that two runs that share their uniforms stay in step and
 * a longer law gives the longer time.
 */
import { LONGEST, type Micros } from "../units/index.js";
import { gamma } from "./gamma.js";
import type { Law } from "./law.js";
import { normalDistribution, normalQuantile } from "./normal.js";

/** The law in words, for messages. */
export function describeLaw(law: Law): string {
  const figures = Object.entries(law).filter(([name]) => name !== "law");
  const text = figures.map(([name, value]) =>
    Array.isArray(value) ? `${name} ${value.length} values` : `${name} ${value}`,
  );
  return `${law.law}(${text.join(", ")})`;
}

/** Whether the figures make a law of lengths of time: none negative, in order, sigma and shape in reach. */
function isSound(law: Law): boolean {
  switch (law.law) {
    case "fixed":
      return law.value >= 0;
    case "uniform":
      return law.from >= 0 && law.from <= law.to;
    case "triangular":
      return law.low >= 0 && law.low <= law.mode && law.mode <= law.high;
    case "exponential":
      return law.mean >= 0;
    case "lognormal":
      return law.median >= 0 && law.sigma >= 0;
    case "weibull":
      return law.scale >= 0 && law.shape > 0;
    case "empirical":
      return law.values.length > 0 && law.values.every((value) => value >= 0);
  }
}

/**
 * Refuses (RangeError) a law whose figures make no law of lengths of time. For whoever makes laws: the draws
 * do not look again. Cost: O(1), O(values) for an empirical law.
 */
export function checkLaw(law: Law): void {
  const finite = Object.values(law).every((value) => typeof value !== "number" || Number.isFinite(value));
  if (!finite || !isSound(law)) throw new RangeError(`not a law of lengths of time: ${describeLaw(law)}`);
}

/** An empirical law is data and stays as written; its sorted values are kept here as long as it lives. */
const sortedValues = new WeakMap<readonly number[], readonly number[]>();

function inOrder(values: readonly number[]): readonly number[] {
  let sorted = sortedValues.get(values);
  if (sorted === undefined) {
    sorted = [...values].sort((one, other) => one - other);
    sortedValues.set(values, sorted);
  }
  return sorted;
}

function triangularQuantile(low: number, mode: number, high: number, u: number): number {
  const width = high - low;
  if (width === 0) return low;
  if (u * width <= mode - low) return low + Math.sqrt(u * width * (mode - low));
  return high - Math.sqrt((1 - u) * width * (high - mode));
}

function quantileWithin(law: Law, u: number): number {
  switch (law.law) {
    case "exponential":
      return law.mean === 0 ? 0 : -law.mean * Math.log1p(-u);
    case "lognormal":
      return law.sigma === 0 ? law.median : law.median * Math.exp(law.sigma * normalQuantile(u));
    case "fixed":
      return law.value;
    case "uniform":
      return law.from + (law.to - law.from) * u;
    case "triangular":
      return triangularQuantile(law.low, law.mode, law.high, u);
    case "weibull":
      return law.scale === 0 ? 0 : law.scale * Math.exp(Math.log(-Math.log1p(-u)) / law.shape);
    case "empirical": {
      const sorted = inOrder(law.values);
      return sorted[Math.min(Math.floor(u * sorted.length), sorted.length - 1)]!;
    }
  }
}

/**
 * The time that is not exceeded with probability `u`, in fractions of a microsecond; at 0 and 1 the ends of the
 * support. Grows with `u`. Refuses (RangeError) a `u` outside [0, 1]. Cost: O(1), 10 to 50 ns; an empirical
 * law sorts its values once.
 */
export function quantile(law: Law, u: number): number {
  if (!(u >= 0 && u <= 1)) throw new RangeError(`${describeLaw(law)} has no quantile at ${u}`);
  return quantileWithin(law, u);
}

/**
 * A length of time by one uniform of the open interval (0, 1): the quantile, rounded to the nearest whole
 * microsecond. What would pass 285 years is the longest time there is.
 * Refuses (RangeError) a uniform outside (0, 1) and a law that gives a negative time or none. Cost: `quantile`'s.
 */
export function draw(law: Law, uniform: number): Micros {
  if (!(uniform > 0 && uniform < 1)) {
    throw new RangeError(`${describeLaw(law)} cannot be drawn by ${uniform}: not between 0 and 1`);
  }
  const length = Math.round(quantileWithin(law, uniform));
  if (!(length >= 0)) throw new RangeError(`${describeLaw(law)} gave ${length} at ${uniform}`);
  return (length <= LONGEST ? length : LONGEST) as Micros;
}

function triangularDistribution(low: number, mode: number, high: number, x: number): number {
  if (x < low) return 0;
  if (x >= high) return 1;
  const width = high - low;
  if (x < mode) return ((x - low) * (x - low)) / (width * (mode - low));
  return 1 - ((high - x) * (high - x)) / (width * (high - mode));
}

/** How many of the sorted values are at most `x`. */
function countUpTo(sorted: readonly number[], x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The probability of a time of at most `x` microseconds, before rounding. Refuses (RangeError) NaN.
 * Cost: O(1), below 1 µs; O(log values) for an empirical law.
 */
export function distribution(law: Law, x: number): number {
  if (Number.isNaN(x)) throw new RangeError(`${describeLaw(law)} has no distribution at NaN`);
  switch (law.law) {
    case "fixed":
      return x >= law.value ? 1 : 0;
    case "uniform":
      return x >= law.to ? 1 : x <= law.from ? 0 : (x - law.from) / (law.to - law.from);
    case "triangular":
      return triangularDistribution(law.low, law.mode, law.high, x);
    case "exponential":
      return x < 0 ? 0 : law.mean === 0 ? 1 : -Math.expm1(-x / law.mean);
    case "lognormal":
      if (law.sigma === 0 || law.median === 0) return x >= law.median ? 1 : 0;
      return x <= 0 ? 0 : normalDistribution(Math.log(x / law.median) / law.sigma);
    case "weibull":
      if (law.scale === 0) return x >= 0 ? 1 : 0;
      return x <= 0 ? 0 : -Math.expm1(-Math.exp(Math.log(x / law.scale) * law.shape));
    case "empirical":
      return countUpTo(inOrder(law.values), x) / law.values.length;
  }
}

function average(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** The mean in microseconds. Cost: O(1), O(values) for an empirical law. */
export function mean(law: Law): number {
  switch (law.law) {
    case "fixed":
      return law.value;
    case "uniform":
      return law.from + (law.to - law.from) / 2;
    case "triangular":
      return (law.low + law.mode + law.high) / 3;
    case "exponential":
      return law.mean;
    case "lognormal":
      return law.median * Math.exp((law.sigma * law.sigma) / 2);
    case "weibull":
      return law.scale * gamma(1 + 1 / law.shape);
    case "empirical":
      return average(law.values);
  }
}

/** The variance in microseconds squared, before rounding. Cost: O(1), O(values) for an empirical law. */
export function variance(law: Law): number {
  switch (law.law) {
    case "fixed":
      return 0;
    case "uniform":
      return ((law.to - law.from) * (law.to - law.from)) / 12;
    case "triangular": {
      const rise = law.mode - law.low;
      const fall = law.high - law.mode;
      return (rise * rise + rise * fall + fall * fall) / 18;
    }
    case "exponential":
      return law.mean * law.mean;
    case "lognormal":
      return mean(law) * mean(law) * Math.expm1(law.sigma * law.sigma);
    case "weibull": {
      const first = gamma(1 + 1 / law.shape);
      return law.scale * law.scale * (gamma(1 + 2 / law.shape) - first * first);
    }
    case "empirical": {
      const center = average(law.values);
      return average(law.values.map((value) => (value - center) * (value - center)));
    }
  }
}

export interface Support {
  readonly lowest: number;
  /** Infinity where a law has no longest time. */
  readonly highest: number;
}

/** The shortest and the longest time a law can give, before rounding. Cost: that of `quantile`. */
export function support(law: Law): Support {
  return { lowest: quantileWithin(law, 0), highest: quantileWithin(law, 1) };
}
