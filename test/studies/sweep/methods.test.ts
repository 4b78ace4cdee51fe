/** Plain, stratified and biased sweeps are three ways to the same figures, held against each other and against theory. */
import { describe, expect, it } from "vitest";
import { Streams } from "../../../src/engine/index.js";
import { drawBiasedFate, drawFate, planFates } from "../../../src/fate/index.js";
import type { CellFigures, YearlyResult } from "../../../src/results/index.js";
import { stressed } from "./stressed.js";
import { exponential, standardError, still, sweepOf } from "./sweeping.js";

const ADDITIVE = [
  "incidentsPerYear",
  "failbacksPerYear",
  "lossEventsPerYear",
  "lostPerYear",
  "refusedPerYear",
  "downtimePerYear",
  "exposurePerYear",
] as const;

function expectSame(a: YearlyResult, b: YearlyResult, what: string): void {
  if (a.value === b.value) return;
  const error = Math.hypot(standardError(a), standardError(b));
  expect(Math.abs(a.value! - b.value!) / error, `${what}: ${a.value} and ${b.value}`).toBeLessThan(4);
}

function expectAgreed(plain: CellFigures, sampled: CellFigures): void {
  for (const name of ADDITIVE) expectSame(plain[name], sampled[name], name);
  for (const [kind, own] of Object.entries(plain.byCause)) {
    // A handful of a kind has no spread to speak of.
    const seen = Math.min(plain.summary[kind]!.rpo.n, sampled.summary[kind]?.rpo.n ?? 0);
    if (seen >= 30) expectSame(own.eventsPerYear, sampled.byCause[kind]!.eventsPerYear, `${kind} events`);
  }
}

describe("a year with every kind of failure, many times as often", () => {
  const scenario = stressed(
    "low-bandwidth",
    "365 d",
    "users.count=0",
    "reliability.server.fails=1 / year",
    "reliability.front-end.fails=1 / year",
    "reliability.database.fails=4 / year",
    "reliability.witness.fails={ exponential: 2000 h }",
    "reliability.wan.fails={ exponential: 1000 h }",
    "reliability.wan-slow.fails=2 / year",
  );
  const plain = sweepOf(scenario, { replications: 24 }).result;
  const stratified = sweepOf(scenario, {
    replications: 130,
    seed: 2,
    method: { method: "stratified" },
  }).result;

  it("costs the same, stratified", () => {
    expectAgreed(plain, stratified);
  });

  it("says what the figures rest on, and what it cannot tell", () => {
    const { sampling } = stratified;
    expect(sampling!.strata.length).toBeGreaterThan(30);
    expect(sampling!.strata.reduce((sum, { replications }) => sum + replications, 0)).toBe(130);
    expect(sampling!.cannot.length).toBeGreaterThan(0);
    expect(stratified.messages).toBeNull();
    for (const { value, ci95, why } of [stratified.pLossInYear, stratified.lossOnceIn["10"].lost]) {
      expect([value, ci95]).toEqual([null, null]);
      expect(why).toContain("--method plain");
    }
  });
});

describe("a year of a pool whose sites and mirror are known from evidence", () => {
  const scenario = still({
    horizon: "365 d",
    failback: {},
    reliability: {
      "site-1": { fails: { events: 2, in: "1 year" }, repair: "1 d" },
      mirror: { fails: { events: 1, in: "1 year" }, repair: "24 h" },
      wan: exponential(1600, 48),
    },
  });
  const plain = sweepOf(scenario, { replications: 128 }).result;

  it("costs the same, stratified", () => {
    const { result } = sweepOf(scenario, { replications: 256, seed: 2, method: { method: "stratified" } });
    expectAgreed(plain, result);
    // The sum over strata is the whole.
    const parts = result.sampling!.strata.reduce((sum, { lostPerYear }) => sum + lostPerYear.value!, 0);
    expect(parts / result.lostPerYear.value!).toBeCloseTo(1, 9);
  });
});

describe("thirty days in which two things fail at once", () => {
  const scenario = still({
    horizon: "30 d",
    reliability: {
      "site-1": exponential(1500, 24),
      wan: exponential(1500, 24),
      mirror: { fails: { exponential: "1500 h" }, repair: "24 h" },
    },
  });
  const plain = sweepOf(scenario, { replications: 900 }).result;

  it("cost the same, biased", () => {
    const method = { method: "biased", factor: 6 } as const;
    const { result, rows } = sweepOf(scenario, { replications: 900, seed: 2, method });
    expectAgreed(plain, result);
    const weights = rows.map(({ weight }) => weight);
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
    const squares = weights.reduce((sum, weight) => sum + (weight - mean) ** 2, 0);
    expect(Math.abs(mean - 1) / Math.sqrt(squares / weights.length ** 2)).toBeLessThan(4);
    expect(Math.max(...weights)).toBeGreaterThan(1.05);
    expect(result.sampling!.effectiveSampleSize!).toBeLessThan(900);
    expect(result.sampling!.effectiveSampleSize!).toBeGreaterThan(300);
  });

  it("cost the same, life by life, biased by a factor of one", () => {
    const method = { method: "biased", factor: 1 } as const;
    const lives = { replications: 150, incidents: "all" } as const;
    const biased = sweepOf(scenario, { ...lives, method });
    const own = sweepOf(scenario, lives);
    expect(biased.rows).toEqual(own.rows);
    expect(biased.incidents).toEqual(own.incidents);
    expect(biased.result.fingerprint).toBe(own.result.fingerprint);
    for (const name of ADDITIVE) {
      expect(biased.result[name].value! / own.result[name].value! || 1).toBeCloseTo(1, 9);
    }
  });

  it("are dealt the very fates of a plain sweep by a factor of one, whatever can fail", () => {
    const fates = planFates(stressed("high-bandwidth", "400 d"), null);
    const kinds = new Set(fates.clocks.map(({ what }) => what));
    for (let replication = 0; replication < 60; replication++) {
      const { fate, logWeight } = drawBiasedFate(fates, new Streams(3, replication), null, {
        factor: 1,
        kinds,
      });
      expect(Math.abs(logWeight)).toBe(0);
      expect(fate).toEqual(drawFate(fates, new Streams(3, replication), null));
    }
  });
});

describe("ten years in which a site is lost once in fifty years", () => {
  const scenario = still({
    horizon: "3650 d",
    failback: {},
    reliability: {
      "site-1": { fails: "0.02 / year", repair: "2 d" },
      wan: { fails: "0.5 / year", repair: { exponential: "12 h" } },
    },
  });

  it("are known better by forcing it, with as many lives", () => {
    const replications = 400;
    const plain = sweepOf(scenario, { replications }).result.lostPerYear;
    const forced = sweepOf(scenario, { replications, method: { method: "stratified" } }).result.lostPerYear;
    const relative = (one: YearlyResult) => standardError(one) / one.value!;
    expect(relative(forced)).toBeLessThan(relative(plain) / 2);
    expectSame(plain, forced, "lostPerYear");
  });
});

const STRATIFIED = { method: "stratified" } as const;
const EACH = { replications: 300, method: STRATIFIED } as const;

describe("a stratified sweep of what strikes when it must not be forgotten", () => {
  it("counts a common cause that is still under repair when the life begins", () => {
    const scenario = still({
      horizon: "10 d",
      reliability: { "both-sites": { fails: "6 / year", repair: { exponential: "48 h" } } },
    });
    const { incidentsPerYear } = sweepOf(scenario, EACH).result;
    // Two days of repair reach into ten days of life, of the two that are struck together: E[max] = 72 h of either.
    const plain = sweepOf(scenario, { replications: 3000, seed: 2 }).result.incidentsPerYear;
    expectSame(plain, incidentsPerYear, "incidents");
  });

  it("strikes as often as the hours of its windows are, in two days of a week", () => {
    const scenario = still({
      horizon: "2 d",
      reliability: { mirror: { fails: "60 / year", repair: "1 min", when: "office-hours" } },
    });
    const { incidentsPerYear } = sweepOf(scenario, EACH).result;
    // Monday and Tuesday are two fifths of the office hours, and two sevenths of the week.
    expect(incidentsPerYear.value! / (60 * (2 / 5 / (2 / 7)))).toBeCloseTo(1, 1);
  });

  it("counts what the scenario strikes itself, or is refused", () => {
    const scenario = still({
      horizon: "10 d",
      failures: [{ what: "site-loss", where: "site-1", at: "5 d", lasts: "8 h" }],
      reliability: { mirror: { fails: "6 / year", repair: "1 h" } },
    });
    const plain = sweepOf(scenario, { replications: 100 }).result;
    expectSame(plain.lossEventsPerYear, sweepOf(scenario, EACH).result.lossEventsPerYear, "losses");
  });
});

describe("a biased sweep whose weights are worth a handful of lives", () => {
  it("has no intervals, and says why", () => {
    const scenario = still({
      horizon: "180 d",
      reliability: { mirror: exponential(200, 48), secondary: exponential(200, 48) },
    });
    const { result } = sweepOf(scenario, { replications: 60, method: { method: "biased", factor: 4 } });
    expect(result.sampling!.effectiveSampleSize!).toBeLessThan(20);
    expect(result.incidentsPerYear.ci95).toBeNull();
    expect(result.incidentsPerYear.why).toEqual(expect.any(String));
  });
});
