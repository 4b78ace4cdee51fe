import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaTails, incompleteBeta } from "../../src/statistics/index.js";
import { expectRelative } from "./relative.js";

describe("the incomplete beta function", () => {
  // References: 50-digit arithmetic, rounded to 17 digits.
  it.each([
    [0.1, 0.5, 0.5, 0.20483276469913347, 0.7951672353008665],
    [0.5, 2, 3, 0.6875, 0.3125],
    [0.9, 10, 2, 0.6973568802000001, 0.3026431197999999],
    [0.01, 0.5, 20, 0.47136993548501555, 0.5286300645149844],
    [0.3, 30, 70, 0.5116251045586091, 0.4883748954413909],
    [0.5, 500, 500, 0.5, 0.5],
    [0.95, 936, 65, 0.979250100634461, 0.020749899365538935],
    [0.2, 1000, 5000, 0.9999999999806012, 1.9398860751787032e-11],
    [0.001, 2, 3000, 0.8011504240078549, 0.19884957599214517],
    [0.0001, 1, 10_000, 0.6321389535670701, 0.3678610464329299],
    [0.999, 5, 0.5, 0.9222819921009667, 0.07771800789903324],
    [0.4, 100, 200, 0.9916844649260861, 0.00831553507391387],
  ])("at %d for %d and %d has both tails", (x, a, b, lower, upper) => {
    const tails = betaTails(x, 1 - x, a, b);
    expectRelative(tails.lower, lower, 1e-13);
    expectRelative(tails.upper, upper, 1e-13);
    expect(incompleteBeta(x, a, b)).toBe(tails.lower);
  });

  it("is its own mirror image, and its tails add up to 1", () => {
    const positive = fc.double({ min: 0.5, max: 5_000, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), positive, positive, (x, a, b) => {
        const tails = betaTails(x, 1 - x, a, b);
        const mirror = betaTails(1 - x, x, b, a);
        expect(tails.lower + tails.upper).toBeCloseTo(1, 14);
        expect(mirror.upper).toBeCloseTo(tails.lower, 13);
        expect(tails.lower).toBeGreaterThanOrEqual(0);
        expect(tails.upper).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("obeys its recurrence: I(a, b) = I(a + 1, b) + x^a y^b / (a B(a, b))", () => {
    const positive = fc.double({ min: 0.5, max: 500, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), positive, positive, (x, a, b) => {
        const here = betaTails(x, 1 - x, a, b);
        expect(betaTails(x, 1 - x, a + 1, b).lower + here.slope / a).toBeCloseTo(here.lower, 12);
      }),
    );
  });

  it("is 0 and 1 at its ends, and refuses to leave them", () => {
    expect(incompleteBeta(0, 2, 3)).toBe(0);
    expect(incompleteBeta(1, 2, 3)).toBe(1);
    expect(() => incompleteBeta(-0.1, 2, 3)).toThrow(RangeError);
    expect(() => incompleteBeta(1.1, 2, 3)).toThrow(RangeError);
    expect(() => incompleteBeta(0.5, 0, 3)).toThrow(RangeError);
  });
});
