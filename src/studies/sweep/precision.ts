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

export interface Looked {
  readonly precision: Precision;
  readonly estimate: Estimate;
  readonly asked: Precise;
  readonly reached: boolean;
  /** About how many replications it takes; null: nobody can say yet. */
  readonly needed: number | null;
}

type Ask = (precision: Precision, miss: number) => Estimate;

/** Each measure as it stands at this look, counted from 1. */
export function lookAtAll(
  ask: Ask,
  precisions: readonly Precision[],
  look: number,
  measures: number,
): Looked[] {
  const miss = missAtLook(look, measures);
  return precisions.map((precision) => {
    const estimate = ask(precision, miss);
    const asked = askedOf(precision);
    return {
      precision,
      estimate,
      asked,
      reached: isPrecise(estimate, asked),
      needed: replicationsUntil(estimate, asked, look, measures),
    };
  });
}

export function untilResult(looked: Looked, look: number, measures: number): UntilResult {
  const { precision, estimate, reached } = looked;
  const half = halfWidth(estimate);
  const unit = unitOf(precision);
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
  const { precision, estimate } = looked;
  const half = halfWidth(estimate);
  const asked = widthAsked(looked);
  const name = precision.text.split("+-")[0]!.trim();
  if (half === null || asked === null || estimate.value === null || estimate.value === 0) {
    return `${name}: no interval yet`;
  }
  const percent = (width: number) => `${((100 * width) / Math.abs(estimate.value!)).toPrecision(2)} %`;
  return `${name} ±${percent(half)} of ±${percent(asked)}`;
}

/** null: a share of a value that is not known. */
function widthAsked({ asked, estimate: { value } }: Looked): number | null {
  if (asked.kind === "absolute") return asked.width;
  return value === null ? null : asked.share * Math.abs(value);
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
