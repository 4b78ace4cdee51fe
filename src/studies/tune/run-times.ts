/** How long a backup and a transfer take, for placing the next job behind them. */

import { officeOf } from "../../pool/index.js";
import { longestOf } from "../../pool/plan.js";
import {
  backupTime,
  buildPipeline,
  constantDraws,
  copyTime,
  fileOver,
  loadOf,
  ownTime,
} from "../../shipping/index.js";
import type { Scenario } from "../../spec/index.js";
import { DAY, type Micros } from "../../units/index.js";
import { assumeDurations } from "./assume.js";
import { middleOf } from "./middle.js";

/** Of a backup and of its file's transfer, in microseconds. */
export interface RunTimes {
  readonly backup: number;
  readonly transfer: number;
  /** How late they start. */
  readonly backupStart: number;
  readonly copyStart: number;
  /** How much a link adds to the backup's own time. */
  readonly hidden: number;
}

/** Of a file that holds one interval. */
export function runTimesOf(
  scenario: Scenario,
  exactDurations: boolean,
): { readonly middle: RunTimes; readonly longest: RunTimes; readonly hidden: number } {
  const longest = timesAt(exactDurations ? scenario : assumeDurations(scenario), longestOf);
  return { middle: timesAt(scenario, middleOf), longest, hidden: longest.hidden };
}

function timesAt(scenario: Scenario, pick: typeof longestOf): RunTimes {
  const load = loadOf(scenario.workload, officeOf(scenario));
  const pipeline = buildPipeline(scenario, load, constantDraws(pick));
  const bytes = fileOver(pipeline, DAY, (DAY + scenario.logShipping.backup.grid.every) as Micros);
  const backup = backupTime(pipeline, 0, bytes);
  return {
    backup,
    transfer: copyTime(pipeline, 0, bytes),
    backupStart: pipeline.backup.jitter(0),
    copyStart: pipeline.copy.jitter(0),
    hidden: backup - ownTime(pipeline.backup.ownTime, 0, bytes),
  };
}
