/** What the runs of the three jobs do with the files. Part of the slow reference model. */
import type { OwnTime, Pipeline } from "../../src/shipping/pipeline.js";
import type { SlowFile } from "./slow-answers.js";
import type { SlowEvents } from "./slow-events.js";
import type { SlowParts } from "./slow-parts.js";
import type { Run, SlowRuns } from "./slow-runs.js";
import { SlowTransfer, timeFor } from "./slow-transfer.js";

export class SlowJobs {
  /** All files ever made, in the order of their cuts. */
  readonly files: SlowFile[] = [];
  restored: number;
  /** Where the next file begins. */
  private logStart: number;
  /** The instants of the corrupt-next strikes that have not found their file yet. */
  private readonly strikes: number[] = [];
  /** Files on the share that are not at site 2 yet, and files at site 2 that are not restored yet. */
  private toCopy: SlowFile[] = [];
  private toRestore: SlowFile[] = [];

  constructor(
    private readonly pipeline: Pipeline,
    private readonly events: SlowEvents,
    private readonly parts: SlowParts,
    private readonly runs: SlowRuns,
  ) {
    this.restored = pipeline.begins;
    this.logStart = pipeline.begins;
  }

  start(run: Run): void {
    if (run.job === "backup") this.startBackup(run);
    if (run.job === "copy") this.startCopy(run);
    if (run.job === "restore") this.startRestore(run);
  }

  corruptNext(): void {
    this.strikes.push(this.events.now);
  }

  breakChain(): void {
    this.logStart = Math.max(this.logStart, this.events.now);
  }

  destroyShare(): void {
    for (const file of this.files) file.kept = false;
    this.toCopy = [];
  }

  // ---- backup ----

  private startBackup(run: Run): void {
    const { share, third, backup } = this.pipeline;
    const cut = this.events.now;
    const link = share === "secondary" ? this.parts.wan : third;
    if (!this.parts.shareUp || link === null) {
      this.runs.end(run, "no way");
      return;
    }
    const from = this.logStart;
    const bytes = backup.fileSize ?? this.parts.written(from, cut) / backup.compression;
    const ownEnd = cut + lengthOf(backup.ownTime, run.number, bytes);
    const finish = (): void => this.finishBackup(run, from, cut, bytes);
    if (share === "primary") {
      this.runs.complete(run, ownEnd, finish);
      return;
    }
    const transfer = new SlowTransfer(bytes, cut + link.oneWay, link.rate);
    const reschedule = (): void => this.runs.complete(run, Math.max(ownEnd, transfer.end), finish);
    if (share === "secondary") run.onWan = { transfer, reschedule };
    reschedule();
  }

  private finishBackup(run: Run, from: number, cut: number, bytes: number): void {
    if (this.pipeline.backup.fails(run.number)) {
      this.runs.end(run, "failed");
      return;
    }
    const file: SlowFile = {
      number: run.number,
      from,
      cut,
      wholeAt: this.events.now,
      bytes,
      corrupt: this.takeStrike(cut),
      kept: true,
      safeAt: null,
      restoredAt: null,
    };
    this.files.push(file);
    this.toCopy.push(file);
    // It already is later than the cut where somebody broke the chain during the run.
    this.logStart = Math.max(this.logStart, cut);
    this.runs.end(run, "done");
    if (this.pipeline.copy.grid === null) this.runs.tickAfterBackup(run.number);
  }

  /** Each strike spoils one file, the first whose cut is not before it. */
  private takeStrike(cut: number): boolean {
    const place = this.strikes.findIndex((at) => at <= cut);
    if (place < 0) return false;
    this.strikes.splice(place, 1);
    return true;
  }

  // ---- copy ----

  private startCopy(run: Run): void {
    const now = this.events.now;
    const list = this.toCopy.filter((file) => now - file.cut <= this.pipeline.backup.retention);
    if (!this.parts.shareUp) this.runs.end(run, "no way");
    else if (this.pipeline.share === "primary" && this.parts.wan === null) this.runs.end(run, "no way");
    else if (this.pipeline.copy.fails(run.number)) this.runs.end(run, "failed");
    else if (list.length === 0) this.runs.end(run, "empty");
    else this.copyNext(run, list);
  }

  private copyNext(run: Run, list: readonly SlowFile[]): void {
    const now = this.events.now;
    const file = list.find((candidate) => now - candidate.cut <= this.pipeline.backup.retention);
    run.onWan = null;
    if (file === undefined) {
      this.runs.end(run, "done");
      return;
    }
    const link = this.linkOfCopy();
    const dataStart = now + link.oneWay + this.pipeline.copy.overhead(file.number);
    const transfer = new SlowTransfer(file.bytes, dataStart, link.rate);
    const finish = (): void => {
      file.safeAt = this.events.now;
      this.toCopy = this.toCopy.filter((other) => other !== file);
      this.toRestore.push(file);
      this.copyNext(run, list.slice(list.indexOf(file) + 1));
    };
    const reschedule = (): void => this.runs.complete(run, transfer.end, finish);
    if (this.pipeline.share === "primary") run.onWan = { transfer, reschedule };
    reschedule();
  }

  private linkOfCopy(): { readonly rate: number; readonly oneWay: number } {
    if (this.pipeline.share === "third") return this.pipeline.third;
    if (this.pipeline.share === "secondary") return { rate: this.pipeline.localCopyRate, oneWay: 0 };
    if (this.parts.wan === null) throw new Error("a copy over the wan goes on while the wan is cut");
    return this.parts.wan;
  }

  // ---- restore ----

  private startRestore(run: Run): void {
    const list = this.listToRestore();
    if (this.pipeline.restore.fails(run.number)) this.runs.end(run, "failed");
    else if (list.length === 0) this.runs.end(run, "empty");
    else this.restoreNext(run, list);
  }

  private listToRestore(): SlowFile[] {
    const now = this.events.now;
    const list: SlowFile[] = [];
    let current = this.restored;
    for (const file of this.toRestore) {
      if (file.from > current || file.corrupt) break;
      if (file.cut + this.pipeline.restore.delay > now) break;
      if (now - file.cut > this.pipeline.copy.retention) break;
      list.push(file);
      current = file.cut;
    }
    return list;
  }

  private restoreNext(run: Run, list: readonly SlowFile[]): void {
    const [file, ...rest] = list;
    if (file === undefined) {
      this.runs.end(run, "done");
      return;
    }
    const length = lengthOf(this.pipeline.restore.ownTime, file.number, file.bytes);
    this.runs.complete(run, this.events.now + length, () => {
      file.restoredAt = this.events.now;
      this.restored = file.cut;
      this.toRestore = this.toRestore.filter((other) => other !== file);
      this.restoreNext(run, rest);
    });
  }
}

function lengthOf(own: OwnTime, number: number, bytes: number): number {
  return own.takes === "fixed" ? own.duration(number) : own.overhead(number) + timeFor(bytes, own.rate);
}
