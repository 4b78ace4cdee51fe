/** One entry of a story in words: which part, and what happened to it. It must never know which entries are shown. */
import type { TimelineResult, TraceEntry } from "../../results/index.js";
import { DAY, type Micros, printInstant, printTimeOfDay } from "../../units/index.js";
import { duration } from "./figures.js";
import { lowerFirst, mendedOf, nameOf, spoken, stepName, struckPart } from "./names.js";
import { isOfService, serviceWords } from "./service-entries.js";
import type { Move } from "./watermarks.js";

export interface EntryWords {
  readonly part: string;
  readonly happening: string;
}

/** Hundredths of a second: finer than anything that people do, and no longer than a line can bear. */
const readable = (at: number): Micros => (Math.floor(Math.round(at * 1e6) / 1e4) * 1e4) as Micros;

/** "day 1 (Tue) 10:15:54.04" */
export const instantText = (at: number): string => printInstant(readable(at));

/** The time of day, and the day as well where it is not the one of the line. */
function clock(at: number, onLineOf: number): string {
  const [instant, line] = [readable(at), readable(onLineOf)];
  return Math.floor(instant / DAY) === Math.floor(line / DAY)
    ? printTimeOfDay(instant)
    : printInstant(instant);
}

type Setting = TimelineResult["setting"];

/**
 * `move`: the watermark that the entry moved, or null. `beside`: what happened at the same instant in the same way to
 * other servers, and is told with it.
 */
export function entryWords(
  entry: TraceEntry,
  move: Move | null,
  setting: Setting,
  beside: readonly TraceEntry[] = [],
): EntryWords {
  if (isOfService(entry)) return serviceWords(entry, beside);
  const moved = move === null ? null : movedText(move, entry.at);
  switch (entry.fact) {
    case "backup":
    case "copy":
    case "restore":
      return jobWords(entry, moved);
    case "strike":
      return {
        part: struckPart(entry.what, entry.where),
        happening: entry.effective
          ? nameOf(entry.what, entry.where)
          : `struck (${lowerFirst(nameOf(entry.what, entry.where))}), but down already or out of use: nothing happens`,
      };
    case "heal":
      return { part: struckPart(entry.what, entry.where), happening: mendedOf(entry.what) };
    case "machine":
    case "disks-destroyed":
    case "serves":
    case "stops":
      return { part: spoken(entry.machine), happening: machineText(entry) };
    case "link":
      return { part: "link", happening: entry.up ? "carries again" : "carries nothing any more" };
    case "share":
      return { part: "share", happening: entry.up ? "can be reached again" : "cannot be reached any more" };
    case "session":
    case "hardened":
      return { part: pairText(entry.pair, setting), happening: mirroringText(entry) };
    case "step":
      return { part: spoken(entry.actor), happening: `${stepName(entry.step)}: ${STEP_STATES[entry.state]}` };
    case "told":
      return {
        part: "people",
        happening: `know of it${entry.by === "people" ? "" : `, told by ${entry.by === "alert" ? "an alert" : spoken(entry.by)}`}`,
      };
    case "incident":
      return { part: "incident", happening: `number ${entry.number} ${entry.state}` };
    case "recovered-early":
      return { part: "site 2", happening: "its database is brought online and takes no more log" };
    case "operation":
      return { part: "people", happening: `${OPERATION_STATES[entry.state]} the planned ${entry.operation}` };
    default:
      return dataWords(entry, moved);
  }
}

const OPERATION_STATES = { begins: "begin", ends: "are done with", "given-up": "give up" } as const;

const STEP_STATES = {
  begins: "begins",
  done: "done",
  failed: "failed",
  interrupted: "interrupted",
  "given-up": "given up",
} as const;

/** "on the share: 09:45:00 → 10:00:00" */
function movedText({ place, from, to }: Move, at: number): string {
  return `${place}: ${from === null ? "nothing" : clock(from, at)} → ${clock(to, at)}`;
}

type JobRun = Extract<TraceEntry, { fact: "backup" | "copy" | "restore" }>;

function jobWords(run: JobRun, moved: string | null): EntryWords {
  const took = `in ${duration(Math.round((run.until - run.at) * 1e6) / 1e6)}`;
  switch (run.fact) {
    case "backup": {
      const happening =
        moved === null
          ? `fails at ${clock(run.until, run.at)}: no file`
          : `${moved}, ${took}${run.corrupt ? "; the file cannot be read" : ""}`;
      return { part: "backup job", happening };
    }
    case "copy": {
      const file = `the file of ${clock(run.cut, run.at)}`;
      return {
        part: run.by === "job" ? "copy job" : "copy by hand",
        happening: moved === null ? `${file} breaks off at ${clock(run.until, run.at)}` : `${moved}, ${took}`,
      };
    }
    case "restore": {
      const file = `the file of ${clock(run.cut, run.at)}`;
      return {
        part: "restore job",
        happening: moved === null ? `${file} breaks off at ${clock(run.until, run.at)}` : `${moved}, ${took}`,
      };
    }
  }
}

type MachineEntry = Extract<TraceEntry, { fact: "machine" | "disks-destroyed" | "serves" | "stops" }>;

function machineText(entry: MachineEntry): string {
  switch (entry.fact) {
    case "machine":
      return entry.up
        ? "its server process runs again"
        : `its server process stops: ${stopText(entry.because)}`;
    case "disks-destroyed":
      return "its disks are destroyed, with everything on them";
    case "serves":
      return entry.by === "at-first"
        ? "accepts as the pool's database"
        : `begins to accept as the pool's database${historyText(entry.history)}: ${HOW_SERVED[entry.by] ?? spoken(entry.by)}`;
    case "stops":
      return `accepts nothing any more${historyText(entry.history)}: ${spoken(entry.because)}`;
  }
}

/** How a database came to serve, by the word of the trace. */
const HOW_SERVED: Readonly<Record<string, string>> = {
  restart: "it is there again",
  mirror: "automatic failover",
  "mirror-by-hand": "people made it the principal",
  "log-shipping": "recovered from what was shipped",
  "tail-log": "recovered with the tail of the log",
  failback: "people have gone back to it",
  split: "and another one accepts as well",
};

/** By what a machine went down: something of its own, or the silence of its whole site. */
function stopText(because: string): string {
  switch (because) {
    case "silence":
      return "all of its site is silent";
    case "process":
      return "the process failed";
    case "host":
      return "its host failed";
    case "log-drive":
      return "the drive with its log failed";
    case "data-drive":
      return "the drive with its data failed";
    default:
      return spoken(because);
  }
}

/** The first history needs no number: most stories have no other. */
const historyText = (history: number): string => (history === 0 ? "" : `, in history ${history}`);

const pairText = (pair: "first" | "second", { primarySite }: Setting): string =>
  `mirroring in ${spoken(pair === "first" ? primarySite : primarySite === "site-1" ? "site-2" : "site-1")}`;

function mirroringText(entry: Extract<TraceEntry, { fact: "session" | "hardened" }>): string {
  if (entry.fact === "session") {
    const change = entry.from === entry.to ? `stays ${entry.to}` : `${entry.from} → ${entry.to}`;
    return `${change} (transition ${entry.row})`;
  }
  return `from here on the mirror hardens nothing: it has everything up to ${clock(entry.upTo, entry.at)}`;
}

type DataEntry = Extract<
  TraceEntry,
  {
    fact:
      | "history-begins"
      | "deleted"
      | "undeleted"
      | "files-gone"
      | "chain-mended"
      | "log-taken-away"
      | "secondary-emptied"
      | "full-backup-arrived"
      | "full-backup-restored";
  }
>;

const BEGUN_BY = {
  "secondary-recovered": "the secondary was recovered",
  "forced-service": "service was forced",
  "failed-back": "people fail back",
} as const;

function dataWords(entry: DataEntry, moved: string | null): EntryWords {
  const { at } = entry;
  switch (entry.fact) {
    case "history-begins": {
      const happening = `history ${entry.history} begins, ${BEGUN_BY[entry.by]}: it has everything up to ${clock(entry.cut, at)}, and nothing behind it`;
      return { part: "database", happening };
    }
    case "deleted":
    case "undeleted": {
      const what = `what was accepted from ${clock(entry.from, at)} to ${clock(entry.to, at)}`;
      const happening =
        entry.fact === "deleted" ? `${what} is deleted` : `${what} is brought back from site 2`;
      return { part: "database", happening };
    }
    case "files-gone":
      return { part: entry.place === "share" ? "share" : "site 2", happening: goneText(entry.cuts, at) };
    case "chain-mended":
      return {
        part: "log backups",
        happening:
          entry.mends === "hole" ? "the log that was taken away is back" : "every file can be used again",
      };
    case "log-taken-away": {
      const happening = `the log up to ${clock(entry.upTo, at)} is in no file to come: the next cannot follow on the last`;
      return { part: "log backups", happening };
    }
    case "secondary-emptied":
      return { part: "site 2", happening: "holds no database any more" };
    case "full-backup-arrived":
      return { part: "site 2", happening: `the full backup of ${clock(entry.cut, at)} is whole there` };
    case "full-backup-restored":
      return { part: "site 2", happening: `the full backup is restored; ${moved}` };
  }
}

function goneText(cuts: readonly number[], at: number): string {
  const [first] = cuts;
  if (first === undefined) return "no file is gone";
  const files = cuts.length === 1 ? "1 file is gone" : `${cuts.length} files are gone`;
  const last = cuts.at(-1)!;
  return `${files}: ${clock(first, at)}${last === first ? "" : ` to ${clock(last, at)}`}`;
}
