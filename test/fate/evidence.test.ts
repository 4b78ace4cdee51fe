/** Rates of which only evidence is known: their mean, their spread, and the 64 draws of them. */
import { describe, expect, it } from "vitest";
import { gammaQuantile } from "../../src/engine/index.js";
import { INPUT_DRAWS, inputsOf, ratePerYearOf } from "../../src/fate/index.js";
import { clockNamed, fate, offBy, onlyFailing, planOf, sample } from "./fates.js";

const forever = "repair: forever";
const quiet = planOf(
  onlyFailing(
    {
      "site-1": `{ fails: { events: 0, in: 15 years }, ${forever} }`,
      "site-2": `{ fails: { events: 0, in: 15 years }, ${forever} }`,
      share: "{ fails: 0.1 / year, repair: 4 h }",
    },
    "3650 d",
  ),
);
const clock = clockNamed(quiet, "site-1");
const draws = Array.from({ length: INPUT_DRAWS }, (_, inputs) => ratePerYearOf(clock, inputs));

describe("no failure in fifteen years", () => {
  it("means 0.0333 a year on average, and with 95 % confidence less than 0.19972", () => {
    expect(clock.ratePerYear).toBeCloseTo(1 / 30, 12);
    expect(gammaQuantile(1, 0.95) / 15).toBeCloseTo(0.19972, 5);
  });

  it("is drawn 64 times, and the mean of the draws is the mean of what the rate may be", () => {
    expect(draws.reduce((sum, rate) => sum + rate, 0) / 64).toBeCloseTo(1 / 30, 12);
  });

  it("is spread as the gamma law is: each draw in a slice of its own, 1.2 % apart at most", () => {
    const sorted = [...draws].sort((a, b) => a - b);
    for (const [slice, rate] of sorted.entries())
      expect(Math.abs(rate / (gammaQuantile(0.5, (slice + 0.5) / 64) / 15) - 1)).toBeLessThan(0.012);
  });

  it("is dealt to the draws in another order for another part", () => {
    const other = clockNamed(quiet, "site-2");
    const others = draws.map((_, inputs) => ratePerYearOf(other, inputs));
    expect([...others].sort((a, b) => a - b)).toEqual([...draws].sort((a, b) => a - b));
    expect(others).not.toEqual(draws);
  });

  it("strikes by the rate of the draw to which a replication belongs", () => {
    expect([0, 63, 64, 130].map((replication) => inputsOf(quiet, replication))).toEqual([0, 63, 0, 2]);
    for (const inputs of [3, 40]) {
      const some = sample(8000, (replication) =>
        Number(fate(quiet, replication, inputs).some(({ id }) => id.startsWith("site-1#"))),
      );
      expect(offBy(some, -Math.expm1(-10 * draws[inputs]!))).toBeLessThan(4);
    }
  });
});

it("a part whose rate is known strikes alike under every draw of the inputs", () => {
  for (let replication = 0; replication < 50; replication += 1) {
    const of = (inputs: number | null) =>
      fate(quiet, replication, inputs).filter(({ id }) => id.startsWith("share#"));
    expect(of(17)).toEqual(of(null));
  }
});

it("where every rate is known there is nothing to draw", () => {
  const known = planOf(onlyFailing({ share: "{ fails: 0.1 / year }" }, "1 d"));
  expect(known.hasEvidence).toBe(false);
  expect(inputsOf(known, 5)).toBeNull();
  expect(quiet.hasEvidence).toBe(true);
});

it("what has been seen often is known well: 31 faults in five years are 6.3 a year, give or take a fifth", () => {
  const plan = planOf(onlyFailing({ wan: "{ fails: { events: 31, in: 5 years }, repair: 0 s }" }, "1 d"));
  const rates = draws.map((_, inputs) => ratePerYearOf(plan.clocks[0]!, inputs));
  const { mean, deviation } = sample(64, (index) => rates[index]!);
  expect(mean).toBeCloseTo(6.3, 9);
  expect(deviation).toBeCloseTo(Math.sqrt(31.5) / 5, 1);
});
