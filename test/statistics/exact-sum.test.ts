import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ExactSum } from "../../src/statistics/index.js";
import { asFraction, expectNearest } from "./exact.js";
import { uniforms } from "./uniforms.js";

const summed = (values: readonly number[]): ExactSum => {
  const sum = new ExactSum();
  for (const value of values) sum.add(value);
  return sum;
};

const number = fc.oneof(
  fc.double({ min: -1e9, max: 1e9, noNaN: true }),
  fc.double({ min: 1e-12, max: 1, noNaN: true }),
  fc.constantFrom(0, 1e16, -1e16, 1, 1e-300, 5e-324),
);

describe("an exact sum of floating-point numbers", () => {
  it("is the nearest number to the sum of the fractions that they are", () => {
    const ordinary = fc.oneof(
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      fc.constantFrom(1e16, -1e16, 0.1),
    );
    fc.assert(
      fc.property(
        fc.array(
          ordinary.filter((x) => x === 0 || Math.abs(x) > 1e-9),
          { maxLength: 30 },
        ),
        (values) => {
          let [numerator, denominator] = [0n, 1n];
          for (const [n, d] of values.map(asFraction)) {
            numerator = numerator * d + n * denominator;
            denominator *= d;
          }
          expectNearest(summed(values).value, numerator, denominator);
        },
      ),
    );
  });

  it("forgets nothing that is small beside something large", () => {
    expect(summed([1e16, 1, -1e16]).value).toBe(1);
    expect(summed([1e200, 1e-200, -1e200]).value).toBe(1e-200);
    expect(summed(Array.from({ length: 10 }, () => 0.1)).value).toBe(1);
    expect(summed([]).value).toBe(0);
  });

  it("is the same for every order, partition and way of sending it", () => {
    fc.assert(
      fc.property(fc.array(number, { maxLength: 40 }), fc.nat(), (values, cut) => {
        const at = cut % (values.length + 1);
        const second = summed(values.slice(at).reverse());
        second.merge(ExactSum.fromRecord(summed(values.slice(0, at)).toRecord()));
        expect(second.toRecord()).toBe(summed(values).toRecord());
        expect(second.value).toBe(summed(values).value);
      }),
    );
  });

  it("of numbers whose plain sum depends on the order does not", () => {
    const draw = uniforms(4);
    const values = Array.from({ length: 2_000 }, () => Math.exp(40 * draw() - 20));
    const plain = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0);
    expect(plain(values)).not.toBe(plain([...values].reverse()));
    expect(summed(values).value).toBe(summed([...values].reverse()).value);
  });

  it("refuses what is not finite", () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) expect(() => summed([bad])).toThrow(RangeError);
  });
});
