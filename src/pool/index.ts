/** The pool room: the things in the rack, each with its way to be struck and repaired, and the books kept of it. */

export type { Arrivals } from "./arrivals.js";
export { mostTicks } from "./beside/adapter.js";
export { Beside, type BesideRecord, type BesideTotals } from "./beside/beside.js";
export { Seen } from "./beside/seen.js";
export { Charges } from "./charges.js";
export type { Chronicle, Told } from "./chronicle.js";
export * from "./incident.js";
export { Bookkeeper, type IncidentLedger, type Ledger } from "./ledger.js";
export type { Pace } from "./log-shipping/clockwork.js";
export { longestOf, officeOf, type PoolPlan, planPool } from "./plan.js";
export { Pool } from "./pool.js";
export type { Refused } from "./refusals.js";
export { EVENT, PART, POOL_RUNG } from "./rungs.js";
export { APPLICATION } from "./service/chat-service.js";
export type { Situation } from "./service/seated.js";
export { mirrorShips } from "./shipping-jobs.js";
export { lengthOfUnion } from "./spans.js";
export { BLOWS, placeOf } from "./strikes.js";
export type { Curve, Step } from "./users/curve.js";
export type { Waiting } from "./waiting.js";
