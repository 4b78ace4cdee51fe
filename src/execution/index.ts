/** The execution room: files, slices of work, interruption. With cli the only room that knows node:. */
export { OutOfResource } from "./out-of-resource.js";
export { type CompareWatch, type PlayedComparison, playCompare } from "./play-compare.js";
export { type PlayedRun, playRun, type Watch } from "./play-run.js";
export { type PlayedSweep, playSweep, type SweepWatch } from "./play-sweep.js";
export { type PlayedTable, playTable } from "./play-table.js";
export { type PlayedTune, playTune, type TuneWatch } from "./play-tune.js";
export { ResultFiles } from "./result-files.js";
export { dealFate, playTimeline } from "./tell-life.js";
export { type FileToWrite, writeFiles, writeNewFile } from "./write-files.js";
