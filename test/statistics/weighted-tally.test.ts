import { describe, expect, it } from "vitest";
import {
  meanEstimate,
  RatioTally,
  ratioEstimate,
  Tally,
  WeightedTally,
  weightedMean,
  weightedRatio,
} from "../../src/statistics/index.js";
import { expectRelative } from "./relative.js";
import { uniforms } from "./uniforms.js";

interface Weighted {
  readonly weight: number;
  readonly y: number;
  readonly x: number;
}

const tallied = (all: readonly Weighted[]): WeightedTally => {
  const tally = new WeightedTally();
  for (const { weight, y, x } of all) tally.add(weight, y, x);
  return tally;
};

const sample = (seed: number, count: number, weightOf: (u: number) => number): Weighted[] => {
  const draw = uniforms(seed);
  return Array.from({ length: count }, () => ({
    weight: weightOf(draw()),
    y: Math.round(1_000 * draw()),
    x: 1 + Math.round(3 * draw()),
  }));
};

describe("weighted replications", () => {
  it("of weight 1 give the plain mean and the plain ratio", () => {
    const all = sample(1, 300, () => 1);
    const plain = new Tally();
    const ratio = new RatioTally();
    for (const { x, y } of all) {
      plain.add(y);
      ratio.add(x, y);
    }
    for (const [one, other] of [
      [weightedMean(tallied(all)), meanEstimate(plain)],
      [weightedRatio(tallied(all)), ratioEstimate(ratio)],
    ] as const) {
      expectRelative(one.value!, other.value!, 1e-12);
      expectRelative(one.ci95![0]!, other.ci95![0]!, 1e-12);
      expectRelative(one.ci95![1]!, other.ci95![1]!, 1e-12);
    }
    expect(tallied(all).weights).toEqual({ effective: 300, largest: 1 / 300 });
  });

  it("say how few of them carry the figure", () => {
    const { effective, largest } = tallied([
      { weight: 3, y: 1, x: 1 },
      { weight: 1, y: 1, x: 1 },
      { weight: 0, y: 1, x: 1 },
    ]).weights;
    expectRelative(effective, 16 / 10, 1e-15);
    expect(largest).toBe(0.75);
    expect(() => new WeightedTally().weights).toThrow(RangeError);
  });

  it("are the same for every partition and order, to the last bit", () => {
    const all = sample(2, 500, (u) => Math.exp(12 * u - 6));
    const whole = tallied(all);
    for (const cut of [0, 1, 77, 250, 500]) {
      const second = tallied(all.slice(cut).reverse());
      second.merge(WeightedTally.fromRecord(structuredClone(tallied(all.slice(0, cut)).toRecord())));
      expect(second.toRecord()).toEqual(whole.toRecord());
      expect(weightedMean(second)).toEqual(weightedMean(whole));
      expect(second.weights).toEqual(whole.weights);
    }
  });

  it("carry no interval where few of them do all the work, or none", () => {
    const few = sample(3, 1_000, (u) => (u < 0.004 ? 1_000 : 0.001));
    expect(weightedMean(tallied(few)).ci95).toBe(null);
    expect(weightedRatio(tallied(few)).why).toMatch(/contributions worth 10 equal ones, not \d/);
    const none = Array.from({ length: 5 }, () => ({ weight: 1, y: 0, x: 1 }));
    expect(weightedMean(tallied(none))).toEqual({ value: 0, ci95: null, why: "0 in all 5 replications" });
    expect(weightedMean(new WeightedTally())).toEqual({ value: null, ci95: null, why: "no values" });
    expect(weightedRatio(tallied([{ weight: 1, y: 0, x: 0 }])).why).toBe("none in 1 replications");
  });

  it("have no negative and no infinite weights", () => {
    for (const bad of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => new WeightedTally().add(bad, 1)).toThrow(RangeError);
    }
  });
});
