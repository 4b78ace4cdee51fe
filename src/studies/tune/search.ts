/**
 * The search for a schedule: every candidate with what it achieves and what it costs, in an order of preference that no
 * target has a say in. It plays no pool: whoever wants to know what users lose plays the candidates that come first.
 */
import type { ScheduleCost, ScheduleFiguresResult } from "../../results/index.js";
import type { Scenario } from "../../spec/index.js";
import { type Micros, printCount } from "../../units/index.js";
import { assumptionsOf } from "./assume.js";
import { MOST_CANDIDATES } from "./bounds.js";
import { frontOf } from "./front.js";
import type { Knob } from "./knobs.js";
import { inOrder } from "./order.js";
import { costBy } from "./schedule-cost.js";
import { meets, nearestTo } from "./targets.js";
import { type Tried, triedNow } from "./tried.js";
import { notesOnGrid, valuesTried, type World, worldsOf } from "./worlds.js";

/** What of a schedule's RPO can be judged without playing anything. */
export type ScheduleStatistic = "mean" | "p50" | "p95" | "p99" | "worst";

/** A target that the schedule alone can meet or miss: RPO at the loss of the primary's site. */
export interface ScheduleTarget {
  readonly text: string;
  readonly statistic: ScheduleStatistic;
  /** `<`: it must be less than the limit, `<=`: at most. */
  readonly relation: "<=" | "<";
  /** Seconds. */
  readonly limit: number;
}

/** What is to be as little as possible. `money`: the prices of options that differ between candidates. */
export type Minimised = "runs" | "money" | "wan" | "files";

export type Reread =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly why: string };

export interface TuneInput {
  /** As it is. */
  readonly scenario: Scenario;
  /** The same scenario with these fields set, by path: for whatever moves beside the three jobs' schedules. */
  readonly reread: (settings: ReadonlyMap<string, string>) => Reread;
  readonly knobs: readonly Knob[];
  readonly targets: readonly ScheduleTarget[];
  /** false: where durations are constants, variation is assumed. */
  readonly exactDurations: boolean;
  /** null: money where prices differ between candidates, else runs. */
  readonly minimised: Minimised | null;
  readonly indifference: Micros;
  readonly countEmptyCopies: boolean;
  readonly seed: number;
}

export interface Candidate {
  /** Its place among all candidates as they were thought of; -1: the scenario as it is. */
  readonly index: number;
  /** By path, as a scenario file writes it: every field that may move. `logShipping.copy.after` stands for every and offset. */
  readonly settings: ReadonlyMap<string, string>;
  /** With these settings; nothing is assumed of durations in it (`assumeDurations` does that). */
  readonly scenario: Scenario;
  /** null with the reason. */
  readonly figures: ScheduleFiguresResult | null;
  readonly whyNone: string | null;
  readonly cost: ScheduleCost;
}

export interface Found {
  /** The scenario as it is, measured by the same yardstick. */
  readonly now: Candidate;
  /** All that can keep up, best first, whatever the targets. */
  readonly preferred: readonly Candidate[];
  /** Of `preferred`, those that meet all targets given; the same order. */
  readonly meeting: readonly Candidate[];
  /** The one that misses the targets by least; null where nothing keeps up. */
  readonly nearest: Candidate | null;
  /** RPO against cost, cheapest first. */
  readonly front: readonly Candidate[];
  readonly candidates: number;
  readonly minimised: Minimised;
  /** What was assumed of durations; null: nothing. */
  readonly assumed: { readonly durations: string; readonly jitter: string } | null;
  readonly moved: readonly { readonly path: string; readonly values: readonly string[] }[];
  /** What the reader should know: offsets rounded, combinations that are no scenario. */
  readonly notes: readonly string[];
}

export interface SearchInProgress {
  /** Too many candidates, or none; null: it can go on. */
  readonly refusal: string | null;
  readonly planned: number;
  readonly done: number;
  /** Looks at so many more candidates. false: all have been looked at. */
  advance(count: number): boolean;
  /** Once all have been looked at. */
  found(): Found;
}

/** The amount by which a candidate is cheaper or dearer than another. */
export type CostOf = (cost: ScheduleCost) => number;

export function searchSchedules(input: TuneInput): SearchInProgress {
  return new Search(input);
}

class Search implements SearchInProgress {
  readonly refusal: string | null;
  readonly planned: number;
  done = 0;
  readonly #input: TuneInput;
  readonly #worlds: readonly World[];
  readonly #notes: string[] = [];
  readonly #tried: Tried[] = [];
  #world = 0;
  #plan = 0;

  constructor(input: TuneInput) {
    this.#input = input;
    const { worlds, problems } = worldsOf(input);
    this.#worlds = worlds;
    this.#notes.push(...problems, ...notesOnGrid(input));
    this.planned = worlds.reduce((sum, world) => sum + world.count, 0);
    this.refusal =
      this.planned === 0
        ? "no schedule is left to look at: every combination of what is held and given contradicts itself"
        : this.planned > MOST_CANDIDATES
          ? `more than ${printCount(MOST_CANDIDATES)} schedules to look at: let fewer fields move, or give fewer values with --move`
          : null;
  }

  advance(count: number): boolean {
    if (this.refusal !== null) return false;
    const until = Math.min(this.planned, this.done + count);
    while (this.done < until) {
      const world = this.#worlds[this.#world]!;
      const plan = world.plans[this.#plan];
      if (plan === undefined) {
        this.#world++;
        this.#plan = 0;
        continue;
      }
      this.#plan++;
      for (const one of world.tried(plan, this.done)) {
        this.#tried.push(one);
        this.done++;
      }
    }
    return this.done < this.planned;
  }

  found(): Found {
    const input = this.#input;
    const now = triedNow(input);
    const minimised = input.minimised ?? (differInMoney(this.#tried) ? "money" : "runs");
    const by = costBy(minimised, input.countEmptyCopies);
    const preferred = inOrder(this.#tried, now, {
      by,
      indifference: input.indifference,
      varies: this.#varies,
    });
    return {
      now,
      preferred,
      meeting: preferred.filter(({ figures }) => figures !== null && meets(figures, input.targets)),
      nearest: nearestTo(preferred, input.targets),
      front: frontOf(preferred, by),
      candidates: this.#tried.length,
      minimised,
      assumed: input.exactDurations ? null : assumptionsOf(input.scenario),
      moved: input.knobs.map(({ path }) => ({ path, values: valuesTried(this.#tried, path) })),
      notes: this.#notes,
    };
  }

  get #varies(): boolean {
    return this.#tried.some(({ figures }) => figures !== null && !figures.exact);
  }
}

const differInMoney = (tried: readonly Tried[]): boolean => {
  const amounts = new Set(tried.map(({ cost }) => cost.moneyPerYear?.amount ?? null));
  return amounts.size > 1;
};
