/** The shipping room: pure arithmetic of jobs, ticks, transfers and the exact law of the schedule. */
export * from "./age.js";
export * from "./build.js";
export * from "./load.js";
export * from "./period.js";
export * from "./pipeline.js";
export * from "./schedule.js";
export * from "./ticks.js";
export * from "./transfer.js";
export * from "./undisturbed.js";
