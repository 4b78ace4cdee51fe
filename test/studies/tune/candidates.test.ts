/** What may move, in which words, at what cost, and what is assumed of durations. */
import { describe, expect, it } from "vitest";
import { draw, support } from "../../../src/engine/index.js";
import {
  buildPipeline,
  constantDraws,
  copyTime,
  loadOf,
  ownTime,
  ticksOf,
} from "../../../src/shipping/index.js";
import type { Scenario } from "../../../src/spec/index.js";
import {
  agentWords,
  isAgentInterval,
  isAgentOffset,
  scheduleInWords,
} from "../../../src/studies/tune/agent-words.js";
import { assumeDurations, assumptionsOf } from "../../../src/studies/tune/assume.js";
import { Meter } from "../../../src/studies/tune/evaluate.js";
import { chooseKnobs } from "../../../src/studies/tune/knobs.js";
import { withSchedule } from "../../../src/studies/tune/schedule.js";
import { costOf } from "../../../src/studies/tune/schedule-cost.js";
import { searchSchedules } from "../../../src/studies/tune/search.js";
import type { Micros } from "../../../src/units/index.js";
import { chance, DEFAULT_GRID, inputOf, lawOf, randomSchedule, scenarioOf, searched } from "./scenes.js";

const DAY = 86_400e6;
const us = (seconds: number) => (seconds * 1e6) as Micros;

describe("schedules of SQL Server Agent", () => {
  it.each([
    [900, 30, "Occurs every day every 15 minute(s) between 00:00:30 and 23:59:59."],
    [10, 0, "Occurs every day every 10 second(s) between 00:00:00 and 23:59:59."],
    [90, 5, "Occurs every day every 90 second(s) between 00:00:05 and 23:59:59."],
    [7_200, 3_661, "Occurs every day every 2 hour(s) between 01:01:01 and 23:59:59."],
    [86_400, 7_200, "Occurs every day at 02:00:00."],
  ])("are told in its words: every %d s from %d s on", (every, offset, words) => {
    expect(scheduleInWords(us(every), us(offset))).toBe(words);
  });

  it("count 10 to 100 seconds, 1 to 100 minutes, 1 to 24 hours, and start at whole seconds of a day", () => {
    const able = [10, 100, 60, 6_000, 3_600, 86_400].map((every) => isAgentInterval(us(every)));
    const unable = [9, 101, 112, 10.5, 6_060, 25 * 3_600].map((every) => isAgentInterval(us(every)));
    expect([able.every(Boolean), unable.some(Boolean)]).toEqual([true, false]);
    expect([0, 86_399].map((offset) => isAgentOffset(us(offset)))).toEqual([true, true]);
    expect([0.5, 86_400].map((offset) => isAgentOffset(us(offset)))).toEqual([false, false]);
  });

  it("are told for all three jobs, and that a copy which follows backups has none", () => {
    const words = agentWords(scenarioOf(DEFAULT_GRID, ["logShipping.copy={after: backup}"]));
    expect(words.map((line) => line.split(":")[0])).toEqual(["LSBackup", "LSCopy", "LSRestore"]);
    expect(words[1]).toContain("at the end of each LSBackup run");
  });
});

describe("what may move", () => {
  const scenario = scenarioOf(DEFAULT_GRID);
  const pathsOf = (move: string[], hold: string[]) => {
    const reading = chooseKnobs(scenario, { move, hold });
    return reading.ok ? reading.knobs.map(({ path }) => path.replace("logShipping.", "")) : reading.problem;
  };
  const ALL = [
    "backup.every",
    "backup.offset",
    "copy.every",
    "copy.offset",
    "copy.after",
    "restore.every",
    "restore.offset",
  ];

  it("is the three jobs' schedules unless they are held, one by one or with all that is below", () => {
    expect(pathsOf([], [])).toEqual(ALL);
    expect(pathsOf([], ["logShipping.restore", "logShipping.backup.offset"])).toEqual(
      ALL.slice(0, 1).concat(ALL.slice(2, 5)),
    );
    // A copy that follows backups would not keep the grid that is held.
    expect(pathsOf([], ["logShipping.copy.every"])).not.toContain("copy.after");
    expect(pathsOf(["wan.bandwidth", "logShipping.share=site-1,third-site"], [])).toEqual([
      ...ALL,
      "wan.bandwidth",
      "share",
    ]);
  });

  it.each([
    [["logShipping.copy.evry"], [], "did you mean logShipping.copy.every?"],
    [["logShipping.copy.every=7 s"], [], "10 to 100 whole seconds"],
    [["logShipping.copy.offset=0.5 s"], [], "whole seconds of a day"],
    [["logShipping.copy.every=5"], [], "the unit is missing"],
    [["logShipping.copy.after=restore"], [], "the only value is backup"],
    [["logShipping.backup.every"], ["logShipping.backup"], "cannot both move and be held"],
    [[], ["wan.bandwidth"], "does not move unless --move names it"],
    [[], ["logShipping"], "everything is held"],
  ])("is refused with the way out: --move %j --hold %j", (move, hold, problem) => {
    expect(pathsOf(move, hold)).toContain(problem);
  });

  it("stays where it is held, and takes no other values than those given", () => {
    const held = searched({
      hold: ["logShipping.backup", "logShipping.restore"],
      overrides: ["logShipping.restore.offset=7 s"],
    });
    for (const {
      scenario: { logShipping },
    } of held.preferred) {
      expect(logShipping.backup.grid).toEqual({ every: us(900), offset: { law: "fixed", value: 0 } });
      expect(logShipping.restore.grid).toEqual({ every: us(900), offset: { law: "fixed", value: us(7) } });
    }
    const given = searched({ move: ["logShipping.backup.every=10 min,30 min"], hold: ["logShipping.copy"] });
    expect(new Set(given.preferred.map(({ settings }) => settings.get("logShipping.backup.every")))).toEqual(
      new Set(["10 min", "30 min"]),
    );
    expect(new Set(given.preferred.map(({ settings }) => settings.get("logShipping.copy.every")))).toEqual(
      new Set(["15 min"]),
    );
  });

  it.each([
    "logShipping.copy.after",
    "logShipping.copy.every",
    "logShipping.copy.offset",
    "logShipping.copy",
  ])("keeps copies behind backups where they are there now and %s is held", (path) => {
    const overrides = ["logShipping.copy={after: backup, overhead: 0 s}"];
    const { preferred } = searched({ overrides, hold: [path] });
    expect(preferred.length).toBeGreaterThan(10);
    for (const { settings } of preferred) expect(settings.get("logShipping.copy.after")).toBe("backup");
  });

  it("cannot be a grid of copies that are held behind backups", () => {
    const reading = chooseKnobs(scenarioOf(DEFAULT_GRID, ["logShipping.copy={after: backup}"]), {
      move: ["logShipping.copy.every=5 min"],
      hold: ["logShipping.copy.after"],
    });
    expect(reading).toMatchObject({
      ok: false,
      problem: expect.stringContaining("leave out one of the two"),
    });
  });

  it("leaves a held law as it is: out of what is written, with no interval shorter than its longest value", () => {
    const { preferred, notes } = searched({
      overrides: ["logShipping.copy.offset={uniform: [0 s, 400 s]}"],
      hold: ["logShipping.copy.offset", "logShipping.restore"],
      move: ["logShipping.backup.every=15 min", "logShipping.copy.every=5 min,10 min,15 min"],
    });
    const intervals = preferred.map(({ settings }) => settings.get("logShipping.copy.every"));
    expect(new Set(intervals)).toEqual(new Set(["10 min", "15 min"]));
    for (const { settings, scenario } of preferred) {
      expect(settings.has("logShipping.copy.offset")).toBe(false);
      expect(scenario.logShipping.copy.trigger).toMatchObject({ grid: { offset: { law: "uniform" } } });
    }
    expect(notes.join()).toContain("logShipping.copy.offset is given as a law and held");
  });

  it("says of a law that moves that the schedules looked at have fixed offsets", () => {
    const { preferred, notes } = searched({
      overrides: ["logShipping.copy.offset={uniform: [0 s, 400 s]}"],
      move: ["logShipping.backup.every=15 min", "logShipping.copy.every=15 min"],
    });
    expect(notes.join()).toContain(
      "logShipping.copy.offset is given as a law; schedules looked at have fixed ones",
    );
    expect(preferred.every(({ settings }) => settings.has("logShipping.copy.offset"))).toBe(true);
    expect(preferred.every(({ figures }) => figures!.exact)).toBe(true);
  });

  it("is too much where combinations run into the millions, and the way out is told", () => {
    const move = [
      "logShipping.backup.compression",
      "wan.bandwidth",
      "logShipping.restore.delay",
      "topology.witness",
    ];
    expect(searchSchedules(inputOf({ move })).refusal).toContain("let fewer fields move");
  });
});

describe("what a schedule costs", () => {
  it.each([
    ["as it is", []],
    ["restores that wait", ["logShipping.restore.delay=20 min"]],
    ["a share at the third site", ["logShipping.share=third-site"]],
  ])("is what its jobs do in a day, counted tick by tick: %s", (_, overrides) => {
    const scenario = scenarioOf(DEFAULT_GRID, overrides);
    const meter = new Meter(scenario, { exactDurations: true, seed: 1 });
    const random = chance(21);
    let compared = 0;
    for (let trial = 0; trial < 120; trial++) {
      const schedule = randomSchedule(random);
      if (schedule.copy === null || schedule.copy.every < 120e6 || schedule.backup.every < 120e6) continue;
      const whole = withSchedule(scenario, schedule);
      const law = lawOf(whole);
      if (law.kind !== "exact") continue;
      compared++;
      const { work } = meter.measure(schedule);
      const cost = costOf(scenario, schedule, work, null);
      const { backups, copies, restores } = countedOverADay(whole);
      expect([cost.runsPerDay, cost.emptyRunsPerDay]).toEqual([
        backups + copies.finding + restores,
        copies.all - copies.finding,
      ]);
      expect(cost.filesKept).toBe(backups * 6);
      expect(cost.wanBytesPerDay).toBe(backups * 300e6 * (whole.logShipping.share === "third-site" ? 2 : 1));
    }
    expect(compared).toBeGreaterThan(20);
  });

  /** Over the fourth day: all ticks, and which of the copy's find a file that the tick before did not. */
  function countedOverADay(scenario: Scenario) {
    const load = loadOf(scenario.workload);
    const pipeline = buildPipeline(
      scenario,
      load,
      constantDraws((law) => draw(law, 0.5)),
    );
    const at = (grid: Parameters<typeof ticksOf>[0]) => {
      const ticks = ticksOf(grid);
      const list: number[] = [];
      for (let number = ticks.firstAtOrAfter((2.9 * DAY) as Micros); ticks.at(number) < 4 * DAY; number++)
        list.push(ticks.at(number));
      return list;
    };
    const files = at(pipeline.backup.grid).map((cut) => ({
      cut,
      whole: cut + (pipeline.share === "primary" ? 20e6 : 24.04e6),
      safe: 0,
    }));
    const copyTicks = at(pipeline.copy.grid!);
    const found = new Set<number>();
    let free = 0;
    let next = 0;
    for (const tick of copyTicks) {
      if (tick < free) continue;
      free = tick;
      while (next < files.length && files[next]!.whole <= tick) {
        free += copyTime(pipeline, 0, 300e6);
        files[next++]!.safe = free;
        if (tick >= 3 * DAY) found.add(tick);
      }
    }
    const today = (list: readonly number[]) => list.filter((tick) => tick >= 3 * DAY).length;
    return {
      backups: today(files.map(({ cut }) => cut)),
      copies: { all: today(copyTicks), finding: found.size },
      restores: today(at(pipeline.restore.grid)),
    };
  }
});

describe("what is assumed of durations", () => {
  /** The least and the most that a backup, a transfer and a restore can take, in seconds. */
  function ranges(scenario: Scenario): number[][] {
    const ends = (["lowest", "highest"] as const).map((end) => {
      const load = loadOf(scenario.workload);
      const pipeline = buildPipeline(
        scenario,
        load,
        constantDraws((law) => support(law)[end] as Micros),
      );
      const { backup, restore } = pipeline;
      const bytes = backup.fileSize ?? pipeline.logWritten(0 as Micros, us(900)) / backup.compression;
      return [
        ownTime(backup.ownTime, 0, bytes),
        copyTime(pipeline, 0, bytes),
        ownTime(restore.ownTime, 0, bytes),
      ];
    });
    return ends[0]!.map((least, job) => [least / 1e6, ends[1]![job]! / 1e6]);
  }

  it.each([
    ["durations and sizes that are given", []],
    ["durations that are computed from what was written", ["logShipping.backup={every: 15 min}"]],
    ["a computed backup of a given size", ["logShipping.backup={every: 15 min, fileSize: 300 MB}"]],
  ])("is 30 % less or more of each, in the words of a scenario: %s", (_, overrides) => {
    const scenario = scenarioOf(DEFAULT_GRID, [...overrides, "wan.roundTrip=0 s"]);
    const now = ranges(scenario);
    const assumed = ranges(assumeDurations(scenario));
    for (const [job, [least, most]] of assumed.entries()) {
      expect(least).toBeCloseTo(0.7 * now[job]![0]!, 5);
      expect(most).toBeCloseTo(1.3 * now[job]![0]!, 5);
    }
  });

  it("is 3 s of start delay for each job", () => {
    const { backup, copy, restore } = assumeDurations(scenarioOf(DEFAULT_GRID)).logShipping;
    for (const { jitter } of [backup, copy, restore])
      expect(jitter).toEqual({ law: "uniform", from: 0, to: 3e6 });
  });

  it("leaves alone what the scenario gives as a law", () => {
    const own = [
      "logShipping.backup={every: 15 min, fileSize: 300 MB, duration: {uniform: [10 s, 40 s]}, jitter: {uniform: [0 s, 1 s]}}",
      "logShipping.copy={every: 15 min, overhead: {uniform: [1 s, 2 s]}, jitter: {uniform: [0 s, 1 s]}}",
      "logShipping.restore={every: 15 min, duration: {uniform: [1 s, 2 s]}, jitter: {uniform: [0 s, 1 s]}}",
    ];
    const scenario = scenarioOf(DEFAULT_GRID, own);
    expect(assumptionsOf(scenario)).toBeNull();
    expect(assumeDurations(scenario)).toEqual(scenario);
  });

  it("changes no file's size that anything but a transfer could see: a full copy of the database stays as large", () => {
    const scenario = scenarioOf(DEFAULT_GRID, ["logShipping.backup={every: 15 min}"]);
    const assumed = assumeDurations(scenario);
    const size = ({ database, logShipping }: Scenario) => database.size / logShipping.backup.compression;
    expect(size(assumed)).toBeCloseTo(size(scenario), 0);
  });
});
