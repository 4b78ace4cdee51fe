/** Prices of options, and money in whole parts: what counts, what does not, and how finely. */
import { describe, expect, it } from "vitest";
import type { Scenario } from "../../../src/spec/index.js";
import { currencyClash, pricePerYear } from "../../../src/studies/compare/costs.js";
import { lossesCost, moneyScale, paybackYears } from "../../../src/studies/costs/life-costs.js";
import { pricesOf } from "../../../src/studies/costs/prices.js";
import { yearlyCosts } from "../../../src/studies/costs/yearly-costs.js";
import { changed, type Mapping, PLAIN, playable } from "../playing.js";

const priced = (...changes: readonly Mapping[]): Scenario => playable(changes.reduce(changed, PLAIN));

const EVERYTHING: Mapping = {
  costs: {
    options: {
      thirdSiteShare: "9000 EUR / year",
      witness: "2500 EUR / year",
      mirror: "7000 EUR / year",
      secondaryMirror: "6000 EUR / year",
      secondaryWitness: "1500 EUR / year",
      wan: "40 EUR / Mbps / year",
    },
  },
};

describe("the prices of a scenario", () => {
  it.each<[string, Mapping, Readonly<Record<string, number>>]>([
    ["as it stands", {}, { witness: 2500, mirror: 7000, secondaryMirror: 6000, wan: 4000 }],
    [
      "with a share at a third site",
      { logShipping: { share: "third-site" } },
      { thirdSiteShare: 9000, witness: 2500, mirror: 7000, secondaryMirror: 6000, wan: 4000 },
    ],
    [
      "with no machine that can be left out",
      { topology: { mirror: false, witness: false, secondaryMirror: false } },
      { wan: 4000 },
    ],
    [
      "with a witness in the other site too, and half the link",
      { topology: { secondaryWitness: true }, wan: { bandwidth: "50 Mbps" } },
      { witness: 2500, mirror: 7000, secondaryMirror: 6000, secondaryWitness: 1500, wan: 2000 },
    ],
    [
      "with a link at a flat price",
      { costs: { options: { wan: "777 EUR / year" } } },
      { witness: 2500, mirror: 7000, secondaryMirror: 6000, wan: 777 },
    ],
  ])("are those of what it uses: %s", (_, change, expected) => {
    const prices = pricesOf(priced(EVERYTHING, change))!;
    expect(prices.byName).toEqual(expected);
    expect(prices.perYear).toBe(Object.values(expected).reduce((sum, price) => sum + price, 0));
    expect(prices.currency).toBe("EUR");
  });

  it("are none where it counts no money", () => {
    expect(pricesOf(priced())).toBe(null);
    expect(pricesOf(priced({ costs: {} }))).toBe(null);
    expect(pricePerYear(priced())).toBe(0);
  });

  it("of several scenarios have one currency, or cannot be compared", () => {
    const inDollars = priced({ costs: { lostMessage: "1 USD" } });
    expect(currencyClash([priced(EVERYTHING), priced(), priced(EVERYTHING)])).toBe(null);
    expect(currencyClash([priced(EVERYTHING), inDollars])).toContain("EUR and USD");
  });
});

describe("losses", () => {
  it("cost so much a message, and so much an hour of every user", () => {
    const scenario = priced({
      users: { count: 1200 },
      costs: { lostMessage: "0.50 EUR", userHourDown: "12 EUR" },
    });
    expect(lossesCost(scenario, 1000, 0)).toBe(500);
    expect(lossesCost(scenario, 0, 30 * 60e6)).toBe(7200);
    expect(lossesCost(priced({ costs: { lostMessage: "0.50 EUR" } }), 10, 3600e6)).toBe(5);
    expect(lossesCost(priced(), 1000, 3600e6)).toBe(0);
  });

  it("without a price for either are not free, but unknown", () => {
    const of = { value: 0, ci95: null, why: "all 0", inputs: null, whyNoInputs: "none" };
    const costs = yearlyCosts(priced(EVERYTHING), of)!;
    expect(costs.pricePerYear).toBe(19_500);
    expect(costs.lossPerYear).toMatchObject({
      value: null,
      why: expect.stringContaining("costs.lostMessage"),
    });
    expect(costs.totalPerYear.value).toBe(null);
  });

  it("and prices add up: value, interval and band", () => {
    const of = {
      value: 10,
      ci95: [5, null] as const,
      why: null,
      inputs: [1, 20] as const,
      whyNoInputs: null,
    };
    const costs = yearlyCosts(priced(EVERYTHING, { costs: { lostMessage: "1 EUR" } }), of)!;
    expect(costs.totalPerYear).toEqual({
      value: 19_510,
      ci95: [19_505, null],
      why: null,
      inputs: [19_501, 19_520],
      whyNoInputs: null,
    });
  });
});

describe("parts of a currency", () => {
  it("are millionths where these can be counted, and never more than can be", () => {
    const small = priced({ costs: { lostMessage: "0.50 EUR" } });
    const large = priced({
      horizon: "100 years",
      users: { count: 100_000_000 },
      costs: { userHourDown: "1000000000000 IDR" },
    });
    expect(moneyScale([small])).toBe(1e6);
    expect(moneyScale([priced()])).toBe(1e6);
    const scale = moneyScale([small, large]);
    expect(scale).toBe(moneyScale([large]));
    const most = scale * lossesCost(large, 0, large.horizon);
    expect(Number.isSafeInteger(Math.round(most))).toBe(true);
    expect(most).toBeGreaterThan(Number.MAX_SAFE_INTEGER / 50);
  });

  it("have to pay in five years, or in as many as there are", () => {
    expect(paybackYears(priced({ horizon: "3650 d" }))).toBe(5);
    expect(paybackYears(priced({ horizon: "1000 d" }))).toBe(2);
    expect(paybackYears(priced())).toBe(0);
  });
});
