/** The studies room: what a user asks, planned and answered. Pure: no clock, no files, no threads. */
export { TooManyStrikes } from "../fate/index.js";
export { type Checked, checkScenario, type Finding, unreadable } from "./check/check.js";
export { bestMisuseOf, compareMisuseOf } from "./compare/asked.js";
export { type CompareInProgress, startCompare } from "./compare/compare.js";
export { dealtTo } from "./compare/dealing.js";
export { differingFields } from "./compare/differing.js";
export { compareMisuse } from "./compare/misuse.js";
export { comparePlayer } from "./compare/player.js";
export type {
  BestAsked,
  CompareBatch,
  ComparedOption,
  ComparePlan,
  CompareSetup,
  CompareTask,
} from "./compare/task.js";
export { linkSettings, type Setting } from "./compare/written.js";
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
export type { StudyProgress } from "./sweep/looking.js";
export { batchPlayer, playRandom } from "./sweep/player.js";
export { type JudgedCell, judgeCell, sweepMisuseOf } from "./sweep/require.js";
export { type SweepInProgress, startSweep } from "./sweep/sweep.js";
export type { Batch, CellSetup, KeptIncidents, Method, SweepPlan, SweepSetup, Task } from "./sweep/task.js";
export { fateOf, type StrikesFrom, type TimelinePlan, tellLife } from "./timeline/timeline.js";
export { agentWords } from "./tune/agent-words.js";
export { type Goal, type GoalsReading, goalsOf, tooFewFor } from "./tune/goals.js";
export { chooseKnobs, type Knob } from "./tune/knobs.js";
export type { Minimised, Reread } from "./tune/search.js";
export type { TunePlan } from "./tune/task.js";
export { startTune, type TuneInProgress, type TuneProgress } from "./tune/tune.js";
export { vet } from "./vet.js";
