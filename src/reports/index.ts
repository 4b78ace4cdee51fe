/** The reports room: from results to text, CSV and JSON. It never looks back into the simulation. */
export { INCIDENT_COLUMN_NAMES, incidentsCsv } from "./csv.js";
export { jsonDocument } from "./json.js";
export { adviceText, checkText } from "./text/check.js";
export { COLOURED, type Ink, PLAIN } from "./text/ink.js";
export { runText, sideBySide } from "./text/run.js";
export { wrapped } from "./text/table.js";
export { type BooksVerdict, type TimelineOptions, timelineText } from "./text/timeline.js";
