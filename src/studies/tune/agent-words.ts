/**
 * Schedules that SQL Server Agent can express, and the words in which it describes them. It knows intervals and starts,
 * and never what a job does.
 */
import type { Scenario } from "../../spec/index.js";
import {
  DAY,
  HOUR,
  MINUTE,
  type Micros,
  modulo,
  printExactDuration,
  printTimeOfDay,
  SECOND,
} from "../../units/index.js";
import { middleOf } from "./middle.js";

/** A recurring schedule counts in seconds from 10 on, in minutes and in hours; each unit has its most. */
const UNITS = [
  { name: "hour(s)", length: HOUR, least: 1, most: 24 },
  { name: "minute(s)", length: MINUTE, least: 1, most: 100 },
  { name: "second(s)", length: SECOND, least: 10, most: 100 },
] as const;

const unitOf = (every: Micros) =>
  UNITS.find(
    ({ length, least, most }) => every % length === 0 && every >= least * length && every <= most * length,
  );

/** Whether an agent can start a job so often. */
export const isAgentInterval = (every: Micros): boolean => unitOf(every) !== undefined;

/** Schedules start at whole seconds of a day. */
export const isAgentOffset = (offset: Micros): boolean =>
  offset >= 0 && offset < DAY && offset % SECOND === 0;

export const AGENT_INTERVALS = "10 to 100 whole seconds, 1 to 100 whole minutes or 1 to 24 whole hours";

/** Up to the next whole second: an earlier start might miss what it was to follow. */
export const agentOffset = (offset: number): Micros => (Math.ceil(offset / SECOND) * SECOND) as Micros;

/** "Occurs every day every 15 minute(s) between 00:00:30 and 23:59:59." */
export function scheduleInWords(every: Micros, offset: Micros): string {
  const unit = unitOf(every);
  const start = printTimeOfDay(offset);
  if (unit === undefined) {
    return `Every ${printExactDuration(every)} from ${start} on: no schedule of the agent says that.`;
  }
  if (every === DAY) return `Occurs every day at ${start}.`;
  return `Occurs every day every ${every / unit.length} ${unit.name} between ${start} and 23:59:59.`;
}

/** The three jobs, each with its schedule. */
export function agentWords(scenario: Scenario): string[] {
  const { anchor, backup, copy, restore } = scenario.logShipping;
  // A grid that counts from time 0 has no start of its own in a day.
  const inWords = ({ every, offset }: typeof backup.grid) => {
    const at = middleOf(offset);
    return scheduleInWords(every, (anchor === "run" ? modulo(at, every) : at) as Micros);
  };
  return [
    `LSBackup: ${inWords(backup.grid)}`,
    copy.trigger.on === "backup"
      ? "LSCopy: no schedule of its own; started at the end of each LSBackup run."
      : `LSCopy: ${inWords(copy.trigger.grid)}`,
    `LSRestore: ${inWords(restore.grid)}`,
  ];
}
