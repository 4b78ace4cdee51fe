/** The studies room: what a user asks, planned and answered. Pure: no clock, no files, no threads. */
export { type Checked, checkScenario, type Finding, unreadable } from "./check/check.js";
export { type Life, type LifePlan, planLives, playLife, TooManyEvents } from "./run/life.js";
export { type JudgedRequirement, judgeRequirement, misuseOf } from "./run/require.js";
export { type RunInProgress, type RunPlan, startRun } from "./run/run.js";
export { fateOf, type TimelinePlan, tellLife } from "./timeline/timeline.js";
export { vet } from "./vet.js";
