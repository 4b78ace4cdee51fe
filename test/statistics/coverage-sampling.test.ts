/**
 * The promise of 95 %, kept by runs that stop when they are precise enough, by strata, weights and bands; and how far it
 * is kept where no method could promise it: measured and printed, not judged.
 */
import { describe, expect, it } from "vitest";
import {
  type Estimate,
  isPrecise,
  MISS,
  meanEstimate,
  missAtLook,
  momentsOf,
  normalQuantile,
  type Precision,
  replicationsAtLook,
  shareEstimate,
  stratifiedEstimate,
  Tally,
  twoBands,
  WeightedTally,
  weightedMean,
} from "../../src/statistics/index.js";
import {
  covered,
  expectAtLeast,
  expectPlausible,
  exponential,
  FINE,
  INTERVALS,
  isWithin,
  normal,
} from "./covering.js";
import { uniforms } from "./uniforms.js";

const print = (line: string): void => console.info(`coverage: ${line}`);

describe("runs that stop at the first look at which both measures are precise", () => {
  const TEN_PERCENT: Precision = { kind: "relative", share: 0.1 };
  const MEASURES = 2;

  /** A mean and a share; `missAt` says at which level a look is taken. */
  function stopped(
    draw: () => number,
    value: (draw: () => number) => number,
    missAt: (look: number) => number,
    last: number,
  ): { estimates: readonly Estimate[]; n: number } {
    const tally = new Tally();
    let having = 0;
    for (let look = 1; ; look++) {
      const n = replicationsAtLook(look);
      for (let i = tally.count; i < n; i++) {
        tally.add(Math.round(value(draw) * FINE));
        if (draw() < 0.3) having++;
      }
      const estimates = [meanEstimate(tally, missAt(look)), shareEstimate(having, n, missAt(look))];
      if (look === last || estimates.every((one) => isPrecise(one, TEN_PERCENT))) return { estimates, n };
    }
  }

  /** In how many of a thousand runs all intervals contain their truths, and after how many replications on average. */
  function holding(
    seed: number,
    value: (draw: () => number) => number,
    truth: number,
    missAt: (look: number) => number,
    last = 10,
  ): { all: number; n: number } {
    const draw = uniforms(seed);
    let all = 0;
    let n = 0;
    for (let run = 0; run < INTERVALS; run++) {
      const end = stopped(draw, value, missAt, last);
      n += end.n;
      if ([truth * FINE, 0.3].every((exact, i) => isWithin(end.estimates[i]!.ci95!, exact))) all++;
    }
    return { all, n: n / INTERVALS };
  }

  it("contain all truths in at least 95 %, at the level of the look at which they stopped", () => {
    const corrected = (look: number) => missAtLook(look, MEASURES);
    const { all, n } = holding(1, exponential, 1, corrected);
    print(
      `stopped after ${n} replications on average, corrected: ${all} of ${INTERVALS} contain both truths`,
    );
    expectAtLeast(all, 0.95);
  });

  it("are measured without the correction, and with heavy tails", () => {
    const plain = holding(2, exponential, 1, () => MISS);
    print(
      `stopped after ${plain.n}, each interval at 95 %: ${plain.all} of ${INTERVALS} contain both truths`,
    );
    const heavy = (draw: () => number) => Math.exp(2 * normal(draw) - 2);
    const tails = holding(3, heavy, 1, (look) => missAtLook(look, MEASURES), 6);
    print(
      `stopped after ${tails.n}, lognormal with sigma 2, corrected: ${tails.all} of ${INTERVALS} contain both`,
    );
    expect(plain.n).toBeLessThan(tails.n);
  });
});

describe("means of heavy tails", () => {
  it.each([100, 1_000, 3_000])("are measured: lognormal with sigma 2, %d values", (size) => {
    const make = (draw: () => number) => {
      const tally = new Tally();
      for (let i = 0; i < size; i++) tally.add(Math.round(Math.exp(2 * normal(draw) - 2) * FINE));
      return meanEstimate(tally).ci95;
    };
    const count = covered(10 + size, make, FINE);
    print(`lognormal with sigma 2, mean of ${size}: ${count} of ${INTERVALS} contain it`);
    expect(count).toBeLessThanOrEqual(INTERVALS);
  });
});

describe("of a thousand intervals", () => {
  it("950 contain a sum over strata of very different rates", () => {
    const truth = 2 * 1 + 0.1 * 50 + 0.001 * 1_000;
    const make = (draw: () => number) => {
      const strata = [2, 0.1, 0.001].map((rate) => ({ rate, tally: new Tally() }));
      for (let i = 0; i < 200; i++) strata[0]!.tally.add(Math.round(exponential(draw) * FINE));
      for (let i = 0; i < 100; i++) strata[1]!.tally.add(Math.round(100 * draw() * FINE));
      for (let i = 0; i < 400; i++) strata[2]!.tally.add(Math.round((1_000 + 300 * normal(draw)) * FINE));
      return stratifiedEstimate(strata).ci95;
    };
    expectPlausible(covered(20, make, truth * FINE), 0.95);
  });

  it("950 contain a chance of e^-8, sampled where it is common and weighed", () => {
    // Exp(1) passes 8; drawn with mean 8, the likelihood ratio is 8 e^-(7/8) x.
    const make = (draw: () => number) => {
      const tally = new WeightedTally();
      for (let i = 0; i < 600; i++) {
        const x = 8 * exponential(draw);
        tally.add(8 * Math.exp(-0.875 * x), x > 8 ? 1 : 0);
      }
      return weightedMean(tally).ci95;
    };
    expectPlausible(covered(21, make, Math.exp(-8)), 0.95);
  });
});

describe("the two bands", () => {
  /** The draws of the inputs are the middles of 64 equal slices of 10 ± 1, as sweeps deal them; each replication adds chance. */
  const levels = Array.from({ length: 64 }, (_, slice) => 10 + normalQuantile((slice + 0.5) / 64));

  function bandsOf(draw: () => number, chance: number, each: number) {
    const groups = levels.map((level) => {
      const tally = new Tally();
      for (let i = 0; i < each; i++) tally.add(Math.round((level + chance * normal(draw)) * FINE));
      return momentsOf(tally);
    });
    return { bands: twoBands(groups), mean: levels.reduce((sum, level) => sum + level, 0) / 64 };
  }

  it("contain, by chance, the average over their inputs in 950 of 1,000", () => {
    const draw = uniforms(30);
    let count = 0;
    for (let i = 0; i < INTERVALS; i++) {
      const { bands, mean } = bandsOf(draw, 2, 4);
      if (isWithin(bands.chance.ci95!, mean * FINE)) count++;
    }
    expectPlausible(count, 0.95);
  });

  it.each([
    [0.5, 4],
    [2, 16],
  ])(
    "end, by inputs, where 2.5 % and 97.5 % of what they may be lie (chance %d, %d replications each)",
    (chance, each) => {
      const draw = uniforms(31 + each);
      const ends = [0, 0];
      let count = 0;
      for (let i = 0; i < INTERVALS; i++) {
        const { band } = bandsOf(draw, chance, each).bands.inputs;
        band!.forEach((end, side) => {
          ends[side]! += end / FINE / INTERVALS;
        });
        if (isWithin(band!, (10 + normal(draw)) * FINE)) count++;
      }
      print(
        `inputs, chance ${chance}, ${each} each: ${count} of ${INTERVALS} contain whatever else they may be`,
      );
      // Each end moves by some 0.2 from run to run, the mean of a thousand by less than 0.01.
      expect(Math.abs(ends[0]! - (10 - 1.96))).toBeLessThan(0.03);
      expect(Math.abs(ends[1]! - (10 + 1.96))).toBeLessThan(0.03);
    },
  );

  it("are measured where chance hides the inputs: bands are rare then, and safe", () => {
    const draw = uniforms(40);
    let shown = 0;
    let count = 0;
    for (let i = 0; i < INTERVALS; i++) {
      const { band } = bandsOf(draw, 4, 4).bands.inputs;
      const another = (10 + normal(draw)) * FINE;
      if (band === null) continue;
      shown++;
      if (isWithin(band, another)) count++;
    }
    print(
      `chance doing twice as much to a group as the inputs: ${shown} bands, ${count} contain another draw`,
    );
    expect(shown).toBeGreaterThan(0);
  });
});
