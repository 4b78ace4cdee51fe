import { describe, expect, it } from "vitest";
import {
  checkLaw,
  describeLaw,
  distribution,
  draw,
  key,
  type Law,
  mean,
  quantile,
  Streams,
  support,
  variance,
} from "../../src/engine/index.js";
import { LONGEST, type Micros } from "../../src/units/index.js";
import { errorsOff, ksDistance, sampleOf, varianceErrorsOff } from "./evidence.js";

const s = (value: number): Micros => (value * 1_000_000) as Micros;

interface Case {
  readonly law: Law;
  readonly firstDraws: readonly number[];
  /** By textbook formulas, in seconds and seconds squared. */
  readonly mean: number;
  readonly variance: number;
  readonly support: readonly [number, number];
}

const FOREVER = Number.POSITIVE_INFINITY;

const CASES: readonly Case[] = [
  {
    law: { law: "fixed", value: s(1) },
    firstDraws: [1000000, 1000000, 1000000, 1000000, 1000000],
    mean: 1,
    variance: 0,
    support: [1, 1],
  },
  {
    law: { law: "uniform", from: s(1), to: s(4) },
    firstDraws: [2492228, 1801830, 2326621, 1035972, 2590929],
    mean: 2.5,
    variance: 0.75,
    support: [1, 4],
  },
  {
    law: { law: "triangular", low: s(1), mode: s(2), high: s(5) },
    firstDraws: [3287886, 2224741, 3609529, 2355224, 2626075],
    mean: 8 / 3,
    variance: (1 + 4 + 25 - 2 - 5 - 10) / 18,
    support: [1, 5],
  },
  {
    law: { law: "exponential", mean: s(8) },
    firstDraws: [883282, 13735740, 9317429, 11498737, 11321190],
    mean: 8,
    variance: 64,
    support: [0, FOREVER],
  },
  {
    law: { law: "lognormal", median: s(2), sigma: 0.8 },
    firstDraws: [552291, 3990670, 1607301, 1312139, 1906862],
    mean: 2 * Math.exp(0.32),
    variance: 4 * Math.exp(0.64) * (Math.exp(0.64) - 1),
    support: [0, FOREVER],
  },
  {
    law: { law: "weibull", scale: s(3), shape: 2 },
    firstDraws: [2721083, 3435813, 1873239, 1876953, 2830619],
    mean: (3 * Math.sqrt(Math.PI)) / 2,
    variance: 9 * (1 - Math.PI / 4),
    support: [0, FOREVER],
  },
  {
    law: { law: "empirical", values: [s(5), s(1), s(3)] },
    firstDraws: [1000000, 3000000, 3000000, 1000000, 1000000],
    mean: 3,
    variance: 8 / 3,
    support: [1, 5],
  },
];

function draws(law: Law, count: number): number[] {
  const stream = new Streams(1, 0).stream(key("law", law.law));
  return Array.from({ length: count }, () => draw(law, stream.next()));
}

describe.each(CASES)("the $law.law law", (its) => {
  const { law } = its;

  it("gives these first draws, from version to version", () => {
    expect(draws(law, 5)).toEqual(its.firstDraws);
  });

  it("has the mean, the variance and the support of the textbook", () => {
    expect(mean(law) / 1e6 / its.mean).toBeCloseTo(1, 12);
    expect(variance(law) / 1e12).toBeCloseTo(its.variance, 11);
    const { lowest, highest } = support(law);
    expect([lowest / 1e6, highest / 1e6]).toEqual(its.support);
  });

  it("draws whole microseconds with that mean and variance, within 4 standard errors", () => {
    const values = draws(law, 40_000);
    expect(values.every((value) => Number.isSafeInteger(value) && value >= 0)).toBe(true);
    if (law.law === "fixed") return;
    expect(Math.abs(errorsOff(sampleOf(values), mean(law)))).toBeLessThan(4);
    expect(Math.abs(varianceErrorsOff(values, variance(law)))).toBeLessThan(4);
  });

  it("draws what its distribution function says", () => {
    if (law.law === "fixed" || law.law === "empirical") {
      const values = draws(law, 6_000);
      for (const value of new Set(values)) {
        const share = values.filter((other) => other <= value).length / values.length;
        expect(Math.abs(share - distribution(law, value))).toBeLessThan(0.025);
        expect(distribution(law, value - 1)).toBeLessThan(distribution(law, value));
      }
    } else expect(ksDistance(draws(law, 40_000), (x) => distribution(law, x))).toBeLessThan(2.2);
  });

  it("has quantiles that its distribution function leads back from", () => {
    for (let i = 1; i < 200; i += 1) {
      const x = quantile(law, i / 200);
      if (law.law === "fixed" || law.law === "empirical") {
        expect(distribution(law, x)).toBeGreaterThanOrEqual(i / 200);
        expect(distribution(law, x - 1)).toBeLessThanOrEqual(i / 200);
      } else {
        expect(distribution(law, x)).toBeCloseTo(i / 200, 13);
        expect(quantile(law, distribution(law, x)) / x).toBeCloseTo(1, 11);
      }
    }
  });

  it("gives the longer time for the larger uniform, from end to end", () => {
    let before = support(law).lowest;
    for (const u of [2 ** -54, 1e-9, 0.01, 0.3, 0.5, 0.9, 0.999, 1 - 2 ** -53]) {
      const value = draw(law, u);
      expect(value).toBeGreaterThanOrEqual(Math.floor(before));
      before = value;
    }
    expect(before).toBeLessThanOrEqual(support(law).highest);
  });

  it("has probability 0 below its support and 1 above it", () => {
    expect(distribution(law, -1)).toBe(0);
    expect(distribution(law, its.support[0] * 1e6 - 1)).toBe(0);
    expect(distribution(law, 1e15)).toBe(1);
    expect(distribution(law, FOREVER)).toBe(1);
  });
});

describe("a law", () => {
  it("that has shrunk to one value gives it and nothing else", () => {
    const shrunk: Law[] = [
      { law: "uniform", from: s(2), to: s(2) },
      { law: "triangular", low: s(2), mode: s(2), high: s(2) },
      { law: "lognormal", median: s(2), sigma: 0 },
      { law: "empirical", values: [s(2)] },
    ];
    for (const law of shrunk) {
      expect([draw(law, 0.01), draw(law, 0.5), draw(law, 0.99)]).toEqual([s(2), s(2), s(2)]);
      expect([mean(law), variance(law)]).toEqual([s(2), 0]);
      expect([distribution(law, s(2) - 1), distribution(law, s(2))]).toEqual([0, 1]);
      expect(support(law)).toEqual({ lowest: s(2), highest: s(2) });
    }
    const none: Law[] = [
      { law: "exponential", mean: s(0) },
      { law: "weibull", scale: s(0), shape: 0.5 },
      { law: "lognormal", median: s(0), sigma: 1 },
    ];
    for (const law of none) {
      expect([draw(law, 0.01), draw(law, 0.99), mean(law), distribution(law, 0)]).toEqual([0, 0, 0, 1]);
    }
  });

  it("with its mode at an end is a triangle all the same", () => {
    const rising: Law = { law: "triangular", low: s(0), mode: s(1), high: s(1) };
    const falling: Law = { law: "triangular", low: s(0), mode: s(0), high: s(1) };
    expect(draw(rising, 0.25)).toBe(s(0.5));
    expect(draw(falling, 0.75)).toBe(s(0.5));
    expect([distribution(rising, s(0.5)), distribution(falling, s(0.5))]).toEqual([0.25, 0.75]);
  });

  it("rounds to the nearest microsecond", () => {
    const narrow: Law = { law: "uniform", from: 0 as Micros, to: 10 as Micros };
    expect([0.04, 0.06, 0.149, 0.151, 0.96].map((u) => draw(narrow, u))).toEqual([0, 1, 1, 2, 10]);
  });

  it("never gives more than the longest time there is", () => {
    expect(draw({ law: "lognormal", median: LONGEST, sigma: 3 }, 0.9)).toBe(LONGEST);
    expect(draw({ law: "weibull", scale: s(1), shape: 0.01 }, 0.999999)).toBe(LONGEST);
  });

  it("of recorded values keeps them as they were written", () => {
    const values = [s(5), s(1), s(3)];
    draw({ law: "empirical", values }, 0.5);
    expect(values).toEqual([s(5), s(1), s(3)]);
  });

  it.each([0, 1, -0.1, Number.NaN])("refuses to be drawn by %s", (uniform) => {
    const message = `exponential(mean 5) cannot be drawn by ${uniform}: not between 0 and 1`;
    expect(() => draw({ law: "exponential", mean: 5 as Micros }, uniform)).toThrow(new RangeError(message));
  });

  it("refuses a quantile or a distribution at what is no number of theirs", () => {
    const law: Law = { law: "fixed", value: 3 as Micros };
    expect(() => quantile(law, 1.2)).toThrow(new RangeError("fixed(value 3) has no quantile at 1.2"));
    expect(() => distribution(law, Number.NaN)).toThrow("fixed(value 3) has no distribution at NaN");
  });

  it("whose figures are no lengths of time is refused, with the figures", () => {
    const unsound: Law[] = [
      { law: "fixed", value: s(-1) },
      { law: "fixed", value: FOREVER as Micros },
      { law: "uniform", from: s(2), to: s(1) },
      { law: "uniform", from: s(-2), to: s(1) },
      { law: "triangular", low: s(1), mode: s(4), high: s(3) },
      { law: "triangular", low: s(1), mode: s(0), high: s(3) },
      { law: "exponential", mean: Number.NaN as Micros },
      { law: "lognormal", median: s(1), sigma: -0.1 },
      { law: "weibull", scale: s(1), shape: 0 },
      { law: "empirical", values: [] },
      { law: "empirical", values: [s(1), s(-1)] },
    ];
    for (const law of unsound) expect(() => checkLaw(law)).toThrow(RangeError);
    expect(() => checkLaw(unsound[2]!)).toThrow("uniform(from 2000000, to 1000000)");
    for (const { law } of CASES) expect(() => checkLaw(law)).not.toThrow();
    expect(() => draw(unsound[0]!, 0.5)).toThrow("fixed(value -1000000) gave -1000000 at 0.5");
    expect(describeLaw(unsound[10]!)).toBe("empirical(values 2 values)");
  });
});
