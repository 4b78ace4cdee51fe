/**
 * The three jobs' runs over a window of time, tick by tick, with whatever noise the pipeline has: when each cut became
 * safe, and how many runs there were. Plain arrays and arithmetic, because a search does it ten thousand times. It must
 * never know of failures of machines: those are the pool's.
 */
import {
  backupTime,
  copyTime,
  type FixedGrid,
  type Pipeline,
  type Ticks,
  ticksOf,
} from "../../shipping/index.js";
import type { Micros } from "../../units/index.js";
import { MOST_FILES } from "./bounds.js";

/** What is known of the time before the window: a pipeline that runs, none at all, or that the backups are still those. */
type Begin = "before" | "cold" | "kept";

export class ShippingPlay {
  /** How many files were made, and each one's cut, end of backup, and instant of being safe (NaN: not in this window). */
  files = 0;
  readonly cut = new Float64Array(MOST_FILES);
  readonly wholeAt = new Float64Array(MOST_FILES);
  readonly safeAt = new Float64Array(MOST_FILES);
  readonly bytes = new Float64Array(MOST_FILES);
  readonly #number = new Float64Array(MOST_FILES);
  /** What each takes to be copied. */
  readonly #takes = new Float64Array(MOST_FILES);
  /** From here on no backup was played, because there was no room for its file; Infinity: all were. */
  cutShortAt = Number.POSITIVE_INFINITY;
  #skippedBackups = 0;
  /** The first file whose past was played in full. */
  firstSure = 0;
  /** Ticks that found their job still running. */
  skipped = 0;
  /** Some file passed its retention before it was copied. */
  isBroken = false;
  /** Copy runs that found a file, by their start. */
  copyRuns = 0;
  readonly copyStart = new Float64Array(MOST_FILES);
  /** The longest run of the backup job, from its tick to its end. */
  longestBackup = 0;
  /** What all files take together to be copied, whether they were or not. */
  toCopy = 0;
  /** The least time between the end of a backup and the start of the copy run that takes its file. */
  leastWait = Number.POSITIVE_INFINITY;

  readonly #ticks = new Map<string, Ticks>();

  /**
   * Plays all ticks in [from, until). `latestCopy`: the longest start delay of a copy.
   */
  play(pipeline: Pipeline, from: Micros, until: Micros, latestCopy: number, begin: Begin = "before"): void {
    if (begin !== "kept") {
      this.files = 0;
      this.cutShortAt = Number.POSITIVE_INFINITY;
      this.#skippedBackups = 0;
      this.longestBackup = 0;
      this.toCopy = 0;
      this.#makeFiles(pipeline, from, until, begin);
    }
    this.firstSure = 0;
    this.skipped = this.#skippedBackups;
    this.isBroken = false;
    this.copyRuns = 0;
    this.leastWait = Number.POSITIVE_INFINITY;
    this.safeAt.fill(Number.NaN, 0, this.files);
    if (pipeline.copy.grid === null) this.#copyBehind(pipeline, until);
    else this.#copyOnGrid(pipeline, pipeline.copy.grid, from, until, latestCopy);
  }

  #ticksOf(grid: FixedGrid): Ticks {
    const name = `${grid.anchor} ${grid.every} ${grid.offset}`;
    let ticks = this.#ticks.get(name);
    if (ticks === undefined) {
      if (this.#ticks.size > 1_000) this.#ticks.clear();
      ticks = ticksOf(grid);
      this.#ticks.set(name, ticks);
    }
    return ticks;
  }

  #makeFiles(pipeline: Pipeline, begin: Micros, until: Micros, kind: Begin): void {
    const { backup, agentGrace } = pipeline;
    const ticks = this.#ticksOf(backup.grid);
    let number = ticks.firstAtOrAfter(begin);
    // The run before the window ended its file where a run at every tick would have.
    let logFrom = kind === "cold" ? begin : ((ticks.at(number - 1) + backup.jitter(number - 1)) as Micros);
    let freeAt = Number.NEGATIVE_INFINITY;
    for (let tick = ticks.at(number); tick < until; tick = ticks.at(++number)) {
      if (tick < freeAt || tick - freeAt < agentGrace) {
        this.#skippedBackups++;
        continue;
      }
      if (this.files === MOST_FILES) {
        this.cutShortAt = tick;
        return;
      }
      const cut = (tick + backup.jitter(number)) as Micros;
      const bytes = backup.fileSize ?? pipeline.logWritten(logFrom, cut) / backup.compression;
      freeAt = cut + backupTime(pipeline, number, bytes);
      this.longestBackup = Math.max(this.longestBackup, freeAt - tick);
      if (backup.fails(number)) continue;
      const file = this.files++;
      this.cut[file] = cut;
      this.wholeAt[file] = freeAt;
      this.bytes[file] = bytes;
      const takes = copyTime(pipeline, number, bytes);
      this.#takes[file] = takes;
      this.toCopy += takes;
      this.#number[file] = number;
      logFrom = cut;
    }
  }

  #copyOnGrid(pipeline: Pipeline, grid: FixedGrid, begin: Micros, until: Micros, latest: number): void {
    const { copy, agentGrace } = pipeline;
    const ticks = this.#ticksOf(grid);
    // Runs that find nothing end where they start, and matter only where that may reach the next tick.
    const everyRunCounts = latest + agentGrace > ticks.shortestGap;
    let freeAt = Number.NEGATIVE_INFINITY;
    let number = ticks.firstAtOrAfter(begin);
    let next = 0;
    while (next < this.files) {
      if (!everyRunCounts) {
        number = Math.max(number, ticks.firstAtOrAfter((this.wholeAt[next]! - latest) as Micros));
      }
      const tick = ticks.at(number);
      if (tick >= until) return;
      if (tick < freeAt || tick - freeAt < agentGrace) {
        this.skipped++;
        number++;
        continue;
      }
      const start = tick + copy.jitter(number);
      freeAt = start;
      if (!copy.fails(number) && this.wholeAt[next]! <= start) {
        next = this.#copyRun(pipeline, next, start);
        freeAt = this.#end;
      }
      number++;
    }
  }

  #copyBehind(pipeline: Pipeline, until: Micros): void {
    const { copy, agentGrace } = pipeline;
    let freeAt = Number.NEGATIVE_INFINITY;
    let next = 0;
    for (let file = 0; file < this.files; file++) {
      const tick = this.wholeAt[file]!;
      if (tick >= until) return;
      if (tick < freeAt || tick - freeAt < agentGrace) {
        this.skipped++;
        continue;
      }
      const number = this.#number[file]!;
      const start = tick + copy.jitter(number);
      freeAt = start;
      if (copy.fails(number)) continue;
      next = this.#copyRun(pipeline, next, start);
      freeAt = this.#end;
    }
  }

  /** When the last copy run ended. */
  #end = 0;

  /** Copies all files that are whole at the start; gives the first that is not. */
  #copyRun(pipeline: Pipeline, first: number, start: number): number {
    let end = start;
    let next = first;
    while (next < this.files && this.wholeAt[next]! <= start) {
      const file = next++;
      this.leastWait = Math.min(this.leastWait, start - this.wholeAt[file]!);
      if (end - this.cut[file]! > pipeline.backup.retention) {
        this.isBroken = true;
        continue;
      }
      const takes = this.#takes[file]!;
      end += takes;
      this.safeAt[file] = end;
    }
    // The first run may have had older files before these.
    if (this.copyRuns === 0) this.firstSure = next;
    this.copyStart[this.copyRuns++] = start;
    this.#end = end;
    return next;
  }
}
