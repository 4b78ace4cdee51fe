/**
 * The copy job: at its ticks it lists the whole files on the share, oldest first, and brings them to site 2 one
 * after another. Each is safe when its own transfer ends; a transfer that is broken off starts over next time.
 */
import type { LinkFigures, Pipeline } from "../../shipping/pipeline.js";
import { ticksOf } from "../../shipping/ticks.js";
import { beginTransfer, changeRate, type Transfer } from "../../shipping/transfer.js";
import type { BytesPerSecond, Micros } from "../../units/index.js";
import type { Chronicle } from "../chronicle.js";
import { Agent, Occupancy } from "./agent.js";
import { type Circumstances, canCopy, shareReachesSecondary } from "./circumstances.js";
import type { LogFile } from "./file.js";
import { areFilesLater, fileLater, type Later } from "./foothold.js";

/** At an instant at which no run is under way. */
export interface CopyStands {
  readonly freeAt: number;
  readonly waiting: readonly LogFile[];
}

interface Run {
  readonly number: number;
  readonly start: Micros;
  /** null while the start is delayed. */
  list: LogFile[] | null;
  position: number;
  transfer: Transfer | null;
  /** When the transfer under way began. */
  begun: Micros;
}

export class CopyJob {
  walked = 0;
  chronicle: Chronicle | null = null;
  readonly #pipeline: Pipeline;
  /** null: ticks are the ends of backup runs. */
  readonly #agent: Agent | null;
  #backupEnds: LogFile[] = [];
  readonly #occupancy: Occupancy;
  #run: Run | null = null;
  /** Made and not yet copied, oldest first. */
  #waiting: LogFile[] = [];

  constructor(pipeline: Pipeline, longestJitter: number) {
    this.#pipeline = pipeline;
    const { grid } = pipeline.copy;
    this.#agent = grid === null ? null : new Agent(ticksOf(grid), pipeline.agentGrace, longestJitter);
    this.#occupancy = this.#agent?.occupancy ?? new Occupancy(pipeline.agentGrace);
    this.startFrom(pipeline.begins);
  }

  startFrom(instant: Micros): void {
    this.#agent?.startFrom(instant);
    this.#occupancy.freeAt = Number.NEGATIVE_INFINITY;
    this.#backupEnds = [];
    this.#run = null;
    this.#waiting = [];
  }

  /** null: not while a run is under way, or one is to begin with a backup that has just ended. */
  get standing(): CopyStands | null {
    if (this.#run !== null || this.#backupEnds.length > 0) return null;
    return { freeAt: this.#occupancy.freeAt, waiting: this.#waiting.map((file) => ({ ...file })) };
  }

  /** Stands at `instant` as it stood so much earlier. */
  standsAs({ freeAt, waiting }: CopyStands, instant: Micros, later: Later): void {
    this.startFrom(instant);
    this.#occupancy.freeAt = freeAt + later.by;
    for (const file of waiting) this.#waiting.push(fileLater(file, later));
  }

  /** Whether it still stands at `now` as it stood so much earlier. */
  stillStandsAs({ freeAt, waiting }: CopyStands, now: Micros, later: number): boolean {
    return (
      this.#run === null &&
      this.#backupEnds.length === 0 &&
      areFilesLater(this.#waiting, waiting, later) &&
      this.#occupancy.isAsIf(freeAt + later, now)
    );
  }

  get isIdle(): boolean {
    return this.#run === null;
  }

  fileMade(file: LogFile): void {
    this.#waiting.push(file);
    if (this.#agent === null) this.#backupEnds.push(file);
  }

  /** Made and not yet copied, oldest first: what is still on the share stands there and nowhere else. */
  get waiting(): readonly LogFile[] {
    return this.#waiting;
  }

  advanceTo(until: Micros, now: Circumstances, safe: (file: LogFile) => void): void {
    for (;;) {
      if (this.#run !== null) {
        if (!this.#proceed(this.#run, until, now, safe)) return;
      } else if (!this.#startNext(until, now)) return;
    }
  }

  /** Finds the next tick before `until` that starts a run; false where there is none. */
  #startNext(until: Micros, now: Circumstances): boolean {
    if (this.#agent === null) return this.#startBehindBackup(until, now);
    if (!canCopy(now)) this.#agent.skipTo(until);
    else this.#agent.skipIdleTo(shareReachesSecondary(now) ? (this.#waiting[0]?.wholeAt ?? until) : until);
    const tick = this.#agent.nextTick;
    if (tick >= until) return false;
    const number = this.#agent.next;
    this.walked++;
    if (this.#agent.take()) this.#open(number, tick);
    return true;
  }

  #startBehindBackup(until: Micros, now: Circumstances): boolean {
    const head = this.#backupEnds[0];
    if (head === undefined || head.wholeAt >= until) return false;
    this.#backupEnds.shift();
    this.walked++;
    if (canCopy(now) && this.#occupancy.hasRoomAt(head.wholeAt)) this.#open(head.number, head.wholeAt);
    return true;
  }

  #open(number: number, tick: Micros): void {
    const start = (tick + this.#pipeline.copy.jitter(number)) as Micros;
    this.#run = { number, start, list: null, position: 0, transfer: null, begun: start };
  }

  #proceed(run: Run, until: Micros, now: Circumstances, safe: (file: LogFile) => void): boolean {
    if (run.list === null) {
      if (run.start >= until) return false;
      if (!shareReachesSecondary(now) || this.#pipeline.copy.fails(run.number)) {
        this.#close(run.start);
        return true;
      }
      this.dropExpired(run.start);
      run.list = this.#wholeAt(run.start);
      this.#beginNextFile(run, run.start, now);
      return true;
    }
    const { end } = run.transfer!;
    if (end > until) return false;
    const file = run.list[run.position]!;
    file.safeAt = end;
    this.#tell(run, end, "safe");
    // The oldest of all that wait: whatever was older is copied or gone.
    this.#waiting.shift();
    safe(file);
    run.position++;
    this.#beginNextFile(run, end, now);
    return true;
  }

  /** Goes on to the next file of the frozen list that is still there, or ends the run. */
  #beginNextFile(run: Run, begin: Micros, now: Circumstances): void {
    run.transfer = null;
    this.dropExpired(begin);
    const list = run.list!;
    while (run.position < list.length && !list[run.position]!.onShare) run.position++;
    const file = list[run.position];
    if (file === undefined) {
      this.#close(begin);
      return;
    }
    this.walked++;
    const overhead = this.#pipeline.copy.overhead(file.number);
    const { oneWay, rate } = this.#way(now);
    run.transfer = beginTransfer(begin, (oneWay + overhead) as Micros, file.bytes, rate);
    run.begun = begin;
  }

  #tell(run: Run, until: Micros, outcome: "safe" | "broken-off"): void {
    if (this.chronicle === null) return;
    const { cut } = run.list![run.position]!;
    this.chronicle.tell({ at: run.begun, fact: "copy", until, cut, outcome, by: "job" });
  }

  /** The file whose transfer is under way. */
  get inTransfer(): LogFile | null {
    const run = this.#run;
    return run?.transfer ? run.list![run.position]! : null;
  }

  /** Backups are wound forward first, so files of the future may wait here already; they come last. */
  #wholeAt(instant: Micros): LogFile[] {
    const next = this.#waiting.findIndex((file) => file.wholeAt > instant);
    return next < 0 ? [...this.#waiting] : this.#waiting.slice(0, next);
  }

  #way(now: Circumstances): { oneWay: number; rate: BytesPerSecond } {
    if (now.shareSide === "secondary") return { oneWay: 0, rate: this.#pipeline.localCopyRate };
    return now.shareSide === "primary" ? now.wan! : now.third;
  }

  #close(end: Micros): void {
    this.#occupancy.freeAt = end;
    this.#run = null;
  }

  /** The link, the share, the secondary or the job failed: the partial file is thrown away. */
  stop(at: Micros, evenIfWaiting: boolean): void {
    if (this.#run === null || (!evenIfWaiting && this.#run.list === null)) return;
    if (this.#run.transfer) this.#tell(this.#run, at, "broken-off");
    this.#close(at);
  }

  linkChanged(at: Micros, link: LinkFigures): void {
    const run = this.#run;
    if (run?.transfer && this.#pipeline.share === "primary") {
      run.transfer = changeRate(run.transfer, at, link.rate);
    }
  }

  /** Somebody copied this file by hand. It may have been listed before a leap, which makes its files anew. */
  takenByHand(file: LogFile): void {
    const place = this.#waiting.findIndex(({ cut }) => cut === file.cut);
    this.#waiting.splice(place, 1);
  }

  /** The share's disks are gone, and with them every file that was nowhere else. */
  shareDestroyed(at: Micros): void {
    for (const file of this.#waiting) file.onShare = false;
    this.#tellGone(at, this.#waiting);
    this.#waiting = [];
  }

  #tellGone(at: Micros, files: readonly LogFile[]): void {
    if (files.length === 0) return;
    this.chronicle?.tell({ at, fact: "files-gone", place: "share", cuts: files.map(({ cut }) => cut) });
  }

  /** Lets go of files that are too old to be kept on the share; one that is being read is read to its end. */
  dropExpired(at: Micros): void {
    const { retention } = this.#pipeline.backup;
    let head = this.#waiting[0];
    if (head === undefined || at - head.cut <= retention) return;
    const { inTransfer } = this;
    const gone: LogFile[] = [];
    while (head !== undefined && at - head.cut > retention && head !== inTransfer) {
      head.onShare = false;
      gone.push(head);
      this.#waiting.shift();
      head = this.#waiting[0];
    }
    this.#tellGone(at, gone);
  }

  /** true where every file that became whole before `instant` is at site 2. */
  hasCopiedAllBefore(instant: number): boolean {
    return this.#waiting.length === 0 || this.#waiting[0]!.wholeAt >= instant;
  }
}
