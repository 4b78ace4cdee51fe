/** What a target means, what takes play to judge it, and what is no target at all. */
import { describe, expect, it } from "vitest";
import { readExpression } from "../../../src/scenario/index.js";
import { type Goal, goalsOf, isPlayed, scheduleTargets, tooFewFor } from "../../../src/studies/tune/goals.js";
import { goals, scenarioOf } from "./tuning.js";

const one = (text: string, exactDurations = true): Goal => goals([text], scenarioOf(), exactDurations)[0]!;

function problem(text: string, settings: Readonly<Record<string, string>> = {}): string {
  const reading = readExpression(text, "sweep-requirement", "--target");
  if (!reading.ok) throw new Error(reading.issue.message);
  const result = goalsOf(scenarioOf(settings), [reading.expression], true);
  return result.ok ? "" : result.problem;
}

describe("a target", () => {
  it("of RPO means at worst where durations are exact, and one case in a hundred where they vary", () => {
    const scenario = scenarioOf({ targets: "{ rpo: 20 min, rto: 4 h }" });
    const texts = (exact: boolean) => goals([], scenario, exact).map(({ text }) => text);
    expect(texts(true)).toEqual(["site-loss.rpo.worst <= 20 min", "site-loss.rto.p95 <= 4 h"]);
    expect(texts(false)).toEqual(["site-loss.rpo.p99 <= 20 min", "site-loss.rto.p95 <= 4 h"]);
    expect(one("rpo <= 15 min").text).toBe("site-loss.rpo.worst <= 15 min");
    expect(one("rpo <= 15 min", false).text).toBe("site-loss.rpo.p99 <= 15 min");
  });

  it("varies where the scenario's own durations do, and not where only restores or offsets are drawn", () => {
    const text = (settings: Record<string, string>) =>
      goals([], scenarioOf({ targets: "{ rpo: 20 min }", ...settings }), true)[0]!.text;
    const law = "{ uniform: [1 s, 2 s] }";
    expect(text({ "logShipping.backup.duration": law })).toContain("p99");
    expect(text({ "logShipping.copy.jitter": law })).toContain("p99");
    expect(text({ "logShipping.restore.jitter": law })).toContain("worst");
    expect(text({ "logShipping.copy.offset": law })).toContain("worst");
  });

  it.each<[string, string, Goal["by"]]>([
    ["rpo.mean <= 9 min", "site-loss.rpo.mean <= 9 min", "schedule"],
    ["site-loss.rpo.p50 < 9 min", "site-loss.rpo.p50 < 9 min", "schedule"],
    ["rpo.p95 <= 9min", "site-loss.rpo.p95 <= 9min", "schedule"],
    ["rpo.p90 <= 9 min", "site-loss.rpo.p90 <= 9 min", "site-loss"],
    ["rpo.observedMax <= 9 min", "site-loss.rpo.observedMax <= 9 min", "site-loss"],
    ["rto <= 4 h", "site-loss.rto.p95 <= 4 h", "site-loss"],
    ["site-loss.lost.p95 <= 20000", "site-loss.lost.p95 <= 20000", "site-loss"],
    ["lostPerYear <= 500", "lostPerYear <= 500", "years"],
    ["availability >= 99.9 %", "availability >= 99.9 %", "years"],
    ["principal-crash.rto.p95 <= 5 min", "principal-crash.rto.p95 <= 5 min", "years"],
  ])("%s is %s, judged by %s", (text, full, by) => {
    const goal = one(text);
    expect(goal.text).toBe(full);
    expect(goal.by).toBe(by);
    expect(isPlayed(goal)).toBe(by !== "schedule");
  });

  it("that the schedule judges keeps its limit in seconds and its relation", () => {
    expect(scheduleTargets(goals(["rpo.mean < 9 min", "rto <= 4 h", "rpo <= 15 min"]))).toEqual([
      { text: "site-loss.rpo.mean < 9 min", statistic: "mean", relation: "<", limit: 540 },
      { text: "site-loss.rpo.worst <= 15 min", statistic: "worst", relation: "<=", limit: 900 },
    ]);
  });

  it("that is asked for twice counts once, as the scenario's", () => {
    const scenario = scenarioOf({ targets: "{ rpo: 15 min }" });
    expect(goals(["rpo <= 15 min"], scenario).map(({ from }) => from)).toEqual(["scenario"]);
  });

  it.each<[string, string]>([
    ["lost <= 100", "name the statistic, such as site-loss.lost.p95"],
    ["rpo.best <= 1 min", "the best case is luck"],
    ["rto.worst <= 4 h", "only rpo has an exact worst case"],
    ["rpo.mean >= 5 min", "less of it is better"],
    ["pLossInYear <= 1 %", "the scenario's horizon is 14 d; give horizon: 1 year or more"],
    ["principal-crash.rto <= 5 min", "name the statistic"],
    ["principal-crash.rto.p99.9 <= 5 min", "a sweep keeps p50, p90, p95, p99"],
  ])("is refused: %s", (text, why) => {
    expect(problem(text)).toContain(why);
  });

  it("of the worst case is refused where durations vary: the longest of some draws is no bound", () => {
    const reading = readExpression("rpo.worst <= 20 min", "sweep-requirement", "--target");
    if (!reading.ok) throw new Error(reading.issue.message);
    const told = (exactDurations: boolean, settings: Record<string, string> = {}) => {
      const result = goalsOf(scenarioOf(settings), [reading.expression], exactDurations);
      return result.ok ? "" : result.problem;
    };
    expect(told(true)).toBe("");
    expect(told(false)).toContain("ask for p99, or give --exact-durations");
    const law = { "logShipping.backup.duration": "{ uniform: [10 s, 40 s] }" };
    expect(told(true, law)).toMatch(/durations vary.*ask for p99$/);
  });

  it("of a year's share of years needs a year, and no more", () => {
    expect(problem("pLossInYear <= 1 %", { horizon: "1 year" })).toBe("");
  });

  it("that play judges needs as many replications as its interval does", () => {
    const asked = goals(["rpo <= 15 min", "rto.p95 <= 4 h", "rto.p99 <= 9 h"]);
    expect(tooFewFor(asked, 58)).toBe("site-loss.rto.p95 <= 4 h takes 59 replications at least to be judged");
    expect(tooFewFor(asked, 298)).toBe(
      "site-loss.rto.p99 <= 9 h takes 299 replications at least to be judged",
    );
    expect(tooFewFor(asked, 299)).toBe(null);
    expect(tooFewFor(goals(["rpo <= 15 min"]), 1)).toBe(null);
  });
});
