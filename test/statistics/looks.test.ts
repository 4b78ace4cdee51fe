import { describe, expect, it } from "vitest";
import {
  bareEstimate,
  estimate,
  halfWidth,
  isPrecise,
  MISS,
  missAtLook,
  normalHalf,
  type Precision,
  replicationsAtLook,
  replicationsUntil,
} from "../../src/statistics/index.js";

const FIVE_PERCENT: Precision = { kind: "relative", share: 0.05 };
const within = (width: number): Precision => ({ kind: "absolute", width });

describe("looks", () => {
  it("come after 100 replications and twice as many each time", () => {
    expect([1, 2, 3, 4, 11].map(replicationsAtLook)).toEqual([100, 200, 400, 800, 102_400]);
    expect(() => replicationsAtLook(0)).toThrow(RangeError);
  });

  it("may miss, over all that there could ever be and all measures, 5 % together", () => {
    for (const measures of [1, 3, 12]) {
      let sum = 0;
      for (let look = 1; look <= 46; look++) sum += measures * missAtLook(look, measures);
      // What looks beyond the 46th would add is below MISS × 6 / π² / 46.
      expect(sum).toBeLessThan(MISS);
      expect(sum).toBeGreaterThan(MISS * (1 - 0.61 / 46));
    }
    expect(() => missAtLook(1, 0)).toThrow(RangeError);
  });

  it("grow stricter one by one, and with the number of measures", () => {
    for (let look = 2; look < 20; look++) expect(missAtLook(look, 2)).toBeLessThan(missAtLook(look - 1, 2));
    expect(missAtLook(3, 4)).toBeCloseTo(missAtLook(3, 1) / 4, 15);
    expect(missAtLook(1, 1)).toBeCloseTo(0.05 * (6 / Math.PI ** 2), 15);
  });
});

describe("an estimate is precise", () => {
  it("where the longer side of its interval is within what is allowed", () => {
    const of = estimate(100, [96, 105]);
    expect(halfWidth(of)).toBe(5);
    expect(isPrecise(of, FIVE_PERCENT)).toBe(true);
    expect(isPrecise(of, within(5))).toBe(true);
    expect(isPrecise(of, within(4.9))).toBe(false);
    expect(isPrecise(estimate(99, [95, 104]), FIVE_PERCENT)).toBe(false);
  });

  it("never without an interval, with an open one, or relatively to 0", () => {
    expect(isPrecise(bareEstimate(5, "too few"), within(1e9))).toBe(false);
    expect(isPrecise(estimate(5, [4, null]), within(1e9))).toBe(false);
    expect(isPrecise(estimate(0, [0, 0]), FIVE_PERCENT)).toBe(false);
    expect(isPrecise(estimate(0, [0, 1]), within(1))).toBe(true);
  });
});

describe("the replications still to come", () => {
  it("are those of the first look at which the interval, shrinking with the root, would be narrow enough", () => {
    // Half 10 at 400 (look 3); the level grows stricter: look 5 has 1,600 and about 10 / 2 × z5 / z3.
    const of = estimate(100, [90, 110]);
    const stricter = normalHalf(missAtLook(5, 1)) / normalHalf(missAtLook(3, 1));
    expect(replicationsUntil(of, within(5 * stricter), 3, 1)).toBe(1_600);
    expect(replicationsUntil(of, within(5 * stricter - 0.01), 3, 1)).toBe(3_200);
    expect(replicationsUntil(of, within(10), 3, 1)).toBe(400);
  });

  it("are unknown without an interval and relatively to 0", () => {
    expect(replicationsUntil(bareEstimate(5, "too few"), within(1), 1, 1)).toBe(null);
    expect(replicationsUntil(estimate(0, [0, 1]), FIVE_PERCENT, 1, 1)).toBe(null);
    expect(replicationsUntil(estimate(1, [0, 1e30]), within(1e-9), 1, 1)).toBe(null);
  });
});
