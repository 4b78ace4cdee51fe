import { describe, expect, it } from "vitest";
import { erf, erfc } from "../../src/statistics/index.js";
import { expectRelative } from "./relative.js";

describe("the error function", () => {
  // References: 60-digit arithmetic, rounded to 17 digits.
  it.each([
    [1e-8, 1.1283791670955126e-8, 0.9999999887162083],
    [0.1, 0.1124629160182849, 0.887537083981715],
    [0.5, 0.5204998778130465, 0.4795001221869535],
    [1, 0.8427007929497149, 0.15729920705028513],
    [1.5, 0.9661051464753108, 0.033894853524689274],
    [1.99, 0.995111413199617, 0.004888586800383003],
    [2.01, 0.9955248493552482, 0.004475150644751763],
    [3, 0.9999779095030014, 2.209049699858544e-5],
    [4, 0.9999999845827421, 1.541725790028002e-8],
    [6, 1.0, 2.1519736712498913e-17],
    [20, 1, 5.395865611607901e-176],
  ])("and its complement at %d are right to 13 digits", (x, inside, outside) => {
    expectRelative(erf(x), inside, 1e-13);
    expectRelative(erfc(x), outside, 1e-13);
  });

  it("is odd, and the two always add up to 1", () => {
    for (const x of [0, 0.3, 1.7, 2, 2.5, 5]) {
      expect(erf(-x)).toBe(x === 0 ? 0 : -erf(x));
      expect(erf(x) + erfc(x)).toBeCloseTo(1, 15);
      expect(erfc(-x)).toBeCloseTo(2 - erfc(x), 15);
    }
  });
});
