/**
 * Two answers to one question: what arithmetic says a schedule loses, and what was lost when it was played. Where they
 * differ by more than chance one of them is wrong, and the reader has to know.
 */
import type { EstimateResult, ScheduleFiguresResult } from "../../results/index.js";
import type { Statistic } from "../../scenario/index.js";
import { type Micros, printDuration } from "../../units/index.js";
import { BEYOND_CHANCE } from "./confirm.js";
import type { CandidatePlay } from "./play-candidate.js";

const COMPARED: readonly (readonly ["mean" | "p50" | "p95" | "p99", Statistic])[] = [
  ["mean", { statistic: "mean" }],
  ["p50", { statistic: "quantile", p: 0.5, name: "p50" }],
  ["p95", { statistic: "quantile", p: 0.95, name: "p95" }],
  ["p99", { statistic: "quantile", p: 0.99, name: "p99" }],
];

/** Figures from drawn runs are no better than their draws, so near to the true ones. */
const BY_DRAWS = 0.02;
/** Results are told to twelve digits. */
const BY_DIGITS = 1e-9;

/** In sentences; empty where both agree, or where too little was played to tell. */
export function disagreements(name: string, figures: ScheduleFiguresResult, play: CandidatePlay): string[] {
  const found = COMPARED.flatMap(([statistic, asked]) => {
    const { estimate } = play.decided(asked, BEYOND_CHANCE);
    const value = figures[statistic];
    return isWithin(value, estimate, figures.exact ? BY_DIGITS : BY_DRAWS)
      ? []
      : [sentence(name, statistic, value, estimate)];
  });
  const { estimate } = play.decided({ statistic: "observedMax" }, BEYOND_CHANCE);
  if (figures.exact && estimate.value !== null && estimate.value > figures.worst * (1 + BY_DIGITS)) {
    found.push(
      `Exact and simulated RPO of ${name} contradict each other: ${spoken(figures.worst)} is the worst by the schedule, ` +
        `and ${spoken(estimate.value)} was seen.`,
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
