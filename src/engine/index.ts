/** The engine room: the event loop, random streams, laws of time, counts, fingerprints. It knows units only. */
export { Activity, type ActivityParts } from "./activity.js";
export * from "./binomial.js";
export * from "./fingerprint.js";
export * from "./gamma-quantile.js";
export * from "./key.js";
export * from "./law.js";
export * from "./laws.js";
export { type Bounds, type EventHandle, Loop, type Outcome } from "./loop.js";
export * from "./noise.js";
export * from "./normal.js";
export * from "./observer.js";
export * from "./poisson.js";
export * from "./rungs.js";
export * from "./streams.js";
export type * from "./uniforms.js";
