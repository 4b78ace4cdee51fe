import { describe, expect, it } from "vitest";
import { normalQuantile, studentCdf, studentQuantile } from "../../src/statistics/index.js";
import { expectRelative } from "./relative.js";

describe("Student's t", () => {
  // References: root of the incomplete beta function in 50-digit arithmetic, rounded to 17 digits.
  it.each([
    [1, 12.706204736174692],
    [2, 4.302652729749462],
    [5, 2.5705818356363146],
    [10, 2.2281388519862744],
    [29, 2.045229642132704],
    [99, 1.9842169515864172],
    [999, 1.9623414611334495],
    [19_999, 1.9600826110898153],
    [1_000_000, 1.9599663568141068],
    [10_000_000, 1.959964221767205],
  ])("with %d degrees of freedom passes its 97.5 % value with 2.5 %", (freedom, expected) => {
    expectRelative(studentQuantile(0.975, freedom), expected, 1e-13);
    expectRelative(studentQuantile(0.025, freedom), -expected, 1e-13);
  });

  it.each([
    [1, 0.6, 0.32491969623290623],
    [1, 0.999999, 318309.88617359026],
    [3, 0.55, 0.13659819935369902],
    [3, 0.9, 1.6377443536962104],
    [29, 0.7, 0.5302143957091607],
    [29, 0.995, 2.7563859036706053],
    [999, 0.9999, 3.7328654996083124],
  ])("with %d degrees of freedom has its quantile %d", (freedom, p, expected) => {
    expectRelative(studentQuantile(p, freedom), expected, 1e-13);
  });

  it.each([
    [1, -1e6, 3.1830988618368455e-7],
    [1, -2, 0.14758361765043326],
    [4, -10, 0.00028100181135799556],
    [7, -0.5, 0.3162035678446421],
    [29, -2, 0.027471818591483593],
    [99, -6, 1.6229580561727695e-8],
    [999, -3, 0.001383388230073897],
    [19_999, -1.96, 0.025004827845844242],
    [4, 0.001, 0.5003749999218751],
    [29, 2.5, 0.9908373278307869],
  ])("with %d degrees of freedom has the probability of a value up to %d", (freedom, t, expected) => {
    expectRelative(studentCdf(t, freedom), expected, 1e-13);
  });

  it("goes back and forth between value and probability", () => {
    for (const freedom of [1, 1.5, 2, 7, 40, 1234, 1e6]) {
      for (const p of [1e-12, 0.001, 0.2, 0.26, 0.4999, 0.6, 0.74, 0.76, 0.99]) {
        expectRelative(studentCdf(studentQuantile(p, freedom), freedom), p, 1e-12, `${freedom}, ${p}`);
      }
    }
  });

  it("is always wider than the normal law, and has its middle at 0", () => {
    for (const freedom of [1, 30, 1e5]) {
      expect(studentQuantile(0.975, freedom)).toBeGreaterThan(normalQuantile(0.975));
      expect(studentQuantile(0.5, freedom)).toBe(0);
    }
  });

  it("reaches its ends at infinity and refuses less than one degree of freedom", () => {
    expect(studentCdf(Number.NEGATIVE_INFINITY, 3)).toBe(0);
    expect(studentCdf(Number.POSITIVE_INFINITY, 3)).toBe(1);
    expect(studentCdf(0, 3)).toBe(0.5);
    expect(() => studentCdf(1, 0)).toThrow(RangeError);
  });
});
