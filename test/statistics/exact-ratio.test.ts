import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestRatio } from "../../src/statistics/index.js";
import { expectNearest } from "./exact.js";

describe("the nearest number to a fraction", () => {
  it("is a plain quotient where both fit", () => {
    expect(nearestRatio(1n, 3n)).toBe(1 / 3);
    expect(nearestRatio(-2n, 3n)).toBe(-2 / 3);
    expect(nearestRatio(0n, 7n)).toBe(0);
    expect(nearestRatio(6n, 3n)).toBe(2);
  });

  it("rounds a tie to even and a hair more than a tie up", () => {
    const tie = (1n << 53n) + 1n; // halfway between 2^53 and 2^53 + 2
    expect(nearestRatio(tie, 1n)).toBe(9_007_199_254_740_992);
    expect(nearestRatio((tie << 60n) + 1n, 1n << 60n)).toBe(9_007_199_254_740_994);
    expect(nearestRatio(tie + 2n, 1n)).toBe(9_007_199_254_740_996);
  });

  it("is nearer than both its neighbours, whatever the fraction", () => {
    const whole = fc.bigInt({ min: -(1n << 130n), max: 1n << 130n });
    const positive = fc.bigInt({ min: 1n, max: 1n << 90n });
    fc.assert(
      fc.property(whole, positive, (a, b) => expectNearest(nearestRatio(a, b), a, b)),
      { numRuns: 1_000 },
    );
  });

  it("refuses a denominator that is not positive", () => {
    expect(() => nearestRatio(1n, 0n)).toThrow(RangeError);
  });
});
