/**
 * The restore job: at its ticks it applies the files at site 2 in order, each not before its cut + delay. It
 * stops at the first file that is missing, unreadable or too young, and keeps stopping there.
 */
import type { Pipeline } from "../../shipping/pipeline.js";
import { ticksOf } from "../../shipping/ticks.js";
import { ownTime } from "../../shipping/transfer.js";
import type { Micros } from "../../units/index.js";
import type { Chronicle } from "../chronicle.js";
import { Agent } from "./agent.js";
import { type Circumstances, canRestore } from "./circumstances.js";
import type { LogFile } from "./file.js";
import { areFilesLater, fileLater, type Later } from "./foothold.js";

/** At an instant at which no run is under way. */
export interface RestoreStands {
  readonly freeAt: number;
  readonly restored: Micros;
  readonly lastSuccess: Micros;
  readonly waiting: readonly LogFile[];
}

interface Run {
  readonly number: number;
  readonly start: Micros;
  list: LogFile[] | null;
  position: number;
  /** When the file in hand was begun, and when it is done. */
  begun: Micros;
  fileEnd: Micros;
}

export class RestoreJob {
  /** The cut up to which the secondary's database has come. */
  restored: Micros;
  /** The end of the last file that was restored. */
  lastSuccess: Micros;
  walked = 0;
  chronicle: Chronicle | null = null;
  readonly #pipeline: Pipeline;
  readonly #agent: Agent;
  #run: Run | null = null;
  /** At site 2 and not yet restored, oldest first. */
  #waiting: LogFile[] = [];
  /** How many of them, from the oldest on, are known to be kept nowhere any more: behind a hole they pile up for years. */
  #gone = 0;

  constructor(pipeline: Pipeline, longestJitter: number) {
    this.#pipeline = pipeline;
    this.#agent = new Agent(ticksOf(pipeline.restore.grid), pipeline.agentGrace, longestJitter);
    this.restored = pipeline.begins;
    this.lastSuccess = pipeline.begins;
    this.startFrom(pipeline.begins);
  }

  startFrom(instant: Micros): void {
    this.#agent.startFrom(instant);
    this.#run = null;
    this.forgetFiles();
    this.restored = instant;
    this.lastSuccess = instant;
  }

  /** Until something happens to it, it restores nothing more. */
  isStuck(now: Circumstances): boolean {
    if (this.#run !== null) return false;
    return !canRestore(now) || (this.#waiting.length > 0 && this.#nextReady() === Number.POSITIVE_INFINITY);
  }

  /** null: not while a run is under way. */
  get standing(): RestoreStands | null {
    if (this.#run !== null) return null;
    const { restored, lastSuccess } = this;
    const waiting = this.#waiting.map((file) => ({ ...file }));
    return { freeAt: this.#agent.occupancy.freeAt, restored, lastSuccess, waiting };
  }

  /** Stands at `instant` as it stood so much earlier. */
  standsAs(standing: RestoreStands, instant: Micros, later: Later): void {
    this.startFrom(instant);
    this.#agent.occupancy.freeAt = standing.freeAt + later.by;
    this.restored = (standing.restored + later.by) as Micros;
    this.lastSuccess = (standing.lastSuccess + later.by) as Micros;
    for (const file of standing.waiting) this.#waiting.push(fileLater(file, later));
  }

  /** Whether it still stands at `now` as it stood so much earlier. */
  stillStandsAs(standing: RestoreStands, now: Micros, later: number): boolean {
    return (
      this.#run === null &&
      this.restored === standing.restored + later &&
      this.lastSuccess === standing.lastSuccess + later &&
      areFilesLater(this.#waiting, standing.waiting, later) &&
      this.#agent.occupancy.isAsIf(standing.freeAt + later, now)
    );
  }

  /** A file that comes late, after the database was built anew from a newer backup, has nothing to add. */
  fileArrived(file: LogFile): void {
    if (file.cut >= this.restored) this.#waiting.push(file);
  }

  /** The files at site 2 that wait to be restored, oldest first; some may be unreadable or behind a hole. */
  get waiting(): readonly LogFile[] {
    return this.#waiting;
  }

  /** The place of the first of them that may still be kept somewhere. */
  firstKept(at: Micros): number {
    const longest = Math.max(this.#pipeline.copy.retention, this.#pipeline.backup.retention);
    while (this.#gone < this.#waiting.length && at - this.#waiting[this.#gone]!.cut > longest) this.#gone++;
    return this.#gone;
  }

  advanceTo(until: Micros, now: Circumstances): void {
    for (;;) {
      if (this.#run !== null) {
        if (!this.#proceed(this.#run, until)) return;
        continue;
      }
      if (!canRestore(now)) this.#agent.skipTo(until);
      else this.#agent.skipIdleTo(Math.min(until, this.#nextReady()));
      const tick = this.#agent.nextTick;
      if (tick >= until) return;
      const number = this.#agent.next;
      this.walked++;
      if (!this.#agent.take()) continue;
      const start = (tick + this.#pipeline.restore.jitter(number)) as Micros;
      this.#run = { number, start, list: null, position: 0, begun: start, fileEnd: start };
    }
  }

  /** From when on a run can find something; Infinity while the next file is missing or unreadable. */
  #nextReady(): number {
    const head = this.#waiting[0];
    if (head === undefined || head.corrupt || head.from > this.restored) return Number.POSITIVE_INFINITY;
    return Math.max(head.safeAt, head.cut + this.#pipeline.restore.delay);
  }

  #proceed(run: Run, until: Micros): boolean {
    if (run.list === null) {
      if (run.start >= until) return false;
      run.list = this.#pipeline.restore.fails(run.number) ? [] : this.#applicable(run.start);
      this.#beginNextFile(run);
      return true;
    }
    if (run.fileEnd > until) return false;
    const file = run.list[run.position]!;
    file.restoredAt = run.fileEnd;
    this.#tell(run, run.fileEnd, "restored");
    this.restored = file.cut;
    this.lastSuccess = run.fileEnd;
    this.#waiting.shift();
    this.#gone = 0;
    run.position++;
    this.#beginNextFile(run);
    return true;
  }

  #beginNextFile(run: Run): void {
    const file = run.list![run.position];
    if (file === undefined) {
      this.#close(run.fileEnd);
      return;
    }
    this.walked++;
    const takes = ownTime(this.#pipeline.restore.ownTime, file.number, file.bytes);
    run.begun = run.fileEnd;
    run.fileEnd = (run.fileEnd + takes) as Micros;
  }

  #tell(run: Run, until: Micros, outcome: "restored" | "broken-off"): void {
    if (this.chronicle === null) return;
    const { cut } = run.list![run.position]!;
    this.chronicle.tell({ at: run.begun, fact: "restore", until, cut, outcome });
  }

  /** The file that holds this instant is restored, or being restored. */
  hasBegunToRestore(instant: Micros): boolean {
    const current = this.#run?.list?.[this.#run.position];
    return this.restored >= instant || (current !== undefined && current.cut >= instant);
  }

  /** The longest run of files, from the oldest on, that can be applied now. */
  #applicable(start: Micros): LogFile[] {
    const { restore, copy } = this.#pipeline;
    const list: LogFile[] = [];
    let reached = this.restored;
    for (const file of this.#waiting) {
      const isReady = file.safeAt <= start && file.cut + restore.delay <= start;
      const isGone = start - file.cut > copy.retention;
      if (!isReady || isGone || file.corrupt || file.from > reached) break;
      list.push(file);
      reached = file.cut;
    }
    return list;
  }

  #close(end: Micros): void {
    this.#agent.occupancy.freeAt = end;
    this.#run = null;
  }

  stop(at: Micros): void {
    if (this.#run === null) return;
    if (this.#run.list?.[this.#run.position] !== undefined) this.#tell(this.#run, at, "broken-off");
    this.#close(at);
  }

  /** The database at site 2 was built anew from a full backup with this cut. */
  rebase(cut: Micros, at: Micros): void {
    this.restored = cut;
    this.lastSuccess = at;
    this.#waiting = this.#waiting.filter((file) => file.cut > cut);
    this.#gone = 0;
  }

  /** The disks at site 2 are gone. */
  forgetFiles(): void {
    this.#waiting = [];
    this.#gone = 0;
  }

  /** true where every file that could be restored before `instant` is. */
  hasRestoredAllBefore(instant: number): boolean {
    const head = this.#waiting[0];
    if (head === undefined) return true;
    return Math.max(head.safeAt, head.cut + this.#pipeline.restore.delay) >= instant;
  }
}
