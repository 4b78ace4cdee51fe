/**
 * How near a schedule stands to its cliff: how much longer a backup or a transfer may take until a target is missed, and
 * until RPO at worst jumps because a copy begins to miss its file.
 */

import { fixed } from "../../engine/index.js";
import type { CliffResult, ScheduleFiguresResult } from "../../results/index.js";
import { type OwnTime, type Pipeline, shareSide } from "../../shipping/index.js";
import type { RunTime, Scenario } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import { Meter } from "./evaluate.js";
import { middleOf } from "./middle.js";
import { runTimesOf } from "./run-times.js";
import { scheduleOf } from "./schedule.js";
import type { ScheduleTarget } from "./search.js";
import { meets } from "./targets.js";

type Longer = CliffResult["what"];

/** Looked at so far beyond what it takes now. */
const TIMES_AS_LONG = 10;
/** Steps of a first look, before the place is narrowed down. */
const STEPS = 36;
/** A jump by less is no cliff. */
const LEAST_JUMP = 10e6;

/** Where nothing leaves a cliff to fall from (what is safe at once needs no transfer) there is none. */
export function cliffsOf(
  scenario: Scenario,
  targets: readonly ScheduleTarget[],
  exactDurations: boolean,
  seed: number,
): CliffResult[] {
  const whats: Longer[] = shareSide(scenario) === "primary" ? ["backup", "transfer"] : ["backup"];
  return whats.map((what) => new Cliff(scenario, exactDurations, seed, what).told(targets));
}

class Cliff {
  readonly #scenario: Scenario;
  readonly #exactDurations: boolean;
  readonly #seed: number;
  readonly #what: Longer;
  readonly #takes: number;
  readonly #isExact: boolean;
  /** What a link adds to a backup's own time, which has to be passed before the backup takes longer. */
  readonly #hidden: number;
  readonly #known = new Map<number, ScheduleFiguresResult | null>();

  constructor(scenario: Scenario, exactDurations: boolean, seed: number, what: Longer) {
    this.#scenario = scenario;
    this.#exactDurations = exactDurations;
    this.#seed = seed;
    this.#what = what;
    const { longest } = runTimesOf(scenario, exactDurations);
    this.#takes = longest[what];
    this.#hidden = longest.hidden;
    const now = new Meter(scenario, { exactDurations, seed }).measure(scheduleOf(scenario)).figures;
    this.#known.set(0, now);
    this.#isExact = now?.exact ?? false;
  }

  told(targets: readonly ScheduleTarget[]): CliffResult {
    const now = this.#figuresAt(0);
    const misses = (by: number): boolean => {
      const figures = this.#figuresAt(by);
      return figures === null || !meets(figures, targets);
    };
    const takes = this.#takes / 1e6;
    const none = {
      what: this.#what,
      takes,
      judged: targets.length > 0,
      mayTake: null,
      rpoBeyond: null,
      jumpsAt: null,
      rpoAfterJump: null,
    };
    if (now === null || !Number.isFinite(this.#takes) || this.#takes === 0) return none;
    const jumpBy = this.#least(this.#jumpedFrom(now.worst));
    const jump =
      jumpBy === null
        ? { jumpsAt: null, rpoAfterJump: null }
        : {
            jumpsAt: this.#secondsAt(jumpBy.before),
            rpoAfterJump: this.#figuresAt(jumpBy.at)?.worst ?? null,
          };
    if (targets.length === 0) return { ...none, ...jump };
    // Missed as it is: nothing may take any longer.
    if (misses(0)) return { ...none, ...jump, mayTake: 0, rpoBeyond: now.worst };
    const edge = this.#least(misses);
    if (edge === null) return { ...none, ...jump };
    const rpoBeyond = this.#figuresAt(edge.at)?.worst ?? null;
    return { ...none, ...jump, mayTake: this.#secondsAt(edge.before), rpoBeyond };
  }

  #secondsAt(by: number): number {
    return (this.#takes + by) / 1e6;
  }

  /** RPO at worst has grown by more than what takes longer: by a good part of the next chance to copy. */
  #jumpedFrom(worst: number): (by: number) => boolean {
    const { backup, copy } = scheduleOf(this.#scenario);
    const next = copy?.every ?? backup.every;
    const perRun = Math.ceil(next / backup.every);
    const least = Math.max(next / 2, LEAST_JUMP);
    return (by) => {
      const figures = this.#figuresAt(by);
      return figures === null || (figures.worst - worst) * 1e6 > perRun * by + least;
    };
  }

  /** The first place from which it holds, to the microsecond or, where durations vary, to a thousandth. */
  #least(holds: (by: number) => boolean): { before: number; at: number } | null {
    const most = (TIMES_AS_LONG - 1) * this.#takes;
    let before = 0;
    let at = -1;
    for (let step = 1; step <= STEPS; step++) {
      // The first steps are short: what is near the edge now is near it here.
      const by = Math.round((most * step * step) / (STEPS * STEPS));
      if (holds(by)) {
        at = by;
        break;
      }
      before = by;
    }
    if (at < 0) return null;
    const fine = this.#isExact ? 1 : Math.max(1, Math.round(this.#takes / 1_000));
    while (at - before > fine) {
      const middle = Math.floor((before + at) / 2);
      if (holds(middle)) at = middle;
      else before = middle;
    }
    return { before, at };
  }

  #figuresAt(by: number): ScheduleFiguresResult | null {
    const known = this.#known.get(by);
    if (known !== undefined) return known;
    const extra = this.#what === "backup" && by > 0 ? by + this.#hidden : by;
    const setting = { exactDurations: this.#exactDurations, seed: this.#seed };
    // The exact law is asked of a scenario, drawn runs of a pipeline: every kind of law takes longer there.
    const meter = this.#isExact
      ? new Meter(this.#longerScenario(extra), setting)
      : new Meter(this.#scenario, {
          ...setting,
          changed: (pipeline) => this.#longerPipeline(pipeline, extra),
        });
    const { figures } = meter.measure(scheduleOf(this.#scenario));
    this.#known.set(by, figures);
    return figures;
  }

  #longerScenario(by: number): Scenario {
    const { logShipping } = this.#scenario;
    const { backup, copy } = logShipping;
    const changed =
      this.#what === "backup"
        ? { backup: { ...backup, runTime: longerRun(backup.runTime, by) } }
        : { copy: { ...copy, overhead: fixed((middleOf(copy.overhead) + by) as Micros) } };
    return { ...this.#scenario, logShipping: { ...logShipping, ...changed } };
  }

  #longerPipeline(pipeline: Pipeline, by: number): Pipeline {
    const { backup, copy } = pipeline;
    return this.#what === "backup"
      ? { ...pipeline, backup: { ...backup, ownTime: longerTime(backup.ownTime, by) } }
      : { ...pipeline, copy: { ...copy, overhead: (file) => (copy.overhead(file) + by) as Micros } };
  }
}

const longerRun = (time: RunTime, by: number): RunTime =>
  time.takes === "fixed"
    ? { takes: "fixed", duration: fixed((middleOf(time.duration) + by) as Micros) }
    : { ...time, overhead: fixed((middleOf(time.overhead) + by) as Micros) };

const longerTime = (time: OwnTime, by: number): OwnTime =>
  time.takes === "fixed"
    ? { takes: "fixed", duration: (number) => (time.duration(number) + by) as Micros }
    : { ...time, overhead: (number) => (time.overhead(number) + by) as Micros };
