/**
 * Whether a comparison knows enough: the differences that --until names, of every option to the first. It must never know
 * how lives are played.
 */
import type { Precision } from "../../scenario/index.js";
import { type Aim, type Looked, lookAtAll } from "../sweep/precision.js";
import { measureAsked } from "./asked.js";
import { type Pair, pairedOf } from "./differences.js";
import type { ComparePlan } from "./task.js";

/** Expressions have durations in microseconds, differences in seconds. */
const unitOf = ({ dimension }: Precision): number => (dimension === "duration" ? 1e6 : 1);

/** How many intervals must hold together at each look: of every option but the first. */
export const intervalsOf = ({ until, options }: ComparePlan): number => until.length * (options.length - 1);

/** Each asked precision of each pair, at this look, counted from 1. */
export function lookAtDifferences(plan: ComparePlan, pairs: readonly Pair[], look: number): Looked[] {
  const measures = intervalsOf(plan);
  return pairs.flatMap((pair) =>
    lookAtAll((precision, miss) => aimAt(precision, pair, plan, miss), plan.until, look, measures),
  );
}

function aimAt(precision: Precision, pair: Pair, plan: ComparePlan, miss: number): Aim {
  const measure = measureAsked(precision, plan);
  if (measure === null) throw new RangeError(`${precision.text} is not compared`);
  const { a, difference } = pairedOf(measure, pair, miss);
  const { halfWidth } = precision;
  const of = { estimate: difference, base: a, unit: 1 };
  if ("absolute" in halfWidth) {
    return { ...of, asked: { kind: "absolute", width: halfWidth.absolute / unitOf(precision) } };
  }
  // A share is one of what the first option comes to, never of a difference that may be 0.
  if (a === null) return { ...of, asked: { kind: "relative", share: halfWidth.relative } };
  return { ...of, asked: { kind: "absolute", width: halfWidth.relative * Math.abs(a) } };
}
