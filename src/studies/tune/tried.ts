/** A schedule with what it achieves and costs; what can be worked out again is worked out when it is asked for. */
import type { ScheduleCost, ScheduleFiguresResult } from "../../results/index.js";
import type { Scenario } from "../../spec/index.js";
import { pricesOf } from "../costs/prices.js";
import { type Measured, Meter } from "./evaluate.js";
import { valueNow } from "./knobs.js";
import { offsetOf, type Schedule, scheduleOf, settingsOf, withSchedule } from "./schedule.js";
import { costOf } from "./schedule-cost.js";
import type { Candidate, TuneInput } from "./search.js";

/** The work is in the cost already, and weeks of it would be much to keep. */
export type Outcome = Omit<Measured, "work">;

export class Tried implements Candidate {
  readonly index: number;
  readonly schedule: Schedule;
  readonly cost: ScheduleCost;
  readonly measured: Outcome;
  readonly #base: Scenario;
  /** Of the fields that are not schedules. */
  readonly others: ReadonlyMap<string, string>;

  constructor(
    index: number,
    base: Scenario,
    others: ReadonlyMap<string, string>,
    schedule: Schedule,
    measured: Outcome,
    cost: ScheduleCost,
  ) {
    this.index = index;
    this.#base = base;
    this.others = others;
    this.schedule = schedule;
    this.measured = measured;
    this.cost = cost;
  }

  get settings(): ReadonlyMap<string, string> {
    return new Map([...settingsOf(this.schedule), ...this.others]);
  }

  get scenario(): Scenario {
    return withSchedule(this.#base, this.schedule);
  }

  get figures(): ScheduleFiguresResult | null {
    return this.measured.figures;
  }

  get whyNone(): string | null {
    return this.measured.whyNone;
  }

  /**
   * How much longer a backup may take before its copy misses it, as far as that counts: twice the longest is far enough,
   * and a copy that comes round again at once is missed by nobody.
   */
  room(indifference: number): number {
    const { copy } = this.schedule;
    const { room, longestBackup } = this.measured;
    return copy === null || copy.every <= indifference ? longestBackup : Math.min(room, longestBackup);
  }

  /** How many fields differ, and by how much intervals and offsets do. */
  awayFrom(now: Tried): { readonly fields: number; readonly time: number } {
    let fields = 0;
    let time = 0;
    for (const job of ["backup", "copy", "restore"] as const) {
      const [here, there] = [this.schedule[job], now.schedule[job]];
      if (here === null || there === null) {
        fields += here === there ? 0 : 2;
        continue;
      }
      const moved = [here.every - there.every, offsetOf(here.offset) - offsetOf(there.offset)];
      for (const by of moved) {
        fields += by === 0 ? 0 : 1;
        time += Math.abs(by);
      }
    }
    for (const [path, value] of this.others) fields += now.others.get(path) === value ? 0 : 1;
    return { fields, time };
  }
}

/** The scenario as it is, with its own anchor and offsets. */
export function triedNow(input: TuneInput): Tried {
  const { scenario, exactDurations, seed, knobs } = input;
  const { anchor } = scenario.logShipping;
  const schedule: Schedule = { ...scheduleOf(scenario), ...(anchor === "day" ? {} : { anchor }) };
  const { work, ...measured } = new Meter(scenario, { exactDurations, seed }).measure(schedule);
  const others = new Map<string, string>();
  for (const { path } of knobs) {
    const value = valueNow(scenario, path);
    if (value !== null) others.set(path, value);
  }
  const cost = costOf(scenario, schedule, work, pricesOf(scenario));
  return new Tried(-1, scenario, others, schedule, measured, cost);
}
