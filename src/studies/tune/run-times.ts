/** How long a backup and a transfer take, for placing the next job behind them. */

import { officeOf } from "../../pool/index.js";
import { longestOf } from "../../pool/plan.js";
import {
  backupTime,
  buildPipeline,
  commonPeriod,
  constantDraws,
  copyTime,
  fileOver,
  type Load,
  loadOf,
  ownTime,
  type Pipeline,
  ticksOf,
} from "../../shipping/index.js";
import type { LogShipping, Scenario } from "../../spec/index.js";
import { DAY, type Micros, WEEK } from "../../units/index.js";
import { assumeDurations } from "./assume.js";
import { middleOf } from "./middle.js";

/** Of a backup and of its file's transfer, in microseconds. */
interface RunTimes {
  readonly backup: number;
  readonly transfer: number;
  /** How late they start. */
  readonly backupStart: number;
  readonly copyStart: number;
  /** How much a link adds to the backup's own time. */
  readonly hidden: number;
}

/** Of a file that holds one interval: the one behind midnight in its middle, and the largest there is at its longest. */
export function runTimesOf(
  scenario: Scenario,
  exactDurations: boolean,
): { readonly middle: RunTimes; readonly longest: RunTimes } {
  const load = loadOf(scenario.workload, officeOf(scenario));
  const { every } = scenario.logShipping.backup.grid;
  const usual = (pipeline: Pipeline) => fileOver(pipeline, DAY, (DAY + every) as Micros);
  const largest = (pipeline: Pipeline) => largestFile(pipeline, scenario.logShipping, load);
  const played = exactDurations ? scenario : assumeDurations(scenario);
  return {
    middle: timesAt(buildPipeline(scenario, load, constantDraws(middleOf)), usual),
    longest: timesAt(
      buildPipeline(played, load, constantDraws(longestOf)),
      load.periods.length === 0 ? usual : largest,
    ),
  };
}

/** Of all that lie between two ticks, until grids and load begin anew. */
function largestFile(pipeline: Pipeline, shipping: LogShipping, load: Load): number {
  const { grid } = pipeline.backup;
  const restore = { ...shipping.restore, grid: shipping.backup.grid };
  const common = commonPeriod({ ...shipping, restore }, load);
  const until = DAY + (common.ok ? common.period : WEEK);
  const ticks = ticksOf(grid);
  let number = ticks.firstAtOrAfter(DAY);
  let from = ticks.at(number - 1);
  let most = 0;
  for (let tick = ticks.at(number); tick < until; tick = ticks.at(++number)) {
    most = Math.max(most, fileOver(pipeline, from, tick));
    from = tick;
  }
  return most;
}

function timesAt(pipeline: Pipeline, fileIn: (pipeline: Pipeline) => number): RunTimes {
  const bytes = fileIn(pipeline);
  const backup = backupTime(pipeline, 0, bytes);
  return {
    backup,
    transfer: copyTime(pipeline, 0, bytes),
    backupStart: pipeline.backup.jitter(0),
    copyStart: pipeline.copy.jitter(0),
    hidden: backup - ownTime(pipeline.backup.ownTime, 0, bytes),
  };
}
