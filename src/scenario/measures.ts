/** What can be asked of a result in an expression: measures with their dimension, and statistics of them. */

export type Dimension = "duration" | "count" | "share";

/** Names as in the results; durations in µs, counts of messages, shares from 0 to 1. */
export const MEASURES = {
  rpo: "duration",
  rto: "duration",
  rtoFull: "duration",
  lost: "count",
  refused: "count",
  exposure: "duration",
  availability: "share",
  usersDown: "share",
  unmirrored: "duration",
  unshipped: "duration",
  unwitnessed: "duration",
  undetectedFor: "duration",
  staleness: "duration",
} as const satisfies Readonly<Record<string, Dimension>>;

export type Measure = keyof typeof MEASURES;
export const MEASURE_NAMES = Object.keys(MEASURES) as readonly Measure[];

/** Events are counted as they come: 0.1 of them a year is one in ten years. */
export type YearlyDimension = Dimension | "events";

/** What random years cost, pooled over all kinds of failure. `availability` is here too: nobody's, or that of a kind. */
export const YEARLY_MEASURES = {
  lostPerYear: "count",
  lossEventsPerYear: "events",
  downtimePerYear: "duration",
  pLossInYear: "share",
  pTargetMissedInYear: "share",
  availability: "share",
} as const satisfies Readonly<Record<string, YearlyDimension>>;

export type YearlyMeasure = keyof typeof YEARLY_MEASURES;
export const YEARLY_MEASURE_NAMES = Object.keys(YEARLY_MEASURES) as readonly YearlyMeasure[];

/** Those that are also told apart by the kind of failure that brings them. */
export const BY_CAUSE = ["lostPerYear", "lossEventsPerYear", "downtimePerYear"] as const;
export type MeasureByCause = (typeof BY_CAUSE)[number];

export type Statistic =
  | { readonly statistic: "mean" | "worst" | "observedMax" | "best" }
  /** The value that the share `p` of all values does not exceed; `name` as written, such as p99.9. */
  | { readonly statistic: "quantile"; readonly p: number; readonly name: string };

/** What messages offer; any pNN and pNN.N is understood. */
export const STATISTIC_NAMES = ["mean", "p50", "p90", "p95", "p99", "worst", "observedMax", "best"] as const;

const QUANTILE = /^p(\d{1,2}(?:\.\d{1,4})?)$/;

export function readStatistic(name: string): Statistic | null {
  if (name === "mean" || name === "worst" || name === "observedMax" || name === "best")
    return { statistic: name };
  const match = QUANTILE.exec(name);
  if (!match) return null;
  // Shifting the decimal point in the text is exact; dividing by 100 is not.
  const p = Number(`${match[1]}e-2`);
  return p > 0 ? { statistic: "quantile", p, name } : null;
}
