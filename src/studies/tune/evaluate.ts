/**
 * What a schedule achieves, without playing a pool: the law of RPO at the loss of the primary's site. Exact where nothing is
 * drawn; where durations vary, from drawn runs of the jobs with the same noise for every schedule. It must never know a
 * target.
 */
import { Streams } from "../../engine/index.js";
import { officeOf } from "../../pool/index.js";
import type { ScheduleFiguresResult } from "../../results/index.js";
import {
  buildPipeline,
  commonPeriod,
  constantDraws,
  drawnForRpo,
  type Load,
  loadOf,
  type Pipeline,
  whyNothingArrives,
} from "../../shipping/index.js";
import type { Scenario } from "../../spec/index.js";
import { DAY, type Micros } from "../../units/index.js";
import { assumeDurations } from "./assume.js";
import { DrawnPlay } from "./drawn.js";
import { rpoShipping, withGrids } from "./grids.js";
import { middleOf } from "./middle.js";
import { type Schedule, scheduleOf, withSchedule } from "./schedule.js";
import { SteadyPlay, type Work } from "./steady.js";

export interface Measured {
  readonly figures: ScheduleFiguresResult | null;
  readonly whyNone: string | null;
  /** Each duration in its middle. */
  readonly work: Work;
  /** Microseconds that a backup may take longer than its longest before its copy misses it; Infinity: no copy waits for a tick. */
  readonly room: number;
  /** From its tick to its end. */
  readonly longestBackup: number;
  /** From a backup's tick to its file safe and a while for what varies: a restore that starts then finds it. */
  readonly wayThrough: number;
}

/** Replications of the search's noise begin here, far from every one that anybody plays. */
export const SEARCH_REPLICATION = 3_000_000;
/** What varies beside backups and transfers: start delays of two jobs and a restore's place in its run. */
const ALLOWANCE = 10e6;

export interface MeterSetting {
  readonly exactDurations: boolean;
  readonly seed: number;
  /** What is changed of the pipeline, where it is to be drawn. */
  readonly changed?: (pipeline: Pipeline) => Pipeline;
}

/** Measures schedules of one scenario, whatever its own. */
export class Meter {
  readonly #scenario: Scenario;
  readonly #load: Load;
  readonly #steady: SteadyPlay;
  readonly #drawnFrom: () => DrawnPlay;
  #drawn: DrawnPlay | null = null;
  /** Start delays or durations vary on which RPO depends, whatever the schedule. */
  readonly #varies: boolean;
  readonly #middle: Pipeline;
  readonly #neverArrives: string | null;

  constructor(scenario: Scenario, { exactDurations, seed, changed }: MeterSetting) {
    this.#scenario = scenario;
    this.#load = loadOf(scenario.workload, officeOf(scenario));
    this.#middle = buildPipeline(this.#scenario, this.#load, constantDraws(middleOf));
    this.#steady = new SteadyPlay(this.#scenario, this.#load);
    const playedFor = (schedule: Schedule) => {
      const here = withSchedule(this.#scenario, schedule);
      return exactDurations ? here : assumeDurations(here);
    };
    this.#varies =
      changed !== undefined ||
      drawnForRpo(playedFor(scheduleOf(scenario))).some((purpose) => !purpose.endsWith(".offset"));
    const streams = (index: number) => new Streams(seed, SEARCH_REPLICATION + index);
    this.#drawnFrom = () => new DrawnPlay(playedFor, this.#load, streams, changed ?? ((same) => same));
    this.#neverArrives = whyNothingArrives(this.#scenario);
  }

  measure(schedule: Schedule): Measured {
    const pipeline = withGrids(this.#middle, schedule);
    const scenario = withSchedule(this.#scenario, schedule);
    const isDrawn = this.#varies || drawnForRpo(scenario).length > 0;
    const common = commonPeriod(rpoShipping(scenario, schedule), this.#load);
    const period = common.ok ? common.period : DAY;
    const { figures, whyNone, work, wait, longestBackup, longestWay } = this.#steady.measure(
      schedule,
      pipeline,
      period,
      isDrawn ? "work" : "figures",
    );
    const known = { work, longestBackup, wayThrough: longestWay };
    const why = this.#neverArrives ?? (common.ok ? whyNone : common.why);
    if (why !== null) return { ...known, figures: null, whyNone: why, room: 0 };
    const isWaiting = schedule.copy !== null && pipeline.share === "primary";
    const roomUpTo = (longest: number) =>
      isWaiting ? wait - (longest - longestBackup) : Number.POSITIVE_INFINITY;
    if (!isDrawn) return { ...known, figures, whyNone: null, room: roomUpTo(longestBackup) };

    this.#drawn ??= this.#drawnFrom();
    const drawn = this.#drawn.measure(schedule, period as Micros);
    if (typeof drawn === "string") return { ...known, figures: null, whyNone: drawn, room: 0 };
    const longest = this.#drawn.longestBackup;
    return {
      work,
      figures: drawn,
      whyNone: null,
      room: roomUpTo(longest),
      longestBackup: longest,
      wayThrough: longestWay + (longest - longestBackup) + ALLOWANCE,
    };
  }
}
