/**
 * An undisturbed pipeline without noise, played in three passes: which files the backups make, when each is
 * safe at site 2, when each is restored. Backups do not depend on copies, nor copies on restores, so no clock
 * is needed, only arithmetic on lists. It must never know of failures: those are the pool's.
 */
import type { Bytes, Micros } from "../units/index.js";
import type { LinkFigures, Pipeline } from "./pipeline.js";
import { type Ticks, ticksOf } from "./ticks.js";
import { ownTime, timeForBytes } from "./transfer.js";

export interface PlayedFile {
  readonly number: number;
  readonly from: Micros;
  readonly cut: Micros;
  readonly bytes: number;
  readonly wholeAt: Micros;
  /** null: not within the time played, or never, because it had passed its retention. */
  readonly safeAt: Micros | null;
  readonly restoredAt: Micros | null;
}

export interface Played {
  readonly files: readonly PlayedFile[];
  /** The longest run of each job, from its tick to its end. */
  readonly longest: { readonly backup: Micros; readonly copy: Micros; readonly restore: Micros };
}

interface Runs {
  freeAt: number;
  longest: number;
}

interface MutableFile {
  number: number;
  from: Micros;
  cut: Micros;
  bytes: number;
  wholeAt: Micros;
  safeAt: Micros | null;
  restoredAt: Micros | null;
}

/** Plays all ticks before `until`. Jitter and overheads are read at number 0: they must be constants. */
export function playUndisturbed(pipeline: Pipeline, until: Micros): Played {
  const backups: Runs = { freeAt: Number.NEGATIVE_INFINITY, longest: 0 };
  const copies: Runs = { freeAt: Number.NEGATIVE_INFINITY, longest: 0 };
  const restores: Runs = { freeAt: Number.NEGATIVE_INFINITY, longest: 0 };
  const files = makeFiles(pipeline, until, backups);
  copyFiles(pipeline, files, until, copies);
  restoreFiles(pipeline, files, until, restores);
  const longest = {
    backup: backups.longest as Micros,
    copy: copies.longest as Micros,
    restore: restores.longest as Micros,
  };
  return { files, longest };
}

function makeFiles(pipeline: Pipeline, until: Micros, runs: Runs): MutableFile[] {
  const { backup } = pipeline;
  const ticks = ticksOf(backup.grid);
  const files: MutableFile[] = [];
  let from = pipeline.begins;
  for (let number = ticks.firstAtOrAfter(pipeline.begins); ticks.at(number) < until; number++) {
    const tick = ticks.at(number);
    if (isTaken(tick, runs, pipeline)) continue;
    const cut = (tick + backup.jitter(number)) as Micros;
    const bytes = backup.fileSize ?? pipeline.logWritten(from, cut) / backup.compression;
    const wholeAt = (cut + backupTime(pipeline, number, bytes)) as Micros;
    files.push({ number, from, cut, bytes, wholeAt, safeAt: null, restoredAt: null });
    close(runs, tick, wholeAt);
    from = cut;
  }
  return files;
}

/** A backup's own time, or the link's where that takes longer: the file goes over while it is written. */
export function backupTime(pipeline: Pipeline, number: number, bytes: number): Micros {
  const own = ownTime(pipeline.backup.ownTime, number, bytes);
  const link = backupLink(pipeline);
  if (link === null) return own;
  return Math.max(own, link.oneWay + timeForBytes(bytes, link.rate)) as Micros;
}

const backupLink = (pipeline: Pipeline): LinkFigures | null =>
  pipeline.share === "primary" ? null : pipeline.share === "secondary" ? pipeline.wan : pipeline.third;

/** What one file takes from the share to the secondary, by itself. */
export function copyTime(pipeline: Pipeline, file: number, bytes: number): Micros {
  const overhead = pipeline.copy.overhead(file);
  if (pipeline.share === "secondary") {
    return (overhead + timeForBytes(bytes, pipeline.localCopyRate)) as Micros;
  }
  const link = pipeline.share === "primary" ? pipeline.wan : pipeline.third;
  return (link.oneWay + overhead + timeForBytes(bytes, link.rate)) as Micros;
}

function copyFiles(pipeline: Pipeline, files: MutableFile[], until: Micros, runs: Runs): void {
  const { copy, backup } = pipeline;
  const starts = copy.grid === null ? null : ticksOf(copy.grid);
  const jitter = copy.jitter(0);
  let next = 0;
  let after = pipeline.begins as number;
  while (next < files.length) {
    const tick =
      starts === null
        ? tickAfterBackup(files, next, runs, pipeline)
        : usefulTick(starts, Math.max(after, pipeline.begins), files[next]!.wholeAt, jitter, pipeline);
    if (tick === null || tick >= until) return;
    after = tick + 1;
    if (isTaken(tick, runs, pipeline)) continue;
    const start = tick + jitter;
    let end = start;
    // The list is frozen at the start: what becomes whole during the run waits for the next.
    while (next < files.length && files[next]!.wholeAt <= start) {
      const file = files[next]!;
      next++;
      if (end - file.cut > backup.retention) continue;
      end += copyTime(pipeline, file.number, file.bytes);
      file.safeAt = end as Micros;
    }
    close(runs, tick, end);
  }
}

/**
 * The next tick that can find something to do. Runs that find nothing end where they start and take nothing
 * from anybody, unless a start delay or the agent's grace reaches into the next tick: then each counts.
 */
function usefulTick(
  ticks: Ticks,
  after: number,
  waitingFrom: number,
  jitter: number,
  pipeline: Pipeline,
): Micros {
  const idleRunsMatter = jitter + pipeline.agentGrace > ticks.shortestGap;
  const earliest = idleRunsMatter ? after : Math.max(after, waitingFrom - jitter);
  return ticks.at(ticks.firstAtOrAfter(earliest as Micros));
}

/** `after: backup`: the ends of backup runs are the ticks; the first that is not taken starts a run. */
function tickAfterBackup(files: MutableFile[], next: number, runs: Runs, pipeline: Pipeline): Micros | null {
  for (let index = next; index < files.length; index++) {
    if (!isTaken(files[index]!.wholeAt, runs, pipeline)) return files[index]!.wholeAt;
  }
  return null;
}

function restoreFiles(pipeline: Pipeline, files: MutableFile[], until: Micros, runs: Runs): void {
  const { restore, copy } = pipeline;
  const ticks = ticksOf(restore.grid);
  const jitter = restore.jitter(0);
  let restored = pipeline.begins;
  let after = pipeline.begins as number;
  let next = 0;
  while (next < files.length) {
    const head = files[next]!;
    // A hole in the chain: nothing behind it can ever be restored.
    if (head.safeAt === null || head.from > restored) return;
    const ready = Math.max(head.safeAt, head.cut + restore.delay);
    const tick = usefulTick(ticks, Math.max(after, pipeline.begins), ready, jitter, pipeline);
    if (tick >= until) return;
    after = tick + 1;
    if (isTaken(tick, runs, pipeline)) continue;
    const start = tick + jitter;
    let end = start;
    while (next < files.length) {
      const file = files[next]!;
      if (file.safeAt === null || file.safeAt > start || file.from > restored) break;
      if (file.cut + restore.delay > start || start - file.cut > copy.retention) break;
      end += ownTime(restore.ownTime, file.number, file.bytes);
      file.restoredAt = end as Micros;
      restored = file.cut;
      next++;
    }
    close(runs, tick, end);
    const stuck = files[next];
    // Deleted before it was restored: the chain is broken, and nothing behind it can follow.
    if (stuck === head && start - stuck.cut > copy.retention) return;
  }
}

const isTaken = (tick: number, runs: Runs, pipeline: Pipeline): boolean =>
  tick < runs.freeAt || tick - runs.freeAt < pipeline.agentGrace;

function close(runs: Runs, tick: number, end: number): void {
  runs.freeAt = end;
  runs.longest = Math.max(runs.longest, end - tick);
}

/** The size of a file that covers one whole interval at this load, for arithmetic that names a typical file. */
export function fileOver(pipeline: Pipeline, from: Micros, to: Micros): Bytes {
  return (pipeline.backup.fileSize ?? pipeline.logWritten(from, to) / pipeline.backup.compression) as Bytes;
}
