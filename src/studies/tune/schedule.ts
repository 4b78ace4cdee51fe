/** The schedules of the three jobs as one thing that can be put into a scenario and taken out of it. */
import { fixed, type Law } from "../../engine/index.js";
import type { Anchor, Grid, Scenario } from "../../spec/index.js";
import { type Micros, printExactDuration } from "../../units/index.js";
import { middleOf } from "./middle.js";

export interface Schedule {
  readonly backup: Grid;
  /** null: at the end of every backup. */
  readonly copy: Grid | null;
  readonly restore: Grid;
  /** Left out: every schedule that an agent runs begins anew at midnight. */
  readonly anchor?: Anchor;
}

export const gridOf = (every: number, offset: number): Grid => ({
  every: every as Micros,
  offset: fixed(offset as Micros),
});

export function scheduleOf({ logShipping }: Scenario): Schedule {
  const { backup, copy, restore } = logShipping;
  return {
    backup: backup.grid,
    copy: copy.trigger.on === "backup" ? null : copy.trigger.grid,
    restore: restore.grid,
  };
}

export function withSchedule(
  scenario: Scenario,
  { backup, copy, restore, anchor = "day" }: Schedule,
): Scenario {
  const { logShipping } = scenario;
  return {
    ...scenario,
    logShipping: {
      ...logShipping,
      anchor,
      backup: { ...logShipping.backup, grid: backup },
      copy: {
        ...logShipping.copy,
        trigger: copy === null ? { on: "backup" } : { on: "grid", grid: copy },
      },
      restore: { ...logShipping.restore, grid: restore },
    },
  };
}

/** By path, as a file writes them. An offset that is a law is left as it stands there: no search ever moves to one. */
export function settingsOf({ backup, copy, restore }: Schedule): [string, string][] {
  const written = (job: string, { every, offset }: Grid): [string, string][] => [
    [`logShipping.${job}.every`, printExactDuration(every)],
    ...(offset.law === "fixed"
      ? [[`logShipping.${job}.offset`, printExactDuration(offset.value)] satisfies [string, string]]
      : []),
  ];
  return [
    ...written("backup", backup),
    ...(copy === null
      ? [["logShipping.copy.after", "backup"] satisfies [string, string]]
      : written("copy", copy)),
    ...written("restore", restore),
  ];
}

export const offsetOf = (law: Law): Micros => middleOf(law);
