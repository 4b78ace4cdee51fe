/** The spec room: what a scenario says, as plain data. No text, no parsing, no behaviour. */

export type { Law } from "../engine/index.js";
export * from "../engine/law.js";
export * from "./failures.js";
export * from "./layout.js";
export * from "./places.js";
export * from "./pool-plan.js";
export * from "./reliability.js";
export * from "./scenario.js";
export * from "./shipping.js";
export * from "./strike.js";
export * from "./workload.js";
