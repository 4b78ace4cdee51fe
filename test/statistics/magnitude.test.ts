import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Magnitudes } from "../../src/statistics/index.js";

const LARGEST = Number.MAX_SAFE_INTEGER;
const value = fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.maxSafeNat());

describe.each([3, 7])("bins of 2^%d an octave", (bits) => {
  const bins = new Magnitudes(bits);
  const each = 1 << bits;

  it("follow one another without a gap, from 0 to the largest whole number", () => {
    expect(bins.lowest(0)).toBe(0);
    expect(bins.highest(bins.count - 1)).toBe(LARGEST);
    for (let bin = 1; bin < bins.count; bin++) expect(bins.lowest(bin)).toBe(bins.highest(bin - 1) + 1);
  });

  it("hold what lies between their edges, the edges too", () => {
    for (let bin = 0; bin < bins.count; bin++) {
      expect(bins.binOf(bins.lowest(bin))).toBe(bin);
      expect(bins.binOf(bins.highest(bin))).toBe(bin);
    }
    fc.assert(
      fc.property(value, (x) => {
        const bin = bins.binOf(x);
        expect(bins.lowest(bin)).toBeLessThanOrEqual(x);
        expect(bins.highest(bin)).toBeGreaterThanOrEqual(x);
      }),
    );
  });

  it("are as fine as promised: one value each at first, then less than one in 2^bits wide", () => {
    for (let x = 0; x < 2 * each; x++)
      expect([bins.lowest(bins.binOf(x)), bins.highest(bins.binOf(x))]).toEqual([x, x]);
    for (let bin = 2 * each; bin < bins.count; bin++) {
      expect(bins.highest(bin) - bins.lowest(bin)).toBeLessThan(bins.lowest(bin) / each);
    }
  });
});
