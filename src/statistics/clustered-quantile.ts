/** A quantile of values that come in clusters, and how many independent values such values are worth. */
import { MISS, normalHalf } from "./confidence.js";
import { bareEstimate, type Estimate, estimate } from "./estimate.js";
import { betweenRanks, NO_VALUES } from "./intervals.js";
import { fewestForQuantile, orderRanks } from "./order-ranks.js";
import type { SectionedColumn, Split } from "./sections.js";
import { studentQuantile } from "./student.js";

/**
 * The quantile with an interval between two order statistics: Woodruff's (1952), with the effective number of values
 * after Korn and Graubard (1998).
 *
 * 1. `independentWorth` says that the n values are worth n' <= n independent ones.
 * 2. The exact binomial ranks l' and u' for n' values mark the shares l' / (n' + 1) and u' / (n' + 1); the ranks of the
 *    n values nearest to them, outward, are the ends. Never inside the plain ranks for n independent values.
 * 3. Below the number of independent values that the quantile needs (299 for p99) there is none.
 */
export function clusteredQuantile(of: SectionedColumn, p: number, miss: number = MISS): Estimate {
  const { column } = of;
  const n = column.n;
  if (n === 0) return bareEstimate(null, NO_VALUES);
  const value = column.quantile(p);
  const worth = independentWorth(of, value, miss);
  const plain = orderRanks(n, p, miss);
  const ranks = orderRanks(worth, p, miss);
  if (plain === null || ranks === null) {
    const worthSo = worth < n ? `, worth ${worth} independent ones` : "";
    return bareEstimate(
      value,
      `an interval for this quantile needs ${fewestForQuantile(p, miss)} values, not ${n}${worthSo}`,
    );
  }
  const scale = (n + 1) / (worth + 1);
  const lower = Math.max(1, Math.min(plain.lower, Math.floor(ranks.lower * scale)));
  const isOpen = ranks.upper === null || plain.upper === null;
  const upper = isOpen ? null : Math.min(n, Math.max(plain.upper!, Math.ceil(ranks.upper! * scale)));
  return estimate(value, betweenRanks(column, lower, upper));
}

/**
 * How many independent values these are worth at a level, rounded down, for intervals that miss so often.
 *
 * The share of values above the level is a ratio over the sections: its variance is that of m / (m - 1) Σ(above - F all)²
 * / n², against F (1 - F) / n if values were independent. The design effect is their quotient times (t / z)², Student's t
 * with m - 1 degrees of freedom for the uncertainty of a variance from m sections; at least 1, and the larger one of the
 * two coarse edges around the level. Where all values lie on one side of both, they say nothing about how they cluster,
 * and each replication counts as one value.
 */
export function independentWorth(of: SectionedColumn, level: number | null, miss: number = MISS): number {
  const n = of.column.n;
  const effects = of.splitsAt(level).flatMap((split) => designEffect(split, miss) ?? []);
  if (effects.length === 0) return Math.min(n, of.clusters);
  return Math.floor(n / Math.max(1, ...effects));
}

/** null where all values lie on one side. */
function designEffect({ above, all }: Split, miss: number): number | null {
  let sections = 0;
  let n = 0;
  let total = 0;
  for (let section = 0; section < all.length; section++) {
    n += all[section]!;
    total += above[section]!;
    if (all[section]! > 0) sections++;
  }
  if (total === 0 || total === n) return null;
  if (sections < 2) return n;
  const share = total / n;
  let squares = 0;
  for (let section = 0; section < all.length; section++) {
    const residual = above[section]! - share * all[section]!;
    squares += residual * residual;
  }
  const widened = studentQuantile(1 - miss / 2, sections - 1) / normalHalf(miss);
  const variance = (squares * sections) / (sections - 1);
  return (variance / (n * share * (1 - share))) * widened * widened;
}
