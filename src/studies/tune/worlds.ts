/**
 * What moves beside the schedules (bandwidth, share, witness …): each combination is a scenario of its own, in which all
 * schedules are looked at.
 */
import { isDrawn } from "../../shipping/index.js";
import type { Grid, Scenario } from "../../spec/index.js";
import { SECOND } from "../../units/index.js";
import { pricesOf } from "../costs/prices.js";
import { MOST_CANDIDATES } from "./bounds.js";
import { ScheduleSpace, type ShippingPlan } from "./candidates.js";
import { Meter } from "./evaluate.js";
import { type Knob, SCHEDULE_PATHS, valueNow } from "./knobs.js";
import { offsetOf, scheduleOf } from "./schedule.js";
import { costOf } from "./schedule-cost.js";
import type { TuneInput } from "./search.js";
import { Tried } from "./tried.js";

/** All schedules of one scenario. */
export class World {
  readonly plans: readonly ShippingPlan[];
  /** How many schedules that makes with the restores that may follow. */
  readonly count: number;
  readonly #scenario: Scenario;
  readonly #others: ReadonlyMap<string, string>;
  readonly #space: ScheduleSpace;
  readonly #input: TuneInput;
  #meter: Meter | null = null;

  constructor(scenario: Scenario, others: ReadonlyMap<string, string>, input: TuneInput) {
    this.#scenario = scenario;
    this.#others = others;
    this.#input = input;
    this.#space = new ScheduleSpace(scenario, input.knobs, input.exactDurations);
    this.plans = this.#space.plans();
    this.count = this.plans.reduce((sum, plan) => sum + this.#restoresOf(plan), 0);
  }

  readonly #restoreCounts = new Map<number, number>();

  /** How many restores may follow depends on the backup's interval alone. */
  #restoresOf(plan: ShippingPlan): number {
    const { every } = plan.backup;
    const count = this.#restoreCounts.get(every) ?? this.#space.restores(plan, 0).length;
    this.#restoreCounts.set(every, count);
    return count;
  }

  /** A plan with every restore that may follow it. */
  tried(plan: ShippingPlan, firstIndex: number): Tried[] {
    const { exactDurations, seed } = this.#input;
    this.#meter ??= new Meter(this.#scenario, { exactDurations, seed });
    const prices = pricesOf(this.#scenario);
    // When restores run changes nothing about what is lost, so that one measurement does for all of them.
    const { work, ...measured } = this.#meter.measure({ ...plan, restore: plan.backup });
    return this.#space.restores(plan, measured.wayThrough).map((restore, place) => {
      const schedule = { ...plan, restore };
      const cost = costOf(this.#scenario, schedule, work, prices);
      return new Tried(firstIndex + place, this.#scenario, this.#others, schedule, measured, cost);
    });
  }
}

/** More combinations that are no scenario are left out without a word. */
const MOST_PROBLEMS = 10;

export function worldsOf(input: TuneInput): { worlds: World[]; problems: string[] } {
  const others = input.knobs.filter(({ path }) => !isSchedule(path));
  const worlds: World[] = [];
  const problems: string[] = [];
  let planned = 0;
  for (const settings of combinations(others)) {
    // Too many are refused, and need not be counted to the end.
    if (planned > MOST_CANDIDATES) break;
    const changed = new Map(
      [...settings].filter(([path, value]) => valueNow(input.scenario, path) !== value),
    );
    const reading =
      changed.size === 0 ? { ok: true as const, scenario: input.scenario } : input.reread(changed);
    if (reading.ok) {
      const world = new World(reading.scenario, settings, input);
      planned += world.count;
      worlds.push(world);
    } else if (problems.length < MOST_PROBLEMS) {
      const set = [...changed].map(([path, value]) => `${path}=${value}`).join(", ");
      problems.push(`left out: ${set}: ${reading.why}`);
    }
  }
  return { worlds, problems };
}

const isSchedule = (path: string): boolean => (SCHEDULE_PATHS as readonly string[]).includes(path);

/** One after the other: there may be more than anybody would want to keep. */
function* combinations(knobs: readonly Knob[]): Generator<Map<string, string>> {
  const [knob, ...others] = knobs;
  if (knob === undefined) {
    yield new Map();
    return;
  }
  for (const value of knob.values ?? []) {
    for (const more of combinations(others)) yield new Map([[knob.path, value], ...more]);
  }
}

/** What of the scenario's own grid no agent could run. */
export function notesOnGrid({ scenario, knobs }: TuneInput): string[] {
  const notes: string[] = [];
  if (scenario.logShipping.anchor === "run") {
    notes.push(
      "the scenario counts its grids from time 0 (anchor: run); all schedules looked at begin anew every midnight, as the agent's do",
    );
  }
  const { backup, copy, restore } = scheduleOf(scenario);
  const grids: [string, Grid | null][] = [
    ["backup", backup],
    ["copy", copy],
    ["restore", restore],
  ];
  for (const [job, grid] of grids) {
    const path = `logShipping.${job}.offset`;
    if (grid === null) continue;
    const mayMove = knobs.some((knob) => knob.path === path);
    if (isDrawn(grid.offset)) {
      notes.push(
        mayMove
          ? `${path} is given as a law; schedules looked at have fixed ones`
          : `${path} is given as a law and held, so that it is drawn in all schedules looked at`,
      );
    } else if (mayMove && offsetOf(grid.offset) % SECOND !== 0) {
      notes.push(
        `${path} is finer than a second; the agent starts jobs at whole seconds, so the next one stands for it`,
      );
    }
  }
  return notes;
}

/** More values than this are told by their ends. */
const MOST_LISTED = 16;

export function valuesTried(tried: readonly Tried[], path: string): string[] {
  const values = new Set<string>();
  for (const one of tried) {
    const value = one.settings.get(path);
    if (value !== undefined) values.add(value);
  }
  const all = [...values];
  return all.length <= MOST_LISTED ? all : [all[0]!, "…", all[all.length - 1]!, `(${all.length} values)`];
}
