/** How often something happens: k of n independent replications. */
import { betaTails } from "./beta.js";
import { MISS, NORMAL_95, normalHalf } from "./confidence.js";
import { invert } from "./invert.js";

export type Ends = readonly [low: number, high: number];

/** Wilson's interval: near 95 % on average over all true shares, never outside 0 to 1, sound also for k = 0. */
export function wilson(k: number, n: number, miss: number = MISS): Ends {
  assertCounts(k, n);
  return wilsonEnds(k, n, normalHalf(miss));
}

/**
 * The same for an effective number of replications, which need not be whole, and `z` standard errors:
 * (k + z²/2 ± z √(k (1 - k/n) + z²/4)) / (n + z²).
 */
export function wilsonEnds(k: number, n: number, z: number): Ends {
  const z2 = z * z;
  const centre = (k + z2 / 2) / (n + z2);
  const half = (z / (n + z2)) * Math.sqrt(k * (1 - k / n) + z2 / 4);
  // At the ends the two terms are equal on paper and may differ in the last bit here.
  return [k === 0 ? 0 : centre - half, k === n ? 1 : centre + half];
}

/** Clopper and Pearson's interval: wider, but at least 95 % for every true share. For a guarantee. */
export function clopperPearson(k: number, n: number, miss: number = MISS): Ends {
  assertCounts(k, n);
  const eachSide = miss / 2;
  const start = (k + 0.5) / (n + 1);
  const low =
    k === 0
      ? 0
      : invert(eachSide, start, 1, (x) => {
          const { lower, slope } = betaTails(x, 1 - x, k, n - k + 1);
          return { probability: lower, perLog: slope / (1 - x) };
        });
  const high =
    k === n
      ? 1
      : invert(eachSide, start, 1, (x) => {
          const { upper, slope } = betaTails(x, 1 - x, k + 1, n - k);
          return { probability: upper, perLog: -slope / (1 - x) };
        });
  return [low, high];
}

/**
 * Nothing seen in n replications is not "never": with 95 % confidence the share is below 1 - 0.05^(1/n), about
 * 3 / n. One-sided, because there is nothing below 0 to miss.
 */
export function upperBoundWhenNoneSeen(n: number, miss: number = MISS): number {
  assertCounts(0, n);
  return -Math.expm1(Math.log(miss) / n);
}

/**
 * Nothing seen in an exposure (site-years, say) of a Poisson process: with 95 % confidence the rate is below
 * -ln(0.05) / exposure, the "rule of three".
 */
export function rateBoundWhenNoneSeen(exposure: number, miss: number = MISS): number {
  if (!(exposure > 0)) throw new RangeError(`an exposure must be positive, not ${exposure}`);
  return -Math.log(miss) / exposure;
}

/** How many replications estimate a share to ± `relative` of itself (0.1 for ± 10 %), by plain counting. */
export function replicationsFor(share: number, relative: number): number {
  if (!(share > 0 && share < 1)) throw new RangeError(`a share must lie between 0 and 1, not at ${share}`);
  if (!(relative > 0)) throw new RangeError(`a relative half-width must be positive, not ${relative}`);
  return Math.ceil((NORMAL_95 * NORMAL_95 * (1 - share)) / (share * relative * relative));
}

function assertCounts(k: number, n: number): void {
  if (!(Number.isSafeInteger(n) && n >= 1))
    throw new RangeError(`a share needs at least one replication, not ${n}`);
  if (!(Number.isSafeInteger(k) && k >= 0 && k <= n)) throw new RangeError(`${k} of ${n} is not a share`);
}
