/**
 * Pooled figures over replications: Σy / Σx, and shares. Incidents of one replication belong together, so it is
 * replications that are counted as independent, never incidents.
 */
import { MISS, normalHalf } from "./confidence.js";
import { bareEstimate, type Estimate, estimate } from "./estimate.js";
import { nearestRatio } from "./exact-ratio.js";
import { NO_VALUES } from "./intervals.js";
import { rateBoundWhenNoneSeen, wilsonEnds } from "./proportions.js";
import type { Moments, RatioTally } from "./ratio-tally.js";
import { studentQuantile } from "./student.js";

/**
 * Σy / Σx with the delta method's interval (Cochran, Sampling Techniques, 1977, section 6.3): with R = Σy / Σx the
 * residuals y - R x sum to 0, and R's variance is m / (m - 1) Σ(y - R x)² / (Σx)².
 *
 * m counts the replications that had any of x or y, and Student's t has m - 1 degrees of freedom: those without say
 * nothing about the ratio, and ten thousand of them do not make three incidents a large sample.
 */
export function ratioEstimate(tally: RatioTally, miss: number = MISS): Estimate {
  const { occupied, nulls } = tally;
  if (nulls > 0)
    return bareEstimate(null, `null in ${nulls} of ${tally.n} replications, so there is no mean`);
  const { x, y } = tally.moments;
  if (x === 0n) return bareEstimate(null, tally.n === 0 ? NO_VALUES : `none in ${tally.n} replications`);
  const value = nearestRatio(y, x);
  if (occupied < 2) return bareEstimate(value, "seen in one replication: an interval needs 2");
  if (y === 0n) return bareEstimate(0, `0 in all ${occupied} replications where it could be seen`);
  const half = studentQuantile(1 - miss / 2, occupied - 1) * ratioStandardError(tally.moments, occupied);
  // Neither x nor y is ever negative, so nothing is lost by ending at 0.
  return estimate(value, [Math.max(0, value - half), value + half]);
}

/**
 * Σy / Σx where y counts some of the x in each replication (incidents that lose, years with a loss), so that the share
 * lies within 0 and 1: Wilson's interval on the effective number of x (Korn and Graubard 1998).
 *
 * The design effect is the variance of the ratio divided by that of as many independent x. It counts as at least 1,
 * after Student's t has taken the place of the normal value for the uncertainty of the variance itself. Where all or
 * none have it, nothing is known about how they cluster: `unseen` says what then counts as independent, the
 * replications (safe) or each x by itself (where theory says so: years).
 */
export function clusteredShare(
  tally: RatioTally,
  unseen: "replications" | "each" = "replications",
  miss: number = MISS,
): Estimate {
  if (tally.nulls > 0) throw new RangeError(`a share of counts, of which ${tally.nulls} are null`);
  const { occupied, moments } = tally;
  const { x, y } = moments;
  if (x === 0n) return bareEstimate(null, tally.n === 0 ? NO_VALUES : `none in ${tally.n} replications`);
  if (y > x) throw new RangeError(`${y} of ${x} is not a share`);
  const share = nearestRatio(y, x);
  const size = Number(x);
  if (y === 0n || y === x) {
    const bound = -Math.expm1(Math.log(miss) / (unseen === "each" ? size : occupied));
    return estimate(share, y === 0n ? [0, bound] : [1 - bound, 1]);
  }
  if (occupied < 2) return bareEstimate(share, "seen in one replication: an interval needs 2");
  const error = ratioStandardError(moments, occupied);
  const z = normalHalf(miss);
  const t = studentQuantile(1 - miss / 2, occupied - 1);
  const effect = Math.max(1, (((error * error * size) / (share * (1 - share))) * t * t) / (z * z));
  const effective = size / effect;
  return estimate(share, wilsonEnds(share * effective, effective, z));
}

/** How often something happens in a time, where it was never seen: 0, up to the rule of three. One-sided. */
export function neverSeen(exposure: number, miss: number = MISS): Estimate {
  return estimate(0, [0, rateBoundWhenNoneSeen(exposure, miss)]);
}

/** The standard error of Σy / Σx over m replications, rounded once from the exact fraction. */
export function ratioStandardError({ x, y, xx, xy, yy }: Moments, m: number): number {
  const squares = yy * x * x - 2n * x * y * xy + y * y * xx;
  const count = BigInt(m);
  return Math.sqrt(nearestRatio(count * squares, (count - 1n) * x * x * x * x));
}
