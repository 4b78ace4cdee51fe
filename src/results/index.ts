/** The results room: what studies leave behind, as versioned data. */

export * from "./check-result.js";
export * from "./compare-result.js";
export * from "./costs-result.js";
export * from "./failures-result.js";
export * from "./fate-result.js";
export * from "./run-result.js";
export * from "./runbook-result.js";
export * from "./sweep-result.js";
export * from "./timeline-result.js";
export * from "./tune-result.js";
