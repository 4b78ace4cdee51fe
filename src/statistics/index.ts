/**
 * The statistics room: tallies, quantiles, intervals, judgements. It knows numbers, never where they came from,
 * and imports only units.
 */
export * from "./bands.js";
export * from "./beta.js";
export * from "./binomial.js";
export * from "./clustered-quantile.js";
export * from "./column.js";
export * from "./confidence.js";
export * from "./counts.js";
export * from "./error-function.js";
export {
  bareEstimate,
  between,
  complement,
  type Estimate,
  estimate,
  type Interval,
  inUnit,
} from "./estimate.js";
export * from "./exact-ratio.js";
export * from "./exact-sum.js";
export * from "./feasibility.js";
export * from "./gamma.js";
export * from "./incomplete-gamma.js";
export * from "./intervals.js";
export * from "./judge.js";
export * from "./kim-nelson.js";
export * from "./looks.js";
export * from "./magnitude.js";
export * from "./normal.js";
export * from "./once-in.js";
export * from "./order-ranks.js";
export * from "./pair-tally.js";
export * from "./paired-bands.js";
export * from "./paired-difference.js";
export * from "./proportions.js";
export * from "./quantile-difference.js";
export * from "./quantiles.js";
export * from "./ratio-estimates.js";
export * from "./ratio-tally.js";
export * from "./sections.js";
export * from "./sign-test.js";
export * from "./strata.js";
export * from "./student.js";
export * from "./summary.js";
export * from "./tally.js";
export * from "./weighted-tally.js";
