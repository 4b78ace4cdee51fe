/** Single figures of a sampled cell at any level of confidence: what --until looks at. */
import type { Precision } from "../../../scenario/index.js";
import { bareEstimate, complement, type Estimate } from "../../../statistics/index.js";
import { YEAR } from "../../../units/index.js";
import { AT } from "../life-line.js";
import type { SampledStratum } from "./sampled-cell.js";
import { type Counted, countOf } from "./sampled-tally.js";
import { meanOf, perYear, quantileOf } from "./weighing.js";

const COUNTS = {
  lostPerYear: "lost",
  lossEventsPerYear: "lossEvents",
  downtimePerYear: "down",
} as const satisfies Readonly<Record<string, Counted>>;

export function sampledEstimate(
  strata: readonly SampledStratum[],
  precision: Precision,
  miss: number,
): Estimate {
  const { what } = precision;
  if (precision.form === "precision") {
    const { measure, statistic } = precision;
    const question = {
      concerns: (one: { readonly what: string }) => one.what === what,
      value: (one: { readonly values: readonly (number | null)[] }) => one.values[AT[measure]]!,
    };
    return statistic.statistic === "quantile"
      ? quantileOf(strata, question, statistic.p, miss)
      : meanOf(strata, question, miss);
  }
  const { measure } = precision;
  if (measure === "pLossInYear" || measure === "pTargetMissedInYear") {
    return bareEstimate(null, "a share of years needs whole years: --method plain");
  }
  if (measure === "availability") {
    return complement(perYear(strata, (one) => countOf("down", one) / YEAR, miss));
  }
  const name = COUNTS[measure];
  return perYear(strata, (one) => (what === null || one.what === what ? countOf(name, one) : 0), miss);
}
