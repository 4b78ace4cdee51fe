/**
 * Which fields matter for the mean RPO: each moved alone away from a schedule, and the share of all variance that is gone
 * where it is held (Jansen's estimate of the total effect, over schedules dealt out at random).
 */
import { key, type Stream, Streams } from "../../engine/index.js";
import type { KnobResult } from "../../results/index.js";
import type { Grid, Scenario } from "../../spec/index.js";
import { SECOND } from "../../units/index.js";
import { ScheduleSpace, type ShippingPlan } from "./candidates.js";
import { Meter } from "./evaluate.js";
import { valueNow } from "./knobs.js";
import { rising } from "./rising.js";
import { gridOf, offsetOf, type Schedule, scheduleOf } from "./schedule.js";
import type { Candidate, TuneInput } from "./search.js";

/** Pairs of schedules for each field. */
const PAIRS = 160;
/** Fewer pairs that can keep up say nothing. */
const LEAST_PAIRS = 20;

export function knobEffects(input: TuneInput, best: Candidate): KnobResult[] {
  return new KnobEffects(input, best).told();
}

/** One of each field's values, as a share of all of them. */
type Point = ReadonlyMap<string, number>;

class KnobEffects {
  readonly #input: TuneInput;
  readonly #best: Candidate;
  readonly #schedule: Schedule;
  readonly #plans: readonly ShippingPlan[];
  readonly #meters = new Map<string, Meter | null>();
  readonly #backupIntervals: readonly number[];
  readonly #copyIntervals: readonly number[];
  readonly #backupsMayShift: boolean;

  constructor(input: TuneInput, best: Candidate) {
    this.#input = input;
    this.#best = best;
    this.#schedule = scheduleOf(best.scenario);
    this.#plans = new ScheduleSpace(best.scenario, input.knobs, input.exactDurations).plans();
    this.#backupIntervals = rising(this.#plans.map((plan) => plan.backup.every));
    this.#copyIntervals = rising(
      this.#plans.flatMap((plan) => (plan.copy === null ? [] : [plan.copy.every])),
    );
    this.#backupsMayShift = rising(this.#plans.map((plan) => offsetOf(plan.backup.offset))).length > 1;
  }

  told(): KnobResult[] {
    const total = this.#totalEffects();
    return this.#input.knobs.map(({ path }) => ({
      path,
      alone: this.#alone(path),
      totalEffect: total.get(path) ?? null,
    }));
  }

  #alone(path: string): [number, number] {
    const means = [this.#best.figures?.mean ?? Number.NaN];
    for (const { schedule, others } of this.#neighbours(path)) {
      const mean = this.#mean(schedule, others);
      if (mean !== null) means.push(mean);
    }
    const known = means.filter((mean) => !Number.isNaN(mean));
    return [Math.min(...known), Math.max(...known)];
  }

  /** The schedule with every value of one field. What is not in force cannot move anything. */
  #neighbours(path: string): { schedule: Schedule; others: ReadonlyMap<string, string> }[] {
    const { backup, copy } = this.#schedule;
    const others = this.#othersOf(this.#best.settings);
    const withOf = (change: Partial<Schedule>) => ({ schedule: { ...this.#schedule, ...change }, others });
    const moved = (grid: Grid, values: readonly Grid[]) =>
      values
        .map(({ every }) => ({ every, offset: grid.offset }))
        .filter((each) => offsetOf(each.offset) < each.every);
    switch (path) {
      case "logShipping.backup.every":
        return moved(
          backup,
          this.#plans.map((plan) => plan.backup),
        ).map((each) => withOf({ backup: each }));
      case "logShipping.backup.offset":
        return this.#plans
          .filter((plan) => plan.backup.every === backup.every)
          .map((plan) => withOf({ backup: plan.backup }));
      case "logShipping.copy.every":
        return copy === null
          ? []
          : moved(copy, this.#grids(backup.every)).map((each) => withOf({ copy: each }));
      case "logShipping.copy.offset":
        return copy === null
          ? []
          : this.#grids(backup.every)
              .filter(({ every }) => every === copy.every)
              .map((each) => withOf({ copy: each }));
      case "logShipping.copy.after":
        return [withOf({ copy: copy === null ? this.#gridInstead() : null })];
      case "logShipping.restore.every":
      case "logShipping.restore.offset":
        return [];
      default:
        return (this.#input.knobs.find((knob) => knob.path === path)?.values ?? []).map((value) => ({
          schedule: this.#schedule,
          others: new Map([...others, [path, value]]),
        }));
    }
  }

  #grids(backupEvery: number): Grid[] {
    return this.#plans.flatMap(({ backup, copy }) =>
      backup.every === backupEvery && copy !== null ? [copy] : [],
    );
  }

  /** The grid that the scenario has now, or copies with the backups. */
  #gridInstead(): Grid {
    return scheduleOf(this.#input.scenario).copy ?? this.#schedule.backup;
  }

  #othersOf(settings: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    return new Map([...settings].filter(([path]) => valueNow(this.#input.scenario, path) !== null));
  }

  #mean(schedule: Schedule, others: ReadonlyMap<string, string>): number | null {
    const name = [...others].map((each) => each.join("=")).join(" ");
    let meter = this.#meters.get(name);
    if (meter === undefined) {
      const { exactDurations, seed } = this.#input;
      const scenario = this.#scenarioOf(others);
      meter = scenario === null ? null : new Meter(scenario, { exactDurations, seed });
      this.#meters.set(name, meter);
    }
    return meter?.measure({ ...schedule, restore: schedule.backup }).figures?.mean ?? null;
  }

  #scenarioOf(others: ReadonlyMap<string, string>): Scenario | null {
    const { scenario, reread } = this.#input;
    const changed = new Map([...others].filter(([path, value]) => valueNow(scenario, path) !== value));
    if (changed.size === 0) return scenario;
    const reading = reread(changed);
    return reading.ok ? reading.scenario : null;
  }

  #totalEffects(): Map<string, number | null> {
    const stream = new Streams(this.#input.seed, 0).stream(key("tune", "knob effects"));
    const paths = this.#input.knobs.map(({ path }) => path);
    const base: number[] = [];
    const squares = new Map<string, number[]>(paths.map((path) => [path, []]));
    for (let pair = 0; pair < PAIRS; pair++) {
      const point = this.#dealt(paths, stream);
      const mean = this.#meanAt(point);
      const elsewhere = this.#dealt(paths, stream);
      if (mean === null) continue;
      base.push(mean);
      for (const path of paths) {
        const moved = this.#meanAt(new Map([...point, [path, elsewhere.get(path)!]]));
        if (moved !== null) squares.get(path)!.push((moved - mean) * (moved - mean));
      }
    }
    const spread = variance(base);
    return new Map(
      paths.map((path) => {
        const found = squares.get(path)!;
        if (found.length < LEAST_PAIRS || spread === 0) return [path, null];
        return [path, toHundredths(Math.min(1, average(found) / 2 / spread))];
      }),
    );
  }

  #dealt(paths: readonly string[], stream: Stream): Point {
    return new Map(paths.map((path) => [path, stream.next()]));
  }

  /** Intervals from the lists; offsets as a share of their interval, so that every field moves by itself. */
  #meanAt(point: Point): number | null {
    const { backup, copy } = this.#schedule;
    const at = <T>(path: string, values: readonly T[]): T | undefined =>
      values[Math.floor((point.get(path) ?? 0) * values.length)];
    const gridAt = (job: "backup" | "copy", now: Grid, every: number, isFree: boolean): Grid => {
      const share = isFree ? point.get(`logShipping.${job}.offset`) : undefined;
      if (share === undefined) return gridOf(every, offsetOf(now.offset) % every);
      return gridOf(every, Math.floor((share * every) / SECOND) * SECOND);
    };
    const every = point.has("logShipping.backup.every")
      ? at("logShipping.backup.every", this.#backupIntervals)!
      : backup.every;
    const movedBackup = gridAt("backup", backup, every, this.#backupsMayShift);
    const copies = this.#copyIntervals;
    const follows = at("logShipping.copy.after", [false, true]) ?? copy === null;
    const gridNow = copy ?? this.#gridInstead();
    const copyEvery =
      at("logShipping.copy.every", point.has("logShipping.copy.every") ? copies : []) ?? gridNow.every;
    const movedCopy =
      (point.has("logShipping.copy.after") ? follows : copy === null) || copies.length === 0
        ? null
        : gridAt("copy", gridNow, Math.min(copyEvery, every), true);
    const others = new Map<string, string>();
    for (const { path, values } of this.#input.knobs) {
      if (valueNow(this.#input.scenario, path) !== null) others.set(path, at(path, values ?? [])!);
    }
    return this.#mean({ backup: movedBackup, copy: movedCopy, restore: movedBackup }, others);
  }
}

/** So few pairs bear no more digits. */
const toHundredths = (share: number): number => Math.round(share * 100) / 100;

const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function variance(values: readonly number[]): number {
  const center = average(values);
  return average(values.map((value) => (value - center) * (value - center)));
}
