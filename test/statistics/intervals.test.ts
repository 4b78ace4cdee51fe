import { describe, expect, it } from "vitest";
import {
  clopperPearson,
  fewestForQuantile,
  meanEstimate,
  normalHalf,
  orderRanks,
  quantileEstimate,
  Sample,
  shareEstimate,
  Tally,
  upperBoundWhenNoneSeen,
  wilson,
} from "../../src/statistics/index.js";

function tallied(values: readonly (number | null)[]): Tally {
  const tally = new Tally();
  for (const value of values) tally.add(value);
  return tally;
}

function sampled(values: readonly (number | null)[]): Sample {
  const sample = new Sample();
  for (const value of values) sample.add(value);
  return sample;
}

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

describe("the estimate of a mean", () => {
  it("has Student's interval around it", () => {
    // 1 … 5: mean 3, standard error sqrt(2.5 / 5), t(4) = 2.776445105197793.
    const { value, ci95, why } = meanEstimate(tallied(upTo(5)));
    const half = 2.776445105197793 * Math.sqrt(0.5);
    expect([value, why]).toEqual([3, null]);
    expect(ci95![0]).toBeCloseTo(3 - half, 12);
    expect(ci95![1]).toBeCloseTo(3 + half, 12);
  });

  it("is the value alone where there is only one", () => {
    const one = meanEstimate(tallied([7]));
    expect(one).toEqual({ value: 7, ci95: null, why: "one value has no spread: an interval needs 2" });
  });

  it("is nothing where there are no values, or nulls among them", () => {
    expect(meanEstimate(new Tally())).toEqual({ value: null, ci95: null, why: "no values" });
    expect(meanEstimate(tallied([1, null, 3]))).toEqual({
      value: null,
      ci95: null,
      why: "1 of 3 values are null, so there is no mean",
    });
  });

  it("never says 0 ± 0: where nothing was seen it says how rare it must be", () => {
    expect(meanEstimate(tallied(Array(1000).fill(0)))).toEqual({
      value: 0,
      ci95: null,
      why: "all 1000 values are 0: others come in fewer than 0.30 % of cases (95 %)",
    });
  });

  it("has no width where all values are the same and not 0", () => {
    expect(meanEstimate(tallied([4, 4, 4]))).toEqual({ value: 4, ci95: [4, 4], why: null });
  });
});

describe("the estimate of a quantile", () => {
  it("lies between its order statistics", () => {
    const p95 = quantileEstimate(sampled(upTo(1000).reverse()), 0.95);
    expect(p95).toEqual({ value: 950, ci95: [936, 964], why: null });
  });

  it("has no interval below the values that carry one, and says how many do", () => {
    expect(quantileEstimate(sampled(upTo(298)), 0.99)).toEqual({
      value: 296,
      ci95: null,
      why: "an interval for this quantile needs 299 values, not 298",
    });
    expect(quantileEstimate(sampled(upTo(299)), 0.99).ci95).toEqual([289, 299]);
  });

  it("has a null for an end that falls on a null", () => {
    const values = [...upTo(960), ...Array<null>(40).fill(null)];
    expect(quantileEstimate(sampled(values), 0.95)).toEqual({ value: 950, ci95: [936, null], why: null });
    const half = [...upTo(900), ...Array<null>(100).fill(null)];
    expect(quantileEstimate(sampled(half), 0.95)).toEqual({ value: null, ci95: [null, null], why: null });
  });

  it("is open above for the median of five", () => {
    expect(quantileEstimate(sampled(upTo(5)), 0.5)).toEqual({ value: 3, ci95: [1, null], why: null });
  });

  it("is nothing where there are no values", () => {
    expect(quantileEstimate(new Sample(), 0.5)).toEqual({ value: null, ci95: null, why: "no values" });
  });
});

describe("the estimate of a share", () => {
  it("has Wilson's interval", () => {
    const { value, ci95 } = shareEstimate(1, 10);
    expect(value).toBe(0.1);
    expect(ci95![0]).toBeCloseTo(0.01787621309507289, 14);
    expect(ci95![1]).toBeCloseTo(0.4041500267952385, 14);
  });

  it("is nothing of nothing", () => {
    expect(shareEstimate(0, 0)).toEqual({ value: null, ci95: null, why: "no values" });
  });
});

describe("an interval that may miss less often", () => {
  it("of a mean has Student's t for that", () => {
    const { value, ci95 } = meanEstimate(tallied(upTo(5)), 0.01);
    // t(4) at 99.5 %
    expect(ci95![1]! - value!).toBeCloseTo(4.604094871349992 * Math.sqrt(0.5), 12);
  });

  it("of a quantile needs more values, and has ranks further apart", () => {
    expect(fewestForQuantile(0.99, 0.001)).toBe(688);
    expect(quantileEstimate(sampled(upTo(687)), 0.99, 0.001).why).toContain("needs 688 values, not 687");
    const [low, high] = quantileEstimate(sampled(upTo(1_000)), 0.5).ci95!;
    const [lower, higher] = quantileEstimate(sampled(upTo(1_000)), 0.5, 0.001).ci95!;
    expect([low, high]).toEqual([469, 532]);
    expect([lower, higher]).toEqual([448, 553]);
    expect(orderRanks(1_000, 0.5, 0.001)!.coverage).toBeGreaterThanOrEqual(0.999);
  });

  it("of a share has the normal value for that, and of none seen the bound for that", () => {
    const [low, high] = wilson(1, 10, 0.01);
    expect(low).toBeCloseTo(0.011851503411, 11);
    expect(high).toBeCloseTo(0.507231771233, 11);
    expect(upperBoundWhenNoneSeen(100, 0.01)).toBeCloseTo(1 - 0.01 ** 0.01, 14);
    expect(clopperPearson(0, 100, 0.01)[1]).toBeCloseTo(1 - 0.005 ** 0.01, 12);
  });

  it("at 5 % is the usual one, to the last bit", () => {
    expect(normalHalf(0.05)).toBe(1.9599639845400543);
    expect(wilson(7, 90, 0.05)).toEqual(wilson(7, 90));
    expect(orderRanks(700, 0.9, 0.05)).toEqual(orderRanks(700, 0.9));
  });
});
