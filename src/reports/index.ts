/** The reports room: from results to text, CSV and JSON. It never looks back into the simulation. */
export {
  COMPARE_ROW_COLUMN_NAMES,
  COMPARE_ROWS_HEADER,
  compareRows,
  DIFFERENCE_COLUMN_NAMES,
  differencesCsv,
  OPTION_COLUMN_NAMES,
  optionsCsv,
} from "./compare-csv.js";
export { INCIDENT_COLUMN_NAMES, incidentsCsv } from "./csv.js";
export { FAILURE_COLUMN_NAMES, failuresCsv } from "./failures-csv.js";
export { jsonDocument } from "./json.js";
export { failureTableMarkdown } from "./markdown/failure-table.js";
export {
  CELL_COLUMN_NAMES,
  cellsCsv,
  KIND_COLUMN_NAMES,
  REPLICATION_COLUMN_NAMES,
  REPLICATIONS_HEADER,
  replicationRows,
  SWEEP_INCIDENT_COLUMN_NAMES,
  SWEEP_INCIDENTS_HEADER,
  sweepIncidentRows,
} from "./sweep-csv.js";
export { adviceText, checkText } from "./text/check.js";
export { compareText } from "./text/compare.js";
export { failureTableText } from "./text/failure-table.js";
export { COLOURED, type Ink, PLAIN } from "./text/ink.js";
export { runText, sideBySide } from "./text/run.js";
export { runbookText } from "./text/runbook.js";
export { sweepText } from "./text/sweep.js";
export { wrapped } from "./text/table.js";
export { type BooksVerdict, type TimelineOptions, timelineText } from "./text/timeline.js";
export { tuneText } from "./text/tune.js";
export { CANDIDATE_COLUMN_NAMES, candidatesCsv } from "./tune-csv.js";
