/** A schedule's grids in a pipeline, and what they alone say. */
import type { FixedGrid, Pipeline } from "../../shipping/index.js";
import type { Grid, Scenario } from "../../spec/index.js";
import { DAY } from "../../units/index.js";
import { offsetOf, type Schedule } from "./schedule.js";

/** `drawn`: the pipeline whose draws stand for offsets that are laws; else their middle does. */
export function withGrids(pipeline: Pipeline, schedule: Schedule, drawn: Pipeline | null = null): Pipeline {
  const grid = ({ every, offset }: Grid, own: FixedGrid | null | undefined): FixedGrid => ({
    anchor: schedule.anchor ?? "day",
    every,
    offset: offset.law !== "fixed" && own ? own.offset : offsetOf(offset),
  });
  const { backup, copy, restore } = pipeline;
  return {
    ...pipeline,
    backup: { ...backup, grid: grid(schedule.backup, drawn?.backup.grid) },
    copy: { ...copy, grid: schedule.copy === null ? null : grid(schedule.copy, drawn?.copy.grid) },
    restore: { ...restore, grid: grid(schedule.restore, drawn?.restore.grid) },
  };
}

/** Restores change nothing about what is lost, so that their interval makes no period longer. */
export const withoutRestores = (schedule: Schedule): Schedule => ({ ...schedule, restore: schedule.backup });

export const rpoShipping = ({ logShipping }: Scenario, schedule: Schedule) => ({
  ...logShipping,
  restore: { ...logShipping.restore, grid: schedule.backup },
});

/** Enough for two copy runs and a backup before a window, whatever lies where. */
export function leadOf({ backup, copy }: Pipeline): number {
  return 4 * Math.max(backup.grid.every, copy.grid?.every ?? 0) + 2 * backup.grid.every;
}

/** How often a job of this schedule starts in a day; where grids count from time 0, on average. */
export const ticksADay = ({ every, offset }: Grid, { anchor }: Schedule): number =>
  anchor === "run" ? DAY / every : Math.ceil((DAY - offsetOf(offset)) / every);
