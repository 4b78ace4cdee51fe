/**
 * `--require` on a run: is a requirement met, missed, or can these replications not tell? Distributions are judged
 * on their 95 % interval, exact figures as they are.
 */
import type { KindSummary, MeasureResult, RunResult } from "../../results/index.js";
import type { Requirement, Statistic } from "../../scenario/index.js";
import { PLANNED_WHATS, type PlannedWhat, type Scenario, type What } from "../../spec/index.js";
import {
  FEWEST_FOR_MEAN,
  fewestForQuantile,
  judge,
  judgeExact,
  quantileEstimate,
  Sample,
  type Verdict,
} from "../../statistics/index.js";
import { figureOf } from "./summarise.js";

export interface JudgedRequirement {
  readonly text: string;
  readonly verdict: Verdict;
}

/** Microseconds for durations, as the requirement's bound; whole messages; shares in parts of 10^12. */
const SCALE = { duration: 1e6, count: 1, share: 1e12 } as const;

/** Why a requirement cannot be asked of this scenario, or null. Known before anything is played. */
export function misuseOf(requirement: Requirement, scenario: Scenario): string | null {
  const { measure, statistic, what } = requirement;
  const failures = [...new Set(scenario.failures.map((failure) => failure.what))];
  const planned = [
    ...new Set(scenario.operations.map((operation) => operation.what)),
    ...(scenario.failback === null ? [] : (["failback"] as const)),
  ];
  // Whoever names no kind asks what failures cost.
  const kinds: readonly (What | PlannedWhat)[] =
    what === null && failures.length > 0 ? failures : [...failures, ...planned];
  if (what === null && kinds.length > 1) {
    return `${requirement.text}: name the kind of failure, such as ${kinds[0]}.${measure}`;
  }
  const kind = what ?? kinds[0];
  if (kind !== undefined && !kinds.includes(kind)) {
    return `${requirement.text}: the scenario has no failure or operation of kind ${kind}`;
  }
  if (statistic?.statistic === "best")
    return `${requirement.text}: best is a figure of \`check\`, not of a run`;
  if (statistic?.statistic === "worst" && measure !== "rpo") {
    return `${requirement.text}: only rpo has an exact worst case; ask for observedMax or a quantile`;
  }
  if ((measure === "rpo" || measure === "lost") && isDistribution(statistic)) {
    const isFixed = [...scenario.failures, ...scenario.operations].some(
      (failure) => failure.what === kind && failure.when.at === "drawn" && failure.when.law.law === "fixed",
    );
    if (isFixed) {
      return (
        `${requirement.text}: the failure strikes at a fixed instant, which is one phase of the schedule and no ` +
        "distribution; strike at: any, or ask for rpo.worst"
      );
    }
  }
  return null;
}

const isPlannedKind = (kind: string): boolean => (PLANNED_WHATS as readonly string[]).includes(kind);

const isDistribution = (statistic: Statistic | null): boolean =>
  statistic !== null && statistic.statistic !== "worst" && statistic.statistic !== "best";

export function judgeRequirement(requirement: Requirement, result: RunResult): JudgedRequirement {
  return { text: requirement.text, verdict: verdictOf(requirement, result) };
}

function verdictOf(requirement: Requirement, result: RunResult): Verdict {
  const seen = Object.keys(result.summary);
  const kind = requirement.what ?? seen.find((one) => !isPlannedKind(one)) ?? seen[0];
  const summary = kind === undefined ? undefined : result.summary[kind];
  if (kind === undefined || summary === undefined) {
    return { verdict: "undecided", replications: null, why: "no incident of this kind was seen" };
  }
  const values = wholeValues(requirement, result, kind);
  const { statistic } = requirement;
  const scaled = { ...requirement, bound: requirement.bound * boundScale(requirement) };
  if (statistic === null) {
    const every = values.every((value) => judgeExact(value, scaled).verdict === "met");
    return { verdict: every ? "met" : "missed" };
  }
  switch (statistic.statistic) {
    case "worst":
      return judgeWorst(summary, scaled);
    case "observedMax":
      return judgeExact(largest(values), scaled);
    case "mean": {
      const { mean, n } = inWhole(summary[requirement.measure], SCALE[requirement.dimension]);
      return judge({ estimate: mean, n, fewest: FEWEST_FOR_MEAN }, scaled);
    }
    case "quantile": {
      const sample = new Sample();
      for (const value of values) sample.add(value);
      const fewest = fewestForQuantile(statistic.p);
      return judge({ estimate: quantileEstimate(sample, statistic.p), n: values.length, fewest }, scaled);
    }
    case "best":
      return { verdict: "undecided", replications: null, why: "best is a figure of `check`" };
  }
}

/** Durations are microseconds in expressions already; shares are not yet whole numbers. */
const boundScale = ({ dimension }: Requirement): number => (dimension === "share" ? SCALE.share : 1);

function judgeWorst(summary: KindSummary, requirement: Requirement): Verdict {
  const { worst } = summary.rpo;
  if (worst === null) {
    const why =
      "no exact worst case: the schedule is drawn or cannot keep up, or shipping was disturbed before";
    return { verdict: "undecided", replications: null, why };
  }
  return judgeExact(Math.round(worst * 1e6), requirement);
}

function wholeValues(requirement: Requirement, result: RunResult, kind: string): (number | null)[] {
  const scale = SCALE[requirement.dimension];
  return [...result.incidents, ...result.operations]
    .filter(({ what }) => what === kind)
    .map((incident) => figureOf(incident, requirement.measure))
    .map((value) => (value === null ? null : Math.round(value * scale)));
}

const largest = (values: readonly (number | null)[]): number | null =>
  values.includes(null) ? null : Math.max(...(values as number[]));

function inWhole(
  { mean, n }: MeasureResult,
  scale: number,
): { mean: Parameters<typeof judge>[0]["estimate"]; n: number } {
  const whole = (value: number | null) => (value === null ? null : value * scale);
  if (mean.ci95 === null) {
    return { mean: { value: whole(mean.value), ci95: null, why: mean.why ?? "" }, n };
  }
  return {
    mean: { value: whole(mean.value), ci95: [whole(mean.ci95[0]), whole(mean.ci95[1])], why: null },
    n,
  };
}
