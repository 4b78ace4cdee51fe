import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LONGEST, modulo } from "../../src/units/index.js";

const HALF = (LONGEST - 1) / 2;

/** In whole numbers of any length. */
function remainder(value: number, period: number): number {
  const rest = BigInt(value) % BigInt(period);
  return Number(rest < 0n ? rest + BigInt(period) : rest);
}

describe("the remainder", () => {
  it("is exact for instants of 285 years and any period, before time 0 too", () => {
    const period = fc.oneof(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: HALF }));
    fc.assert(
      fc.property(fc.integer({ min: -HALF, max: LONGEST }), period, (value, each) => {
        expect(modulo(value, each)).toBe(remainder(value, each));
      }),
    );
  });

  it("is exact on either side of a multiple", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 4e6 }), (each, times) => {
        const multiple = each * times;
        expect([-1, 0, 1].map((by) => modulo(multiple + by, each))).toEqual([each - 1, 0, 1 % each]);
        expect([-1, 0, 1].map((by) => modulo(by - multiple, each))).toEqual([each - 1, 0, 1 % each]);
      }),
    );
  });

  it("is no negative zero", () => {
    for (const value of [0, -0, -7, 7]) expect(modulo(value, 7)).toBe(0);
  });
});
