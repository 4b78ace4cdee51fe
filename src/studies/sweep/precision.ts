/**
 * Whether a sweep knows enough: the measures that --until names, after each look, at a level that still holds after so
 * many looks at so many measures. It must never know how lives are played.
 */
import type { UntilResult } from "../../results/index.js";
import type { Precision } from "../../scenario/index.js";
import {
  type Estimate,
  halfWidth,
  isPrecise,
  missAtLook,
  type Precision as Precise,
  replicationsUntil,
} from "../../statistics/index.js";
import { tidy } from "../run/incident-result.js";
import { WHOLE } from "../run/whole.js";

/** A figure, and what is asked of it. */
export interface Aim {
  readonly estimate: Estimate;
  readonly asked: Precise;
  /** What shares and percentages are of; null: not known. */
  readonly base: number | null;
  /** The figure's own units to one of results. */
  readonly unit: number;
}

export interface Looked extends Aim {
  readonly precision: Precision;
  readonly reached: boolean;
  /** About how many replications it takes; null: nobody can say yet. */
  readonly needed: number | null;
}

type Ask = (precision: Precision, miss: number) => Aim;

/** Each measure as it stands at this look, counted from 1. */
export function lookAtAll(
  ask: Ask,
  precisions: readonly Precision[],
  look: number,
  measures: number,
): Looked[] {
  const miss = missAtLook(look, measures);
  return precisions.map((precision) => {
    const aim = ask(precision, miss);
    const { estimate, asked } = aim;
    return {
      ...aim,
      precision,
      reached: isPrecise(estimate, asked),
      needed: replicationsUntil(estimate, asked, look, measures),
    };
  });
}

/** Of a figure by itself. */
export function aimAt(precision: Precision, estimate: Estimate): Aim {
  return { estimate, asked: askedOf(precision), base: estimate.value, unit: unitOf(precision) };
}

export function untilResult(looked: Looked, look: number, measures: number): UntilResult {
  const { precision, estimate, reached, unit } = looked;
  const half = halfWidth(estimate);
  const asked = widthAsked(looked);
  return {
    text: precision.text,
    reached,
    halfWidth: half === null ? null : tidy(half / unit),
    asked: asked === null ? null : tidy(asked / unit),
    confidence: tidy(1 - missAtLook(look, measures)),
    looks: look,
  };
}

/** For whoever waits: how wide it is, and how wide it may be. */
export function printLook(looked: Looked): string {
  const { precision, estimate, base } = looked;
  const half = halfWidth(estimate);
  const asked = widthAsked(looked);
  const name = precision.text.split("+-")[0]!.trim();
  if (half === null || asked === null || base === null || base === 0) return `${name}: no interval yet`;
  const percent = (width: number) => `${((100 * width) / Math.abs(base)).toPrecision(2)} %`;
  return `${name} ±${percent(half)} of ±${percent(asked)}`;
}

/** null: a share of a value that is not known. */
function widthAsked({ asked, base }: Looked): number | null {
  if (asked.kind === "absolute") return asked.width;
  return base === null ? null : asked.share * Math.abs(base);
}

/** Figures of incidents are tallied in whole numbers, those of years in microseconds, messages or shares. */
function unitOf(precision: Precision): number {
  if (precision.form === "precision") return WHOLE[precision.measure];
  return precision.dimension === "duration" ? 1e6 : 1;
}

function askedOf(precision: Precision): Precise {
  const { halfWidth: half } = precision;
  if ("relative" in half) return { kind: "relative", share: half.relative };
  // Shares are asked for as they are, and tallied as whole parts.
  const isShare = precision.form === "precision" && precision.dimension === "share";
  return { kind: "absolute", width: isShare ? half.absolute * WHOLE[precision.measure] : half.absolute };
}
