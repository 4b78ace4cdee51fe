/** The library: the same engine as the program's, for whoever wants to ask it from code. */
export * as engine from "./engine/index.js";
export type * from "./results/index.js";
export {
  type ExpressionReading,
  type Issue,
  jsonSchema,
  printIssue,
  type ReadingOptions,
  readExpression,
  readScenario,
  type ScenarioReading,
  type ScenarioSource,
} from "./scenario/index.js";
export * as shipping from "./shipping/index.js";
export type * from "./spec/index.js";
export * as statistics from "./statistics/index.js";
export {
  checkScenario,
  judgeRequirement,
  type Life,
  type LifePlan,
  planLives,
  playLife,
  type RunInProgress,
  type RunPlan,
  startRun,
  vet,
} from "./studies/index.js";
export * as units from "./units/index.js";
