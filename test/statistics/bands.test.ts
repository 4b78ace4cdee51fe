import { describe, expect, it } from "vitest";
import {
  type Moments,
  momentsOf,
  RatioTally,
  satterthwaite,
  Tally,
  twoBands,
} from "../../src/statistics/index.js";
import { expectRelative } from "./relative.js";

const groupOf = (values: readonly number[]): Moments => {
  const tally = new Tally();
  for (const value of values) tally.add(value);
  return momentsOf(tally);
};

/** 64 draws of the inputs, each with its level and the same spread around it. */
const groups = (level: (group: number) => number, spread: readonly number[]): Moments[] =>
  Array.from({ length: 64 }, (_, group) => groupOf(spread.map((offset) => level(group) + offset)));

describe("the band of the inputs", () => {
  it("reaches from 2.5 % to 97.5 % of the groups' figures where chance plays no part", () => {
    const { chance, inputs } = twoBands(groups((group) => 1_000 + 10 * group, [0, 0]));
    expect(chance).toEqual({ value: 1_315, ci95: [1_315, 1_315], why: null });
    // Ranks 0.025 × 64 + 1/2 and 0.975 × 64 + 1/2, counted from 1.
    expectRelative(inputs.band![0], 1_000 + 10 * 1.1, 1e-12);
    expectRelative(inputs.band![1], 1_000 + 10 * 61.9, 1e-12);
  });

  it("reaches from 2.5 % to 97.5 % of the law whose equal slices the draws stand for", () => {
    // An exponential law: its quantile at p is -log(1 - p). Its upper end is the hard one: the last slice is the longest.
    const quantile = (p: number) => -Math.log1p(-p);
    const { inputs } = twoBands(groups((group) => Math.round(1e9 * quantile((group + 0.5) / 64)), [0, 0]));
    expectRelative(inputs.band![0] / 1e9, quantile(0.025), 0.02);
    expectRelative(inputs.band![1] / 1e9, quantile(0.975), 0.02);
  });

  it("is narrower than the groups' own figures by what chance adds to these, and missing where chance may be all", () => {
    // Chance gives the mean of two values ± spread a variance of spread².
    const levels = (group: number) => 10_000 + 10 * (group % 2 === 0 ? group : -group);
    const width = ([low, high]: readonly [number, number]): number => high - low;
    const clean = width(twoBands(groups(levels, [0, 0])).inputs.band!);
    const some = width(twoBands(groups(levels, [-100, 100])).inputs.band!);
    const drowned = twoBands(groups(levels, [-3_000, 3_000]));
    expect(some).toBeLessThan(clean);
    expectRelative(some / clean, Math.sqrt(1 - 10_000 / varianceOf(levels)), 1e-9);
    expect(drowned.inputs).toEqual({
      band: null,
      why: "what the inputs do cannot be told from chance yet: more replications can",
    });
  });

  it("stays as wide with more replications, while chance shrinks with the root", () => {
    const levels = (group: number) => 10_000 + 25 * ((group * 37) % 64);
    const spread = [-60, -20, 20, 60];
    const few = twoBands(groups(levels, spread));
    const many = twoBands(groups(levels, Array.from({ length: 100 }, () => spread).flat()));
    const half = ({ chance }: typeof few): number => chance.ci95![1]! - chance.value!;
    expectRelative(half(many) * 10, half(few), 0.15);
    expectRelative(many.inputs.band![0], few.inputs.band![0], 0.01);
    expectRelative(many.inputs.band![1], few.inputs.band![1], 0.01);
  });

  it("keeps its shape where the inputs are skew, and never reaches below 0", () => {
    const { inputs } = twoBands(groups((group) => 1 + Math.round(group ** 4 / 100), [0, 2]));
    expect(inputs.band![0]).toBeGreaterThanOrEqual(0);
    expect(inputs.band![1]).toBeGreaterThan(140_000);
  });
});

function varianceOf(levels: (group: number) => number): number {
  const values = Array.from({ length: 64 }, (_, group) => levels(group));
  const mean = values.reduce((sum, value) => sum + value, 0) / 64;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 63;
}

describe("what chance leaves open", () => {
  it("is Student's interval where there is one draw of the inputs", () => {
    const { chance, inputs } = twoBands([groupOf([1, 2, 3, 4, 5])]);
    // √(2.5 / 5) × 2.7764 for 4 degrees of freedom
    expectRelative(chance.ci95![1]!, 3 + 2.776445105197793 * Math.sqrt(0.5), 1e-12);
    expect(inputs).toEqual({ band: null, why: "a band of the inputs needs 20 draws of them, not 1" });
  });

  it("holds for pooled ratios as for means", () => {
    const ratios = Array.from({ length: 64 }, (_, group) => {
      const tally = new RatioTally();
      for (const x of [1, 2, 4]) tally.add(x, x * (500 + group));
      return tally.moments;
    });
    const { chance, inputs } = twoBands(ratios);
    expectRelative(chance.value!, 531.5, 1e-12);
    expectRelative(inputs.band![0], 501.1, 1e-12);
    expectRelative(inputs.band![1], 561.9, 1e-12);
  });

  it("before each draw has two replications is the interval over all, inputs and all", () => {
    const single = Array.from({ length: 64 }, (_, group) => groupOf(group === 0 ? [0, 0] : [group]));
    const { chance, inputs } = twoBands(single);
    expect(chance.ci95).not.toBe(null);
    expect(inputs).toEqual({ band: null, why: "each of the 64 draws of the inputs needs 2 replications" });
    expect(twoBands([groupOf([7])]).chance).toEqual({
      value: 7,
      ci95: null,
      why: "one replication has no spread: an interval needs 2",
    });
  });

  it("has a reason where nothing was seen", () => {
    expect(twoBands(groups(() => 0, [0, 0])).chance).toEqual({
      value: 0,
      ci95: null,
      why: "0 in all 128 replications, whatever the inputs",
    });
    const without = new RatioTally();
    without.add(0, 0);
    without.add(0, 0);
    const none = twoBands(Array.from({ length: 64 }, () => without.moments));
    expect(none.chance).toEqual({ value: null, ci95: null, why: "nothing seen in any replication" });
    const some = new RatioTally();
    some.add(1, 3);
    some.add(1, 4);
    const mixed = Array.from({ length: 64 }, (_, group) => (group < 60 ? some : without).moments);
    expect(twoBands(mixed).inputs.why).toBe("nothing seen under 4 of 64 draws of the inputs");
  });
});

describe("the degrees of freedom of a sum of variances", () => {
  it("are those of the parts together where these are alike, and those of the one that rules", () => {
    expectRelative(
      satterthwaite([
        [3, 9],
        [3, 9],
        [3, 9],
      ]),
      27,
      1e-12,
    );
    expectRelative(
      satterthwaite([
        [1, 4],
        [1e-9, 1_000],
      ]),
      4,
      1e-6,
    );
    expect(
      satterthwaite([
        [0, 4],
        [2, 7],
      ]),
    ).toBeCloseTo(7, 12);
  });
});
