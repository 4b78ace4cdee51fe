/** How two options differ in a quantile, of values that come in clusters and in pairs: B - A. */
import { clusteredQuantile, independentWorth } from "./clustered-quantile.js";
import { MISS } from "./confidence.js";
import { bareEstimate, type Estimate, estimate } from "./estimate.js";
import { NO_VALUES } from "./intervals.js";
import { fewestForQuantile, orderRanks } from "./order-ranks.js";
import type { SectionedColumn, Split } from "./sections.js";

export interface QuantileDifference {
  /** B - A. */
  readonly difference: Estimate;
  /** As `PairedEstimate` has it. */
  readonly gain: number | null;
  /**
   * Where there is no interval since the values are worth too few independent ones: how many times as many could carry
   * one, more than 1. null: there is an interval, or more values alone do not make one.
   */
  readonly timesAsMany: number | null;
}

/** What the rule of three allows for where nothing was seen, as a part of a covariance. */
const UNSEEN = 1.5;

/**
 * The difference of two clustered quantiles, with the interval that each side's own interval and their correlation
 * give: towards larger differences the upper half of B and the lower half of A, √(hB² + hA² - 2 r hA hB), towards
 * smaller ones the others (Zou and Donner 2008, Newcombe 1998: skew intervals stay skew).
 *
 * A quantile moves with the number of values above it (Bahadur 1966), so r is the correlation, over the 64 sections, of
 * how many more values than expected lie above each option's own quantile; both columns must hold the same
 * replications. It is taken at the coarse edges around the quantiles, each with the other's edge that about as many values
 * lie above, the smallest of these, and less by what the rule of three leaves open: as though in three more independent
 * values the two lay on different sides. So identical columns have a difference of 0 and an interval that narrows with n,
 * not one of no width; too small an r only widens.
 */
export function quantileDifference(
  a: SectionedColumn,
  b: SectionedColumn,
  p: number,
  miss: number = MISS,
): QuantileDifference {
  const bare = (value: number | null, why: string): QuantileDifference => ({
    difference: bareEstimate(value, why),
    gain: null,
    timesAsMany: null,
  });
  if (a.column.n === 0 || b.column.n === 0) return bare(null, NO_VALUES);
  const ofA = clusteredQuantile(a, p, miss);
  const ofB = clusteredQuantile(b, p, miss);
  if (ofA.value === null || ofB.value === null) return bare(null, "a quantile beyond the horizon");
  const value = ofB.value - ofA.value;
  const worth = Math.min(independentWorth(a, ofA.value, miss), independentWorth(b, ofB.value, miss));
  const tooFew = (why: string): QuantileDifference => ({
    ...bare(value, why),
    timesAsMany: worth > 0 && worth < fewestClosed(p, miss) ? fewestClosed(p, miss) / worth : null,
  });
  if (ofA.ci95 === null) return tooFew(`of the first: ${ofA.why}`);
  if (ofB.ci95 === null) return tooFew(`of the other: ${ofB.why}`);
  const [lowA, highA] = ofA.ci95;
  const [lowB, highB] = ofB.ci95;
  if (lowA === null || lowB === null || highA === null || highB === null) {
    return tooFew("the interval of a quantile is open upwards: more replications close it");
  }
  const r = correlation(a, b, p, ofA.value, ofB.value, miss);
  const down = squared(ofB.value - lowB, highA - ofA.value, r);
  const up = squared(highB - ofB.value, ofA.value - lowA, r);
  const spread = squared((highB - lowB) / 2, (highA - lowA) / 2, r);
  return {
    difference: estimate(value, [value - Math.sqrt(down), value + Math.sqrt(up)]),
    gain: spread === 0 ? null : squared((highB - lowB) / 2, (highA - lowA) / 2, 0) / spread,
    timesAsMany: null,
  };
}

/** The fewest independent values of which the interval of a quantile has two ends. */
function fewestClosed(p: number, miss: number): number {
  let n = fewestForQuantile(p, miss);
  while ((orderRanks(n, p, miss)?.upper ?? null) === null) n++;
  return n;
}

/** The square of the difference of two lengths that go together as r says. */
const squared = (one: number, other: number, r: number): number =>
  Math.max(0, one * one + other * other - 2 * r * one * other);

function correlation(
  a: SectionedColumn,
  b: SectionedColumn,
  p: number,
  atA: number,
  atB: number,
  miss: number,
): number {
  const edgesA = a.splitsAt(atA).flatMap((split) => edgeOf(split) ?? []);
  const edgesB = b.splitsAt(atB).flatMap((split) => edgeOf(split) ?? []);
  const pairs = [
    ...edgesA.map((edge) => [edge, nearest(edge, edgesB)] as const),
    ...edgesB.map((edge) => [nearest(edge, edgesA), edge] as const),
  ];
  // All on one side of every edge say nothing about how they go together, so the worst is taken.
  let least = edgesA.length === 0 || edgesB.length === 0 ? -1 : 1;
  for (const [one, other] of pairs) if (one && other) least = Math.min(least, together(one, other));
  const worth = Math.min(independentWorth(a, atA, miss), independentWorth(b, atB, miss));
  return Math.max(-1, least - UNSEEN / (worth * p * (1 - p)));
}

interface Edge {
  /** The share of all values above it. */
  readonly share: number;
  /** By section, how many values more than expected lie above. */
  readonly residuals: Float64Array;
}

/** null where all values lie on one side. */
function edgeOf({ above, all }: Split): Edge | null {
  const n = all.reduce((sum, count) => sum + count, 0);
  const total = above.reduce((sum, count) => sum + count, 0);
  if (total === 0 || total === n) return null;
  const share = total / n;
  return { share, residuals: above.map((count, section) => count - share * all[section]!) };
}

/** The one with about as many values above; undefined: there is none. */
function nearest({ share }: Edge, among: readonly Edge[]): Edge | undefined {
  const distance = (edge: Edge) => Math.abs(edge.share - share);
  return among.reduce<Edge | undefined>(
    (best, edge) => (best === undefined || distance(edge) < distance(best) ? edge : best),
    undefined,
  );
}

function together({ residuals: one }: Edge, { residuals: other }: Edge): number {
  let products = 0;
  let squaresOne = 0;
  let squaresOther = 0;
  for (let section = 0; section < one.length; section++) {
    products += one[section]! * other[section]!;
    squaresOne += one[section]! * one[section]!;
    squaresOther += other[section]! * other[section]!;
  }
  const scale = Math.sqrt(squaresOne * squaresOther);
  return scale === 0 ? -1 : Math.max(-1, Math.min(1, products / scale));
}
