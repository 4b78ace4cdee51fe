/** Counting how many of a thousand intervals contain the truth, and judging the count. */
import { expect } from "vitest";
import { binomialTails, type Interval } from "../../src/statistics/index.js";
import { uniforms } from "./uniforms.js";

export const INTERVALS = 1_000;
/** Whole numbers so fine that rounding to them does not show. */
export const FINE = 1e6;

/** Of so many intervals, each from its own draws, how many contain the truth; a null end is above all numbers. */
export function covered(
  seed: number,
  make: (draw: () => number) => Interval | null,
  truth: number,
  intervals = INTERVALS,
): number {
  const draw = uniforms(seed);
  let count = 0;
  for (let i = 0; i < intervals; i++) {
    const made = make(draw);
    if (made !== null && isWithin(made, truth)) count++;
  }
  return count;
}

export const isWithin = ([low, high]: Interval, truth: number): boolean =>
  (low ?? Number.POSITIVE_INFINITY) <= truth && truth <= (high ?? Number.POSITIVE_INFINITY);

/** Neither this many or fewer nor this many or more is rarer than 0.05 %. */
export function expectPlausible(count: number, coverage: number): void {
  expect(binomialTails(count, INTERVALS, coverage).upTo, `${count} of ${INTERVALS}`).toBeGreaterThan(0.0005);
  expect(binomialTails(count - 1, INTERVALS, coverage).above, `${count} of ${INTERVALS}`).toBeGreaterThan(
    0.0005,
  );
}

/** For what promises at least so much: this many or fewer is not rarer than 0.05 %. */
export function expectAtLeast(count: number, coverage: number): void {
  expect(binomialTails(count, INTERVALS, coverage).upTo, `${count} of ${INTERVALS}`).toBeGreaterThan(0.0005);
}

export const exponential = (draw: () => number): number => -Math.log(draw());
/** Box and Muller's, which takes two uniforms and little time. */
export const normal = (draw: () => number): number =>
  Math.sqrt(-2 * Math.log(draw())) * Math.cos(2 * Math.PI * draw());

/** By the uniform's place among the sums of Poisson's probabilities. */
export function poisson(draw: () => number, mean: number): number {
  const u = draw();
  let k = 0;
  let term = Math.exp(-mean);
  for (let upTo = term; upTo < u && k < 1_000; upTo += term) {
    k++;
    term *= mean / k;
  }
  return k;
}
