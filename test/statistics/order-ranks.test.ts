import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fewestForQuantile, orderRanks } from "../../src/statistics/index.js";

describe("the ranks that enclose a quantile", () => {
  it.each([
    [1000, 0.95, 936, 964, 0.9580952682226541],
    [1000, 0.99, 983, 997, 0.976094763497977],
    [200, 0.5, 86, 115, 0.9599628083866005],
    [10_000, 0.999, 9983, 9997, 0.9754574618536163],
  ])("of %d values at %d are the golden ones", (n, p, lower, upper, coverage) => {
    const ranks = orderRanks(n, p)!;
    expect([ranks.lower, ranks.upper]).toEqual([lower, upper]);
    expect(ranks.coverage).toBeCloseTo(coverage, 13);
  });

  it.each([
    [0.99, 299],
    [0.95, 59],
    [0.9, 29],
    [0.5, 5],
    [0.999, 2995],
    [0.01, 299],
    [0.05, 59],
  ])("exist for %d from %d values on", (p, fewest) => {
    expect(fewestForQuantile(p)).toBe(fewest);
    expect(orderRanks(fewest - 1, p)).toBe(null);
    expect(orderRanks(fewest, p)).not.toBe(null);
  });

  it("end at the largest value where the sample is barely large enough, and the lower end pays for it", () => {
    for (let n = 299; n < 368; n++) expect(orderRanks(n, 0.99)!.upper).toBe(n);
    expect(orderRanks(299, 0.99)).toMatchObject({ lower: 289, upper: 299 });
    expect(orderRanks(367, 0.99)).toMatchObject({ lower: 359, upper: 367 });
    expect(orderRanks(368, 0.99)).toMatchObject({ lower: 360, upper: 368 });
    expect(orderRanks(300, 0.01)).toMatchObject({ lower: 1, upper: 11 });
  });

  it("are one-sided, open above, for the median of five", () => {
    expect(orderRanks(5, 0.5)).toEqual({ lower: 1, upper: null, coverage: expect.closeTo(0.96875, 14) });
    expect(orderRanks(6, 0.5)).toMatchObject({ lower: 1, upper: 6 });
  });

  it("cover at least 95 %, inside the sample and around the quantile", () => {
    const percent = fc.integer({ min: 1, max: 999 }).map((x) => x / 1000);
    fc.assert(
      fc.property(percent, fc.integer({ min: 1, max: 5_000 }), (p, n) => {
        const ranks = orderRanks(n, p);
        if (ranks === null) {
          expect(n).toBeLessThan(fewestForQuantile(p));
          return;
        }
        const middle = Math.ceil(p * n - 1e-9);
        expect(ranks.coverage).toBeGreaterThanOrEqual(0.95 - 1e-12);
        expect(ranks.lower).toBeGreaterThanOrEqual(1);
        expect(ranks.lower).toBeLessThanOrEqual(middle);
        expect(ranks.upper ?? n).toBeLessThanOrEqual(n);
        expect(ranks.upper ?? n).toBeGreaterThanOrEqual(middle);
      }),
      { numRuns: 500 },
    );
  });

  it("refuses the quantiles 0 and 1", () => {
    for (const p of [0, 1]) expect(() => orderRanks(10, p)).toThrow(RangeError);
  });
});
