import { describe, expect, it } from "vitest";
import { signTest } from "../../src/statistics/index.js";

describe("the sign test", () => {
  it.each([
    // 2 (1 + 10) / 2¹⁰, 2 / 2⁵, 2 / 2⁶, and what is as even as can be.
    [1, 9, 22 / 1024],
    [9, 1, 22 / 1024],
    [0, 5, 1 / 16],
    [6, 0, 1 / 32],
    [4, 4, 1],
    [3, 4, 1],
    [0, 0, 1],
  ])("of %i against %i is what counting all outcomes gives", (one, other, p) => {
    expect(signTest(one, other)).toBeCloseTo(p, 12);
  });
});
