/** Scenarios and random schedules for the tests of the search. */
import { key, Streams } from "../../../src/engine/index.js";
import { officeOf } from "../../../src/pool/index.js";
import { readScenario } from "../../../src/scenario/index.js";
import { ageQuantile, loadOf, type ScheduleLaw, scheduleLaw } from "../../../src/shipping/index.js";
import type { Scenario } from "../../../src/spec/index.js";
import { chooseKnobs, type KnobsAsked } from "../../../src/studies/tune/knobs.js";
import { gridOf, type Schedule } from "../../../src/studies/tune/schedule.js";
import {
  type Found,
  type ScheduleStatistic,
  type ScheduleTarget,
  searchSchedules,
  type TuneInput,
} from "../../../src/studies/tune/search.js";
import type { Micros } from "../../../src/units/index.js";

/** 20 s backups, 24.04 s transfers, every job every 15 minutes at the same second. */
export const DEFAULT_GRID = [
  "layout: low-bandwidth",
  "targets: { rpo: 20 min }",
  "wan: { bandwidth: 100 Mbps, roundTrip: 80 ms, efficiency: 1, poolTraffic: none }",
  "logShipping:",
  "  backup: { every: 15 min, duration: 20 s, fileSize: 300 MB }",
  "  copy: { every: 15 min, overhead: 0 s }",
  "  restore: { every: 15 min }",
].join("\n");

export function scenarioOf(text: string, overrides: readonly string[] = []): Scenario {
  const reading = readScenario(text, { file: "test", overrides });
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  return reading.scenario;
}

export const lawOf = (scenario: Scenario): ScheduleLaw =>
  scheduleLaw(scenario, loadOf(scenario.workload, officeOf(scenario)));

/** Best, mean, p50, p95, p99 and worst in seconds, from the exact law. */
export function exactFigures(scenario: Scenario): number[] | null {
  const law = lawOf(scenario);
  if (law.kind !== "exact") return null;
  const { best, mean, p50, p95, worst } = law.figures;
  return [best, mean, p50, p95, ageQuantile(law.state.rpo, 0.99), worst].map((value) => value / 1e6);
}

/** Uniforms of a test: the same on every machine. */
export function chance(seed: number): { below(most: number): number; pick<T>(values: readonly T[]): T } {
  const stream = new Streams(seed, 0).stream(key("test", "tune"));
  const below = (most: number) => Math.floor(stream.next() * most);
  return { below, pick: (values) => values[below(values.length)]! };
}

const MINUTES = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60];

/** Any schedule that an agent could have, copies rarer than backups included. */
export function randomSchedule({ below, pick }: ReturnType<typeof chance>): Schedule {
  const grid = (shortest: readonly number[] = []) => {
    const every = pick([...shortest, ...MINUTES.map((minutes) => minutes * 60)]);
    return gridOf(every * 1e6, below(every) * 1e6);
  };
  return { backup: grid(), copy: below(5) === 0 ? null : grid([10, 15, 30]), restore: grid() };
}

export const rpo = (statistic: ScheduleStatistic, limit: number): ScheduleTarget => ({
  text: `site-loss.rpo.${statistic} <= ${limit} s`,
  statistic,
  relation: "<=",
  limit,
});

export interface SearchAsked extends Partial<TuneInput>, Partial<KnobsAsked> {
  readonly text?: string;
  readonly overrides?: readonly string[];
}

export function inputOf(asked: SearchAsked): TuneInput {
  const { text = DEFAULT_GRID, overrides = [], move = [], hold = [], ...rest } = asked;
  const scenario = scenarioOf(text, overrides);
  const reading = chooseKnobs(scenario, { move, hold });
  if (!reading.ok) throw new Error(reading.problem);
  return {
    scenario,
    reread(settings) {
      const more = [...settings].map(([path, value]) => `${path}=${value}`);
      const again = readScenario(text, { file: "test", overrides: [...overrides, ...more] });
      return again.ok ? again : { ok: false, why: again.issues.map(({ message }) => message).join("; ") };
    },
    knobs: reading.knobs,
    targets: [],
    exactDurations: true,
    minimised: null,
    indifference: 30e6 as Micros,
    countEmptyCopies: false,
    seed: 1,
    ...rest,
  };
}

export function searched(asked: SearchAsked): Found {
  const search = searchSchedules(inputOf(asked));
  if (search.refusal !== null) throw new Error(search.refusal);
  while (search.advance(1_000));
  return search.found();
}

/** Fewer values, for searches that are repeated many times. */
export const FEW = [
  "logShipping.backup.every=1 min,5 min,15 min,30 min,1 h",
  "logShipping.copy.every=30 s,5 min,15 min,30 min,1 h",
  "logShipping.copy.offset=0 s,20 s,30 s,45 s,2 min",
  "logShipping.copy.after",
  "logShipping.restore.every=15 min",
];
