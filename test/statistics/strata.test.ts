import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  meanEstimate,
  neymanAllocation,
  stratifiedEstimate,
  Tally,
  weightsOfStrata,
} from "../../src/statistics/index.js";
import { expectRelative } from "./relative.js";

const tallied = (values: readonly (number | null)[]): Tally => {
  const tally = new Tally();
  for (const value of values) tally.add(value);
  return tally;
};

describe("strata put together", () => {
  it("are Σ rate × mean, with Welch's interval", () => {
    const one = tallied([1, 2, 3, 4, 5]);
    const other = tallied([10, 30]);
    const { value, ci95 } = stratifiedEstimate([
      { rate: 2, tally: one },
      { rate: 0.1, tally: other },
    ]);
    expect(value).toBe(8);
    // Variances 4 × 0.5 and 0.01 × 100: 3, with 9 / (4 / 4 + 1 / 1) = 4.5 degrees of freedom; t = 2.6589.
    expectRelative(ci95![1]! - 8, 2.6589123472044034 * Math.sqrt(3), 1e-12);
    expectRelative(8 - ci95![0]!, ci95![1]! - 8, 1e-12);
  });

  it("of one stratum with rate 1 is the plain mean", () => {
    const tally = tallied([3, 1, 4, 1, 5, 9, 2, 6]);
    const { value, ci95 } = stratifiedEstimate([{ rate: 1, tally }]);
    const plain = meanEstimate(tally);
    expect(value).toBe(plain.value);
    expectRelative(ci95![0]!, plain.ci95![0]!, 1e-12);
    expectRelative(ci95![1]!, plain.ci95![1]!, 1e-12);
  });

  it.each([
    [[], null, "no values"],
    [[{ rate: 1, tally: tallied([]) }], null, "a stratum has no values"],
    [[{ rate: 1, tally: tallied([1, null]) }], null, "1 values are null, so there is no mean"],
    [
      [{ rate: 0.5, tally: tallied([4]) }],
      2,
      "a stratum of one value has no spread: an interval needs 2 in each",
    ],
    [[{ rate: 0.5, tally: tallied([0, 0]) }], 0, "all 2 values of 1 strata are 0"],
  ])("have no interval where they cannot", (strata, value, why) => {
    expect(stratifiedEstimate(strata)).toEqual({ value, ci95: null, why });
  });

  it("that never come need no values", () => {
    const strata = [
      { rate: 0, tally: tallied([]) },
      { rate: 1, tally: tallied([1, 3]) },
    ];
    expect(stratifiedEstimate(strata).value).toBe(2);
  });
});

describe("the weights of strata", () => {
  it("are worth as many replications as there are where all weigh the same", () => {
    const { effective, largest } = weightsOfStrata([
      { rate: 3, count: 300 },
      { rate: 1, count: 100 },
    ]);
    expectRelative(effective, 400, 1e-12);
    expectRelative(largest, 1 / 400, 1e-12);
  });

  it("are worth little more than those of the one that weighs most", () => {
    const { effective, largest } = weightsOfStrata([
      { rate: 1, count: 10 },
      { rate: 0.001, count: 10_000 },
    ]);
    expect(effective).toBeGreaterThan(10);
    expect(effective).toBeLessThan(10.1);
    expectRelative(largest, 0.1 / 1.001, 1e-12);
    expect(() => weightsOfStrata([])).toThrow(RangeError);
  });
});

describe("the allocation to strata", () => {
  const stratum = fc.record({
    rate: fc.double({ min: 0, max: 100, noNaN: true }),
    deviation: fc.double({ min: 0, max: 1e6, noNaN: true }),
  });

  it("gives each its share by rate × deviation", () => {
    const strata = [
      { rate: 1, deviation: 30 },
      { rate: 10, deviation: 1 },
      { rate: 2, deviation: 30 },
    ];
    expect(neymanAllocation(1_000, strata, 10)).toEqual([300, 100, 600]);
    expect(neymanAllocation(1_000, strata, 200)).toEqual([267, 200, 533]);
    expect(neymanAllocation(7, strata, 0)).toEqual([2, 1, 4]);
  });

  it("is equal where nothing is known to differ", () => {
    expect(
      neymanAllocation(
        10,
        [
          { rate: 1, deviation: 0 },
          { rate: 5, deviation: 0 },
        ],
        2,
      ),
    ).toEqual([5, 5]);
  });

  it("spends all replications, and gives none less than the least", () => {
    fc.assert(
      fc.property(
        fc.array(stratum, { minLength: 1, maxLength: 8 }),
        fc.nat({ max: 50 }),
        fc.nat({ max: 5_000 }),
        (strata, atLeast, more) => {
          const total = strata.length * atLeast + more;
          const counts = neymanAllocation(total, strata, atLeast);
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(total);
          for (const count of counts) {
            expect(Number.isInteger(count)).toBe(true);
            expect(count).toBeGreaterThanOrEqual(atLeast);
          }
        },
      ),
    );
  });

  it("makes the variance smaller than any shift of replications between two strata would", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            rate: fc.double({ min: 0.1, max: 10, noNaN: true }),
            deviation: fc.double({ min: 1, max: 100, noNaN: true }),
          }),
          { minLength: 2, maxLength: 5 },
        ),
        (strata) => {
          const counts = neymanAllocation(100_000, strata, 5);
          const variance = (of: readonly number[]): number =>
            strata.reduce((sum, { rate, deviation }, k) => sum + (rate * deviation) ** 2 / of[k]!, 0);
          const least = variance(counts);
          for (let from = 0; from < counts.length; from++) {
            for (let to = 0; to < counts.length; to++) {
              const moved = counts
                .with(from, counts[from]! - 20)
                .with(to, counts.with(from, counts[from]! - 20)[to]! + 20);
              if (moved.some((count) => count < 5)) continue;
              expect(variance(moved)).toBeGreaterThanOrEqual(least * (1 - 1e-6));
            }
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it("refuses fewer replications than the least for each", () => {
    expect(() =>
      neymanAllocation(
        9,
        [
          { rate: 1, deviation: 1 },
          { rate: 1, deviation: 1 },
        ],
        5,
      ),
    ).toThrow("9 replications do not give each of 2 strata at least 5");
  });
});
