/**
 * The scenario room: the first door for text from strangers. Text in, a scenario or a list of issues out.
 * Pure: it opens no file and prints nothing. It is the only room that knows yaml and zod, so that a program which
 * reads no scenario need not load them.
 */
export {
  type Comparison,
  type ExpressionForms,
  type ExpressionReading,
  type HalfWidth,
  type IncidentPrecision,
  type Precision,
  type Requirement,
  readExpression,
  type YearlyPrecision,
  type YearlyRequirement,
} from "./expression.js";
export type { IssueDetails, Position, ScenarioSource } from "./given.js";
export type { Issue } from "./issue.js";
export { jsonSchema } from "./json-schema.js";
export {
  type Dimension,
  MEASURE_NAMES,
  MEASURES,
  type Measure,
  type MeasureByCause,
  type Statistic,
  type YearlyDimension,
  type YearlyMeasure,
} from "./measures.js";
export { type Patching, patchScenario, type Settings } from "./patch.js";
export { advise, refusals } from "./planning/advise.js";
export type { Advice, Planned } from "./planning/rule.js";
export { printIssue } from "./print-issue.js";
export { type FateHead, type FateReading, type ReadFate, readFate, struckBy } from "./read-fate.js";
export { type ReadingOptions, readScenario, type ScenarioReading } from "./read-scenario.js";
export { splitList } from "./split-list.js";
export { type GridAnswers, type TemplateAnswers, template, usualAnswers } from "./template.js";
export { LONGEST_FILE } from "./text/bounds.js";
export { nearest } from "./text/nearest.js";
