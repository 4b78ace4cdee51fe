/**
 * `--require` on a sweep: does a cell meet a requirement, miss it, or can these replications not tell? Judged on the
 * 95 % interval. And what may be asked of a sweep at all, known before anything is played.
 */
import type { CellFigures, EstimateResult, MeasureResult, SweepCell } from "../../results/index.js";
import type { IncidentPrecision, Precision, Requirement, YearlyRequirement } from "../../scenario/index.js";
import type { Scenario } from "../../spec/index.js";
import {
  type Comparison,
  type Estimate,
  FEWEST_FOR_MEAN,
  fewestForQuantile,
  judge,
  judgeExact,
  type Verdict,
} from "../../statistics/index.js";
import { hasTargets } from "./life-line.js";

export type SweepRequirement = Requirement | YearlyRequirement;

export interface JudgedCell {
  readonly text: string;
  readonly cell: SweepCell;
  readonly verdict: Verdict;
}

/** The quantiles that a sweep keeps; others would need every value. */
const QUANTILES = ["p50", "p90", "p95", "p99"] as const;
type KeptQuantile = (typeof QUANTILES)[number];

/** Results are in seconds, bounds in µs. */
const UNITS_OF_BOUND = { duration: 1e6, count: 1, share: 1, events: 1 } as const;

/** Why it cannot be asked of this scenario, or null. */
export function sweepMisuseOf(asked: SweepRequirement | Precision, scenario: Scenario): string | null {
  switch (asked.form) {
    case "yearly-requirement":
    case "yearly-precision":
      return asked.measure === "pTargetMissedInYear" && !hasTargets(scenario)
        ? `${asked.text}: the scenario has no targets; give targets.rpo or targets.rto`
        : null;
    case "requirement":
    case "precision":
      return incidentMisuse(asked);
  }
}

function incidentMisuse(asked: Requirement | IncidentPrecision): string | null {
  const { text, what, measure, statistic } = asked;
  if (what === null) {
    return (
      `${text}: pooled over all kinds of failure ${measure} says nothing; name the kind, ` +
      `such as site-loss.${measure}, or ask for a figure of a year, such as lostPerYear`
    );
  }
  const name = statistic?.statistic === "quantile" ? statistic.name : (statistic?.statistic ?? null);
  if (name === null) {
    return `${text}: name the statistic, such as ${what}.${measure}.p95; observedMax is the worst that was seen`;
  }
  if (name === "best") return `${text}: best is a figure of \`check\`, not of a sweep`;
  if (name === "worst") {
    return `${text}: the exact worst case is a figure of \`check\` and \`run\`; ask for observedMax or a quantile`;
  }
  if (name === "observedMax" && asked.form === "precision") {
    return `${text}: the largest value that was seen never settles; ask for a quantile`;
  }
  if (statistic?.statistic === "quantile" && keptQuantile(name) === null) {
    return `${text}: a sweep keeps ${QUANTILES.join(", ")}, not ${name}`;
  }
  return null;
}

const keptQuantile = (name: string): KeptQuantile | null => QUANTILES.find((kept) => kept === name) ?? null;

export function judgeCell(requirement: SweepRequirement, cell: SweepCell): JudgedCell {
  return { text: requirement.text, cell, verdict: verdictOf(requirement, cell) };
}

const NONE_SEEN: Verdict = {
  verdict: "undecided",
  replications: null,
  why: "no incident of this kind was seen",
};

function verdictOf(requirement: SweepRequirement, cell: SweepCell): Verdict {
  if (requirement.form === "requirement") return incidentVerdict(requirement, cell);
  const figure = yearlyFigure(requirement, cell);
  if (figure === null) return NONE_SEEN;
  return judgedOn(figure, cell.replications, cell.replications, FEWEST_FOR_MEAN, requirement);
}

/** The figure that a requirement is about, as the cell has it. */
export function figureAsked(asked: SweepRequirement, cell: CellFigures): EstimateResult {
  if (asked.form === "yearly-requirement") return yearlyFigure(asked, cell) ?? UNSEEN;
  const { what, measure, statistic } = asked;
  const figures =
    what !== null && Object.hasOwn(cell.summary, what) ? cell.summary[what]?.[measure] : undefined;
  if (figures === undefined || statistic === null) return UNSEEN;
  if (statistic.statistic === "observedMax") {
    return { value: figures.observedMax, ci95: null, why: "the largest that was seen is no bound" };
  }
  return statistic.statistic === "quantile" ? quantileOf(figures, statistic.name) : figures.mean;
}

const UNSEEN: EstimateResult = { value: null, ci95: null, why: "no incident of this kind was seen" };

/** null: nothing of this kind was ever seen. */
function yearlyFigure({ what, measure }: YearlyRequirement, cell: CellFigures): EstimateResult | null {
  if (what === null) return cell[measure];
  const cause = Object.hasOwn(cell.byCause, what) ? cell.byCause[what] : undefined;
  if (cause === undefined) return null;
  switch (measure) {
    case "lostPerYear":
    case "lossEventsPerYear":
    case "downtimePerYear":
      return cause[measure];
    default:
      throw new RangeError(`${measure} is not told by cause`);
  }
}

function incidentVerdict(requirement: Requirement, cell: SweepCell): Verdict {
  const { what, measure, statistic } = requirement;
  const summary = what !== null && Object.hasOwn(cell.summary, what) ? cell.summary[what] : undefined;
  if (summary === undefined || summary[measure].n === 0) return NONE_SEEN;
  const figures = summary[measure];
  const { n } = figures;
  if (statistic === null) throw new RangeError(`${requirement.text} has no statistic`);
  if (statistic.statistic === "observedMax") return judgeExact(figures.observedMax, inSeconds(requirement));
  if (statistic.statistic === "mean")
    return judgedOn(figures.mean, n, cell.replications, FEWEST_FOR_MEAN, requirement);
  if (statistic.statistic === "quantile") {
    const fewest = fewestForQuantile(statistic.p);
    return judgedOn(quantileOf(figures, statistic.name), n, cell.replications, fewest, requirement);
  }
  throw new RangeError(`${statistic.statistic} is no figure of a sweep`);
}

function quantileOf(figures: MeasureResult, name: string): EstimateResult {
  const kept = keptQuantile(name);
  if (kept === null) throw new RangeError(`a sweep has no ${name}`);
  return figures[kept];
}

/** `n` values of so many replications stand behind the figure: what would decide is told in replications. */
function judgedOn(
  figure: EstimateResult,
  n: number,
  replications: number,
  fewest: number,
  requirement: SweepRequirement,
): Verdict {
  const verdict = judge({ estimate: asEstimate(figure), n, fewest }, inSeconds(requirement));
  if (verdict.verdict !== "undecided") return verdict;
  const { replications: values } = verdict;
  return { ...verdict, replications: values === null ? null : Math.ceil((values * replications) / n) };
}

function asEstimate({ value, ci95, why }: EstimateResult): Estimate {
  return ci95 === null ? { value, ci95: null, why: why ?? "" } : { value, ci95, why: null };
}

function inSeconds({ bound, comparison, dimension }: SweepRequirement): {
  readonly bound: number;
  readonly comparison: Comparison;
} {
  return { bound: bound / UNITS_OF_BOUND[dimension], comparison };
}
