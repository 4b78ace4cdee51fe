import { describe, expect, it } from "vitest";
import { NORMAL_95, normalCdf, normalQuantile } from "../../src/statistics/index.js";
import { expectRelative } from "./relative.js";

describe("the normal law", () => {
  // References: 60-digit arithmetic, rounded to 17 digits.
  it.each([
    [-37, 5.725571222524577e-300],
    [-20, 2.7536241186062337e-89],
    [-10, 7.619853024160525e-24],
    [-5, 2.866515718791939e-7],
    [-3, 0.0013498980316300946],
    [-1.96, 0.024997895148220435],
    [-0.25, 0.4012936743170763],
    [1, 0.8413447460685429],
    [1.96, 0.9750021048517795],
    [5, 0.9999997133484281],
  ])("has the probability of a value up to %d", (z, expected) => {
    expectRelative(normalCdf(z), expected, 2e-13);
  });

  it.each([
    [1e-100, -21.273453560965326],
    [1e-20, -9.262340089798407],
    [1e-5, -4.264890793922825],
    [0.025, -1.9599639845400543],
    [0.1, -1.2815515655446004],
    [0.25, -0.6744897501960817],
    [0.4, -0.2533471031357997],
    [0.499999, -2.5066282745665593e-6],
    [0.75, 0.6744897501960817],
    [0.975, 1.9599639845400538],
    [0.99, 2.3263478740408408],
    [0.9999999, 5.199337582290661],
  ])("has its quantile %d", (p, expected) => {
    expectRelative(normalQuantile(p), expected, 1e-14);
  });

  it("has its middle at exactly 0", () => {
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalCdf(0)).toBe(0.5);
  });

  it("is what the constant of all intervals was taken from", () => {
    expectRelative(NORMAL_95, 1.959963984540054, 1e-15);
    expectRelative(normalQuantile(0.975), NORMAL_95, 1e-14);
  });

  it("refuses a quantile of no probability", () => {
    for (const p of [0, 1, -0.5, Number.NaN]) expect(() => normalQuantile(p)).toThrow(RangeError);
  });
});
