/**
 * The backup job: at its ticks it cuts the log and writes a file to the share. A run that does not reach its
 * end leaves nothing and moves nothing; the next one covers everything since the last cut that made a file.
 */
import type { LinkFigures, Pipeline } from "../../shipping/pipeline.js";
import { type Ticks, ticksOf } from "../../shipping/ticks.js";
import { beginTransfer, changeRate, ownTime, type Transfer } from "../../shipping/transfer.js";
import type { Micros } from "../../units/index.js";
import type { Chronicle } from "../chronicle.js";
import { Agent } from "./agent.js";
import type { NoiseBounds } from "./bounds.js";
import { type Circumstances, canBackUp, shareReachesPrimary } from "./circumstances.js";
import { type LogFile, NEVER } from "./file.js";
import type { WrittenLog } from "./written-log.js";

/** At an instant at which no run is under way. */
export interface BackupStands {
  readonly next: number;
  readonly freeAt: number;
  readonly logStart: Micros;
  readonly lastOfChain: Micros;
  readonly lastSuccess: Micros;
  readonly newestCut: Micros;
}

interface Run {
  readonly number: number;
  readonly start: Micros;
  /** null while the start is delayed. */
  work: Work | null;
}

interface Work {
  /** Moves back when log that another tool took is given back. */
  from: Micros;
  readonly bytes: number;
  readonly ownEnd: Micros;
  transfer: Transfer | null;
}

export class BackupJob {
  /** What the next file begins with: the last cut that made a file, or what another tool took. */
  logStart: Micros;
  /** Where the log that another tool took begins, if it took any: behind the last file of this history. */
  #lastOfChain: Micros;
  /** The end of the last run that made a file. */
  lastSuccess: Micros;
  /** The newest cut that made a file. */
  newestCut: Micros;
  walked = 0;
  chronicle: Chronicle | null = null;
  readonly #pipeline: Pipeline;
  readonly #agent: Agent;
  readonly #ticks: Ticks;
  /** What each run takes that covers one interval of log; null: it hangs on more than that. */
  readonly #usualRun: number | null;
  readonly #written: WrittenLog;
  #run: Run | null = null;
  #corruptNext: Micros[] = [];

  constructor(pipeline: Pipeline, noise: NoiseBounds, written: WrittenLog) {
    this.#pipeline = pipeline;
    this.#written = written;
    this.#ticks = ticksOf(pipeline.backup.grid);
    this.#agent = new Agent(this.#ticks, pipeline.agentGrace, noise.jitter.backup);
    this.#usualRun = noise.isSteady ? usualRun(pipeline, this.#ticks) : null;
    this.logStart = pipeline.begins;
    this.#lastOfChain = pipeline.begins;
    this.lastSuccess = pipeline.begins;
    this.newestCut = pipeline.begins;
    this.startFrom(pipeline.begins);
  }

  startFrom(instant: Micros): void {
    this.#agent.startFrom(instant);
    this.#run = null;
    this.logStart = instant;
    this.#lastOfChain = instant;
    this.lastSuccess = instant;
    this.newestCut = instant;
  }

  /** When the run of the last tick began, if as long as nothing happens every tick has its run like the last; else null. */
  #lastUsualStart(now: Circumstances): number | null {
    if (this.#usualRun === null || this.#run !== null || !canBackUp(now) || !now.shareUp) return null;
    const start = this.#usualStart(this.#agent.next - 1);
    const end = start + this.#usualRun;
    const isUsual =
      this.logStart === start &&
      this.#lastOfChain === start &&
      this.lastSuccess === end &&
      this.#agent.occupancy.freeAt === end;
    return isUsual && this.#written.isWholeSince(this.logStart) ? start : null;
  }

  #usualStart(number: number): number {
    return this.#ticks.at(number) + this.#pipeline.backup.jitter(number);
  }

  /** The number of the last tick whose usual run has ended by `at`. */
  #lastDoneBy(at: Micros): number {
    const takes = this.#pipeline.backup.jitter(0) + this.#usualRun!;
    return this.#ticks.firstAtOrAfter((at - takes + 1) as Micros) - 1;
  }

  /** The end of the last run that makes a file by `at`, for whoever does not want to wind the job; null: it must be wound. */
  lastSuccessBy(at: Micros, now: Circumstances): Micros | null {
    if (this.#lastUsualStart(now) === null) return null;
    const last = Math.max(this.#lastDoneBy(at), this.#agent.next - 1);
    return (this.#usualStart(last) + this.#usualRun!) as Micros;
  }

  /** Leaves out the runs that end by `instant`, if each of them is like the last: false where it may not be. */
  skipsUsualRuns(instant: Micros, now: Circumstances): boolean {
    if (this.#lastUsualStart(now) === null) return false;
    const last = this.#lastDoneBy(instant);
    if (last < this.#agent.next) return false;
    const start = this.#usualStart(last) as Micros;
    this.startFrom((this.#ticks.at(last) + 1) as Micros);
    this.logStart = start;
    this.#lastOfChain = start;
    this.newestCut = start;
    this.lastSuccess = (start + this.#usualRun!) as Micros;
    this.#agent.occupancy.freeAt = this.lastSuccess;
    return true;
  }

  /** null: not while a run is under way, or a file to come will be unreadable. */
  get standing(): BackupStands | null {
    if (this.#run !== null || this.isTroubled) return null;
    const { logStart, lastSuccess, newestCut } = this;
    const { next, occupancy } = this.#agent;
    return {
      next,
      freeAt: occupancy.freeAt,
      logStart,
      lastOfChain: this.#lastOfChain,
      lastSuccess,
      newestCut,
    };
  }

  /** Stands at `instant` as it stood so much earlier; says how many ticks lie between. */
  standsAs(standing: BackupStands, instant: Micros, later: number): number {
    this.#agent.startFrom(instant);
    this.#agent.occupancy.freeAt = standing.freeAt + later;
    this.#run = null;
    this.logStart = (standing.logStart + later) as Micros;
    this.#lastOfChain = (standing.lastOfChain + later) as Micros;
    this.lastSuccess = (standing.lastSuccess + later) as Micros;
    this.newestCut = (standing.newestCut + later) as Micros;
    return this.#agent.next - standing.next;
  }

  /** Whether it still stands at `now` as it stood so much earlier. */
  stillStandsAs(standing: BackupStands, now: Micros, later: number): boolean {
    return (
      this.#run === null &&
      !this.isTroubled &&
      this.logStart === standing.logStart + later &&
      this.#lastOfChain === standing.lastOfChain + later &&
      this.lastSuccess === standing.lastSuccess + later &&
      this.newestCut === standing.newestCut + later &&
      this.#agent.occupancy.isAsIf(standing.freeAt + later, now)
    );
  }

  /**
   * Every tick has its run, and the next file will cover no more than `longestStep` of log. A run that once overran
   * its interval may never get back into step, because the log of two intervals takes longer than one.
   */
  isInStep(now: Micros, longestStep: number): boolean {
    const run = this.#run;
    if (run?.work && run.start - run.work.from > longestStep) return false;
    const nextCut = run !== null && run.work === null ? run.start : this.#agent.nextTick;
    const coveredTo = run?.work ? run.start : this.logStart;
    return nextCut >= now && nextCut - coveredTo <= longestStep;
  }

  get isTroubled(): boolean {
    return this.#corruptNext.length > 0;
  }

  corruptNext(at: Micros): void {
    this.#corruptNext.push(at);
  }

  forgetCorruption(): void {
    this.#corruptNext = [];
  }

  /** The log that another tool took since the last file is brought to where it belongs. */
  giveLogBack(): void {
    this.logStart = this.#lastOfChain;
    if (this.#run?.work) this.#run.work.from = this.#lastOfChain;
  }

  /** A new history begins, whose log follows on no file that was ever made. */
  beginsAnew(at: Micros): void {
    this.logStart = at;
    this.#lastOfChain = at;
  }

  /** Another tool took the log up to `at`: whatever file comes next cannot follow on the last one. */
  takeLogAway(at: Micros): void {
    this.logStart = at;
  }

  /** Everything that ends at or before `until`, and every tick before it. `made` gets each new file in order. */
  advanceTo(until: Micros, now: Circumstances, made: (file: LogFile) => void): void {
    for (;;) {
      if (this.#run !== null) {
        if (!this.#proceed(this.#run, until, now, made)) return;
        continue;
      }
      if (!canBackUp(now)) this.#agent.skipTo(until);
      const tick = this.#agent.nextTick;
      if (tick >= until) return;
      const number = this.#agent.next;
      this.walked++;
      if (!this.#agent.take()) continue;
      const start = (tick + this.#pipeline.backup.jitter(number)) as Micros;
      this.#run = { number, start, work: null };
    }
  }

  /** One step of the run; false where it reaches beyond `until`. */
  #proceed(run: Run, until: Micros, now: Circumstances, made: (file: LogFile) => void): boolean {
    if (run.work === null) {
      if (run.start >= until) return false;
      if (shareReachesPrimary(now)) run.work = this.#begin(run, now);
      else this.#close(run.start);
      return true;
    }
    const end = Math.max(run.work.ownEnd, run.work.transfer?.end ?? Number.NEGATIVE_INFINITY) as Micros;
    if (end > until) return false;
    const fails = this.#pipeline.backup.fails(run.number);
    this.#tell(run, end, !fails);
    if (!fails) {
      // A log backup that another tool took meanwhile stays ahead of this run's own cut.
      this.logStart = Math.max(run.start, this.logStart) as Micros;
      this.lastSuccess = end;
      this.newestCut = run.start;
      made(this.#file(run, run.work, end));
      this.#lastOfChain = run.start;
    }
    this.#close(end);
    return true;
  }

  #begin(run: Run, now: Circumstances): Work {
    const { backup } = this.#pipeline;
    const bytes = backup.fileSize ?? this.#written.between(this.logStart, run.start) / backup.compression;
    const ownEnd = (run.start + ownTime(backup.ownTime, run.number, bytes)) as Micros;
    const link = linkToShare(now);
    const transfer = link && beginTransfer(run.start, link.oneWay, bytes, link.rate);
    return { from: this.logStart, bytes, ownEnd, transfer };
  }

  #file(run: Run, work: Work, wholeAt: Micros): LogFile {
    const strike = this.#corruptNext.findIndex((at) => at <= run.start);
    if (strike >= 0) this.#corruptNext.splice(strike, 1);
    const { number, start: cut } = run;
    const { from, bytes } = work;
    const corrupt = strike >= 0;
    const before = this.#lastOfChain;
    return {
      number,
      from,
      before,
      cut,
      bytes,
      wholeAt,
      corrupt,
      onShare: true,
      safeAt: NEVER,
      restoredAt: NEVER,
    };
  }

  #close(end: Micros): void {
    this.#agent.occupancy.freeAt = end;
    this.#run = null;
  }

  /** The database, the share or the way to it failed: what runs ends here. A delayed start goes on waiting. */
  stop(at: Micros, evenIfWaiting: boolean): void {
    if (this.#run === null || (!evenIfWaiting && this.#run.work === null)) return;
    this.#tell(this.#run, at, false);
    this.#close(at);
  }

  #tell(run: Run, until: Micros, made: boolean): void {
    if (run.work === null || this.chronicle === null) return;
    const { start: at } = run;
    const corrupt = made && this.#corruptNext.some((strike) => strike <= at);
    const outcome = made ? "made" : "void";
    this.chronicle.tell({ at, fact: "backup", until, from: run.work.from, outcome, corrupt });
  }

  linkChanged(at: Micros, link: LinkFigures): void {
    const work = this.#run?.work;
    if (work?.transfer && this.#pipeline.share === "secondary") {
      if (at < work.transfer.end) work.transfer = changeRate(work.transfer, at, link.rate);
    }
  }
}

/** The link that a backup crosses on its way to the share; null where the share stands beside the database. */
function linkToShare(now: Circumstances): LinkFigures | null {
  if (now.shareSide === "primary") return null;
  return now.shareSide === "third" ? now.third : now.wan;
}

/** A share away from the database hangs on a link; runs that do not fit their interval hang on those before them. */
function usualRun({ share, backup, agentGrace, logWritten }: Pipeline, ticks: Ticks): number | null {
  const { every } = backup.grid;
  if (share !== "primary" || ticks.shortestGap !== every || ticks.longestGap !== every) return null;
  const bytes = backup.fileSize ?? logWritten(0 as Micros, every) / backup.compression;
  const takes = ownTime(backup.ownTime, 0, bytes);
  return takes > 0 && backup.jitter(0) + takes + agentGrace <= every ? takes : null;
}
