/**
 * Rare double failures in models small enough to be solved on paper: what the weights, strata and forced draws of a
 * simulation must come to, and how much they gain over counting.
 */
import { describe, expect, it } from "vitest";
import {
  type Estimate,
  Tally,
  WeightedTally,
  weightedMean,
  weightedRatio,
} from "../../src/statistics/index.js";
import { expectRelative } from "./relative.js";
import { uniforms } from "./uniforms.js";

/** Four standard errors: the interval has 1.96. */
function expectNear(of: Estimate, truth: number, relativeError: number): void {
  const error = (of.ci95![1]! - of.value!) / 1.96;
  expect(error / truth).toBeLessThan(relativeError);
  expect(Math.abs(of.value! - truth) / error, `${of.value} instead of ${truth}`).toBeLessThan(4);
}

const varianceOf = (tally: WeightedTally): number => {
  const mean = tally.sum("wy") / tally.count;
  return tally.sum("wywy") / tally.count - mean * mean;
};

describe("two parts that fail 1e-4 times an hour and are repaired in 4 h", () => {
  const fails = 1e-4;
  const repaired = 0.25;
  /** The second fails before the first is repaired. */
  const rare = fails / (fails + repaired);

  /** A cycle from both up to both up or both down; the race is decided half and half, and weighed. */
  function biased(seed: number, cycles: number): { both: WeightedTally; perCycle: WeightedTally } {
    const draw = uniforms(seed);
    const both = new WeightedTally();
    const perCycle = new WeightedTally();
    for (let cycle = 0; cycle < cycles; cycle++) {
      const isBoth = draw() < 0.5;
      const weight = (isBoth ? rare : 1 - rare) / 0.5;
      both.add(weight, isBoth ? 1 : 0);
      // Both up for Exp(2 λ), one down for Exp(λ + μ), whichever way it ends.
      const hours = -Math.log(draw()) / (2 * fails) - Math.log(draw()) / (fails + repaired);
      perCycle.add(weight, hours, isBoth ? 1 : 0);
    }
    return { both, perCycle };
  }

  it("are both down in 3.99840e-4 of the cycles, found with 2,500 times less variance than by counting", () => {
    expect(rare).toBeCloseTo(3.9984006397e-4, 13);
    const { both } = biased(1, 60_000);
    expectNear(weightedMean(both), rare, 0.005);
    const gain = (rare * (1 - rare)) / varianceOf(both);
    expectRelative(gain, 2_500, 0.02);
  });

  it("are both down for the first time after 12,515,000 h on average, as the ratio of cycle and chance", () => {
    const truth = (3 * fails + repaired) / (2 * fails * fails);
    expect(truth).toBeCloseTo(12_515_000, 3);
    const { perCycle } = biased(2, 400_000);
    expectNear(weightedRatio(perCycle), truth, 0.005);
    expect(perCycle.weights.effective).toBeGreaterThan(190_000);
    expect(perCycle.weights.effective).toBeLessThan(210_000);
  });

  it("are found by nobody who counts as many cycles: three of 10,000, say, and no interval", () => {
    const draw = uniforms(3);
    const counted = new WeightedTally();
    for (let cycle = 0; cycle < 10_000; cycle++) counted.add(1, draw() < rare ? 1 : 0);
    const { ci95, why } = weightedMean(counted);
    expect(ci95).toBe(null);
    expect(why).toMatch(/contributions worth 10 equal ones/);
  });
});

describe("three parts that fail 1e-3 times an hour and are repaired in 4 h each", () => {
  const fails = 1e-3;
  const repaired = 0.25;
  /** From one down to two, and from two to three, rather than back. */
  const second = (2 * fails) / (2 * fails + repaired);
  const third = fails / (fails + 2 * repaired);
  const truth = (second * third) / (1 - second * (1 - third));

  it("are all down before all are up again in 1.596781e-5 of the cycles, by weights", () => {
    expect(truth).toBeCloseTo(1.596781e-5, 11);
    const draw = uniforms(4);
    const all = new WeightedTally();
    for (let cycle = 0; cycle < 100_000; cycle++) {
      let down = 1;
      let weight = 1;
      while (down > 0 && down < 3) {
        const fall = down === 1 ? second : third;
        const isFall = draw() < 0.5;
        weight *= (isFall ? fall : 1 - fall) / 0.5;
        down += isFall ? 1 : -1;
      }
      all.add(weight, down === 3 ? 1 : 0);
    }
    expectNear(weightedMean(all), truth, 0.006);
    // Against counting, whose variance is truth × (1 - truth): some twenty thousand times less.
    const gain = (truth * (1 - truth)) / varianceOf(all);
    expect(gain).toBeGreaterThan(15_000);
    expect(gain).toBeLessThan(30_000);
  });

  it("are so in as many by splitting with fixed effort: the chance of each level, from the level before", () => {
    const draw = uniforms(5);
    const effort = 40_000;
    const runs = new Tally();
    // Each run gives an estimate in 1e-12ths, so that it can be tallied.
    for (let run = 0; run < 100; run++) {
      let reached = 0;
      for (let i = 0; i < effort / 10; i++) if (draw() < second) reached++;
      let ended = 0;
      for (let i = 0; i < effort; i++) {
        let down = 2;
        while (down > 0 && down < 3) down += draw() < (down === 1 ? second : third) ? 1 : -1;
        if (down === 3) ended++;
      }
      runs.add(Math.round((reached / (effort / 10)) * (ended / effort) * 1e12));
    }
    const error = runs.standardError! / 1e12;
    expect(error / truth).toBeLessThan(0.03);
    expect(Math.abs(runs.mean! / 1e12 - truth) / error).toBeLessThan(4);
  });
});

describe("a failure once in a million hours, forced into a year", () => {
  const rate = 1e-6;
  const year = 8_760;
  const chance = -Math.expm1(-rate * year);

  it("comes after 4373.605 h on average, and the year weighs what its chance is", () => {
    const truth = 1 / rate - (year * Math.exp(-rate * year)) / chance;
    expect(truth).toBeCloseTo(4373.605, 3);
    expect(chance).toBeCloseTo(8.721743e-3, 9);
    const draw = uniforms(6);
    const forced = new WeightedTally();
    let latest = 0;
    for (let i = 0; i < 40_000; i++) {
      // The quantile of the exponential law, of a uniform below `chance`.
      const at = -Math.log1p(-draw() * chance) / rate;
      latest = Math.max(latest, at);
      forced.add(chance, at);
    }
    expect(latest).toBeLessThan(year);
    expectNear(weightedRatio(forced), truth, 0.005);
    expectNear(weightedMean(forced), truth * chance, 0.005);
    expectRelative(forced.sum("w") / forced.count, chance, 1e-12);
  });
});

describe("four chat servers, each up 0.9765625 of the time, at sites up 0.999 of it", () => {
  const [siteUp, serverUp] = [0.999, 0.9765625];

  /** Nobody serves: with `servers` at each of the sites. Everything is down half of the time here, and weighed. */
  function nobodyServes(seed: number, sites: number, servers: number, lives: number): WeightedTally {
    const draw = uniforms(seed);
    const tally = new WeightedTally();
    const state = (up: number): readonly [isUp: boolean, weight: number] =>
      draw() < 0.5 ? [true, up / 0.5] : [false, (1 - up) / 0.5];
    for (let life = 0; life < lives; life++) {
      let weight = 1;
      let serves = false;
      for (let site = 0; site < sites; site++) {
        const [isUp, ofSite] = state(siteUp);
        weight *= ofSite;
        // What servers do at a site that is down changes nothing, so nothing is drawn of them.
        for (let server = 0; isUp && server < servers; server++) {
          const [works, ofServer] = state(serverUp);
          weight *= ofServer;
          if (works) serves = true;
        }
      }
      tally.add(weight, serves ? 0 : 1);
    }
    return tally;
  }

  it("at one site leave nobody to serve 1.000301e-3 of the time", () => {
    const truth = 1 - siteUp + siteUp * (1 - serverUp) ** 4;
    expect(truth).toBeCloseTo(1.000301e-3, 9);
    expectNear(weightedMean(nobodyServes(7, 1, 4, 100_000)), truth, 0.005);
  });

  it("two and two at two sites leave nobody to serve 2.39868e-6 of the time, 417 times less", () => {
    const apart = (1 - siteUp + siteUp * (1 - serverUp) ** 2) ** 2;
    expect(apart).toBeCloseTo(2.39868e-6, 11);
    expect((1 - siteUp + siteUp * (1 - serverUp) ** 4) / apart).toBeCloseTo(417, 0);
    expectNear(weightedMean(nobodyServes(8, 2, 2, 150_000)), apart, 0.005);
  });
});
