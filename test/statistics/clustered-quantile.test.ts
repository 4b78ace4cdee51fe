import { describe, expect, it } from "vitest";
import {
  clusteredQuantile,
  independentWorth,
  orderRanks,
  SectionedColumn,
} from "../../src/statistics/index.js";
import { uniforms } from "./uniforms.js";

/** `each` values in each replication; all of one are `alike`, or not. */
const sampled = (replications: number, each: number, alike: boolean, seed = 5): SectionedColumn => {
  const draw = uniforms(seed);
  const column = new SectionedColumn();
  for (let replication = 0; replication < replications; replication++) {
    const own = Math.round(draw() * 1e9);
    for (let i = 0; i < each; i++) column.add(replication, alike ? own : Math.round(draw() * 1e9));
  }
  return column;
};

const ends = (of: SectionedColumn, p: number): readonly [number, number] => {
  const [low, high] = clusteredQuantile(of, p).ci95!;
  return [low!, high!];
};

describe("values in clusters", () => {
  it("that are all alike within a replication are worth about one each", () => {
    const worth = independentWorth(sampled(4_000, 10, true), 5e8);
    expect(worth).toBeGreaterThan(2_500);
    expect(worth).toBeLessThan(5_500);
  });

  it("that have nothing to do with each other lose little, and are never worth more than they are", () => {
    const worth = independentWorth(sampled(4_000, 10, false), 5e8);
    expect(worth).toBeGreaterThan(20_000);
    expect(worth).toBeLessThanOrEqual(40_000);
  });

  it("that all lie on one side of a level are worth one for each replication", () => {
    const column = new SectionedColumn();
    for (let replication = 0; replication < 70; replication++) {
      for (let i = 0; i < 5; i++) column.add(replication, 1_000);
    }
    expect(independentWorth(column, 1_000)).toBe(70);
  });

  it("of a single section are worth one", () => {
    const column = new SectionedColumn();
    for (let i = 0; i < 500; i++) column.add(0, i * 1_000);
    expect(independentWorth(column, 250_000)).toBe(1);
  });
});

describe("the interval of a quantile of clustered values", () => {
  it("is never inside the plain one for as many independent values", () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      for (const p of [0.5, 0.9, 0.99]) {
        const of = sampled(700, 3, seed % 2 === 0, seed);
        const plain = orderRanks(of.column.n, p)!;
        const [low, high] = ends(of, p);
        expect(low).toBeLessThanOrEqual(of.column.ranked(plain.lower).value!);
        expect(high).toBeGreaterThanOrEqual(of.column.ranked(plain.upper!).value!);
      }
    }
  });

  it("of values ten alike is about as wide as that of a tenth of as many", () => {
    const width = ([low, high]: readonly [number, number]): number => high - low;
    const clustered = width(ends(sampled(2_000, 10, true), 0.9));
    const single = width(ends(sampled(2_000, 1, false), 0.9));
    const independent = width(ends(sampled(2_000, 10, false), 0.9));
    expect(clustered / single).toBeGreaterThan(0.75);
    expect(clustered / single).toBeLessThan(1.6);
    expect(clustered / independent).toBeGreaterThan(2);
  });

  it("has ends that are values of the sample", () => {
    const seen = new Set<number>();
    const draw = uniforms(9);
    const column = new SectionedColumn();
    for (let replication = 0; replication < 1_000; replication++) {
      const value = Math.round(draw() * 1e9);
      seen.add(value);
      column.add(replication, value);
    }
    for (const end of ends(column, 0.95)) expect(seen.has(end)).toBe(true);
  });

  it("is missing below 299 values for p99, and where they are worth fewer", () => {
    const why = "an interval for this quantile needs 299 values, not 298";
    expect(clusteredQuantile(sampled(298, 1, false), 0.99).why).toContain(why);
    const alike = clusteredQuantile(sampled(200, 10, true), 0.99);
    expect(alike.ci95).toBe(null);
    expect(alike.why).toMatch(/needs 299 values, not 2000, worth \d+ independent ones/);
    expect(clusteredQuantile(new SectionedColumn(), 0.5)).toEqual({
      value: null,
      ci95: null,
      why: "no values",
    });
  });

  it("is open above where a null may be the quantile", () => {
    const column = new SectionedColumn();
    for (let replication = 0; replication < 500; replication++) {
      column.add(replication, replication % 20 === 0 ? null : replication);
    }
    const { value, ci95 } = clusteredQuantile(column, 0.94);
    expect(value).not.toBe(null);
    expect(ci95![1]).toBe(null);
  });

  it("is wider where less may be missed", () => {
    const of = sampled(2_000, 2, false);
    const [low, high] = ends(of, 0.9);
    const [lower, higher] = clusteredQuantile(of, 0.9, 0.001).ci95!;
    expect(lower!).toBeLessThan(low);
    expect(higher!).toBeGreaterThan(high);
  });
});
