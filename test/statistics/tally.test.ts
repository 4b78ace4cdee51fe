import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Tally } from "../../src/statistics/index.js";
import { expectNearest } from "./exact.js";

const tallied = (values: readonly (number | null)[]): Tally => {
  const tally = new Tally();
  for (const value of values) tally.add(value);
  return tally;
};

const LARGEST = Number.MAX_SAFE_INTEGER;
const near = (middle: number, reach: number) => fc.integer({ min: middle - reach, max: middle + reach });
/** Small, ordinary, near 2^52, at the ends, negative; a null now and then. */
const value = fc.oneof(
  fc.integer({ min: 0, max: 5 }),
  fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
  near(4_503_599_627_370_496, 1_000),
  fc.maxSafeInteger(),
  fc.constantFrom(LARGEST, -LARGEST, 0),
);
const values = fc.array(value, { maxLength: 60 });

describe("a tally of whole numbers", () => {
  it("counts, sums and squares exactly", () => {
    const tally = tallied([3, null, 5, -4, null]);
    expect(tally.toRecord()).toEqual({
      count: 3,
      nulls: 2,
      sum: "4",
      squares: "50",
      smallest: -4,
      largest: 5,
    });
    expect(tally.mean).toBe(4 / 3);
    expect(tally.variance).toBe(67 / 3);
    expect(tally.standardError).toBeCloseTo(Math.sqrt(67 / 9), 15);
  });

  it("knows nothing while it is empty, and no variance of one value", () => {
    const tally = new Tally();
    expect([tally.mean, tally.variance, tally.smallest, tally.largest]).toEqual([null, null, null, null]);
    tally.add(null);
    expect([tally.count, tally.nulls, tally.mean]).toEqual([0, 1, null]);
    tally.add(7);
    expect([tally.mean, tally.variance, tally.standardError]).toEqual([7, null, null]);
  });

  it("refuses what is not a whole number", () => {
    for (const bad of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 9_007_199_254_740_992]) {
      expect(() => new Tally().add(bad)).toThrow(RangeError);
    }
  });

  it("agrees with whole-number arithmetic on sum and sum of squares", () => {
    fc.assert(
      fc.property(values, (list) => {
        const tally = tallied(list);
        expect(tally.sum).toBe(list.reduce((sum, x) => sum + BigInt(x), 0n));
        expect(tally.sumOfSquares).toBe(list.reduce((sum, x) => sum + BigInt(x) * BigInt(x), 0n));
      }),
      { numRuns: 500 },
    );
  });

  it("has the mean and the variance of rational arithmetic, rounded once", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 60 }), (list) => {
        const n = BigInt(list.length);
        const sum = list.reduce((total, x) => total + BigInt(x), 0n);
        const spread = list.reduce((total, x) => total + (n * BigInt(x) - sum) * (n * BigInt(x) - sum), 0n);
        const tally = tallied(list);
        expectNearest(tally.mean!, sum, n);
        expectNearest(tally.variance!, spread, n * n * (n - 1n));
      }),
      { numRuns: 500 },
    );
  });

  it("is the same to the last digit, however the values are ordered, parted and merged", () => {
    const parted = fc.array(fc.array(fc.option(value), { maxLength: 20 }), { maxLength: 8 });
    fc.assert(
      fc.property(parted, fc.infiniteStream(fc.nat()), (parts, order) => {
        const shuffled = [...parts]
          .map((part) => ({ part, key: order.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ part }) => tallied([...part].reverse()));
        const merged = new Tally();
        for (const part of shuffled) merged.merge(part);
        expect(merged.toRecord()).toEqual(tallied(parts.flat()).toRecord());
      }),
      { numRuns: 300 },
    );
  });

  it("can be read between additions without a trace", () => {
    const watched = new Tally();
    for (const x of [1, LARGEST, -3]) {
      watched.add(x);
      void watched.mean;
    }
    expect(watched.toRecord()).toEqual(tallied([1, LARGEST, -3]).toRecord());
  });

  it("stays exact over many carries of the largest numbers", () => {
    const tally = new Tally();
    const n = 100_000;
    for (let i = 0; i < n; i++) tally.add(i % 3 === 0 ? -LARGEST : LARGEST);
    expect(tally.sum).toBe(BigInt(LARGEST) * (66_666n - 33_334n));
    expect(tally.sumOfSquares).toBe(BigInt(LARGEST) * BigInt(LARGEST) * BigInt(n));
  });

  it("can be merged with itself", () => {
    const tally = tallied([1, 2, null]);
    tally.merge(tally);
    expect(tally.toRecord()).toEqual(tallied([1, 2, null, 1, 2, null]).toRecord());
  });

  it("survives the way through JSON", () => {
    const tally = tallied([LARGEST, 12, null]);
    const back = Tally.fromRecord(JSON.parse(JSON.stringify(tally.toRecord())));
    back.add(5);
    tally.add(5);
    expect(back.toRecord()).toEqual(tally.toRecord());
    expect(Tally.fromRecord(new Tally().toRecord()).toRecord()).toEqual(new Tally().toRecord());
  });
});
