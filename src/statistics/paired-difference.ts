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
}

const NO_GAIN = { gain: null } as const;

/**
 * R = Σy / Σx of each option, and their difference with the delta method's interval, paired: with residuals
 * e = y - R x, a replication moves the difference by d = eB / ΣxB - eA / ΣxA, and its variance is m / (m - 1) Σd².
 *
 * m is the number of replications that had any of x or y, the smaller one of both options' (`ratioEstimate` says why), and
 * Student's t has m - 1 degrees of freedom. Where all d are 0, the difference is the same in all replications: one of 0
 * has no interval but a reason, since n equal pairs only say how rare unequal ones must be; any other is exact.
 */
export function pairedDifference(tally: PairTally, miss: number = MISS): PairedEstimate {
  const { nulls, n, occupied } = tally;
  const { sums, products } = tally.moments;
  const [xA, yA, xB, yB] = sums as [bigint, bigint, bigint, bigint];
  const a = nulls[0] > 0 || xA === 0n ? null : nearestRatio(yA, xA);
  const b = nulls[1] > 0 || xB === 0n ? null : nearestRatio(yB, xB);
  const bare = (value: number | null, why: string): PairedEstimate => ({
    a,
    b,
    difference: bareEstimate(value, why),
    ...NO_GAIN,
  });
  if (nulls[0] + nulls[1] > 0) {
    const of =
      nulls[0] > 0 ? `${nulls[0]} of ${n} replications of the first` : `${nulls[1]} of ${n} of the other`;
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
    if (value !== 0) return { a, b, difference: estimate(value, [value, value]), ...NO_GAIN };
    return bare(0, sameInAll(m, miss));
  }
  const scale = xA * xA * xB * xB;
  const count = BigInt(m);
  const error = Math.sqrt(nearestRatio(count * both, (count - 1n) * scale * scale));
  const half = studentQuantile(1 - miss / 2, m - 1) * error;
  return {
    a,
    b,
    difference: estimate(value, [value - half, value + half]),
    gain: nearestRatio(ofA + ofB, both),
  };
}

/** Why a difference of 0 in all replications has no interval. */
export function sameInAll(n: number, miss: number = MISS): string {
  const percent = (100 * upperBoundWhenNoneSeen(n, miss)).toPrecision(2);
  return `the same in all ${n} replications: they differ in fewer than ${percent} % of them (95 %)`;
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
