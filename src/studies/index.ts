/** The studies room: what a user asks, planned and answered. Pure: no clock, no files, no threads. */
export { TooManyStrikes } from "../fate/index.js";
export { type Checked, checkScenario, type Finding, unreadable } from "./check/check.js";
export {
  type PlannedRow,
  type Planning,
  planColumns,
  planRow,
  type RowIssue,
  type RowText,
} from "./failures/plan.js";
export { ROWS, type RowName } from "./failures/rows.js";
export { type FailuresPlan, startTable, type TableInProgress } from "./failures/table.js";
export { type Life, type LifePlan, planLives, playLife, TooManyEvents } from "./run/life.js";
export { type JudgedRequirement, judgeRequirement, misuseOf } from "./run/require.js";
export { type RunInProgress, type RunPlan, startRun } from "./run/run.js";
export { PROCEDURES, type RunbookPlan, writeRunbook } from "./runbook.js";
export { type CellPlan, planCell } from "./sweep/cell-plan.js";
export { batchPlayer, playRandom } from "./sweep/player.js";
export { type JudgedCell, judgeCell, sweepMisuseOf } from "./sweep/require.js";
export { type SweepInProgress, type SweepProgress, startSweep } from "./sweep/sweep.js";
export type { Batch, CellSetup, KeptIncidents, Method, SweepPlan, SweepSetup, Task } from "./sweep/task.js";
export { fateOf, type StrikesFrom, type TimelinePlan, tellLife } from "./timeline/timeline.js";
export { vet } from "./vet.js";
