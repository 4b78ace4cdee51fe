/**
 * Whether a comparison knows enough: the differences that --until names, of every option to the first. It must never know
 * how lives are played.
 */
import type { Precision } from "../../scenario/index.js";
import { MISS } from "../../statistics/index.js";
import { type Aim, type Looked, lookAtAll } from "../sweep/precision.js";
import { measureAsked } from "./asked.js";
import { type Pair, type Paired, pairedOf } from "./differences.js";
import type { ComparedMeasure } from "./measures.js";
import type { ComparePlan } from "./task.js";

/** Expressions have durations in microseconds, differences in seconds. */
const unitOf = ({ dimension }: Precision): number => (dimension === "duration" ? 1e6 : 1);

/** How many intervals must hold together at each look: of every option but the first. */
export const intervalsOf = ({ until, options }: ComparePlan): number => until.length * (options.length - 1);

/** What is the same in so many replications never has a width: others are in fewer than 1 % of them, and it is enough. */
const SAME_ENOUGH = 300;

/** Each asked precision of each pair, at this look, counted from 1. */
export function lookAtDifferences(plan: ComparePlan, pairs: readonly Pair[], look: number): Looked[] {
  const measures = intervalsOf(plan);
  return pairs.flatMap((pair) => {
    const paired = (precision: Precision, miss: number) => pairedOf(measureOf(precision, plan), pair, miss);
    const ask = (precision: Precision, miss: number) => aimAt(precision, paired(precision, miss));
    return lookAtAll(ask, plan.until, look, measures).map((looked): Looked => {
      const { sameIn } = paired(looked.precision, MISS);
      return sameIn === null || sameIn < SAME_ENOUGH
        ? looked
        : { ...looked, reached: true, needed: pair.lives };
    });
  });
}

function measureOf(precision: Precision, plan: ComparePlan): ComparedMeasure {
  const measure = measureAsked(precision, plan);
  if (measure === null) throw new RangeError(`${precision.text} is not compared`);
  return measure;
}

function aimAt(precision: Precision, { a, difference }: Paired): Aim {
  const { halfWidth } = precision;
  const of = { estimate: difference, base: a, unit: 1 };
  if ("absolute" in halfWidth) {
    return { ...of, asked: { kind: "absolute", width: halfWidth.absolute / unitOf(precision) } };
  }
  // A share is one of what the first option comes to, never of a difference that may be 0.
  if (a === null) return { ...of, asked: { kind: "relative", share: halfWidth.relative } };
  return { ...of, asked: { kind: "absolute", width: halfWidth.relative * Math.abs(a) } };
}
