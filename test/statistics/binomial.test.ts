import { describe, expect, it } from "vitest";
import {
  binomialCdf,
  binomialTails,
  largestWithBelow,
  smallestWithFromOn,
} from "../../src/statistics/index.js";
import { expectRelative } from "./relative.js";

describe("the binomial law", () => {
  // References: term-by-term sums in 60-digit arithmetic, rounded to 17 digits.
  it.each([
    [0, 10, 0.1, 0.3486784401, 0.6513215599000001],
    [3, 10, 0.5, 0.171875, 0.828125],
    [85, 200, 0.5, 0.02001859580669974, 0.9799814041933003],
    [935, 1000, 0.95, 0.020749899365538935, 0.979250100634461],
    [963, 1000, 0.95, 0.9788451675881931, 0.021154832411806938],
    [9982, 10_000, 0.999, 0.014232956443568432, 0.9857670435564315],
    [9996, 10_000, 0.999, 0.9896904182971846, 0.010309581702815407],
    [298, 299, 0.99, 0.9504637433623376, 0.04953625663766235],
    [499_000, 1_000_000, 0.5, 0.02280414993269104, 0.9771958500673089],
    [50_500, 1_000_000, 0.05, 0.9890910762719394, 0.010908923728060666],
    [100, 1000, 0.5, 6.701717790006296e-162, 1],
  ])("of up to %d among %d at %d has both tails", (k, n, p, upTo, above) => {
    const tails = binomialTails(k, n, p);
    expectRelative(tails.upTo, upTo, 1e-13);
    expectRelative(tails.above, above, 1e-13);
  });

  it("agrees with a sum over all terms for every k of a small n", () => {
    for (const p of [0.01, 0.3, 0.5, 0.77]) {
      const n = 25;
      let term = Math.exp(n * Math.log1p(-p));
      let sum = 0;
      for (let k = 0; k <= n; k++) {
        sum += term;
        expectRelative(binomialCdf(k, n, p), sum, 1e-13, `${k} at ${p}`);
        term *= ((n - k) / (k + 1)) * (p / (1 - p));
      }
    }
  });

  it("has nothing below 0 and everything up to n", () => {
    expect(binomialTails(-1, 5, 0.3)).toEqual({ upTo: 0, above: 1 });
    expect(binomialTails(5, 5, 0.3)).toEqual({ upTo: 1, above: 0 });
    expect(binomialCdf(2, 5, 0)).toBe(1);
    expect(binomialCdf(2, 5, 1)).toBe(0);
  });

  it("finds the ranks that keep each tail within a budget, and no better ones exist", () => {
    for (const n of [5, 60, 299, 5_000]) {
      for (const p of [0.05, 0.5, 0.9, 0.99]) {
        const low = largestWithBelow(0.025, n, p);
        expect(binomialCdf(low - 1, n, p)).toBeLessThanOrEqual(0.025);
        expect(binomialCdf(low, n, p)).toBeGreaterThan(0.025);
        const high = smallestWithFromOn(0.025, n, p);
        expect(binomialTails(high - 1, n, p).above).toBeLessThanOrEqual(0.025);
        if (high > 0) expect(binomialTails(high - 2, n, p).above).toBeGreaterThan(0.025);
      }
    }
  });

  it("refuses counts and probabilities that are none", () => {
    expect(() => binomialCdf(1, 2.5, 0.5)).toThrow(RangeError);
    expect(() => binomialCdf(1, 5, 1.5)).toThrow(RangeError);
  });
});
