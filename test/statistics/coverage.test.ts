/**
 * Intervals are promises: of many, 95 % contain the truth. Each case makes 1,000 samples of a law whose truth is
 * known; the number of intervals that contain it must lie in the central 99.9 % of its binomial law. Seeds are
 * fixed, so a case that holds once always holds.
 */
import { describe, expect, it } from "vitest";
import {
  type Estimate,
  meanEstimate,
  normalQuantile,
  orderRanks,
  quantileEstimate,
  Sample,
  Tally,
} from "../../src/statistics/index.js";
import { expectPlausible, INTERVALS } from "./covering.js";
import { uniforms } from "./uniforms.js";

/** Whole numbers so fine that rounding to them does not show. */
const FINE = 1e9;

type Law = (u: number) => number;
const uniform: Law = (u) => u;
const exponential: Law = (u) => -Math.log(u);
const normal: Law = normalQuantile;

function covered(
  seed: number,
  size: number,
  law: Law,
  truth: number,
  of: (values: number[]) => Estimate,
): number {
  const draw = uniforms(seed);
  let count = 0;
  for (let i = 0; i < INTERVALS; i++) {
    const values = Array.from({ length: size }, () => Math.round(law(draw()) * FINE));
    const [low, high] = of(values).ci95!;
    if (low! <= truth * FINE && truth * FINE <= high!) count++;
  }
  return count;
}

function meanOf(values: readonly number[]): Estimate {
  const tally = new Tally();
  for (const value of values) tally.add(value);
  return meanEstimate(tally);
}

function quantileOf(p: number): (values: readonly number[]) => Estimate {
  return (values) => {
    const sample = new Sample();
    for (const value of values) sample.add(value);
    return quantileEstimate(sample, p);
  };
}

describe("of a thousand intervals for a mean", () => {
  it.each([2, 5, 30])("95 % contain it where the %d values are normal, exactly", (size) => {
    expectPlausible(covered(11 + size, size, normal, 0, meanOf), 0.95);
  });

  it("about 95 % contain it where 60 values are uniform", () => {
    expectPlausible(covered(21, 60, uniform, 0.5, meanOf), 0.95);
  });

  it("somewhat fewer, but over 92 %, contain it where 60 values are exponential", () => {
    const count = covered(31, 60, exponential, 1, meanOf);
    expect(count).toBeGreaterThan(920);
    expect(count).toBeLessThan(970);
  });
});

describe("of a thousand intervals for a quantile, as many contain it as the binomial law says", () => {
  it.each([
    [0.5, 6],
    [0.5, 51],
    [0.95, 59],
    [0.95, 200],
    [0.99, 299],
  ])("quantile %d of %d values, uniform and exponential", (p, size) => {
    const { coverage } = orderRanks(size, p)!;
    expect(coverage).toBeGreaterThanOrEqual(0.95);
    expectPlausible(covered(41 + size, size, uniform, p, quantileOf(p)), coverage);
    expectPlausible(covered(51 + size, size, exponential, -Math.log1p(-p), quantileOf(p)), coverage);
  });
});
