import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  BINNED_ERROR,
  Column,
  KEPT_EXACTLY,
  meanEstimate,
  quantileEstimate,
  type Ranked,
  Sample,
  summarise,
} from "../../src/statistics/index.js";
import { uniforms } from "./uniforms.js";

type Value = number | null;

const columnOf = (values: Iterable<Value>): Column => {
  const column = new Column();
  for (const value of values) column.add(value);
  return column;
};

/** What a column is asked for: everything it may know. */
const known = (column: Column) => ({
  record: column.toRecord(),
  n: column.n,
  p50: column.n > 0 && column.quantile(0.5),
});

const sortedOf = (values: readonly Value[]): Value[] =>
  [...values].sort((a, b) => (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY));

const values = fc.array(
  fc.oneof(fc.constantFrom<Value>(null, 0, 1), fc.integer({ min: 0, max: 1_000 }), fc.maxSafeNat()),
  { minLength: 1, maxLength: 80 },
);

/** More than are kept, over ten octaves, zeros and nulls among them. */
const many = (seed: number, count: number): Value[] => {
  const draw = uniforms(seed);
  return Array.from({ length: count }, () => {
    const u = draw();
    if (u < 0.1) return 0;
    return u > 0.99 ? null : Math.round(1e6 * Math.exp(7 * draw()));
  });
};
const MANY = many(1, 90_000);

describe("a column of few values", () => {
  it("has the ranks of the sorted values, nulls last", () => {
    fc.assert(
      fc.property(values, (list) => {
        const column = columnOf(list);
        const sorted = sortedOf(list);
        expect(column.n).toBe(list.length);
        expect(column.isExact).toBe(true);
        sorted.forEach((value, i) => {
          expect(column.ranked(i + 1)).toEqual({ low: value, value, high: value });
        });
      }),
    );
  });

  it("gives the estimates that the kept values give, to the last bit", () => {
    fc.assert(
      fc.property(values, (list) => {
        const column = columnOf(list);
        const sample = new Sample();
        for (const value of list) sample.add(value);
        for (const p of [0.5, 0.9, 0.99]) {
          expect(quantileEstimate(column, p)).toEqual(quantileEstimate(sample, p));
        }
        expect(meanEstimate(column.tally)).toEqual(summarise(list).mean);
      }),
    );
  });

  it("refuses a negative value, a fraction, and a rank that there is not", () => {
    expect(() => new Column().add(-1)).toThrow("from 0 on, not -1");
    expect(() => new Column().add(0.5)).toThrow(RangeError);
    for (const rank of [0, 3, 1.5]) expect(() => columnOf([1, null]).ranked(rank)).toThrow(`rank ${rank}`);
  });

  it("can be asked between additions", () => {
    const column = columnOf([5, 3]);
    expect(column.quantile(1)).toBe(5);
    column.add(4);
    expect([1, 2, 3].map((rank) => column.ranked(rank).value)).toEqual([3, 4, 5]);
  });
});

describe("a column of many values", () => {
  it.each([100, 40_000, 80_000])("knows the same when it takes in records (cut at %s)", (at) => {
    const whole = columnOf(MANY);
    for (const parts of [
      [MANY.slice(0, at), MANY.slice(at)],
      [MANY.slice(at), MANY.slice(0, at)],
    ]) {
      const taken = new Column();
      for (const part of parts) taken.absorb(structuredClone(columnOf(part).toRecord()));
      expect(known(taken)).toEqual(known(whole));
    }
  });

  it("keeps 65,536 above 0 as they are, any number of zeros, and counts from the next one on", () => {
    const column = columnOf(Array.from({ length: KEPT_EXACTLY }, (_, i) => 1_000_000 + i));
    for (let i = 0; i < 100_000; i++) column.add(0);
    expect(column.isExact).toBe(true);
    expect(column.ranked(100_001).value).toBe(1_000_000);
    column.add(999_999);
    expect(column.isExact).toBe(false);
    expect(column.ranked(100_000)).toEqual({ low: 0, value: 0, high: 0 });
    expect(column.n).toBe(KEPT_EXACTLY + 100_001);
  });

  it("gives each rank between edges that hold the true value, and within 0.4 % of it", () => {
    const column = columnOf(MANY);
    const sorted = sortedOf(MANY);
    expect(column.isExact).toBe(false);
    for (let rank = 1; rank <= sorted.length; rank += 97) {
      const truth = sorted[rank - 1]!;
      const { low, value, high }: Ranked = column.ranked(rank);
      if (truth === null || truth === 0) {
        expect([low, value, high]).toEqual([truth, truth, truth]);
        continue;
      }
      expect(low!).toBeLessThanOrEqual(truth);
      expect(high!).toBeGreaterThanOrEqual(truth);
      expect(Math.abs(value! - truth)).toBeLessThan(BINNED_ERROR * truth);
    }
  });

  it("never leaves what was seen: the ends are the smallest and the largest", () => {
    const column = columnOf(Array.from({ length: 70_000 }, () => 1_000_003));
    expect(column.ranked(35_000)).toEqual({ low: 1_000_003, value: 1_000_003, high: 1_000_003 });
  });

  it("still sums exactly", () => {
    const column = columnOf(MANY);
    const numbers = MANY.filter((value) => value !== null);
    expect(column.tally.sum).toBe(numbers.reduce((sum, value) => sum + BigInt(value), 0n));
    expect(column.tally.nulls).toBe(MANY.length - numbers.length);
  });
});

describe("columns of parts", () => {
  const parted = (list: readonly Value[], cuts: readonly number[], backwards: boolean): Column => {
    const edges = [0, ...cuts.map((cut) => cut % (list.length + 1)).sort((a, b) => a - b), list.length];
    const parts = edges.slice(1).map((end, i) => columnOf(list.slice(edges[i]!, end)));
    const whole = new Column();
    // Half of the parts come through a message.
    for (const [i, part] of (backwards ? parts.reverse() : parts).entries()) {
      whole.merge(i % 2 === 0 ? part : Column.fromRecord(structuredClone(part.toRecord())));
    }
    return whole;
  };

  it("merge to the same, whatever the partition, the order and the way", () => {
    fc.assert(
      fc.property(values, fc.array(fc.nat(), { maxLength: 6 }), fc.boolean(), (list, cuts, backwards) => {
        expect(known(parted(list, cuts, backwards))).toEqual(known(columnOf(list)));
      }),
    );
  });

  it("merge to the same over the seam where values become counts: early, late or never in a part", () => {
    const whole = known(columnOf(MANY));
    for (const cuts of [
      [1],
      [45_000],
      [30_000, 60_000],
      [80_000],
      [85_000, 89_990],
      [10_000, 20_000, 50_000, 70_000],
    ]) {
      for (const backwards of [false, true]) expect(known(parted(MANY, cuts, backwards))).toEqual(whole);
    }
  });

  it("leave what they were merged from as it was", () => {
    const [one, other] = [columnOf([1, 2]), columnOf([3, null])];
    const before = known(other);
    one.merge(other);
    one.add(9);
    expect(known(other)).toEqual(before);
  });
});
