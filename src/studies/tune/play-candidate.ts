/**
 * One schedule, played: the loss of the primary's site, and random years where a target asks for them. Two schedules that
 * are played meet the same chance in the same replication. It must never know why this schedule is played.
 */
import type { EstimateResult, Measure, SweepCell } from "../../results/index.js";
import type { Requirement, Statistic, YearlyRequirement } from "../../scenario/index.js";
import type { Scenario } from "../../spec/index.js";
import {
  FEWEST_FOR_MEAN,
  fewestForQuantile,
  judge,
  judgeExact,
  type Verdict,
} from "../../statistics/index.js";
import { WHOLE } from "../run/whole.js";
import { type Cell, cellOf } from "../sweep/cell.js";
import { fatesOf } from "../sweep/cell-plan.js";
import { AT } from "../sweep/life-line.js";
import { batchPlayer } from "../sweep/player.js";
import { figureAsked, judgeCell } from "../sweep/require.js";
import type { Batch, SweepSetup, Task } from "../sweep/task.js";
import { assumeDurations } from "./assume.js";
import type { Goal, LossRequirement } from "./goals.js";
import type { Candidate } from "./search.js";
import { LossFigures, LossLives, siteLost } from "./site-lost.js";
import type { TunePlan } from "./task.js";

type Playing = Pick<TunePlan, "goals" | "exactDurations" | "seed">;

/** What is always told of a schedule that was played, whatever the targets. */
const TOLD: readonly (readonly [Measure, Statistic])[] = [
  ["rpo", { statistic: "mean" }],
  ["rpo", { statistic: "quantile", p: 0.5, name: "p50" }],
  ["rpo", { statistic: "quantile", p: 0.95, name: "p95" }],
  ["rpo", { statistic: "quantile", p: 0.99, name: "p99" }],
  ["rpo", { statistic: "observedMax" }],
  ["rto", { statistic: "quantile", p: 0.5, name: "p50" }],
  ["rto", { statistic: "quantile", p: 0.95, name: "p95" }],
  ["lost", { statistic: "mean" }],
];

export class CandidatePlay {
  readonly candidate: Candidate;
  readonly #goals: readonly Goal[];
  /** null: no moment can be drawn for the loss of the site. */
  readonly #lives: LossLives | null;
  readonly #losses: LossFigures;
  /** Losses after which the site was not back before people had gone over: those that the schedule decides. */
  readonly #decided = new LossFigures(["rpo"]);
  readonly #years: Years | null;
  #next: number;
  #played = 0;

  /** Its replications have the numbers from `first` on. */
  constructor(candidate: Candidate, { goals, exactDurations, seed }: Playing, first: number) {
    this.candidate = candidate;
    this.#goals = goals;
    const scenario = exactDurations ? candidate.scenario : assumeDurations(candidate.scenario);
    const struck = siteLost(scenario);
    this.#lives = struck === null ? null : new LossLives(struck, seed);
    this.#losses = new LossFigures([...new Set([...TOLD, ...asksOf(goals)].map(([measure]) => measure))]);
    this.#years = goals.some(({ by }) => by === "years") ? new Years(scenario, seed) : null;
    this.#next = first;
  }

  /** How many replications. */
  get played(): number {
    return this.#played;
  }

  playNext(): void {
    const replication = this.#next++;
    const values = this.#lives?.play(replication);
    if (values !== undefined) {
      this.#losses.add(values);
      if (values[AT.rpo] !== 0) this.#decided.add(values);
    }
    this.#years?.play(replication);
    this.#played++;
  }

  /** What is lost with the site in one replication, whether or not that has been counted yet; in µs. */
  rpo(replication: number): number {
    if (this.#lives === null) throw new RangeError("a schedule that cannot be played has no RPO");
    return this.#lives.rpo(replication);
  }

  get isPlayable(): boolean {
    return this.#lives !== null;
  }

  /** `miss`: how often the interval may miss the truth. */
  verdict(goal: Goal, miss?: number): Verdict {
    return goal.by === "years" ? this.#years!.verdict(goal.asked) : this.#lossVerdict(goal.asked, miss);
  }

  #lossVerdict(asked: LossRequirement, miss?: number): Verdict {
    const { measure, statistic, comparison } = asked;
    if (this.#lives === null) return { verdict: "undecided", replications: null, why: "it cannot be played" };
    const unit = asked.dimension === "share" ? WHOLE[measure] : 1;
    const requirement = { comparison, bound: asked.bound * unit };
    const estimate = this.#losses.estimate(measure, statistic, miss);
    const n = this.#losses.count;
    switch (statistic.statistic) {
      case "mean":
        return judge({ estimate, n, fewest: FEWEST_FOR_MEAN }, requirement);
      case "quantile":
        return judge({ estimate, n, fewest: fewestForQuantile(statistic.p, miss) }, requirement);
      default:
        return judgeExact(estimate.value, requirement);
    }
  }

  /** What a goal is about, as it was played; in the units of results. */
  figure(goal: Goal): EstimateResult {
    return goal.by === "years"
      ? this.#years!.figure(goal.asked)
      : this.#losses.result(goal.asked.measure, goal.asked.statistic);
  }

  /** What was lost where the schedule decided it; in seconds. */
  decided(statistic: Statistic, miss: number): { readonly estimate: EstimateResult; readonly n: number } {
    const estimate = this.#decided.result("rpo", statistic, miss);
    return { estimate, n: this.#decided.count };
  }

  /** By expression; null: nothing was played. */
  simulated(): Record<string, EstimateResult> | null {
    if (this.#lives === null || this.#played === 0) return null;
    const told = [...TOLD, ...asksOf(this.#goals)].map(([measure, statistic]) => {
      const name = statistic.statistic === "quantile" ? statistic.name : statistic.statistic;
      return [`site-loss.${measure}.${name}`, this.#losses.result(measure, statistic)] as const;
    });
    const years = this.#goals.flatMap((goal) =>
      goal.by === "years" ? [[subjectOf(goal.text), this.figure(goal)] as const] : [],
    );
    return Object.fromEntries([...told, ...years]);
  }
}

/** What stands before the comparison. */
export const subjectOf = (text: string): string => text.split(/[<>]/)[0]!.trim();

/** `worst` is no figure of what was played. */
const asksOf = (goals: readonly Goal[]): (readonly [Measure, Statistic])[] =>
  goals.flatMap((goal) =>
    goal.by === "years" || goal.asked.statistic.statistic === "worst"
      ? []
      : [[goal.asked.measure, goal.asked.statistic] as const],
  );

/** Random years of one schedule, as a sweep plays them. */
class Years {
  readonly #cell: Cell;
  readonly #player: (task: Task) => Batch;

  constructor(given: Scenario, seed: number) {
    // What the scenario scripts would strike in every life, and be taken for what a year brings.
    const scenario = { ...given, failures: [], operations: [] };
    const setup: SweepSetup = {
      cells: [{ settings: {}, scenario }],
      seed,
      method: { method: "plain" },
      incidents: "none",
      rows: false,
    };
    this.#cell = cellOf(setup.method, scenario, fatesOf(scenario));
    this.#player = batchPlayer(setup);
  }

  play(replication: number): void {
    const { tally } = this.#player({ cell: 0, stratum: 0, from: replication, count: 1 });
    this.#cell.absorb(0, tally);
  }

  verdict(asked: Requirement | YearlyRequirement): Verdict {
    return judgeCell(asked, this.#result()).verdict;
  }

  figure(asked: Requirement | YearlyRequirement): EstimateResult {
    return figureAsked(asked, this.#result());
  }

  #result(): SweepCell {
    const { played, fingerprint, work } = this.#cell;
    return { cell: 0, settings: {}, replications: played, fingerprint, work, ...this.#cell.figures() };
  }
}
