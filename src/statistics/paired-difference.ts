/**
 * How two options differ that met the same replications: B - A, where each figure is pooled, Σy / Σx, or a mean where x
 * is 1. What both have in common cancels in each replication, before any spread is taken.
 */
import { MISS } from "./confidence.js";
import { bareEstimate, type Estimate, estimate } from "./estimate.js";
import { nearestRatio } from "./exact-ratio.js";
import { NO_VALUES } from "./intervals.js";
import type { PairMoments, PairTally } from "./pair-tally.js";
import { upperBoundWhenNoneSeen } from "./proportions.js";
import { studentQuantile } from "./student.js";

export interface PairedEstimate {
  readonly a: number | null;
  readonly b: number | null;
  /** B - A. */
  readonly difference: Estimate;
  /**
   * The variance of the difference between independent runs of as many replications, divided by that of these. null
   * where there is no interval, or no spread: everything that varies cancels, and no number says how much that is.
   */
  readonly gain: number | null;
  /** In how many replications the difference was seen, if it was the same in all of them; null: it varies. */
  readonly sameIn: number | null;
}

const NO_SPREAD = { gain: null, sameIn: null } as const;

/** In fewer replications one that is the same in all of them says too little of others to be certain. */
export const FEWEST_FOR_CONSTANT = 30;

/**
 * R = Σy / Σx of each option, and their difference with the delta method's interval, paired: with residuals
 * e = y - R x, a replication moves the difference by d = eB / ΣxB - eA / ΣxA, and its variance is m / (m - 1) Σd².
 *
 * m is the number of replications that had any of x or y, the smaller one of both options' (`ratioEstimate` says why), and
 * Student's t has m - 1 degrees of freedom, and no more than replications in which the options differ, less one: where
 * they differ in three of ten thousand, these three are all that is known. Where all d are 0, the difference is the same
 * in all replications: one of 0 has no interval but a reason, since n equal pairs only say how rare unequal ones must be;
 * any other is taken as exact from `FEWEST_FOR_CONSTANT` replications on.
 */
export function pairedDifference(tally: PairTally, miss: number = MISS): PairedEstimate {
  const { nulls, n, occupied, unequal } = tally;
  const { sums, products } = tally.moments;
  const [xA, yA, xB, yB] = sums as [bigint, bigint, bigint, bigint];
  const a = nulls[0] > 0 || xA === 0n ? null : nearestRatio(yA, xA);
  const b = nulls[1] > 0 || xB === 0n ? null : nearestRatio(yB, xB);
  const bare = (value: number | null, why: string): PairedEstimate => ({
    a,
    b,
    difference: bareEstimate(value, why),
    ...NO_SPREAD,
  });
  if (nulls[0] + nulls[1] > 0) {
    const of = `${nulls[0]} of ${n} replications of the first and in ${nulls[1]} of the other`;
    return bare(null, `null in ${of}, so there is no mean`);
  }
  if (n === 0) return bare(null, NO_VALUES);
  if (xA === 0n || xB === 0n) {
    const where = xA > 0n ? "of the other" : xB > 0n ? "of the first" : "of either";
    return bare(null, `none in ${n} replications ${where}`);
  }
  const value = nearestRatio(yB * xA - yA * xB, xA * xB);
  const m = Math.min(...occupied);
  if (m < 2) return bare(value, "seen in one replication: an interval needs 2");
  const { both, ofA, ofB } = spreads(sums, products);
  if (both === 0n) {
    const isExact = value !== 0 && m >= FEWEST_FOR_CONSTANT;
    const difference = isExact
      ? estimate(value, [value, value])
      : bareEstimate(value, value === 0 ? sameInAll(m, miss) : constantInAll(m, miss));
    return { a, b, difference, gain: null, sameIn: m };
  }
  const scale = xA * xA * xB * xB;
  const count = BigInt(m);
  const error = Math.sqrt(nearestRatio(count * both, (count - 1n) * scale * scale));
  const half = studentQuantile(1 - miss / 2, freedomOf(m, unequal)) * error;
  return {
    a,
    b,
    difference: estimate(value, [value - half, value + half]),
    gain: nearestRatio(ofA + ofB, both),
    sameIn: null,
  };
}

/** Of so many replications that say something, in so many of which the options differ. */
export const freedomOf = (occupied: number, unequal: number): number =>
  Math.max(1, Math.min(occupied, unequal) - 1);

/** Why a difference of 0 in all replications has no interval. */
export const sameInAll = (n: number, miss: number = MISS): string =>
  `the same in all ${n} replications: they differ in fewer than ${othersIn(n, miss)}`;

/** Why a difference that is the same in all of so few replications has none. */
export const constantInAll = (n: number, miss: number = MISS): string =>
  `the same in all ${n} replications: another difference in fewer than ${othersIn(n, miss)}`;

/** "1.5 % of them (95 %)" */
function othersIn(n: number, miss: number): string {
  const percent = (100 * upperBoundWhenNoneSeen(n, miss)).toPrecision(2);
  return `${percent} % of them (${Number((100 * (1 - miss)).toPrecision(6))} %)`;
}

/** Σd² times (ΣxA)⁴ (ΣxB)⁴, of the difference and of each option by itself: whole numbers, nothing rounded. */
function spreads(sums: PairMoments["sums"], products: PairMoments["products"]) {
  const [xA, yA, xB, yB] = sums as [bigint, bigint, bigint, bigint];
  const ofA = [yA * xB * xB, -xA * xB * xB, 0n, 0n];
  const ofB = [0n, 0n, -yB * xA * xA, xB * xA * xA];
  const both = ofA.map((weight, index) => weight + ofB[index]!);
  return { both: form(both, products), ofA: form(ofA, products), ofB: form(ofB, products) };
}

/** Σ (w · values)² from the sums of products. */
function form(weights: readonly bigint[], products: PairMoments["products"]): bigint {
  let total = 0n;
  weights.forEach((u, i) => {
    weights.forEach((v, j) => {
      if (u !== 0n && v !== 0n) total += u * v * products[i]![j]!;
    });
  });
  return total;
}
