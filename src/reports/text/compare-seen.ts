/**
 * Which differences of a comparison may be named in words: those that stand when all that could be named are judged
 * together, and matter. It writes no sentences.
 */
import type { CompareResult, DifferenceResult, OptionResult } from "../../results/index.js";
import { normalQuantile } from "../../statistics/index.js";
import { measureOf, type NamedMeasure } from "./compare-measures.js";

export interface Seen {
  readonly option: OptionResult;
  readonly measure: NamedMeasure;
  readonly of: DifferenceResult;
  /** The interval at which all of them hold together; null: an end is beyond every number. */
  readonly joint: readonly [number | null, number | null];
  readonly mean: number;
  readonly winner: string;
}

export interface AllSeen {
  /** Differences that could be named, of all options. */
  readonly judged: number;
  /** Of them, those whose own 95 % interval leaves out 0. */
  readonly won: number;
  /** Those that stand together. */
  readonly together: readonly Seen[];
}

/** Of the larger figure: a smaller difference decides nothing, however sure it is. */
const TRIFLE = 0.01;

/**
 * Who loses less history and is back sooner needs no third word; the last two speak where these say nothing, and messages
 * where the history that was lost is not known.
 */
export const TOLD_OF_KIND: readonly string[] = ["rpo", "rto", "lost", "refused", "exposure"];
export const TOLD_OF_YEARS: readonly string[] = ["lostPerYear", "downtimePerYear", "exposurePerYear"];

export function allSeen(result: CompareResult): AllSeen {
  const kinds = kindsOf(result);
  const isTold = (option: OptionResult, { kind, measure, statistic }: NamedMeasure) => {
    if (statistic !== null) return false;
    if (kind === null) return TOLD_OF_YEARS.includes(measure);
    const isKnown = (option.differences?.[`${kind}.rpo`]?.mean ?? null) !== null;
    return kinds.includes(kind) && TOLD_OF_KIND.includes(measure) && !(measure === "lost" && isKnown);
  };
  const all = result.options.flatMap((option) =>
    Object.entries(option.differences ?? {}).map(([name, of]) => ({
      option,
      measure: measureOf(name),
      of,
    })),
  );
  const judged = all.filter(
    ({ option, measure, of }) => isTold(option, measure) && of.ci95 !== null && !isNothing(of),
  );
  // Bonferroni: each at 5 % / so many. The quantiles of the normal law stand for those that made the intervals.
  const wider =
    judged.length === 0 ? 1 : normalQuantile(1 - 0.025 / judged.length) / normalQuantile(1 - 0.025);
  const together = judged.flatMap(({ option, measure, of }): Seen[] => {
    const { mean, winner } = of;
    if (mean === null || winner === null) return [];
    const [low, high] = of.ci95!;
    const joint = [
      low === null ? null : mean - wider * (mean - low),
      high === null ? null : mean + wider * (high - mean),
    ] as const;
    return leavesOutZero(joint) ? [{ option, measure, of, joint, mean, winner }] : [];
  });
  return { judged: judged.length, won: judged.filter(({ of }) => of.winner !== null).length, together };
}

/** Both are 0 in every replication: nothing was there to differ. */
export const isNothing = ({ a, b, mean }: DifferenceResult): boolean => a === 0 && b === 0 && mean === 0;

const leavesOutZero = ([low, high]: Seen["joint"]): boolean =>
  (low !== null && low > 0) || (high !== null && high < 0);

export function matters({ mean, of: { a, b } }: Seen): boolean {
  return Math.abs(mean) >= TRIFLE * Math.max(Math.abs(a ?? 0), Math.abs(b ?? 0));
}

/** A kind that is told by place need not be told over all places, whose mean is nobody's. */
export function kindsOf(result: CompareResult): string[] {
  const kinds = [...new Set(result.options.flatMap(({ summary }) => Object.keys(summary)))];
  return kinds.filter((kind) => !kinds.some((other) => other.startsWith(`${kind}@`)));
}
