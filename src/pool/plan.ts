/**
 * What is worked out once for a scenario and used in every replication: the load, the keys of all draws, the
 * longest that the jobs can take, and how old the newest safe cut may be before the pool counts as unshipped.
 */
import {
  draw,
  type Key,
  key,
  type Law,
  quantile,
  type Streams,
  support,
  noise as uniformByNumber,
} from "../engine/index.js";
import { steadyState } from "../shipping/age.js";
import {
  buildPipeline,
  constantDraws,
  type DrawPurpose,
  drawnPurposes,
  isDrawn,
  type PipelineDraws,
  timeLaw,
} from "../shipping/build.js";
import { type Load, loadOf } from "../shipping/load.js";
import { commonPeriod } from "../shipping/period.js";
import type { Pipeline } from "../shipping/pipeline.js";
import { ownTime } from "../shipping/transfer.js";
import { backupTime, copyTime, fileOver } from "../shipping/undisturbed.js";
import type { RunTime, Scenario } from "../spec/index.js";
import { normalTraffic } from "../traffic/index.js";
import { DAY, type Micros, WEEK } from "../units/index.js";
import type { NoiseBounds } from "./log-shipping/bounds.js";

export interface PoolPlan {
  readonly scenario: Scenario;
  readonly load: Load;
  /** What the pool's own traffic takes of the link in normal running, in bytes a second. */
  readonly poolTraffic: number;
  readonly noiseBounds: NoiseBounds;
  /** The age from which on the newest safe cut counts as too old. */
  readonly unshippedAfter: Micros;
}

export function planPool(scenario: Scenario): PoolPlan {
  const load = loadOf(scenario.workload, officeOf(scenario));
  return {
    scenario,
    load,
    poolTraffic: normalTraffic(scenario, load.peakMessagesPerSecond),
    noiseBounds: boundsOf(scenario, load),
    unshippedAfter: unshippedThreshold(scenario),
  };
}

/** How far the people at site 2 are ahead of the scenario's clock, which is that of site 1. */
export function officeOf(scenario: Scenario): { site2Ahead: Micros; shareAtSite2: number } {
  const minutes = (zone: string) => {
    const match = /^UTC(?:([+-])(\d{1,2})(?::(\d{2}))?)?$/.exec(zone);
    if (!match?.[1]) return 0;
    const size = Number(match[2]) * 60 + Number(match[3] ?? 0);
    return match[1] === "-" ? -size : size;
  };
  const ahead = minutes(scenario.timeZones["site-2"]) - minutes(scenario.timeZones["site-1"]);
  return { site2Ahead: (ahead * 60_000_000) as Micros, shareAtSite2: scenario.users.atSite2 };
}

/**
 * Drawn times of jobs are cut off where one in a million would be longer. A model with a longest run can be
 * wound forward in leaps and can say what "too old" means; one without could not.
 */
const LONGEST_UNIFORM = 0.999999;

export function cappedDraw(law: Law, uniform: number): Micros {
  return draw(law, Math.min(uniform, LONGEST_UNIFORM));
}

/** The longest that a job's law gives. */
export function longestOf(law: Law): Micros {
  const { highest } = support(law);
  return (Number.isFinite(highest) ? highest : Math.ceil(quantile(law, LONGEST_UNIFORM))) as Micros;
}

function boundsOf(scenario: Scenario, load: Load): NoiseBounds {
  const { backup, copy, restore } = scenario.logShipping;
  const timeOf = (time: RunTime) => longestOf(timeLaw(time));
  return {
    jitter: {
      backup: longestOf(backup.jitter),
      copy: longestOf(copy.jitter),
      restore: longestOf(restore.jitter),
    },
    backupTime: timeOf(backup.runTime),
    shortest: {
      backup: support(timeLaw(backup.runTime)).lowest,
      copy: support(copy.overhead).lowest,
    },
    copyOverhead: longestOf(copy.overhead),
    restoreTime: timeOf(restore.runTime),
    failuresInARow: { backup: 0, copy: 0, restore: 0 },
    isSteady: load.periods.length === 0 && drawnPurposes(scenario).every((one) => one.endsWith(".offset")),
    peakLogPerSecond: load.peakLogPerSecond,
    bursts: load.bursts,
  };
}

/**
 * The two intervals plus the longest run of each job in a burst-free period; where the jobs cannot keep up,
 * plus one backup and one transfer.
 */
function unshippedThreshold(scenario: Scenario): Micros {
  const calm = { ...scenario, workload: { ...scenario.workload, bursts: [] } };
  const load = loadOf(calm.workload, officeOf(scenario));
  const pipeline = buildPipeline(
    calm,
    load,
    constantDraws((law, purpose) => (purpose.endsWith(".offset") ? draw(law, 0.5) : longestOf(law))),
  );
  const { backup, copy } = scenario.logShipping;
  const copyEvery = copy.trigger.on === "grid" ? copy.trigger.grid.every : backup.grid.every;
  const common = commonPeriod(calm.logShipping, load);
  const state = steadyState(pipeline, common.ok ? common.period : WEEK, DAY);
  const keepsUp = state.growth === 0;
  const runs = keepsUp ? state.longest.backup + state.longest.copy : oneOfEach(pipeline, backup.grid.every);
  return (backup.grid.every + copyEvery + runs) as Micros;
}

function oneOfEach(pipeline: Pipeline, every: Micros): number {
  const bytes = fileOver(pipeline, 0 as Micros, every);
  return backupTime(pipeline, 0, bytes) + copyTime(pipeline, 0, bytes);
}

/** What a runbook step of applying files takes: each file's own restore, one after another. */
export function timeToApply(
  pipeline: Pipeline,
  files: readonly { readonly number: number; readonly bytes: number }[],
): Micros {
  return files.reduce(
    (sum, file) => sum + ownTime(pipeline.restore.ownTime, file.number, file.bytes),
    0,
  ) as Micros;
}

const DRAW_KEYS: Readonly<Record<DrawPurpose, Key>> = Object.fromEntries(
  (
    [
      "backup.offset",
      "backup.jitter",
      "backup.time",
      "copy.offset",
      "copy.jitter",
      "copy.overhead",
      "restore.offset",
      "restore.jitter",
      "restore.time",
    ] as const
  ).map((purpose) => [purpose, key("log-shipping", purpose)]),
) as Record<DrawPurpose, Key>;

/** The draws of one replication's pipeline, by purpose and number. */
export function pipelineDraws(streams: Streams): PipelineDraws {
  return {
    once: (purpose, law) =>
      isDrawn(law) ? draw(law, streams.stream(DRAW_KEYS[purpose]).next()) : fixedOf(law),
    byNumber(purpose, law) {
      if (!isDrawn(law)) {
        const value = fixedOf(law);
        return () => value;
      }
      const words = streams.noise(DRAW_KEYS[purpose]);
      return (number) => cappedDraw(law, uniformByNumber(words, number));
    },
  };
}

const fixedOf = (law: Law): Micros => support(law).lowest as Micros;
