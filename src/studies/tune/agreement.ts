/**
 * Two answers to one question: what arithmetic says a schedule loses, and what was lost when it was played. Where they
 * differ by more than chance one of them is wrong, and the reader has to know.
 */
import type { EstimateResult, ScheduleFiguresResult } from "../../results/index.js";
import type { Statistic } from "../../scenario/index.js";
import { type Micros, printDuration } from "../../units/index.js";
import { BEYOND_CHANCE } from "./confirm.js";
import type { CandidatePlay } from "./play-candidate.js";

type Quantile = "p50" | "p95" | "p99";

/** Compared by ranks, which hold whatever the tails are like. */
const QUANTILES: readonly (readonly [Quantile, Statistic])[] = [
  ["p50", { statistic: "quantile", p: 0.5, name: "p50" }],
  ["p95", { statistic: "quantile", p: 0.95, name: "p95" }],
  ["p99", { statistic: "quantile", p: 0.99, name: "p99" }],
];

const MEAN: readonly ["mean", Statistic] = ["mean", { statistic: "mean" }];
/** The mean's own interval takes many values, and some of those that are rare and large. */
const ENOUGH_FOR_MEAN = 300;

/** Figures from drawn runs are no better than their draws, so near to the true ones. */
const BY_DRAWS = 0.02;
/** Results are told to twelve digits. */
const BY_DIGITS = 1e-9;

/** In sentences; empty where both agree, or where too little was played to tell. */
export function disagreements(
  name: string,
  figures: ScheduleFiguresResult,
  play: Pick<CandidatePlay, "decided">,
): string[] {
  const { estimate: most, n } = play.decided({ statistic: "observedMax" }, BEYOND_CHANCE);
  const tailWasSeen = n >= ENOUGH_FOR_MEAN && (most.value === null || most.value >= figures.p99);
  const compared = tailWasSeen ? [MEAN, ...QUANTILES] : QUANTILES;
  const found = compared.flatMap(([statistic, asked]) => {
    const { estimate } = play.decided(asked, BEYOND_CHANCE);
    const value = figures[statistic];
    return isWithin(value, estimate, figures.exact ? BY_DIGITS : BY_DRAWS)
      ? []
      : [sentence(name, statistic, value, estimate)];
  });
  if (figures.exact && most.value !== null && most.value > figures.worst * (1 + BY_DIGITS)) {
    found.push(
      `Exact and simulated RPO of ${name} contradict each other: ${spoken(figures.worst)} is the worst by the schedule, ` +
        `and ${spoken(most.value)} was seen.`,
    );
  }
  return found;
}

function isWithin(value: number, { ci95 }: EstimateResult, slack: number): boolean {
  if (ci95 === null) return true;
  const [low, high] = ci95;
  const room = slack * value;
  return (low === null || low <= value + room) && (high === null || high >= value - room);
}

const sentence = (name: string, statistic: string, value: number, { ci95 }: EstimateResult): string =>
  `Exact and simulated RPO of ${name} differ by more than chance: ${statistic} is ${spoken(value)} by the schedule, and ` +
  `${spoken(ci95![0])} to ${spoken(ci95![1])} as played (99.9 %).`;

const spoken = (seconds: number | null): string =>
  seconds === null ? "beyond" : printDuration(Math.round(seconds * 1e6) as Micros);
