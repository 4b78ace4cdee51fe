import { describe, expect, it } from "vitest";
import { gamma, stirlingError } from "../../src/engine/gamma.js";
import { normalDistribution, normalQuantile } from "../../src/engine/index.js";

const relativeError = (value: number, truth: number): number => Math.abs(value / truth - 1);

/** To 17 digits, from arithmetic with 30. */
const QUANTILES: readonly (readonly [p: number, z: number])[] = [
  [1e-300, -37.0470962993612],
  [1e-100, -21.273453560965326],
  [1e-10, -6.361340902404057],
  [1e-3, -3.0902323061678136],
  [0.025, -1.9599639845400543],
  [0.075, -1.439531470938456],
  [0.1, -1.2815515655446004],
  [0.4, -0.2533471031357997],
];
const PROBABILITIES: readonly (readonly [x: number, p: number])[] = [
  [-37, 5.725571222524577e-300],
  [-20, 2.7536241186062337e-89],
  [-10, 7.619853024160525e-24],
  [-5, 2.866515718791939e-7],
  [-2.5, 0.006209665325776135],
  [-1.6, 0.05479929169955798],
  [-1, 0.15865525393145705],
  [-0.1, 0.460172162722971],
  [0.5, 0.6914624612740131],
  [1.7, 0.955434537241457],
  [3, 0.9986501019683699],
  [6, 0.9999999990134123],
];

describe("the normal law", () => {
  it.each(QUANTILES)("has its quantile at %s right to a few units of the last digit", (p, z) => {
    expect(relativeError(normalQuantile(p), z)).toBeLessThan(1e-15);
    if (p > 1e-10) expect(Math.abs(normalQuantile(1 - p) + z)).toBeLessThan(1e-12);
  });

  it.each(PROBABILITIES)("has its distribution function at %s right to 1e-14", (x, p) => {
    expect(relativeError(normalDistribution(x), p)).toBeLessThan(1e-14);
  });

  it("has quantiles that its distribution function leads back from", () => {
    for (let i = 1; i < 2000; i += 1) {
      const p = i / 2000;
      expect(relativeError(normalDistribution(normalQuantile(p)), p)).toBeLessThan(5e-15);
    }
  });

  it("has quantiles and probabilities that grow, over the seams of their formulas too", () => {
    const quantiles = Array.from({ length: 40_000 }, (_, i) => normalQuantile((i + 0.5) / 40_000));
    expect(quantiles.findIndex((z, i) => i > 0 && z <= quantiles[i - 1]!)).toBe(-1);
    const probabilities = Array.from({ length: 13 * 1024 }, (_, i) => normalDistribution(i / 1024 - 8));
    expect(probabilities.findIndex((p, i) => i > 0 && p <= probabilities[i - 1]!)).toBe(-1);
  });

  it("has its ends at infinity", () => {
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([
      Number.NEGATIVE_INFINITY,
      0,
      Number.POSITIVE_INFINITY,
    ]);
    expect([
      normalDistribution(Number.NEGATIVE_INFINITY),
      normalDistribution(Number.POSITIVE_INFINITY),
    ]).toEqual([0, 1]);
  });

  it("refuses what is no probability", () => {
    expect(() => normalQuantile(1.5)).toThrow(new RangeError("probability 1.5 is not from 0 to 1"));
    expect(() => normalQuantile(Number.NaN)).toThrow(RangeError);
    expect(() => normalDistribution(Number.NaN)).toThrow(RangeError);
  });
});

describe("the gamma function", () => {
  it.each([
    [0.05, 19.470085311255513],
    [0.5, 1.772453850905516],
    [1, 1],
    [1.5, 0.886226925452758],
    [2, 1],
    [5, 24],
    [16.5, 5189998453040.125],
    [21, 2432902008176640000],
  ])("at %s is right to 1e-13", (x, value) => {
    expect(relativeError(gamma(x), value)).toBeLessThan(1e-13);
  });

  it("refuses what is not above 0", () => {
    expect(() => gamma(0)).toThrow(new RangeError("gamma(0): the argument is not above 0"));
  });

  it("and the factorials meet in what Stirling's formula lacks, over the seam between table and series", () => {
    let logFactorial = 0;
    for (let n = 1; n < 60; n += 1) {
      logFactorial += Math.log(n);
      const stirling = (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI);
      expect(Math.abs(logFactorial - stirling - stirlingError(n))).toBeLessThan(
        1e-13 * Math.max(1, logFactorial),
      );
    }
    expect(stirlingError(16) / stirlingError(15)).toBeCloseTo(15 / 16, 4);
  });
});
