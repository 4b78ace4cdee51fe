/** The execution room: files, slices of work, interruption. With cli the only room that knows node:. */
export { OutOfResource } from "./out-of-resource.js";
export { type PlayedRun, playRun, type Watch } from "./play-run.js";
export { type PlayedTable, playTable } from "./play-table.js";
export { playTimeline } from "./tell-life.js";
export { type FileToWrite, writeFiles, writeNewFile } from "./write-files.js";
