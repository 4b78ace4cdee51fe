import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantileRank, Sample } from "../../src/statistics/index.js";

const sampled = (values: readonly (number | null)[]): Sample => {
  const sample = new Sample();
  for (const value of values) sample.add(value);
  return sample;
};

describe("the rank of a quantile", () => {
  it.each([
    [0.95, 1000, 950],
    [0.07, 100, 7], // 7.000000000000001 in floating point
    [0.29, 100, 29], // 28.999999999999996
    [0.58, 100, 58], // 57.99999999999999
    [0.55, 100, 55], // 55.00000000000001
    [0.99, 100, 99],
    [0.99, 101, 100],
    [0.5, 1, 1],
    [0.5, 2, 1],
    [0.5, 3, 2],
    [1e-7, 10_000_000, 1],
    [1e-7, 10_000_001, 2],
    [2.5e-7, 10_000_000, 3],
    [1, 17, 17],
    [0.999, 10_000, 9_990],
  ])("%d of %d values is %d", (p, n, rank) => {
    expect(quantileRank(p, n)).toBe(rank);
  });

  it("is exact for every whole per cent and every hundred of values", () => {
    for (let percent = 1; percent <= 100; percent++) {
      for (const hundreds of [1, 3, 10, 77, 90_071_992]) {
        expect(quantileRank(percent / 100, hundreds * 100)).toBe(percent * hundreds);
      }
    }
  });

  it("refuses a quantile of nothing and a probability that is none", () => {
    expect(() => quantileRank(0.5, 0)).toThrow(RangeError);
    expect(() => quantileRank(0, 5)).toThrow(RangeError);
    expect(() => quantileRank(1.01, 5)).toThrow(RangeError);
  });
});

describe("a sample", () => {
  it("answers with the ceil(p n)-th smallest", () => {
    const sample = sampled([5, 1, 4, 2, 3]);
    expect([0.2, 0.21, 0.5, 0.8, 0.81, 1].map((p) => sample.quantile(p))).toEqual([1, 2, 3, 4, 5, 5]);
  });

  it("holds a null for larger than every number", () => {
    const sample = sampled([null, 3, null, 1]);
    expect([0.25, 0.5, 0.51, 1].map((p) => sample.quantile(p))).toEqual([1, 3, null, null]);
    expect([sample.n, sample.nulls]).toEqual([4, 2]);
    expect(sampled([null]).quantile(0.5)).toBe(null);
  });

  it("sorts anew when values come after a question", () => {
    const sample = sampled([5, 3]);
    expect(sample.ranked(1)).toBe(3);
    sample.add(1);
    expect(sample.ranked(1)).toBe(1);
    sample.merge(sampled([0]));
    expect(sample.ranked(1)).toBe(0);
  });

  it("sorts numbers as numbers, and knows one zero only", () => {
    const sample = sampled([10, 9, -1, 0, -0, 100]);
    expect([...sample.sortedNumbers()]).toEqual([-1, 0, 0, 9, 10, 100]);
  });

  it("gives the same answers however the values are ordered, parted and merged", () => {
    const part = fc.array(fc.option(fc.integer({ min: -50, max: 50 })), { maxLength: 150 });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), fc.boolean(), (parts, ask) => {
        const whole = parts.flat();
        const merged = new Sample();
        for (const piece of [...parts].reverse()) {
          const other = sampled([...piece].reverse());
          if (ask && other.n > 0) other.quantile(0.5);
          merged.merge(other);
        }
        const sorted = whole.map((x) => x ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
        expect(merged.n).toBe(whole.length);
        for (let rank = 1; rank <= sorted.length; rank++) {
          const expected = sorted[rank - 1]!;
          expect(merged.ranked(rank)).toBe(expected === Number.POSITIVE_INFINITY ? null : expected);
        }
      }),
    );
  });

  it("can be merged with itself", () => {
    const sample = sampled([2, 1, null]);
    sample.merge(sample);
    expect([1, 2, 3, 4, 5, 6].map((rank) => sample.ranked(rank))).toEqual([1, 1, 2, 2, null, null]);
  });

  it("refuses what is not finite and ranks it does not have", () => {
    expect(() => new Sample().add(Number.NaN)).toThrow(RangeError);
    expect(() => new Sample().add(Number.POSITIVE_INFINITY)).toThrow(RangeError);
    expect(() => sampled([1]).ranked(0)).toThrow(RangeError);
    expect(() => sampled([1]).ranked(2)).toThrow(RangeError);
    expect(() => new Sample().quantile(0.5)).toThrow(RangeError);
  });
});
