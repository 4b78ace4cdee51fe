/** The whole search: what it has to find without a hint, what it says where there is nothing to find, and when to stop. */
import { describe, expect, it } from "vitest";
import type { TuneResult } from "../../../src/results/index.js";
import { chooseKnobs, type KnobsAsked } from "../../../src/studies/tune/knobs.js";
import { CandidatePlay } from "../../../src/studies/tune/play-candidate.js";
import { FIRST_FRESH, type TunePlan } from "../../../src/studies/tune/task.js";
import { startTune } from "../../../src/studies/tune/tune.js";
import { type Micros, SECOND } from "../../../src/units/index.js";
import { goals, scenarioOf } from "./tuning.js";

const PATIENCE = 240_000;

interface Asked {
  readonly targets: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
  readonly exactDurations?: boolean;
  readonly seed?: number;
  readonly replications?: number;
  readonly knobs?: KnobsAsked;
}

function planOf({
  targets,
  settings = {},
  exactDurations = true,
  seed = 1,
  replications = 60,
  knobs,
}: Asked): TunePlan {
  const scenario = scenarioOf(settings);
  const chosen = chooseKnobs(scenario, knobs ?? { move: [], hold: [] });
  if (!chosen.ok) throw new Error(chosen.problem);
  return {
    scenario,
    reread: (more) => ({ ok: true, scenario: scenarioOf({ ...settings, ...Object.fromEntries(more) }) }),
    knobs: chosen.knobs,
    goals: goals(targets, scenario, exactDurations),
    exactDurations,
    minimised: null,
    indifference: (30 * SECOND) as Micros,
    countEmptyCopies: false,
    seed,
    replications,
    replay: "stretchpool tune pool.yaml",
    version: "test",
  };
}

function tuned(asked: Asked): TuneResult {
  const tuning = startTune(planOf(asked));
  expect(tuning.refusal).toBe(null);
  while (tuning.advance());
  return tuning.finish(false)!;
}

/** Few enough schedules that many searches take little time. */
const FEWER: KnobsAsked = {
  move: ["logShipping.backup.every=15 min,20 min"],
  hold: ["logShipping.backup.offset", "logShipping.restore"],
};
const FEW: KnobsAsked = {
  move: ["logShipping.backup.every=5 min,10 min,15 min,20 min,30 min"],
  hold: ["logShipping.backup.offset", "logShipping.restore"],
};

describe("the search for a schedule", { timeout: PATIENCE }, () => {
  it("finds, from the default grid and without a hint, the stagger with the same number of runs", () => {
    const { now, best, binds, notes, evaluated } = tuned({ targets: ["rpo <= 20 min"], replications: 100 });
    // 20 s of backup and 24.04 s of transfer before the first age, half an interval behind it on average.
    expect(best!.schedule!.mean).toBeGreaterThanOrEqual(494.04);
    expect(best!.schedule!.mean).toBeLessThan(494.04 + 30);
    expect(now.schedule!.mean).toBeCloseTo(1374.04, 2);
    expect(best!.cost.runsPerDay).toBe(now.cost.runsPerDay);
    expect(best!.meetsTargets).toBe(true);
    expect(now.meetsTargets).toBe(false);
    expect(best!.words[1]).toMatch(
      /^LSCopy: Occurs every day every 15 minute\(s\) between 00:00:\d\d and 23:59:59\.$/,
    );
    expect(evaluated.candidates).toBeGreaterThan(5000);
    expect(binds.length).toBeGreaterThan(0);
    // Played and exact figures agree, or a note would say that they do not.
    expect(notes.filter((note) => note.includes("simulated"))).toEqual([]);
  });

  it("keeps away from the edge of the cliff where durations vary, and says why", () => {
    const { best, binds, cliff, assumed } = tuned({ targets: ["rpo <= 20 min"], exactDurations: false });
    expect(assumed).not.toBe(null);
    expect(best!.schedule!.exact).toBe(false);
    const follows = best!.settings["logShipping.copy.after"] === "backup";
    const copyEvery = best!.settings["logShipping.copy.every"];
    expect(follows || copyEvery !== "15 min").toBe(true);
    expect(binds.join(" ")).toMatch(/would miss|misses|missed/);
    for (const one of cliff.filter(({ jumpsAt }) => jumpsAt !== null))
      expect(one.jumpsAt!).toBeGreaterThan(one.takes);
  });

  it("tells its final figures from replications that it chose nothing by", () => {
    const asked: Asked = { targets: ["rpo <= 20 min", "rto.p95 <= 20 h"], knobs: FEW };
    const { best } = tuned(asked);
    const plan = planOf(asked);
    const settings = { ...best!.settings };
    const same = { index: 0, settings: new Map(Object.entries(settings)), scenario: scenarioOf(settings) };
    const play = new CandidatePlay(
      { ...same, figures: best!.schedule, whyNone: null, cost: best!.cost },
      plan,
      FIRST_FRESH,
    );
    while (play.played < plan.replications) play.playNext();
    expect(best!.simulated).toEqual(play.simulated());
    expect(Object.keys(best!.simulated!)).toContain("site-loss.rto.p95");
  });

  it("never gives a cheaper schedule for a tighter target, and gives none where none does", () => {
    const costs = [40, 31, 25, 20, 15, 10, 6, 2].map((minutes) => {
      const { best, nearest } = tuned({ targets: [`rpo <= ${minutes} min`], knobs: FEW, replications: 8 });
      expect((best === null) === (nearest !== null)).toBe(true);
      return best?.cost.runsPerDay ?? Number.POSITIVE_INFINITY;
    });
    expect(costs).toEqual([...costs].sort((a, b) => a - b));
    expect(costs.at(-1)).toBe(Number.POSITIVE_INFINITY);
    expect(new Set(costs).size).toBeGreaterThan(3);
  });

  it("shows the nearest and what stands in the way where people decide and not the schedule", () => {
    const { best, nearest, binds, evaluated } = tuned({
      targets: ["rpo <= 40 min", "rto.p95 <= 10 min"],
      knobs: FEW,
    });
    expect(best).toBe(null);
    expect(nearest!.meetsTargets).toBe(false);
    expect(evaluated.meetSchedule).toBeGreaterThan(0);
    expect(binds[0]).toMatch(
      /^(None of the \d+ schedules|The schedule) that w\w+ played .* site-loss\.rto\.p95 <= 10 min/,
    );
  });

  it("recommends the same with another seed, or what is within the indifference of it", () => {
    const means = [1, 2].map((seed) => {
      const { best } = tuned({
        targets: ["rpo <= 20 min"],
        seed,
        exactDurations: false,
        knobs: FEWER,
        replications: 100,
      });
      return { mean: best!.schedule!.mean, runs: best!.cost.runsPerDay };
    });
    for (const { mean, runs } of means) {
      expect(Math.abs(mean - means[0]!.mean)).toBeLessThan(30);
      expect(runs).toBe(means[0]!.runs);
    }
  });

  it("is the same to the last digit when it is done again", () => {
    const asked: Asked = {
      targets: ["rpo <= 20 min"],
      exactDurations: false,
      knobs: FEWER,
      replications: 20,
    };
    expect(tuned(asked)).toEqual(tuned(asked));
  });

  it("has nothing to tell before all schedules were looked at, and marks what it has when it is stopped later", () => {
    const tuning = startTune(planOf({ targets: ["rpo <= 20 min"], knobs: FEW }));
    tuning.advance();
    expect(tuning.progress().doing).toBe("searching");
    expect(tuning.finish(true)).toBe(null);
    while (tuning.progress().doing === "searching") tuning.advance();
    const result = tuning.finish(true)!;
    expect(result.partial).toEqual({ planned: 60 });
    expect(result.replications).toBeLessThan(60);
    expect(result.best).not.toBe(null);
    expect(result.front.length).toBeGreaterThan(1);
    while (tuning.advance());
    expect(tuning.finish(false)!.partial).toBe(null);
  });
});

describe("targets of random years", { timeout: PATIENCE }, () => {
  const YEARS = {
    horizon: "730 d",
    reliability: "{ site: { fails: 6 / year }, server: { fails: 0 / year }, front-end: { fails: 0 / year } }",
  };

  it("are judged by playing years under each schedule, in the order of preference", () => {
    const asked = { settings: YEARS, knobs: { ...FEW, move: ["logShipping.backup.every=10 min,30 min"] } };
    const loose = tuned({ ...asked, targets: ["lostPerYear <= 100000000"], replications: 20 });
    expect(loose.best!.meetsTargets).toBe(true);
    expect(loose.best!.simulated!.lostPerYear!.value).toBeGreaterThan(0);
    const tight = tuned({ ...asked, targets: ["lostPerYear <= 1"], replications: 20 });
    expect(tight.best).toBe(null);
    expect(tight.binds[0]).toContain("lostPerYear <= 1");
    expect(tight.notes.join(" ")).toContain("Random years");
  });
});
