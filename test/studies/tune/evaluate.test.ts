/** The figures of a schedule, against the exact law of schedules, tick by tick, and against the pool's own play. */
import { describe, expect, it } from "vitest";
import { Streams } from "../../../src/engine/index.js";
import { officeOf } from "../../../src/pool/index.js";
import { pipelineDraws } from "../../../src/pool/plan.js";
import { ageLaw, ageQuantile, buildPipeline, loadOf, type Pipeline } from "../../../src/shipping/index.js";
import { startRun } from "../../../src/studies/index.js";
import { assumeDurations } from "../../../src/studies/tune/assume.js";
import { Meter, SEARCH_REPLICATION } from "../../../src/studies/tune/evaluate.js";
import { ShippingPlay } from "../../../src/studies/tune/play.js";
import { scheduleOf, withSchedule } from "../../../src/studies/tune/schedule.js";
import type { Micros } from "../../../src/units/index.js";
import { chance, DEFAULT_GRID, exactFigures, lawOf, randomSchedule, scenarioOf } from "./scenes.js";
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
