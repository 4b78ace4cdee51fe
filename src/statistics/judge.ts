/** Is a requirement met? Judged on the 95 % interval, so that luck with few replications is no proof. */
import { printCount } from "../units/index.js";
import type { Estimate, Interval } from "./estimate.js";

export type Comparison = "<=" | "<" | ">=" | ">";

export interface Requirement {
  readonly comparison: Comparison;
  readonly bound: number;
}

export type Verdict =
  | { readonly verdict: "met" }
  | { readonly verdict: "missed" }
  | {
      readonly verdict: "undecided";
      /** About how many replications would decide; null where that cannot be said. */
      readonly replications: number | null;
      readonly why: string;
    };

export interface Judged {
  readonly estimate: Estimate;
  /** The replications behind the estimate. */
  readonly n: number;
  /** The fewest that carry an interval: FEWEST_FOR_MEAN, fewestForQuantile(p), 1 for a share. */
  readonly fewest: number;
}

/** Judges a figure that is known exactly; null is larger than every number. */
export function judgeExact(value: number | null, requirement: Requirement): Verdict {
  return { verdict: holds(orInfinity(value), requirement) ? "met" : "missed" };
}

/**
 * Met where every point of the interval meets the requirement, missed where none does. Undecided otherwise, with
 * the replications after which the interval, shrinking with 1 / sqrt(n) around today's value, would lie wholly
 * on the side of the bound where the value lies.
 */
export function judge({ estimate, n, fewest }: Judged, requirement: Requirement): Verdict {
  if (estimate.ci95 === null) {
    return undecided(n < fewest ? fewest : null, estimate.why);
  }
  // Requirements are one-sided, so the two ends speak for all points between.
  const low = holds(orInfinity(estimate.ci95[0]), requirement);
  const high = holds(orInfinity(estimate.ci95[1]), requirement);
  if (low && high) return { verdict: "met" };
  if (!low && !high) return { verdict: "missed" };
  return undecided(
    replicationsToDecide(estimate.value, estimate.ci95, n, requirement.bound),
    `the 95 % interval of ${printCount(n)} replications contains the bound`,
  );
}

function undecided(replications: number | null, why: string): Verdict {
  return { verdict: "undecided", replications, why };
}

/**
 * n × (half-width towards the bound / distance to the bound)². Where that half is open, the other stands in for
 * it. Null where the value lies on the bound (no number of replications would do), where it is itself null, or
 * where the count is beyond all counting.
 */
function replicationsToDecide(value: number | null, ci95: Interval, n: number, bound: number): number | null {
  if (value === null || value === bound) return null;
  const down = value - orInfinity(ci95[0]);
  const up = orInfinity(ci95[1]) - value;
  const towards = bound > value ? up : down;
  const half = Number.isFinite(towards) ? towards : down;
  const ratio = half / Math.abs(bound - value);
  const replications = Math.max(n + 1, Math.ceil(n * ratio * ratio));
  return Number.isSafeInteger(replications) ? replications : null;
}

function holds(value: number, { comparison, bound }: Requirement): boolean {
  switch (comparison) {
    case "<=":
      return value <= bound;
    case "<":
      return value < bound;
    case ">=":
      return value >= bound;
    case ">":
      return value > bound;
  }
}

const orInfinity = (value: number | null): number => value ?? Number.POSITIVE_INFINITY;
