/**
 * What a schedule has to achieve: the scenario's targets and those of the command line, each with what it takes to judge
 * it. It must never know a schedule.
 */
import type { TuneTarget } from "../../results/index.js";
import type { Requirement, Statistic, YearlyRequirement } from "../../scenario/index.js";
import { drawnPurposes } from "../../shipping/index.js";
import type { Scenario } from "../../spec/index.js";
import { FEWEST_FOR_MEAN, fewestForQuantile } from "../../statistics/index.js";
import { type Micros, printExactDuration, toSeconds } from "../../units/index.js";
import { completeYears } from "../sweep/life-line.js";
import { sweepMisuseOf } from "../sweep/require.js";
import type { ScheduleStatistic, ScheduleTarget } from "./search.js";

export type Goal = {
  readonly text: string;
  readonly from: TuneTarget["from"];
} /** By the schedule alone; playing it may only contradict. */ & (
  | { readonly by: "schedule"; readonly target: ScheduleTarget; readonly asked: LossRequirement }
  /** By playing the loss of the primary's site. */
  | { readonly by: "site-loss"; readonly asked: LossRequirement }
  /** By playing random years. */
  | { readonly by: "years"; readonly asked: Requirement | YearlyRequirement }
);

/** Of the loss of the primary's site, with its statistic. */
export type LossRequirement = Requirement & { readonly statistic: Statistic };

export type GoalsReading =
  | { readonly ok: true; readonly goals: readonly Goal[] }
  | { readonly ok: false; readonly problem: string };

export function goalsOf(
  scenario: Scenario,
  asked: readonly (Requirement | YearlyRequirement)[],
  exactDurations: boolean,
): GoalsReading {
  const varies = durationsVary(scenario, exactDurations);
  const goals: Goal[] = [];
  const { rpo, rto } = scenario.targets;
  if (rpo !== null) goals.push(goalOfLoss(atMost("rpo", rpo, whole("rpo", varies)), "scenario"));
  if (rto !== null) goals.push(goalOfLoss(atMost("rto", rto, whole("rto", varies)), "scenario"));
  for (const one of asked) {
    const problem = misuseOf(one, scenario) ?? (varies ? noWorstOf(one, exactDurations) : null);
    if (problem !== null) return { ok: false, problem };
    goals.push(goalOf(one, varies));
  }
  // Who asks again for what the scenario asks for asks for nothing more.
  const different = goals.filter(({ text }, at) => goals.findIndex((other) => other.text === text) === at);
  return { ok: true, goals: different };
}

/** Why so few replications can never show that these are met; null: they may. */
export function tooFewFor(goals: readonly Goal[], replications: number): string | null {
  for (const { text, by, asked } of goals) {
    if (by !== "site-loss") continue;
    const { statistic } = asked;
    const fewest = statistic.statistic === "quantile" ? fewestForQuantile(statistic.p) : FEWEST_FOR_MEAN;
    if (replications < fewest) return `${text} takes ${fewest} replications at least to be judged`;
  }
  return null;
}

/** Where durations vary nothing is the most that can ever be lost, but what is lost in one case of a hundred. */
function durationsVary(scenario: Scenario, exactDurations: boolean): boolean {
  const matters = (purpose: string) => !purpose.endsWith(".offset") && !purpose.startsWith("restore.");
  return !exactDurations || drawnPurposes(scenario).some(matters);
}

const quantile = (p: number, name: string): Statistic => ({ statistic: "quantile", p, name });

/** What a target means that names no statistic. People vary, so that no RTO is the longest there can be. */
const whole = (measure: "rpo" | "rto", varies: boolean): Statistic =>
  measure === "rto" ? quantile(0.95, "p95") : varies ? quantile(0.99, "p99") : { statistic: "worst" };

const atMost = (measure: "rpo" | "rto", bound: Micros, statistic: Statistic): LossRequirement => ({
  form: "requirement",
  text: `site-loss.${measure}.${nameOf(statistic)} <= ${printExactDuration(bound)}`,
  what: "site-loss",
  measure,
  dimension: "duration",
  statistic,
  comparison: "<=",
  bound,
});

const nameOf = (statistic: Statistic): string =>
  statistic.statistic === "quantile" ? statistic.name : statistic.statistic;

function goalOf(asked: Requirement | YearlyRequirement, varies: boolean): Goal {
  if (asked.form === "yearly-requirement" || isElsewhere(asked)) {
    return { text: asked.text, from: "option", by: "years", asked };
  }
  const { measure } = asked;
  const statistic = asked.statistic ?? whole(measure === "rto" ? "rto" : "rpo", varies);
  return goalOfLoss({ ...asked, statistic }, "option");
}

/** Of another kind of failure, which only random years bring. */
const isElsewhere = ({ what }: Requirement): boolean => what !== null && what !== "site-loss";

const BY_SCHEDULE: readonly ScheduleStatistic[] = ["mean", "p50", "p95", "p99", "worst"];

function goalOfLoss(asked: LossRequirement, from: Goal["from"]): Goal {
  const { measure, comparison, bound } = asked;
  const text = fullText(asked);
  const statistic = BY_SCHEDULE.find((known) => known === nameOf(asked.statistic));
  if (measure !== "rpo" || statistic === undefined) return { text, from, by: "site-loss", asked };
  const relation = comparison === "<" ? "<" : "<=";
  const target = { text, statistic, relation, limit: toSeconds(bound as Micros) } as const;
  return { text, from, by: "schedule", target, asked };
}

/** With kind and statistic, which need not have been written. */
function fullText({ text, measure, statistic }: LossRequirement): string {
  const behind = /[<>].*$/.exec(text)?.[0] ?? "";
  return `site-loss.${measure}.${nameOf(statistic)} ${behind}`;
}

function misuseOf(asked: Requirement | YearlyRequirement, scenario: Scenario): string | null {
  if (asked.form === "yearly-requirement") {
    const isOfYears = asked.measure === "pLossInYear" || asked.measure === "pTargetMissedInYear";
    return isOfYears && completeYears(scenario) === 0
      ? `${asked.text}: counted in complete years, and the scenario's horizon is ` +
          `${printExactDuration(scenario.horizon)}; give horizon: 1 year or more`
      : sweepMisuseOf(asked, scenario);
  }
  return isElsewhere(asked) ? sweepMisuseOf(asked, scenario) : misuseOfLoss(asked);
}

/** The longest of some drawn runs is not the longest that there can be. */
function noWorstOf(asked: Requirement | YearlyRequirement, exactDurations: boolean): string | null {
  if (asked.form !== "requirement" || isElsewhere(asked)) return null;
  if (asked.statistic === null || nameOf(asked.statistic) !== "worst") return null;
  const way = exactDurations
    ? ""
    : ", or give --exact-durations where the scenario's durations are constants";
  return `${asked.text}: durations vary, so that nothing is the worst case; ask for p99${way}`;
}

function misuseOfLoss({ text, measure, statistic, comparison }: Requirement): string | null {
  const name = statistic === null ? null : nameOf(statistic);
  if (name === null && measure !== "rpo" && measure !== "rto")
    return `${text}: name the statistic, such as site-loss.${measure}.p95`;
  if (name === "best")
    return `${text}: the best case is luck and no target; ask for mean, a quantile or worst`;
  if (name === "worst" && measure !== "rpo")
    return `${text}: only rpo has an exact worst case; ask for a quantile such as p95`;
  if (measure !== "availability" && (comparison === ">" || comparison === ">="))
    return `${text}: less of it is better, so a target is an upper limit: ${measure} <= …`;
  return null;
}

export const scheduleTargets = (goals: readonly Goal[]): ScheduleTarget[] =>
  goals.flatMap((goal) => (goal.by === "schedule" ? [goal.target] : []));

/** Those that only playing can judge. */
export const isPlayed = (goal: Goal): boolean => goal.by !== "schedule";
