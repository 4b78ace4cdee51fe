/**
 * The promise of 95 %, kept by differences of what met the same fate: of a thousand intervals per case the number that
 * contain the truth lies in the central 99.9 % of its binomial. Where an interval is safe on purpose, only the lower end
 * is held.
 */
import { describe, expect, it } from "vitest";
import {
  normalQuantile,
  PairedBandTally,
  PairTally,
  pairedBands,
  pairedDifference,
  quantileDifference,
  SectionedColumn,
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
  poisson,
} from "./covering.js";
import { uniforms } from "./uniforms.js";

/** Two values from shared and own chance, as a share of each other. */
type Pairing = (draw: () => number) => readonly [a: number, b: number];

const exponentialPair =
  (shared: number): Pairing =>
  (draw) => {
    const together = exponential(draw);
    const one = () => (draw() < shared ? together : exponential(draw));
    return [one(), one()];
  };

describe("of a thousand intervals for a difference of means", () => {
  it.each([
    ["nothing in common", 0],
    ["half in common", 0.7],
    ["nearly all in common", 0.99],
  ])("950 contain it, of 200 pairs with %s", (_, shared) => {
    const make = (draw: () => number) => {
      const tally = new PairTally();
      for (let i = 0; i < 200; i++) {
        const [a, b] = exponentialPair(shared)(draw);
        tally.add(1, Math.round(a * FINE), 1, Math.round((2 * b + 1) * FINE));
      }
      return pairedDifference(tally).difference.ci95;
    };
    const count = covered(1 + Math.round(100 * shared), make, 2 * FINE);
    // Where one pair in fifty is unlike, skewness costs little: the same band holds.
    expectPlausible(count, 0.95);
  });

  it("950 contain the difference in loss per incident, of replications with none to several", () => {
    const make = (draw: () => number) => {
      const tally = new PairTally();
      for (let replication = 0; replication < 400; replication++) {
        const incidents = poisson(draw, 2);
        const more = poisson(draw, 0.5);
        const shared = draw();
        const lost = (count: number) => {
          let sum = 0;
          for (let i = 0; i < count; i++) sum += Math.round((shared + draw()) * FINE);
          return sum;
        };
        tally.add(incidents, lost(incidents), incidents + more, 3 * lost(incidents + more));
      }
      return pairedDifference(tally).difference.ci95;
    };
    expectPlausible(covered(2, make, 2 * FINE), 0.95);
  });

  it("950 or more contain it where the options differ in about five of five hundred replications", () => {
    const make = (draw: () => number) => {
      const tally = new PairedBandTally(1);
      for (let replication = 0; replication < 500; replication++) {
        const shared = Math.round(draw() * 1e3);
        const differs = draw() < 0.012;
        tally.add(replication, shared, shared + (differs ? 500_000 + Math.round(draw() * 1e6) : 0));
      }
      return pairedBands(tally, 500).chance.ci95;
    };
    expectAtLeast(covered(3, make, 0.012 * 1e6), 0.95);
  });

  it("950 contain, by chance, the difference averaged over their draws of the inputs", () => {
    const draw = uniforms(4);
    let count = 0;
    for (let i = 0; i < INTERVALS; i++) {
      const tally = new PairedBandTally(64);
      const levels = Array.from({ length: 64 }, () => 10 + 3 * draw());
      for (let replication = 0; replication < 256; replication++) {
        const level = levels[replication % 64]!;
        const shared = normal(draw);
        const value = (own: number) => Math.round((20 + level * own + shared + normal(draw)) * FINE);
        tally.add(replication, value(1), value(0.5));
      }
      const truth = levels.reduce((sum, level) => sum - level / 2, 0) / 64;
      if (isWithin(pairedBands(tally, 256).chance.ci95!, truth * FINE)) count++;
    }
    expectPlausible(count, 0.95);
  });
});

describe("of a thousand intervals for a difference of quantiles", () => {
  const quantileOf = (p: number, size: number, pair: Pairing) => (draw: () => number) => {
    const columns = [new SectionedColumn(), new SectionedColumn()] as const;
    for (let replication = 0; replication < size; replication++) {
      pair(draw).forEach((value, side) => {
        columns[side]!.add(replication, Math.round(value * FINE));
      });
    }
    return quantileDifference(...columns, p).difference.ci95;
  };

  /** One uniform for both, or partly, or none; b = 2 a + 1 in law. */
  const uniformPair =
    (noise: number): Pairing =>
    (draw) => {
      const u = draw();
      // A uniform plus uniform noise, modulo 1, is uniform again.
      return [1 + u, 3 + 2 * ((u + noise * draw()) % 1)];
    };

  it.each([
    [0.5, 200, 0],
    [0.5, 200, 0.02],
    [0.5, 200, 0.3],
    [0.5, 200, 1],
    [0.95, 400, 0],
    [0.95, 400, 0.02],
    [0.95, 400, 1],
  ])("950 or more contain that of quantile %d of %d uniform pairs, noise %d", (p, size, noise) => {
    const count = covered(
      5 + Math.round(100 * noise),
      quantileOf(p, size, uniformPair(noise)),
      (2 + p) * FINE,
    );
    expectAtLeast(count, 0.95);
  });

  it("950 or more contain it where one option is the mirror image of the other", () => {
    const mirrored: Pairing = (draw) => {
      const u = draw();
      return [1 + u, 4 - u];
    };
    expectAtLeast(covered(6, quantileOf(0.5, 200, mirrored), 2 * FINE), 0.95);
  });

  it.each([
    ["shared but for a tenth", 0.1],
    ["of their own", 5],
  ])("950 or more contain it where tails are heavy and chance is %s", (_, own) => {
    // Lognormal with sigma 1.5, B three times A in law.
    const sigma = 1.5;
    const heavy: Pairing = (draw) => {
      const shared = normal(draw);
      const scale = sigma / Math.sqrt(1 + own * own);
      const value = () => Math.exp(scale * (shared + own * normal(draw)));
      return [value(), 3 * value()];
    };
    const truth = 2 * Math.exp(sigma * normalQuantile(0.95));
    expectAtLeast(covered(7 + own, quantileOf(0.95, 400, heavy), truth * FINE), 0.95);
  });

  it("the same pairs, not taken as pairs, would have intervals wider by far: pairing is what narrows them", () => {
    const draw = uniforms(8);
    const widthOf = (interval: readonly [number | null, number | null] | null) =>
      interval![1]! - interval![0]!;
    const alike = widthOf(quantileOf(0.5, 1_000, uniformPair(0))(draw));
    const apart = widthOf(quantileOf(0.5, 1_000, uniformPair(1))(draw));
    expect(alike).toBeLessThan(0.8 * apart);
  });
});
