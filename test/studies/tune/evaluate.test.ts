/** The figures of a schedule, against the exact law of schedules, tick by tick, and against the pool's own play. */
import { describe, expect, it } from "vitest";
import { Streams } from "../../../src/engine/index.js";
import { officeOf } from "../../../src/pool/index.js";
import { pipelineDraws } from "../../../src/pool/plan.js";
import { ageLaw, ageQuantile, buildPipeline, loadOf, type Pipeline } from "../../../src/shipping/index.js";
import { startRun } from "../../../src/studies/index.js";
import { Ages } from "../../../src/studies/tune/ages.js";
import { assumeDurations } from "../../../src/studies/tune/assume.js";
import { MOST_PIECES } from "../../../src/studies/tune/bounds.js";
import { Meter, SEARCH_REPLICATION } from "../../../src/studies/tune/evaluate.js";
import { ShippingPlay } from "../../../src/studies/tune/play.js";
import { gridOf, scheduleOf, withSchedule } from "../../../src/studies/tune/schedule.js";
import { triedNow } from "../../../src/studies/tune/tried.js";
import type { Micros } from "../../../src/units/index.js";
import { chance, DEFAULT_GRID, exactFigures, inputOf, lawOf, randomSchedule, scenarioOf } from "./scenes.js";
import { agesOf, type SlowFault, slowPieces } from "./slow-shipping.js";

const figuresOf = (figures: object | null) =>
  figures === null ? null : Object.values(figures).filter((value) => typeof value === "number");

describe("the figures of a schedule without noise", () => {
  it.each([
    ["round figures", []],
    ["files that hold what was written", ["logShipping.backup={every: 15 min}"]],
    ["a share at the third site", ["logShipping.share=third-site"]],
    ["a share beside the secondary", ["logShipping.share=site-2"]],
    ["a slow link, on which copies are skipped", ["wan.bandwidth=20 Mbps"]],
    ["an agent that wants a pause", ["logShipping.agentGrace=5 s"]],
    [
      "start delays that are always the same",
      ["logShipping.backup.jitter=2 s", "logShipping.copy.jitter=3 s"],
    ],
    [
      "a load that changes by the hour",
      ["logShipping.backup={every: 15 min}", "workload.profile={sine: {amplitude: 0.8, period: 24 h}}"],
    ],
    [
      "a nightly burst",
      [
        "logShipping.backup={every: 15 min}",
        "workload.bursts=[{name: rebuild, every: 1 d, offset: 2 h, lasts: 40 min, log: 20 GB}]",
      ],
    ],
  ])("are those of the exact law: %s", (_, overrides) => {
    const scenario = scenarioOf(DEFAULT_GRID, overrides);
    const meter = new Meter(scenario, { exactDurations: true, seed: 1 });
    const random = chance(7);
    let compared = 0;
    for (let trial = 0; trial < 60; trial++) {
      const schedule = randomSchedule(random);
      const law = lawOf(withSchedule(scenario, schedule));
      const { figures, whyNone } = meter.measure(schedule);
      if (law.kind !== "exact") {
        expect([law.kind, whyNone !== null, figures]).toEqual([law.kind, true, null]);
        continue;
      }
      if (figures === null) {
        // Restores that cannot keep up lose nothing, and are no schedule to recommend.
        expect(whyNone).toContain("restores");
        continue;
      }
      compared++;
      const expected = exactFigures(withSchedule(scenario, schedule))!;
      for (const [place, value] of figuresOf(figures)!.entries()) {
        expect(Math.abs(value - expected[place]!)).toBeLessThan(1e-6);
      }
    }
    expect(compared).toBeGreaterThan(10);
  });
});

describe("a period with more backups than are looked at one by one", () => {
  const scenario = scenarioOf(DEFAULT_GRID, [
    "horizon=40 d",
    "logShipping.backup={every: 1 min}",
    "logShipping.copy={after: backup, overhead: 0 s}",
    "logShipping.restore.every=1 min",
    "workload.bursts=[{name: rebuild, every: 30 d, offset: 5 d, lasts: 1 h, log: 1 GB}]",
  ]);

  it("has the figures of the exact law, and not an end where the files end", () => {
    const { figures, work } = new Meter(scenario, { exactDurations: true, seed: 1 }).measure(
      scheduleOf(scenario),
    );
    for (const [place, value] of figuresOf(figures)!.entries())
      expect(Math.abs(value - exactFigures(scenario)![place]!)).toBeLessThan(1e-6);
    expect(figures!.worst).toBeLessThan(70);
    // Whole days of what was played, so that a day's runs are a day's runs.
    expect([work.backups, work.copies, work.emptyCopies]).toEqual([1_440, 1_440, 0]);
  });

  it("has none where durations vary: drawn runs would leave out the burst, or not, by where they end", () => {
    const { figures, whyNone } = new Meter(scenario, { exactDurations: false, seed: 1 }).measure(
      scheduleOf(scenario),
    );
    expect([figures, whyNone]).toEqual([null, "a period of 30 d holds more backups than can be drawn"]);
  });
});

describe("the scenario as it is", () => {
  it.each([
    ["a burst that no day divides", "workload.bursts=[{name: b, every: 5 h, lasts: 10 min, log: 3 GB}]"],
    ["intervals that no day divides", "logShipping.copy.every=7 min"],
  ])("is measured with its own anchor, which counts on past midnight: %s", (_, given) => {
    const overrides = ["logShipping.backup={every: 13 min}", "logShipping.anchor=run", given];
    const asked = { overrides, hold: [] };
    const input = inputOf(asked);
    const { figures, scenario } = triedNow(input);
    expect(scenario.logShipping.anchor).toBe("run");
    const exact = exactFigures(input.scenario)!;
    for (const [place, value] of figuresOf(figures)!.entries())
      expect(Math.abs(value - exact[place]!)).toBeLessThan(1e-6);
    // At midnight a grid of 13 minutes would begin anew.
    const daily = exactFigures(withSchedule(input.scenario, scheduleOf(input.scenario)))!;
    expect(Math.abs(daily[1]! - exact[1]!)).toBeGreaterThan(0.01);
  });
});

describe("an offset that is a law", () => {
  const LAW = "logShipping.copy.offset={uniform: [0 s, 60 s]}";
  const scenario = scenarioOf(DEFAULT_GRID, [
    LAW,
    "logShipping.backup.every=1 min",
    "logShipping.copy.every=1 min",
  ]);
  const setting = { exactDurations: true, seed: 1 };

  it("is drawn as often as there is room for, with the mean and the ends of the law over all offsets", () => {
    const law = lawOf(scenario);
    if (law.kind !== "offsets-drawn") throw new Error(law.kind);
    const { figures } = new Meter(scenario, setting).measure(scheduleOf(scenario));
    expect(figures!.exact).toBe(false);
    // 64 draws of an offset that is uniform over a minute: a mean of draws within 4 standard errors.
    expect(Math.abs(figures!.mean - law.figures.mean / 1e6)).toBeLessThan((4 * 60) / Math.sqrt(12 * 64));
    expect(Math.abs(figures!.p95 - law.figures.p95 / 1e6)).toBeLessThan(10);
    expect(figures!.worst).toBeLessThanOrEqual(law.figures.worst / 1e6);
    expect(figures!.worst).toBeGreaterThan(law.figures.worst / 1e6 - 10);
  });

  it("makes drawn only the schedules that have it: beside it, those with fixed offsets are exact", () => {
    const meter = new Meter(scenario, setting);
    const held = scheduleOf(scenario);
    const fixedOne = { ...held, copy: gridOf(60e6, 30e6) };
    const [first, exact, again] = [held, fixedOne, held].map((schedule) => meter.measure(schedule).figures!);
    expect([first!.exact, exact!.exact]).toEqual([false, true]);
    expect(again).toEqual(first);
    expect(exact!.mean).toBeCloseTo(exactFigures(withSchedule(scenario, fixedOne))![1]!, 6);
  });

  it("sums over no more pieces than there is room for", () => {
    const ages = new Ages();
    const fill = (count: number) => {
      for (let piece = 0; piece < count; piece++) ages.add(piece % 7, 2);
    };
    fill(MOST_PIECES);
    expect(ages.figures(false).mean * 1e6).toBeCloseTo(4, 3);
    expect(() => fill(1)).toThrow(RangeError);
  });
});

const DAY = 86_400e6;
const SEED = 5;

const drawnPipeline = (scenario: Parameters<typeof assumeDurations>[0], replication: number): Pipeline =>
  buildPipeline(
    scenario,
    loadOf(scenario.workload, officeOf(scenario)),
    pipelineDraws(new Streams(SEED, replication)),
  );

describe("the figures of a schedule whose durations vary", () => {
  const SCENES: [string, string[]][] = [
    ["copies behind the backup by a margin", ["logShipping.copy.offset=40 s"]],
    ["copies at the edge of the cliff", ["logShipping.copy.offset=22 s"]],
    ["copies every minute", ["logShipping.copy.every=1 min"]],
    ["copies more often than a transfer takes", ["logShipping.copy.every=10 s"]],
    ["copies that follow backups", ["logShipping.copy={after: backup, overhead: 0 s}"]],
    [
      "files that hold what was written",
      ["logShipping.backup={every: 5 min}", "logShipping.copy.every=1 min"],
    ],
    ["several files in a run", ["logShipping.backup.every=1 min", "logShipping.copy.every=5 min"]],
    ["a slow link", ["wan.bandwidth=20 Mbps", "logShipping.copy.every=1 min"]],
    ["a share beside the secondary", ["logShipping.share=site-2"]],
  ];

  function measured(overrides: readonly string[], fault: SlowFault = "none") {
    const scenario = scenarioOf(DEFAULT_GRID, overrides);
    const { figures } = new Meter(scenario, { exactDurations: false, seed: SEED }).measure(
      scheduleOf(scenario),
    );
    const days = Math.ceil((1_000 * scenario.logShipping.backup.grid.every) / DAY);
    const pipeline = drawnPipeline(assumeDurations(scenario), SEARCH_REPLICATION);
    const until = (1 + days) * DAY;
    const law = ageLaw(slowPieces(pipeline, DAY, until, fault));
    const slow = [law.best, law.mean, ...[0.5, 0.95, 0.99].map((p) => ageQuantile(law, p)), law.worst];
    return { fast: figuresOf(figures)!, slow: slow.map((value) => value / 1e6) };
  }

  it.each(SCENES)("are those of a play that walks every tick, with the same noise: %s", (_, overrides) => {
    const { fast, slow } = measured(overrides);
    for (const [place, value] of fast.entries()) expect(Math.abs(value - slow[place]!)).toBeLessThan(2e-6);
  });

  it.each(["copy-sees-unfinished", "safe-at-start", "safe-at-the-end-of-the-run"] as const)(
    "would be seen to differ if the play were wrong: %s",
    (fault) => {
      const differs = SCENES.some(([, overrides]) => {
        const { fast, slow } = measured(overrides, fault);
        return fast.some((value, place) => Math.abs(value - slow[place]!) > 0.1);
      });
      expect(differs).toBe(true);
    },
  );

  it.each(SCENES.slice(0, 8))("are made of the ages at which the pool itself loses: %s", (_, overrides) => {
    const base = scenarioOf(DEFAULT_GRID, [...overrides, "users.count=0", "people.decide=30 min"]);
    const assumed = assumeDurations(base);
    const play = new ShippingPlay();
    for (const at of [1.3 * DAY, 1.5 * DAY + 7e6, 1.9 * DAY + 431e6]) {
      const failing = scenarioOf(DEFAULT_GRID, [
        ...overrides,
        "users.count=0",
        `failures=[{what: site-loss, where: site-1, at: ${at / 1e6} s, lasts: 8 h}]`,
      ]);
      const run = startRun({
        scenario: assumeDurations(failing),
        seed: SEED,
        replications: 6,
        firstReplication: SEARCH_REPLICATION,
        replay: "",
        version: "0",
      });
      while (run.advance(10));
      for (const { rpo, replication } of run.finish().incidents) {
        const pipeline = drawnPipeline(assumed, replication);
        play.play(pipeline, (DAY - 40 * pipeline.backup.grid.every) as Micros, (at + DAY) as Micros, 3e6);
        expect(rpo).toBeCloseTo(agesOf(play, at) / 1e6, 6);
      }
    }
  });
});
