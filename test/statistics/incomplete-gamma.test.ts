import { describe, expect, it } from "vitest";
import { gammaTails, poissonTails } from "../../src/statistics/index.js";
import { expectRelative } from "./relative.js";

/** [a, x, lower tail, upper tail], from integrals with 40 digits. */
const TABLE: readonly (readonly [number, number, number, number])[] = [
  [0.5, 0.3, 0.5614219739190002, 0.4385780260809999],
  [1, 2, 0.8646647167633873, 0.1353352832366127],
  [2.5, 0.01, 2.987601531906594e-6, 0.999997012398468],
  [7, 7, 0.5502889441513011, 0.44971105584869886],
  [7, 30, 0.9999998826805799, 1.1731942002346961e-7],
  [100.5, 90, 0.1462387639571579, 0.853761236042842],
  [10_000, 10_300, 0.9985295051036143, 0.0014704948963856813],
  [1_000_000, 997_000, 0.0013381041673135997, 0.9986618958326864],
];

describe("the tails of the gamma law", () => {
  it.each(TABLE)("of shape %d at %d are the tabulated ones", (a, x, lower, upper) => {
    const tails = gammaTails(a, x);
    expectRelative(tails.lower, lower, 1e-12, "lower");
    expectRelative(tails.upper, upper, 1e-12, "upper");
  });

  it("grow with log x as their slope says", () => {
    for (const [a, x] of TABLE) {
      const step = 1e-6;
      const growth = (gammaTails(a, x * (1 + step)).lower - gammaTails(a, x * (1 - step)).lower) / (2 * step);
      expect(Math.abs(growth - gammaTails(a, x).slope)).toBeLessThan(1e-4 * gammaTails(a, x).slope + 1e-9);
    }
  });

  it("begin at 0 and refuse what is no shape and no place", () => {
    expect(gammaTails(3, 0)).toEqual({ lower: 0, upper: 1, slope: 0 });
    expect(() => gammaTails(0, 1)).toThrow(RangeError);
    expect(() => gammaTails(1, -1)).toThrow(RangeError);
  });
});

describe("the tails of a Poisson count", () => {
  it("are the sums of its probabilities", () => {
    for (const mean of [0.1, 3, 17.5]) {
      let term = Math.exp(-mean);
      let upTo = 0;
      for (let k = 0; k < 40; k++) {
        upTo += term;
        term *= mean / (k + 1);
        expectRelative(poissonTails(k, mean).upTo, upTo, 1e-12);
      }
    }
    expect(poissonTails(-1, 3)).toEqual({ upTo: 0, above: 1 });
    expect(poissonTails(2, 0).upTo).toBe(1);
  });
});
