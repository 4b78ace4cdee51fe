/**
 * The statistics room: tallies, quantiles, intervals, judgements. It knows numbers, never where they came from,
 * and imports only units.
 */
export * from "./beta.js";
export * from "./binomial.js";
export * from "./confidence.js";
export * from "./error-function.js";
export { bareEstimate, type Estimate, estimate, type Interval, inUnit } from "./estimate.js";
export * from "./exact-ratio.js";
export * from "./gamma.js";
export * from "./intervals.js";
export * from "./judge.js";
export * from "./normal.js";
export * from "./order-ranks.js";
export * from "./proportions.js";
export * from "./quantiles.js";
export * from "./student.js";
export * from "./summary.js";
export * from "./tally.js";
