/** Money in runs and sweeps: what their own books say was lost and who was down, at the prices of the scenario. */
import { describe, expect, it } from "vitest";
import type { Scenario } from "../../../src/spec/index.js";
import { changed, type Mapping, PLAIN, playWhole } from "../playing.js";
import { exponential, still, sweepOf } from "../sweep/sweeping.js";

const PRICES: Mapping = {
  users: { count: 1000 },
  costs: {
    lostMessage: "0.50 EUR",
    userHourDown: "12 EUR",
    options: { witness: "2500 EUR / year", thirdSiteShare: "9000 EUR / year" },
  },
};

describe("a run", () => {
  const lost: Mapping = {
    failures: [{ what: "site-loss", where: "site-1", at: "1 d 10 h 7 min 30 s", lasts: "forever" }],
  };

  it("costs its lost messages and the hours of its users", () => {
    const result = playWhole(changed(changed(PLAIN, PRICES), lost));
    const hours = (1 - result.availability.mean.value!) * (result.horizon / 3600) * 1000;
    expect(result.messages.lost).toBe(4500);
    expect(hours).toBeGreaterThan(500);
    const { currency, lossPerReplication } = result.costs!;
    expect(currency).toBe("EUR");
    expect(lossPerReplication.value! / (0.5 * 4500 + 12 * hours)).toBeCloseTo(1, 9);
    expect(lossPerReplication.why).toContain("needs 2");
  });

  it("costs nothing where nothing is priced, and nobody knows what where only options are", () => {
    expect(playWhole(changed(PLAIN, lost)).costs).toBe(null);
    const options = playWhole(
      changed(changed(PLAIN, { costs: { options: { witness: "1 EUR / year" } } }), lost),
    );
    expect(options.costs!.lossPerReplication).toMatchObject({ value: null, ci95: null });
  });
});

describe("a year of a sweep", () => {
  const failing: Mapping = {
    horizon: "365 d",
    failback: {},
    reliability: { "site-1": exponential(4000, 20), principal: exponential(4000, 5) },
  };
  const scenario: Scenario = still(PRICES, failing);
  const { result } = sweepOf(scenario, { replications: 60 });

  it("costs what its lost messages and user-minutes cost, to the last digit, and the options in use on top", () => {
    const { costs, lostPerYear, userMinutesDownPerYear } = result;
    const expected = 0.5 * lostPerYear.value! + (12 / 60) * userMinutesDownPerYear!.value!;
    expect(costs!.lossPerYear.value! / expected).toBeCloseTo(1, 8);
    expect(costs!.prices).toEqual({ witness: 2500 });
    expect(costs!.pricePerYear).toBe(2500);
    expect(costs!.totalPerYear.value).toBeCloseTo(costs!.lossPerYear.value! + 2500, 6);
    const [low, high] = costs!.lossPerYear.ci95!;
    expect(low!).toBeLessThan(costs!.lossPerYear.value!);
    expect(costs!.totalPerYear.ci95).toEqual([
      expect.closeTo(low! + 2500, 6),
      expect.closeTo(high! + 2500, 6),
    ]);
  });

  it("has an interval of its own: that of a price alone is the interval of what is priced, times the price", () => {
    const messages = sweepOf(still(failing, { costs: { lostMessage: "3 EUR" } }), {
      replications: 60,
    }).result;
    const { ci95, value } = messages.costs!.lossPerYear;
    expect(value! / messages.lostPerYear.value!).toBeCloseTo(3, 9);
    ci95!.forEach((end, side) => {
      expect(end! / messages.lostPerYear.ci95![side]!).toBeCloseTo(3, 9);
    });
  });

  it("stratified costs as much as plain", () => {
    const stratified = sweepOf(scenario, { replications: 60, method: { method: "stratified" } }).result;
    const { lostPerYear, userMinutesDownPerYear, costs } = stratified;
    const expected = 0.5 * lostPerYear.value! + (12 / 60) * userMinutesDownPerYear!.value!;
    expect(costs!.lossPerYear.value! / expected).toBeCloseTo(1, 6);
    expect(costs!.totalPerYear.value).toBeCloseTo(costs!.lossPerYear.value! + 2500, 6);
  });

  it("is null without prices, in every cell", () => {
    const { cells, costs } = sweepOf(still(failing), { replications: 2 }).result;
    expect(costs).toBe(null);
    expect(cells[0]!.costs).toBe(null);
  });

  it("with a band for the rates where these are drawn from evidence", () => {
    const evidence: Mapping = {
      horizon: "3650 d",
      failback: {},
      reliability: { "site-1": { fails: { events: 2, in: "15 years" }, repair: "2 d" } },
    };
    const { costs, lostPerYear } = sweepOf(still(evidence, { costs: { lostMessage: "2 EUR" } }), {
      replications: 64 * 6,
    }).result;
    costs!.lossPerYear.inputs!.forEach((end, side) => {
      expect(end / lostPerYear.inputs![side]!).toBeCloseTo(2, 9);
    });
    expect(costs!.totalPerYear.inputs).toEqual(costs!.lossPerYear.inputs);
  });
});
