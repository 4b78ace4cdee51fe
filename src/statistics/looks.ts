/**
 * Stopping as soon as the figures are precise enough, without paying for it in honesty: who looks often, at many
 * measures, and stops when an interval happens to be narrow, misses the truth more often than the interval says.
 */
import { MISS, normalHalf } from "./confidence.js";
import type { Estimate } from "./estimate.js";

/** The first look is after so many replications, and each next one after twice as many. */
export const FIRST_LOOK = 100;

/** 6 / pi²: with it the shares 1, 1/4, 1/9, … sum to 1. */
const BASEL = 0.6079271018540267;

/** How precise is precise enough: half the interval's width, as a share of the value or in the measure's own unit. */
export type Precision =
  | { readonly kind: "relative"; readonly share: number }
  | { readonly kind: "absolute"; readonly width: number };

/** After how many replications the look-th look is taken, counted from 1: 100, 200, 400, … */
export function replicationsAtLook(look: number): number {
  assertLook(look);
  let replications = FIRST_LOOK;
  for (let i = 1; i < look; i++) replications *= 2;
  return replications;
}

/**
 * What each interval of the look-th look, at so many measures, may miss: 0.05 × 6 / (π² look²) / measures. Over all
 * looks that there could ever be, and all measures, that sums to 5 % (Bonferroni), so whichever look turns out to be
 * the last, all intervals printed at this level contain their truths together with 95 %.
 */
export function missAtLook(look: number, measures: number): number {
  assertLook(look);
  if (!(Number.isSafeInteger(measures) && measures >= 1)) {
    throw new RangeError(`stopping needs at least one measure, not ${measures}`);
  }
  return (MISS * BASEL) / (look * look) / measures;
}

/** Half the width of an interval, on its longer side; null where there is none or it is open. */
export function halfWidth(of: Estimate): number | null {
  if (of.value === null || of.ci95 === null) return null;
  const [low, high] = of.ci95;
  return low === null || high === null ? null : Math.max(of.value - low, high - of.value);
}

/** Whether the estimate is as precise as asked for. */
export function isPrecise(of: Estimate, precision: Precision): boolean {
  const half = halfWidth(of);
  const allowed = allowedHalf(of, precision);
  return half !== null && allowed !== null && half <= allowed;
}

/**
 * About how many replications, all told, until the estimate of the look-th look is precise: those of the first look at
 * which today's half width, shrinking with 1 / √n and grown by the stricter level, would do. null where that cannot be
 * said: no interval yet, or a share of 0.
 */
export function replicationsUntil(
  of: Estimate,
  precision: Precision,
  look: number,
  measures: number,
): number | null {
  const half = halfWidth(of);
  const allowed = allowedHalf(of, precision);
  if (half === null || allowed === null || allowed === 0) return null;
  if (half <= allowed) return replicationsAtLook(look);
  const inErrors = (half * Math.sqrt(replicationsAtLook(look))) / normalHalf(missAtLook(look, measures));
  for (let next = look + 1; next <= LAST_LOOK; next++) {
    const replications = replicationsAtLook(next);
    if ((inErrors * normalHalf(missAtLook(next, measures))) / Math.sqrt(replications) <= allowed)
      return replications;
  }
  return null;
}

/** 100 × 2^45 replications are beyond all counting. */
const LAST_LOOK = 46;

function allowedHalf(of: Estimate, precision: Precision): number | null {
  if (precision.kind === "absolute") return precision.width;
  return of.value === null || of.value === 0 ? null : precision.share * Math.abs(of.value);
}

function assertLook(look: number): void {
  if (!(Number.isSafeInteger(look) && look >= 1 && look <= LAST_LOOK)) {
    throw new RangeError(`looks are counted from 1 to ${LAST_LOOK}, not ${look}`);
  }
}
