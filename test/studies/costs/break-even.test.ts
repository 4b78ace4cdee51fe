/** What an option is worth beside another: by hand, and where sites are lost at known rates, exactly. */
import { describe, expect, it } from "vitest";
import { INPUT_DRAWS } from "../../../src/fate/index.js";
import type { BreakEven } from "../../../src/results/index.js";
import type { Scenario } from "../../../src/spec/index.js";
import { PairedBandTally, poissonTails } from "../../../src/statistics/index.js";
import { breakEven, payback } from "../../../src/studies/compare/costs.js";
import { lifeCosts, moneyScale } from "../../../src/studies/costs/life-costs.js";
import { planCell, playRandom } from "../../../src/studies/index.js";
import { lifeLine } from "../../../src/studies/sweep/life-line.js";
import type { Mapping } from "../playing.js";
import { expectShare, standardError, still } from "../sweep/sweeping.js";

describe("an option beside another, worked out by hand", () => {
  const [a, b] = [
    { costs: { lostMessage: "1 EUR", options: { wan: "100 EUR / year" } } },
    { costs: { lostMessage: "1 EUR", options: { wan: "250 EUR / year" } } },
  ].map((costs) => still({ horizon: "730 d" }, costs)) as [Scenario, Scenario];
  // Losses of four replications of two years each, in whole euros.
  const losses: readonly (readonly [number, number])[] = [
    [1000, 0],
    [0, 0],
    [2000, 400],
    [0, 200],
  ];
  const paired = (more: Partial<Parameters<typeof breakEven>[0]> = {}): BreakEven => {
    const pairs = new PairedBandTally(1);
    losses.forEach(([ofA, ofB], replication) => {
      pairs.add(replication, ofA, ofB);
    });
    const given = { pairs, paidBack: 2, replications: 4, a, b, hasEvidence: false, scale: 1, ...more };
    return breakEven(given)!;
  };

  it("is worth what it saves a year: half of (1000 + 1600 - 200) / 4", () => {
    const { worthPerYear, extraPricePerYear, currency } = paired();
    expect(worthPerYear.value).toBe(300);
    // Differences -1000, 0, -1600, +200 around -600: s = √(2,160,000 / 3), and t of two degrees of freedom, 4.30265:
    // in three replications they differ.
    const half = (4.30265272974946 * Math.sqrt(2_160_000 / 3 / 4)) / 2;
    expect(worthPerYear.ci95![0]).toBeCloseTo(300 - half, 6);
    expect(worthPerYear.ci95![1]).toBeCloseTo(300 + half, 6);
    expect(worthPerYear.inputs).toBe(null);
    expect(extraPricePerYear).toBe(150);
    expect(currency).toBe("EUR");
  });

  it("has to save 300 in the two years of a replication: that many millionths", () => {
    expect(payback(a, b, 1e6)).toEqual({ years: 2, extra: 300e6 });
    expect(paired().paysBack).toMatchObject({ years: 2, probability: { value: 0.5 } });
  });

  it("is worth the same with its sign turned, the other way round", () => {
    const back = paired({ a: b, b: a });
    expect(back.extraPricePerYear).toBe(-150);
    expect(payback(b, a, 1)).toEqual({ years: 2, extra: -300 });
  });

  it("says what it cannot say, and why", () => {
    expect(paired()).toMatchObject({ paysInDraws: null, whyNoDraws: "every rate is given as it is" });
    const brief = still({ horizon: "100 d" }, { costs: { lostMessage: "1 EUR" } });
    expect(payback(brief, brief, 1)).toBe(null);
    expect(paired({ a: brief, b: brief }).paysBack).toMatchObject({
      years: 0,
      probability: { value: null, why: expect.stringContaining("set horizon to 1 year or more") },
    });
    const withoutLosses = still({ horizon: "730 d" }, { costs: { options: { wan: "1 EUR / year" } } });
    expect(paired({ b: withoutLosses })).toMatchObject({
      worthPerYear: { value: null },
      paysInDraws: null,
      extraPricePerYear: -99,
      paysBack: { years: 2, probability: { value: null } },
    });
    const noMoney = still({ horizon: "730 d" });
    const none = {
      pairs: new PairedBandTally(1),
      paidBack: 0,
      replications: 1,
      hasEvidence: false,
      scale: 1,
    };
    expect(breakEven({ ...none, a, b: noMoney })).toBe(null);
  });
});

/** Each lost site costs the age of the newest safe cut, 54.04 to 954.04 s, at ten messages a second. */
const MESSAGES = 10 * (54.04 + 450);

/** Ten years in which site 1 is lost at random and people go back; beside a pool that never loses it. */
function sitesLost(fails: unknown, extra: number, lives: number) {
  const years = (how: unknown, price: number): Mapping => ({
    horizon: "3650 d",
    failback: {},
    reliability: { "site-1": { fails: how, repair: "2 d" } },
    costs: { lostMessage: "1 EUR", options: { wan: `${price} EUR / year` } },
  });
  const a = still(years(fails, 0));
  const b = still(years("0 / year", extra));
  const scale = moneyScale([a, b]);
  const plan = planCell(a);
  const { hasEvidence } = plan.fates;
  const pairs = new PairedBandTally(hasEvidence ? INPUT_DRAWS : 1);
  const needed = payback(a, b, scale)!;
  let paidBack = 0;
  for (let replication = 0; replication < lives; replication++) {
    const costs = lifeCosts(lifeLine(playRandom(plan, 1, replication), a), a, scale);
    pairs.add(replication, costs.all, 0);
    if (costs.inYears > needed.extra) paidBack++;
  }
  return breakEven({ pairs, paidBack, replications: lives, a, b, hasEvidence, scale })!;
}

describe("not losing a site that is lost once in five years on average", () => {
  const LIVES = 1500;
  const RATE = 0.2;
  // So cheap that a single loss pays for five years.
  const { worthPerYear, paysBack, extraPricePerYear } = sitesLost("0.2 / year", 10, LIVES);

  it("is worth its losses: the rate times what one costs on average", () => {
    const truth = RATE * MESSAGES;
    expect(Math.abs(worthPerYear.value! - truth) / standardError(worthPerYear)).toBeLessThan(4);
    expect(standardError(worthPerYear) / truth).toBeLessThan(0.03);
    expect(extraPricePerYear).toBe(10);
  });

  it("pays back in five of the ten years exactly where the site is lost at least once: Poisson's law says how often", () => {
    expect(paysBack.years).toBe(5);
    const { value, ci95 } = paysBack.probability;
    expectShare(value! * LIVES, LIVES, 1 - poissonTails(0, 5 * RATE).upTo);
    expect(ci95![0]!).toBeLessThan(value!);
  });
});

describe("not losing a site of which nothing is known but fifteen years without a loss", () => {
  // Gamma(1/2) / 15 a year: chi square of one degree of freedom, over 30. Its median is 0.45494.
  const MEDIAN = 0.454936 / 30;

  it.each([
    ["half of the draws, at the price of the median rate", MEDIAN, 0.5],
    ["one draw in ten, at the price of the rate that 90 % keep to", 1.644854 ** 2 / 30, 0.1],
  ])("pays in %s", (_, rate, share) => {
    const { paysInDraws, worthPerYear } = sitesLost({ events: 0, in: "15 years" }, rate * MESSAGES, 64 * 20);
    // Of 64 draws; what chance adds to each is taken out as far as it can be known.
    expect(Math.abs(paysInDraws! - share)).toBeLessThan(0.11);
    expect(worthPerYear.inputs![0]).toBeLessThan(0.1 * MEDIAN * MESSAGES);
    expect(worthPerYear.inputs![1]).toBeGreaterThan((1.9 ** 2 / 30) * MESSAGES);
    // The mean rate is once in 30 years.
    expect(Math.abs(worthPerYear.value! - MESSAGES / 30) / standardError(worthPerYear)).toBeLessThan(4);
  });

  it("cannot be said with too few lives for each draw", () => {
    const { paysInDraws, whyNoDraws } = sitesLost({ events: 0, in: "15 years" }, 1, 100);
    expect(paysInDraws).toBe(null);
    expect(whyNoDraws).toContain("2 replications");
  });
});
