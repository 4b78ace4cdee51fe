/**
 * Rare things sampled apart, as often as they deserve, and put together again with the rates at which they come, which
 * are known exactly: Σ rate × mean (Cochran, Sampling Techniques, 1977, chapter 5).
 */
import { satterthwaite } from "./bands.js";
import { MISS } from "./confidence.js";
import { bareEstimate, type Estimate, estimate } from "./estimate.js";
import { NO_VALUES } from "./intervals.js";
import { studentQuantile } from "./student.js";
import type { Tally } from "./tally.js";

export interface Stratum {
  /** How often, or with what probability, what was sampled here comes; exact. */
  readonly rate: number;
  readonly tally: Tally;
}

/** How evenly replications carry a figure. */
export interface Weights {
  /** As many replications of equal weight would carry it: (Σw)² / Σw² (Kish 1965). */
  readonly effective: number;
  /** The largest weight of a single replication, as a share of all weight. */
  readonly largest: number;
}

/**
 * Σ rate × mean, with variance Σ rate² s² / n and Welch and Satterthwaite's degrees of freedom. Each stratum needs two
 * values; one that is all 0 adds no width, for what was not seen in it nobody can size.
 */
export function stratifiedEstimate(strata: readonly Stratum[], miss: number = MISS): Estimate {
  const used = strata.filter(({ rate }) => rate > 0);
  if (used.length === 0) return bareEstimate(null, NO_VALUES);
  const nulls = used.reduce((sum, { tally }) => sum + tally.nulls, 0);
  if (nulls > 0) return bareEstimate(null, `${nulls} values are null, so there is no mean`);
  if (used.some(({ tally }) => tally.count === 0)) return bareEstimate(null, "a stratum has no values");
  const value = used.reduce((sum, { rate, tally }) => sum + rate * tally.mean!, 0);
  if (used.some(({ tally }) => tally.count < 2)) {
    return bareEstimate(value, "a stratum of one value has no spread: an interval needs 2 in each");
  }
  if (used.every(({ tally }) => tally.sumOfSquares === 0n)) {
    const count = used.reduce((sum, { tally }) => sum + tally.count, 0);
    return bareEstimate(0, `all ${count} values of ${used.length} strata are 0`);
  }
  const parts = used.map(({ rate, tally }) => {
    const error = rate * tally.standardError!;
    return [error * error, tally.count - 1] as const;
  });
  const variance = parts.reduce((sum, [part]) => sum + part, 0);
  const half = variance === 0 ? 0 : studentQuantile(1 - miss / 2, satterthwaite(parts)) * Math.sqrt(variance);
  return estimate(value, [value - half, value + half]);
}

/** Each replication of a stratum carries rate / n. */
export function weightsOfStrata(
  strata: readonly { readonly rate: number; readonly count: number }[],
): Weights {
  const used = strata.filter(({ count }) => count > 0);
  const total = used.reduce((sum, { rate }) => sum + rate, 0);
  if (!(total > 0)) throw new RangeError("strata without any weight");
  const squares = used.reduce((sum, { rate, count }) => sum + (rate * rate) / count, 0);
  const largest = used.reduce((most, { rate, count }) => Math.max(most, rate / count), 0);
  return { effective: (total * total) / squares, largest: largest / total };
}

/**
 * How many of `total` replications each stratum gets: in proportion to rate × standard deviation (Neyman 1934), which
 * makes the variance of Σ rate × mean the smallest, but at least `atLeast` each; strata that would get fewer are set to
 * that, and the rest is shared anew among the others. Whole numbers by largest remainder, the first stratum first.
 */
export function neymanAllocation(
  total: number,
  strata: readonly { readonly rate: number; readonly deviation: number }[],
  atLeast: number,
): number[] {
  if (!(Number.isSafeInteger(total) && total >= strata.length * atLeast)) {
    throw new RangeError(
      `${total} replications do not give each of ${strata.length} strata at least ${atLeast}`,
    );
  }
  const wants = strata.map(({ rate, deviation }) => rate * deviation);
  // Where nothing is known to differ anywhere, all are alike.
  const shares = wants.every((want) => want === 0) ? strata.map(() => 1) : wants;
  const isFree = strata.map(() => true);
  for (;;) {
    const fixed = isFree.filter((free) => !free).length * atLeast;
    const sum = shares.reduce((so, share, k) => so + (isFree[k] ? share : 0), 0);
    const share = (k: number): number => (sum === 0 ? 0 : ((total - fixed) * shares[k]!) / sum);
    const tooSmall = strata.findIndex((_, k) => isFree[k] && share(k) < atLeast);
    if (tooSmall < 0) {
      return rounded(
        strata.map((_, k) => (isFree[k] ? share(k) : atLeast)),
        total,
      );
    }
    isFree[tooSmall] = false;
  }
}

/** The nearest whole numbers with the same sum. */
function rounded(shares: readonly number[], total: number): number[] {
  const whole = shares.map(Math.floor);
  let left = total - whole.reduce((sum, count) => sum + count, 0);
  const order = shares
    .map((share, k) => [share - whole[k]!, k] as const)
    .sort(([a, i], [b, j]) => b - a || i - j);
  for (const [, k] of order) {
    if (left === 0) break;
    whole[k]! += 1;
    left--;
  }
  return whole;
}
