/**
 * How each option stands to the targets: those that are asked of all, and those of its own scenario. All verdicts hold
 * together with 95 %. It must never know which option is better.
 */
import type { TargetStanding } from "../../results/index.js";
import type { Measure, Precision, Requirement, Statistic, YearlyRequirement } from "../../scenario/index.js";
import { PLANNED_WHATS, type Scenario } from "../../spec/index.js";
import {
  type Estimate,
  FEWEST_FOR_MEAN,
  type FeasibilityCase,
  fewestForQuantile,
  type Judged,
  judgeJointly,
  type Verdict,
} from "../../statistics/index.js";
import { type Micros, printExactDuration } from "../../units/index.js";
import { WHOLE } from "../run/whole.js";
import type { Frame } from "../sweep/cell-figures.js";
import type { KindTally } from "../sweep/kind-tally.js";
import { AT } from "../sweep/life-line.js";
import { estimateOf, kindEstimate } from "../sweep/plain-estimates.js";
import { isAtFixedInstant } from "./asked.js";
import type { OptionTally } from "./option-tally.js";
import type { ComparePlan } from "./task.js";

/** An option, and what it has come to. */
export interface Standing {
  readonly scenario: Scenario;
  readonly tally: OptionTally;
  readonly frame: Frame;
}

type Target = Requirement | YearlyRequirement;

interface Case extends FeasibilityCase {
  readonly text: string;
  /** The same however it is written. */
  readonly asks: string;
}

const keyOf = (...words: readonly (string | number)[]): string => words.join(" ");

/** A target of the scenario is met where 95 of 100 incidents of a kind meet it. */
const OWN: Extract<Statistic, { statistic: "quantile" }> = { statistic: "quantile", p: 0.95, name: "p95" };

/** `kinds`: the kinds that were seen in any option, or each of their places. In the order of the options. */
export function standingsOf(
  plan: Pick<ComparePlan, "targets" | "fate">,
  options: readonly Standing[],
  kinds: readonly string[],
): TargetStanding[][] {
  const asked = options.map((option) => plan.targets.map((target) => askedCase(target, option)));
  const costly = { rpo: costlyKinds("rpo", options, kinds), rto: costlyKinds("rto", options, kinds) };
  const scenarios = options.map(({ scenario }) => scenario);
  const cases = options.map((option, index) => {
    const own = ownCases(option, costly).filter(
      ({ asks }) => !asked[index]!.some((one) => one.asks === asks),
    );
    return [...asked[index]!, ...own];
  });
  const onePhase = (text: string) =>
    text.includes(".rpo.") && isAtFixedInstant(text.split(/[.@]/)[0]!, plan.fate, scenarios);
  return judgeJointly(cases).map((verdicts, option) =>
    verdicts.map((verdict, index) => {
      const { text } = cases[option]![index]!;
      return onePhase(text) ? { text, verdict: "undecided", why: ONE_PHASE } : standing(text, verdict);
    }),
  );
}

const ONE_PHASE = "it strikes at a fixed instant, which is one phase of the schedule: strike at: any";

const standing = (text: string, verdict: Verdict): TargetStanding => ({
  text,
  verdict: verdict.verdict,
  why: verdict.verdict === "undecided" ? verdict.why : null,
});

function askedCase(target: Target, { tally, frame }: Standing): Case {
  const { text, comparison, bound } = target;
  if (target.form === "yearly-requirement") {
    const precision: Precision = { ...target, form: "yearly-precision", halfWidth: { relative: 1 } };
    const judged = (miss: number) =>
      judgedOf(estimateOf(tally.cell, precision, miss, frame), tally.cell.lives, FEWEST_FOR_MEAN);
    return { text, asks: text, requirement: { comparison, bound }, judged };
  }
  const { what, measure, statistic } = target;
  const isShare = target.dimension === "share";
  return {
    text,
    asks: keyOf(what!, measure, nameOf(statistic!), comparison, bound),
    requirement: { comparison, bound: isShare ? bound * WHOLE[measure] : bound },
    judged: judgedOn(tally.kind(what!), measure, statistic!),
  };
}

const nameOf = (statistic: Statistic): string =>
  statistic.statistic === "quantile" ? statistic.name : statistic.statistic;

function* ownTargets({ scenario: { targets } }: Standing): Iterable<["rpo" | "rto", Micros]> {
  if (targets.rpo !== null) yield ["rpo", targets.rpo];
  if (targets.rto !== null) yield ["rto", targets.rto];
}

function ownCases(option: Standing, costly: Readonly<Record<"rpo" | "rto", readonly string[]>>): Case[] {
  return [...ownTargets(option)].flatMap(([measure, bound]) =>
    costly[measure].map((kind) => ({
      text: `${kind}.${measure}.${OWN.name} <= ${printExactDuration(bound)}`,
      asks: keyOf(kind, measure, OWN.name, "<=", bound),
      requirement: { comparison: "<=", bound },
      judged: judgedOn(option.tally.kind(kind), measure, OWN),
    })),
  );
}

/** Failures that cost at least one option something: what costs nobody anything is no question. */
function costlyKinds(measure: Measure, options: readonly Standing[], kinds: readonly string[]): string[] {
  const isPlanned = (kind: string) => (PLANNED_WHATS as readonly string[]).includes(kind.split("@")[0]!);
  const costs = (kind: KindTally | undefined): boolean => {
    if (kind === undefined) return false;
    const { tally } = kind.columns[AT[measure]]!.column;
    return tally.nulls > 0 || (tally.largest ?? 0) > 0;
  };
  return kinds.filter((kind) => !isPlanned(kind) && options.some(({ tally }) => costs(tally.kind(kind))));
}

function judgedOn(
  kind: KindTally | undefined,
  measure: Measure,
  statistic: Statistic,
): (miss: number) => Judged {
  const n = kind === undefined ? 0 : kind.columns[AT[measure]]!.column.n;
  return (miss) =>
    judgedOf(
      kindEstimate(kind, measure, statistic, miss),
      n,
      statistic.statistic === "quantile" ? fewestForQuantile(statistic.p, miss) : FEWEST_FOR_MEAN,
    );
}

const judgedOf = (estimate: Estimate, n: number, fewest: number): Judged => ({ estimate, n, fewest });
