/** `--require` and `--until` on a sweep: what may be asked, and what a cell's figures say to it. */
import { describe, expect, it } from "vitest";
import type { EstimateResult, MeasureResult, SweepCell } from "../../src/results/index.js";
import { type Precision, readExpression } from "../../src/scenario/index.js";
import type { Scenario } from "../../src/spec/index.js";
import { judgeCell, type SweepRequirement, sweepMisuseOf } from "../../src/studies/sweep/require.js";

function requirement(text: string): SweepRequirement {
  const reading = readExpression(text, "sweep-requirement");
  if (!reading.ok) throw new Error(reading.issue.message);
  return reading.expression;
}

function precision(text: string): Precision {
  const reading = readExpression(text, "precision");
  if (!reading.ok) throw new Error(reading.issue.message);
  return reading.expression;
}

/** Of a scenario only its targets are asked for. */
const scenario = (rpo: number | null): Scenario => ({ targets: { rpo, rto: null } }) as unknown as Scenario;

const sure = (value: number, low: number, high: number): EstimateResult => ({
  value,
  ci95: [low, high],
  why: null,
});
const unsure: EstimateResult = { value: 1, ci95: null, why: "too few" };

const rpo: MeasureResult = {
  n: 50,
  nNull: 0,
  mean: sure(600, 500, 700),
  p50: sure(500, 400, 600),
  p90: sure(800, 700, 900),
  p95: sure(900, 800, 1000),
  p99: unsure,
  observedMax: 1200,
  worst: null,
};

const CELL = {
  replications: 1000,
  lostPerYear: sure(100, 80, 120),
  lossEventsPerYear: sure(0.1, 0.08, 0.12),
  downtimePerYear: sure(3600, 3000, 4200),
  pLossInYear: sure(0.1, 0.08, 0.12),
  pTargetMissedInYear: null,
  availability: sure(0.999, 0.998, 0.9995),
  byCause: { "site-loss": { lostPerYear: sure(90, 70, 110) } },
  summary: { "site-loss": { rpo } },
} as unknown as SweepCell;

const verdict = (text: string, cell = CELL) => judgeCell(requirement(text), cell).verdict;

describe("a requirement on a sweep", () => {
  it.each([
    ["lostPerYear <= 120", "met"],
    ["lostPerYear < 120", "undecided"],
    ["lostPerYear < 80", "missed"],
    ["lostPerYear >= 121", "missed"],
    ["lossEventsPerYear <= 0.13 / year", "met"],
    ["downtimePerYear <= 70 min", "met"],
    ["downtimePerYear <= 69 min", "undecided"],
    ["downtimePerYear <= 49 min", "missed"],
    ["pLossInYear <= 12 %", "met"],
    ["availability >= 99.8 %", "met"],
    ["availability >= 99.96 %", "missed"],
    ["site-loss.lostPerYear <= 110", "met"],
    ["site-loss.rpo.mean <= 700 s", "met"],
    ["site-loss.rpo.p50 <= 399 s", "missed"],
    ["site-loss.rpo.p95 <= 15 min", "undecided"],
    ["site-loss.rpo.observedMax <= 20 min", "met"],
    ["site-loss.rpo.observedMax < 20 min", "missed"],
  ])("is judged on the whole 95 %% interval: %s is %s", (text, expected) => {
    expect(verdict(text).verdict).toBe(expected);
  });

  it("says how many replications would decide, also where only some of them hold an incident", () => {
    // 900 s against a bound of 910 s, half an interval of 100 s: a hundred times the 1,000 replications.
    expect(verdict("site-loss.rpo.p95 <= 910 s")).toMatchObject({ replications: 100_000 });
    // An interval for p99 needs 299 values, and 1,000 replications gave 50.
    expect(verdict("site-loss.rpo.p99 <= 1 h")).toMatchObject({ replications: 5_980, why: "too few" });
    // 100 against 110, half an interval of 20: four times as many.
    expect(verdict("lostPerYear <= 110")).toMatchObject({ replications: 4_000 });
  });

  it("stays undecided where the failure was never seen: nothing is known of it, and surely not that it is harmless", () => {
    for (const text of ["wan-cut.rpo.p95 <= 1 h", "wan-cut.lostPerYear <= 1"]) {
      expect(verdict(text)).toMatchObject({ verdict: "undecided", replications: null });
    }
  });
});

describe("what cannot be asked of a sweep is refused with the way out", () => {
  it.each([
    ["rpo.p99 <= 15 min", /name the kind, such as site-loss\.rpo/],
    ["rto <= 4 h", /name the kind, such as site-loss\.rto/],
    ["availability.p95 >= 99 %", /name the kind/],
    ["site-loss.rpo <= 15 min", /name the statistic, such as site-loss\.rpo\.p95/],
    ["site-loss.rpo.best <= 15 min", /a figure of `check`/],
    ["site-loss.rpo.worst <= 15 min", /ask for observedMax or a quantile/],
    ["site-loss.rpo.p99.9 <= 15 min", /keeps p50, p90, p95, p99, not p99\.9/],
    ["pTargetMissedInYear <= 5 %", /give targets\.rpo or targets\.rto/],
  ])("%s", (text, message) => {
    expect(sweepMisuseOf(requirement(text), scenario(null))).toMatch(message);
  });

  it.each([
    ["rpo.p95 +- 5 %", /name the kind/],
    ["site-loss.rpo.p80 +- 5 %", /keeps p50, p90, p95, p99, not p80/],
    ["site-loss.rpo.observedMax +- 5 %", /the largest value that was seen never settles/],
    ["pTargetMissedInYear +- 5 %", /give targets\.rpo/],
  ])("%s", (text, message) => {
    expect(sweepMisuseOf(precision(text), scenario(null))).toMatch(message);
  });

  it("and what can be asked is not", () => {
    for (const text of ["site-loss.rpo.p99 <= 1 h", "lostPerYear <= 5", "site-loss.rto.observedMax <= 1 h"]) {
      expect(sweepMisuseOf(requirement(text), scenario(null))).toBeNull();
    }
    expect(sweepMisuseOf(requirement("pTargetMissedInYear <= 5 %"), scenario(1))).toBeNull();
    expect(sweepMisuseOf(precision("site-loss.rpo.mean +- 5 %"), scenario(null))).toBeNull();
  });
});
