/**
 * Which differences of a comparison words could name, and which of these stand when all of them are judged together with
 * 95 %. It must never know the words.
 */
import type { DifferenceResult } from "../../results/index.js";
import { MISS } from "../../statistics/index.js";
import { differenceResult, type Pair, pairedOf, winnerIn } from "./differences.js";
import { type ComparedMeasure, kindMeasure } from "./measures.js";

/**
 * Of a kind, or of each place of it where these are told apart: the means. Messages lost speak only where the history that
 * was lost is not known.
 */
const TOLD_OF_KIND: readonly string[] = ["rpo", "rto", "lost", "refused", "exposure"];
/** Of whole lives, scripted or years. */
const TOLD_OF_LIVES: readonly string[] = [
  "lost",
  "downtime",
  "refused",
  "lostPerYear",
  "downtimePerYear",
  "refusedPerYear",
  "exposurePerYear",
  "costPerYear",
];

/** An option beside the first, and in what they are compared. */
export interface Facing {
  readonly pair: Pair;
  readonly measures: readonly ComparedMeasure[];
}

export interface Told {
  /** How many differences words could name. */
  readonly judged: number;
  /** By measure, in the order of the options but the first. */
  readonly differences: readonly Readonly<Record<string, DifferenceResult>>[];
}

/** `kinds`: those that are told apart. */
export function differencesOf(all: readonly Facing[], kinds: readonly string[]): Told {
  const told = all.map(
    ({ pair, measures }) =>
      new Set(measures.filter((measure) => isTold(measure, kinds, pair) && isSomething(measure, pair))),
  );
  const judged = told.reduce((sum, { size }) => sum + size, 0);
  const differences = all.map(({ pair, measures }, index) => {
    const results = measures.map((measure) => {
      const stands = told[index]!.has(measure) ? winnerIn(measure, pair, MISS / judged) !== null : null;
      return [measure.name, differenceResult(measure, pair, stands)] as const;
    });
    return Object.fromEntries(results);
  });
  return { judged, differences };
}

function isTold(measure: ComparedMeasure, kinds: readonly string[], pair: Pair): boolean {
  if (measure.of === "life") return TOLD_OF_LIVES.includes(measure.name);
  const { kind, p } = measure;
  if (p !== null || !kinds.includes(kind) || !TOLD_OF_KIND.includes(measure.measure)) return false;
  return (
    measure.measure !== "lost" || pairedOf(kindMeasure(kind, "rpo", null), pair).difference.value === null
  );
}

/** There is an interval and not nothing in both; or something was not over in one option alone, which can be told too. */
function isSomething(measure: ComparedMeasure, pair: Pair): boolean {
  const { a, b, difference, notOverAlone } = pairedOf(measure, pair);
  if (difference.ci95 === null) return notOverAlone.some((count) => count > 0);
  return !(a === 0 && b === 0 && difference.value === 0);
}
