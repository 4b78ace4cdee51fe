/**
 * The loss that is exceeded on average once in so many years: the return level of the trade of floods and winds, from
 * nothing but the losses seen.
 */
import { MISS, normalHalf } from "./confidence.js";
import { poissonTails } from "./counts.js";
import { bareEstimate, type Estimate, estimate } from "./estimate.js";
import { firstWhere } from "./first-where.js";
import { SECTIONS, type SectionedColumn, type Split } from "./sections.js";
import { studentQuantile } from "./student.js";

/** The fewest exceedances that must be expected, for the largest loss to pass the level with 95 %: 3.0. */
export const fewestExceedances = (miss: number = MISS): number => -Math.log(miss);

/**
 * The smallest loss that is exceeded at most `expected` times: so often, on average, in all the time that was looked at
 * (1,000 years of pool life for "once in 50 years": 20). Losses are those of incidents in replications 0 to
 * `replications` - 1, each of the same length; the losses of 0 may be left out. 0 where fewer incidents than that lose
 * anything.
 *
 * The number of losses above the true level is Poisson with mean `expected`, so the a-th and the b-th largest enclose
 * it with P(a <= K < b): ranks with 2.5 % on each side, the largest alone where it cannot be held to that, and no
 * interval below 3 expected. Where losses come together, K varies D times as much (D from the counts of 64 sections,
 * widened by Student's t, at least 1): then the ranks are D times those for expected / D.
 */
export function onceIn(
  losses: SectionedColumn,
  expected: number,
  replications: number,
  miss: number = MISS,
): Estimate {
  if (!(expected > 0)) throw new RangeError(`so many exceedances cannot be expected: ${expected}`);
  const level = largest(losses, Math.floor(expected) + 1).low;
  const value = largest(losses, Math.floor(expected) + 1).value;
  const dispersion = dispersionAbove(losses, level, replications, miss);
  const ranks = exceedanceRanks(expected / dispersion, miss);
  if (ranks === null) {
    const needed = (fewestExceedances(miss) * dispersion).toPrecision(2);
    return bareEstimate(
      value,
      `an interval needs ${needed} exceedances to be expected in the time looked at, not ${expected.toPrecision(2)}`,
    );
  }
  const plain = exceedanceRanks(expected, miss)!;
  const upper = Math.max(1, Math.min(plain.upper, Math.floor(ranks.upper * dispersion)));
  const lower = Math.max(plain.lower, Math.ceil(ranks.lower * dispersion));
  return estimate(value, [largest(losses, lower).low, largest(losses, upper).high]);
}

export interface ExceedanceRanks {
  /** Of the upper end, counted from the largest. */
  readonly upper: number;
  /** Of the lower end, counted from the largest; Infinity where the interval reaches down to 0. */
  readonly lower: number;
}

/** a and b with P(K < a) and P(K >= b) at most half of `miss` each; null below `fewestExceedances`. */
export function exceedanceRanks(expected: number, miss: number = MISS): ExceedanceRanks | null {
  const none = Math.exp(-expected);
  if (none > miss) return null;
  const half = miss / 2;
  const upper = Math.max(
    1,
    firstWhere(Math.ceil(expected) + 1, (k) => poissonTails(k, expected).upTo > half),
  );
  const budget = none > half ? miss - none : half;
  // So far above the mean there is less than any budget worth the name.
  const most = Math.ceil(expected + 20 * Math.sqrt(expected) + 60);
  const lower = 1 + firstWhere(most, (k) => poissonTails(k, expected).above <= budget);
  return { upper, lower: lower > most ? Number.POSITIVE_INFINITY : lower };
}

const NOTHING_LOST = { low: 0, value: 0, high: 0 };

/** The rank-th largest loss; 0 where fewer lose anything. */
function largest({ column }: SectionedColumn, rank: number) {
  return rank > column.n ? NOTHING_LOST : column.ranked(column.n - rank + 1);
}

/** How much more than Poisson's the number of losses above a level varies; at least 1. */
function dispersionAbove(
  losses: SectionedColumn,
  level: number | null,
  replications: number,
  miss: number,
): number {
  const sections = Math.min(SECTIONS, replications);
  const found = losses.splitsAt(level).flatMap((split) => dispersionOf(split, sections, replications) ?? []);
  if (found.length === 0) return 1;
  if (sections < 2) return losses.column.n;
  const widened = studentQuantile(1 - miss / 2, sections - 1) / normalHalf(miss);
  return Math.max(1, Math.max(...found) * widened * widened);
}

/** Of the counts above, given how many replications each section has; null where nothing lies above. */
function dispersionOf({ above }: Split, sections: number, replications: number): number | null {
  const total = above.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let squares = 0;
  for (let section = 0; section < sections; section++) {
    const own = Math.floor(replications / SECTIONS) + (section < replications % SECTIONS ? 1 : 0);
    const residual = above[section]! - (total * own) / replications;
    squares += residual * residual;
  }
  return ((squares / total) * sections) / (sections - 1);
}
