import { describe, expect, it } from "vitest";
import { logGamma, stirlingError } from "../../src/statistics/index.js";
import { expectRelative } from "./relative.js";

describe("the logarithm of the gamma function", () => {
  // References: 60-digit arithmetic, rounded to 17 digits.
  it.each([
    [1e-10, 23.025850929882736],
    [0.1, 2.252712651734206],
    [0.25, 1.2880225246980774],
    [0.5, 0.5723649429247001],
    [0.9, 0.06637623973474295],
    [0.999, 0.0005780385328913802],
    [1.001, -0.0005763935982833062],
    [1.4, -0.11961291417237128],
    [1.6, -0.11259176569675577],
    [1.999, -0.0004224618006921073],
    [2.001, 0.000423106734800117],
    [2.4, 0.21685932244884157],
    [2.6, 0.35741186354897986],
    [5.5, 3.9578139676187165],
    [9.99, 12.779315214350193],
    [10.01, 12.824350262448247],
    [100, 359.1342053695754],
    [12345.5, 103958.24296512322],
    [1e6, 12815504.569147613],
    [1e15, 33538776394910668],
  ])("at %d is right to 14 digits", (x, expected) => {
    expectRelative(logGamma(x), expected, 1e-14);
  });

  it("is exactly 0 at 1 and at 2", () => {
    expect(logGamma(1)).toBeCloseTo(0, 15);
    expect(logGamma(2)).toBe(0);
  });

  it("grows by log(x) from x to x + 1, across the borders of its ranges", () => {
    for (const x of [0.3, 0.49999, 0.5, 1.49999, 1.5, 2.49999, 2.5, 9.99999, 10]) {
      expect(logGamma(x + 1) - logGamma(x)).toBeCloseTo(Math.log(x), 13);
    }
  });

  it("refuses what is not positive", () => {
    for (const x of [0, -1, Number.NaN]) expect(() => logGamma(x)).toThrow(RangeError);
  });

  it("agrees with Stirling's formula plus its error", () => {
    for (const x of [0.5, 3, 9.5, 20, 1000]) {
      const stirling = (x + 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2;
      expectRelative(stirling + stirlingError(x), logGamma(x + 1), 1e-14);
    }
  });
});
