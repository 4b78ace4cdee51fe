/** What arithmetic says a schedule loses is what is lost when it is played; and of several, play finds the one to take. */
import { describe, expect, it } from "vitest";
import { key, Streams } from "../../../src/engine/index.js";
import type { Statistic } from "../../../src/scenario/index.js";
import { AT } from "../../../src/studies/sweep/life-line.js";
import { disagreements } from "../../../src/studies/tune/agreement.js";
import { ownTargetsInTheWay } from "../../../src/studies/tune/in-the-way.js";
import { CandidatePlay } from "../../../src/studies/tune/play-candidate.js";
import { LossFigures } from "../../../src/studies/tune/site-lost.js";
import { FIRST_FRESH } from "../../../src/studies/tune/task.js";
import { candidate, choose, exactFigures, found, goals, type Made, scenarioOf } from "./tuning.js";

const PATIENCE = 120_000;
const EVERY_PART = ["backup", "copy", "restore"] as const;
const every = (interval: string) =>
  Object.fromEntries(EVERY_PART.map((job) => [`logShipping.${job}.every`, interval]));
const OFFSET = "logShipping.copy.offset";

function played(made: Made, replications: number, first = 0, seed = 1): CandidatePlay {
  const plan = { goals: goals(["rpo.mean <= 1 h"]), exactDurations: true, seed };
  const play = new CandidatePlay(candidate(made, 0), plan, first);
  while (play.played < replications) play.playNext();
  return play;
}

describe("a schedule that is played", { timeout: PATIENCE }, () => {
  it.each<[string, Record<string, string>]>([
    ["the default grid", {}],
    ["copies 30 s behind the backups", { [OFFSET]: "30 s" }],
    ["copies half an interval behind", { [OFFSET]: "7 min 30 s" }],
    ["all jobs every 5 minutes", { ...every("5 min"), [OFFSET]: "21 s" }],
    ["copies three times as often", { "logShipping.copy.every": "5 min" }],
    ["an interval that does not divide the day", { ...every("7 min"), [OFFSET]: "25 s" }],
    ["the share at a third site", { "logShipping.share": "third-site" }],
    ["the share beside the secondary", { "logShipping.share": "site-2" }],
  ])("loses what its exact law says, as near as chance allows: %s", (_, settings) => {
    const play = played({ settings, runs: 1 }, 250);
    const figures = exactFigures(scenarioOf(settings));
    expect(disagreements("this", figures, play)).toEqual([]);
    const mean = play.simulated()!["site-loss.rpo.mean"]!;
    // Within four standard errors, whatever the intervals say of themselves.
    const error = (mean.ci95![1]! - mean.ci95![0]!) / 2 / 1.97;
    expect(Math.abs(mean.value! - figures.mean)).toBeLessThan(4 * error);
  });

  it("is contradicted where figures are a minute off, or a worst that was passed", () => {
    const play = played({ settings: { [OFFSET]: "30 s" }, runs: 1 }, 400);
    const { mean, p50, p95, p99, worst, best } = exactFigures(scenarioOf({ [OFFSET]: "30 s" }));
    const off = { best, mean: mean + 60, p50, p95, p99, worst, exact: true };
    expect(disagreements("this", off, play)).toEqual([
      expect.stringMatching(/^Exact and simulated RPO of this differ/),
    ]);
    const low = { best, mean, p50, p95, p99, worst: worst - 60, exact: true };
    expect(disagreements("this", low, play)).toEqual([expect.stringMatching(/contradict each other/)]);
  });

  it("is not contradicted by chance where the tail is heavy and the rare values were not seen", () => {
    // Lost: 1 in 99 cases of a hundred, give or take nothing, and 1,000 in the last.
    const alarms = (n: number, mean: number) => {
      let found = 0;
      for (let trial = 0; trial < 200; trial++) {
        const words = new Streams(trial, 0).stream(key("test", "heavy tail"));
        const lost = new LossFigures(["rpo"]);
        for (let one = 0; one < n; one++) {
          const values = new Array<number>(64).fill(0);
          values[AT.rpo] = (words.next() < 0.01 ? 1000e6 : 1e6) + Math.floor(words.next() * 1000);
          lost.add(values);
        }
        const play = {
          decided: (asked: Statistic, miss: number) => ({
            estimate: lost.result("rpo", asked, miss),
            n: lost.count,
          }),
        };
        // Figures of which all but the mean are true of every sample.
        const figures = { best: 1, mean, p50: 1.0005, p95: 1.001, p99: 900, worst: 1000.001, exact: false };
        found += disagreements("this", figures, play).length > 0 ? 1 : 0;
      }
      return found;
    };
    expect(alarms(60, 10.99)).toBe(0);
    // A chance in a thousand each, of 800.
    expect(alarms(400, 10.99)).toBeLessThanOrEqual(3);
    // A mean that is far off is still found out.
    expect(alarms(400, 100)).toBeGreaterThan(180);
  });

  it("meets the same chance as every other in the same replication, and another in fresh ones", () => {
    const one = played({ settings: { [OFFSET]: "30 s" }, runs: 1 }, 1);
    const other = played({ settings: { [OFFSET]: "60 s" }, runs: 1 }, 1);
    for (let replication = 0; replication < 40; replication++) {
      const difference = other.rpo(replication) - one.rpo(replication);
      // The same instant of the same period: the same file is the newest, or the one before, an interval older.
      expect([0, 900e6]).toContain(difference);
    }
    const fresh = played({ settings: { [OFFSET]: "30 s" }, runs: 1 }, 20, FIRST_FRESH).simulated();
    expect(fresh).not.toEqual(played({ settings: { [OFFSET]: "30 s" }, runs: 1 }, 20).simulated());
  });

  it("counts a site that is back in time as nothing lost, but not against the schedule", () => {
    const text = {
      failures: "[{ what: site-loss, where: site-1, at: any, lasts: 45 min }]",
      "people.decide": "{ uniform: [0 s, 2 h] }",
    };
    const play = played({ settings: { ...text, [OFFSET]: "30 s" }, runs: 1 }, 250);
    const all = play.simulated()!["site-loss.rpo.mean"]!.value!;
    const figures = exactFigures(scenarioOf({ [OFFSET]: "30 s" }));
    expect(all).toBeLessThan(0.8 * figures.mean);
    expect(disagreements("this", figures, play)).toEqual([]);
  });
});

describe("of several schedules", { timeout: PATIENCE }, () => {
  const grid: Made = { settings: {}, runs: 100 };
  const staggered: Made = { settings: { [OFFSET]: "30 s" }, runs: 100 };
  const frequent: Made = { settings: { ...every("5 min"), [OFFSET]: "30 s" }, runs: 300 };
  const all = (made: readonly Made[]) => made.map((one, index) => candidate(one, index));

  it("the first that meets the targets by arithmetic is taken, and no other is judged", () => {
    const { chosen, judged, gaveUp } = choose({
      preferred: all([staggered, grid, frequent]),
      asked: goals(["rpo <= 20 min"]),
    });
    expect(chosen?.index).toBe(0);
    expect(judged).toHaveLength(1);
    expect(gaveUp).toBe(false);
  });

  it("a dearer one is taken where the cheaper do not do, and none where none does", () => {
    const preferred = all([staggered, grid, frequent]);
    expect(choose({ preferred, asked: goals(["rpo <= 6 min"]) }).chosen?.index).toBe(2);
    const none = choose({ preferred, asked: goals(["rpo <= 1 min"]) });
    expect(none.chosen).toBe(null);
    expect(none.judged).toEqual([]);
  });

  it("play overrules arithmetic that is wrong, among schedules of equal cost", () => {
    const lie: Made = {
      ...grid,
      figures: { ...exactFigures(scenarioOf()), mean: 100, p99: 200, worst: 300 },
    };
    const preferred = all([lie, staggered]);
    for (const seed of [1, 2, 3]) {
      expect(choose({ preferred, asked: goals(["rpo.mean <= 30 min"]), seed }).chosen?.index).toBe(1);
    }
  });

  it("a schedule whose figures lie about the target itself is found out", () => {
    const lie: Made = {
      ...grid,
      figures: { ...exactFigures(scenarioOf()), mean: 100, p99: 200, worst: 300 },
    };
    expect(choose({ preferred: all([lie]), asked: goals(["rpo.mean <= 10 min"]) }).chosen).toBe(null);
  });

  it("differences within the indifference leave the order as it is, whatever the seed", () => {
    const near: Made = { settings: { [OFFSET]: "40 s" }, runs: 100 };
    const preferred = all([near, staggered]);
    for (const seed of [1, 2, 3, 4, 5]) {
      expect(choose({ preferred, asked: goals(["rpo <= 20 min"]), seed }).chosen?.index).toBe(0);
    }
  });

  it("targets that only play can judge are judged by play, in the order of preference", () => {
    const slow: Made = { settings: { [OFFSET]: "30 s", "people.decide": "10 h" }, runs: 50 };
    const asked = goals(["rpo <= 20 min", "rto.p95 <= 4 h"]);
    const { chosen, judged } = choose({ preferred: all([slow, staggered, frequent]), asked });
    expect(chosen?.index).toBe(1);
    expect(judged.map((play) => play.candidate.index)).toEqual([0, 1]);
    expect(judged[1]!.played).toBe(120);
  });

  it("a tighter target never leads to a cheaper schedule", () => {
    // Restores that wait longer make people wait longer: the cheaper the schedule, the later anybody is back.
    const people = { "people.decide": "30 min", "people.step": "1 min", "people.detect": "5 min" };
    const made = ["4 h", "2 h", "1 h", "15 min"].map((restore, index) => ({
      settings: {
        ...people,
        [OFFSET]: "30 s",
        "logShipping.restore.every": restore,
        "logShipping.restore.rate": "1 MB/s",
      },
      runs: 100 + 10 * index,
    }));
    const preferred = all(made);
    const bounds = [400, 220, 180, 150, 120, 100, 90, 80, 70, 60, 40];
    const chosen = bounds.map((minutes) => {
      const { chosen } = choose({ preferred, asked: goals([`rto.p95 <= ${minutes} min`]), replications: 64 });
      return chosen === null ? Number.POSITIVE_INFINITY : chosen.cost.runsPerDay;
    });
    expect(chosen).toEqual([...chosen].sort((a, b) => a - b));
    expect(new Set(chosen).size).toBeGreaterThan(2);
  });

  it("the file's own target is named where it alone is in the way of what was asked for", () => {
    const told = (targets: string, texts: readonly string[]) => {
      const asked = goals(texts, scenarioOf({ targets }));
      const preferred = all([staggered, grid]);
      const { chosen, judged } = choose({ preferred, asked });
      expect(chosen).toBe(null);
      return ownTargetsInTheWay(found(preferred, asked), judged, asked);
    };
    // Missed by play, by arithmetic, and by arithmetic before anything could be played.
    expect(told("{ rto: 1 min }", ["rpo <= 20 min"])).toEqual([
      "site-loss.rto.p95 <= 1 min, a target of the file, is in the way: 1 schedule meets what --target asks for, as played. " +
        "--set 'targets.rto=…' changes that.",
    ]);
    expect(told("{ rpo: 1 min }", ["rpo.mean <= 30 min"])).toEqual([
      "site-loss.rpo.worst <= 1 min, a target of the file, is in the way: 2 schedules meet what --target asks for. " +
        "--set 'targets.rpo=…' changes that.",
    ]);
    expect(told("{ rpo: 1 min }", ["rto.p95 <= 8 h"])).toEqual([
      expect.stringMatching(
        /^site-loss\.rpo\.worst <= 1 min, a target of the file, is in the way: what --target asks/,
      ),
    ]);
    // Not where what was asked for is missed as well, or by itself, or where the file says nothing.
    expect(told("{ rpo: 1 min }", ["rpo.mean <= 1 s"])).toEqual([]);
    expect(told("{ rpo: 20 min }", ["rto.p95 <= 1 min"])).toEqual([]);
    expect(told("{ rpo: 1 min }", [])).toEqual([]);
    expect(told("{}", ["rpo <= 1 min"])).toEqual([]);
  });
});
