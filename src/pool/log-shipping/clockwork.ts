/**
 * Log shipping as clockwork: backup, copy and restore jobs that are wound forward only when somebody needs
 * their state, at a failure, at a change of the link, at the end. It draws nothing and schedules nothing: its
 * noise is a function of tick numbers, so the state at an instant does not depend on who looked before.
 *
 * The quick way leaps over undisturbed stretches whose ticks cannot matter; the plain way walks them all. Both
 * give the same microseconds.
 */
import type { Disturbance, Pipeline } from "../../shipping/pipeline.js";
import type { Micros } from "../../units/index.js";
import { BackupJob } from "./backup-job.js";
import { type LookBack, lastBurstEnd, lookBackOf, type NoiseBounds, nextBurst } from "./bounds.js";
import type { Circumstances } from "./circumstances.js";
import { CopyJob } from "./copy-job.js";
import { Exposure } from "./exposure.js";
import type { LogFile } from "./file.js";
import { RestoreJob } from "./restore-job.js";

export type Pace = "quick" | "tick-by-tick";

interface Outage {
  readonly from: Micros;
  to: Micros;
}

export class Clockwork {
  now: Micros;
  readonly exposure: Exposure;
  readonly pipeline: Pipeline;
  readonly #noise: NoiseBounds;
  readonly #pace: Pace;
  readonly #backup: BackupJob;
  readonly #copy: CopyJob;
  readonly #restore: RestoreJob;
  readonly #circumstances: Circumstances;
  #outages: Outage[] = [];
  #lookBack: LookBack | null;
  /** A full backup that is whole at site 2 and not yet restored: its cut. */
  #base: Micros | null = null;
  #holdsDatabase = true;
  /** What the newest usable cut was when it was last told to the exposure. */
  #told: Micros;

  constructor(pipeline: Pipeline, noise: NoiseBounds, threshold: Micros, pace: Pace) {
    this.pipeline = pipeline;
    this.#noise = noise;
    this.#pace = pace;
    this.now = pipeline.begins;
    this.#told = pipeline.begins;
    this.exposure = new Exposure(threshold, pipeline.begins);
    this.#backup = new BackupJob(pipeline, noise.jitter.backup, (from, to) => this.#logSince(from, to));
    this.#copy = new CopyJob(pipeline, noise.jitter.copy);
    this.#restore = new RestoreJob(pipeline, noise.jitter.restore);
    this.#circumstances = {
      shareSide: pipeline.share,
      databaseUp: true,
      secondaryUp: true,
      shareUp: true,
      wan: pipeline.wan,
      third: pipeline.third,
      jobUp: { backup: true, copy: true, restore: true },
    };
    this.#lookBack = lookBackOf(pipeline, noise, pipeline.wan);
  }

  /** How many ticks and files were walked since the beginning: what this clockwork has cost. */
  get walked(): number {
    return this.#backup.sinceJump + this.#copy.sinceJump + this.#restore.sinceJump;
  }

  /** The state after everything that ends at or before `until`, and before any tick of that instant. */
  advanceTo(until: Micros): void {
    while (this.now < until) {
      const calm = this.#pace === "quick" ? this.#calmStretch(until) : 0;
      if (calm === 0) {
        this.#walkTo(until);
      } else if (this.#isClean()) {
        this.#leapTo((calm - this.#lookBack!.length) as Micros);
        this.#walkTo(calm as Micros);
      } else {
        // The first clean state after a disturbance has to be found by walking.
        this.#walkTo(Math.min(calm, this.now + this.#lookBack!.backupLag) as Micros);
      }
    }
  }

  /** The end of an undisturbed stretch long enough to leap over, or 0. */
  #calmStretch(until: Micros): number {
    const lookBack = this.#lookBack;
    if (lookBack === null || !this.#isWhole()) return 0;
    if (this.exposure.isCounting && lookBack.oldestCut > this.exposure.threshold) return 0;
    const end = Math.min(until, nextBurst(this.#noise.bursts, this.now));
    return end - this.now > 1.5 * lookBack.length ? end : 0;
  }

  #isWhole(): boolean {
    const { databaseUp, secondaryUp, shareUp, wan, jobUp } = this.#circumstances;
    return (
      databaseUp &&
      secondaryUp &&
      shareUp &&
      wan !== null &&
      jobUp.backup &&
      jobUp.copy &&
      jobUp.restore &&
      this.#holdsDatabase &&
      this.#base === null
    );
  }

  /** true where the past, but for the look-back, no longer shows: see bounds.ts. */
  #isClean(): boolean {
    const { backupLag, copyLag, restoreLag, largestFile } = this.#lookBack!;
    const { logStart } = this.#backup;
    if (this.#backup.isTroubled || this.now - logStart > backupLag) return false;
    if (lastBurstEnd(this.#noise.bursts, this.now) > logStart) return false;
    if (!this.#copy.hasCopiedAllBefore(this.now - copyLag)) return false;
    if (!this.#restore.hasRestoredAllBefore(this.now - restoreLag)) return false;
    const waiting = [...this.#restore.waiting, ...this.#copy.onShareOnly];
    if (waiting.some((file) => file.corrupt || file.bytes > largestFile)) return false;
    return !this.isChainBroken();
  }

  #leapTo(instant: Micros): void {
    if (instant <= this.now) return;
    this.#backup.startFrom(instant);
    this.#copy.startFrom(instant);
    this.#restore.startFrom(instant);
    this.exposure.skipTo(instant, instant);
    this.#told = instant;
    this.#outages = [];
    this.now = instant;
  }

  #walkTo(until: Micros): void {
    this.#copy.dropExpired(this.now);
    this.#backup.advanceTo(until, this.#circumstances, (file) => {
      this.#copy.fileMade(file);
      if (this.pipeline.share !== "primary") this.#tellExposure(file.wholeAt, file);
    });
    this.#copy.advanceTo(until, this.#circumstances, (file) => {
      this.#restore.fileArrived(file);
      if (this.pipeline.share === "primary") this.#tellExposure(file.safeAt, file);
    });
    this.#restore.advanceTo(until, this.#circumstances);
    this.now = until;
    this.#tellExpiry();
  }

  /** The next file of the chain is safe: tells the exposure, without looking through the whole chain. */
  #tellExposure(at: Micros, file: LogFile): void {
    if (file.corrupt || file.from > this.#told || file.cut <= this.#told) return;
    this.#told = file.cut;
    this.exposure.newestSafeCut(at, file.cut);
  }

  /** A file that waits longer than its retention is gone, and what was usable through it is not any more. */
  #tellExpiry(): void {
    const head = this.#restore.waiting[0];
    if (head === undefined || this.now - head.cut <= this.pipeline.copy.retention) return;
    this.#tellAnew();
  }

  #tellAnew(): void {
    const usable = this.safeCut() ?? this.pipeline.begins;
    this.#told = usable;
    this.exposure.newestSafeCut(this.now, usable);
  }

  /** Bytes written in (from, to] while the database accepted. */
  #logSince(from: Micros, to: Micros): number {
    let bytes = this.pipeline.logWritten(from, to);
    for (const outage of this.#outages) {
      const start = Math.max(from, outage.from) as Micros;
      const end = Math.min(to, outage.to) as Micros;
      if (end > start) bytes -= this.pipeline.logWritten(start, end);
    }
    return bytes;
  }

  /** Winds forward to `at` and lets the disturbance take effect there. */
  disturb(at: Micros, change: Disturbance): void {
    this.advanceTo(at);
    this.#apply(at, change);
    this.#tellAnew();
  }

  #apply(at: Micros, change: Disturbance): void {
    const now = this.#circumstances;
    switch (change.kind) {
      case "wan":
        this.#wanChanged(at, change.link);
        return;
      case "share":
        now.shareUp = change.up;
        if (!change.up) {
          this.#backup.stop(at, false);
          this.#copy.stop(at, false);
        }
        if (change.destroyed) {
          this.#copy.shareDestroyed();
          for (const file of this.#restore.waiting) file.onShare = false;
        }
        return;
      case "job":
        now.jobUp[change.job] = change.up;
        if (change.up) return;
        if (change.job === "backup") this.#backup.stop(at, true);
        else if (change.job === "copy") this.#copy.stop(at, true);
        else this.#restore.stop(at);
        return;
      case "database":
        this.#databaseChanged(at, change.up);
        return;
      case "secondary":
        now.secondaryUp = change.up;
        this.exposure.hasTarget(at, change.up && this.#hasTarget());
        if (!change.up) {
          this.#copy.stop(at, true);
          this.#restore.stop(at);
        }
        return;
      case "corrupt-next":
        this.#backup.corruptNext(at);
        return;
      case "chain-broken":
        this.#backup.takeLogAway(at);
        return;
    }
  }

  #wanChanged(at: Micros, link: Circumstances["wan"]): void {
    this.#circumstances.wan = link;
    this.#lookBack = lookBackOf(this.pipeline, this.#noise, link);
    if (link !== null) {
      this.#backup.linkChanged(at, link);
      this.#copy.linkChanged(at, link);
      return;
    }
    if (this.pipeline.share === "secondary") this.#backup.stop(at, false);
    if (this.pipeline.share === "primary") this.#copy.stop(at, false);
  }

  #databaseChanged(at: Micros, up: boolean): void {
    if (up === this.#circumstances.databaseUp) return;
    this.#circumstances.databaseUp = up;
    this.exposure.serves(at, up);
    if (up) {
      const last = this.#outages[this.#outages.length - 1];
      if (last !== undefined) last.to = at;
      return;
    }
    this.#backup.stop(at, true);
    this.#outages = this.#outages.filter((outage) => outage.to > this.#backup.logStart);
    this.#outages.push({ from: at, to: Number.POSITIVE_INFINITY as Micros });
  }

  /** The newest cut that a runbook without any site-1 disk could reach; null where site 2 holds no database. */
  usableCut(reachesShare: boolean): Micros | null {
    const files = this.#chainFiles(reachesShare);
    const starts: Micros[] = this.#holdsDatabase ? [this.#restore.restored] : [];
    if (this.#base !== null) starts.push(this.#base);
    if (starts.length === 0) return null;
    return Math.max(...starts.map((start) => reachAlong(start, files))) as Micros;
  }

  #chainFiles(reachesShare: boolean): LogFile[] {
    const { copy, backup } = this.pipeline;
    const isAtSite2 = (file: LogFile) => this.now - file.cut <= copy.retention;
    const isOnShare = (file: LogFile) => this.now - file.cut <= backup.retention;
    // A file that was copied stands on the share as well, until its age or the share's end takes it away.
    const isReached = (file: LogFile) => isAtSite2(file) || (reachesShare && file.onShare && isOnShare(file));
    const files = this.#restore.waiting.filter(isReached);
    return reachesShare ? [...files, ...this.#copy.onShareOnly.filter(isOnShare)] : files;
  }

  /** The newest cut that would survive the loss of the primary's site at this instant. */
  safeCut(): Micros | null {
    return this.usableCut(this.pipeline.share !== "primary" && this.#circumstances.shareUp);
  }

  /** No file that exists or is yet to come can follow on what site 2 has. */
  isChainBroken(): boolean {
    const reached = this.usableCut(true);
    return reached === null || reached < this.#backup.logStart;
  }

  /** What the runbook has to apply at site 2 before it can recover, in order. */
  filesToApply(): readonly LogFile[] {
    const reached = this.usableCut(false);
    return reached === null ? [] : this.#restore.waiting.filter((file) => file.cut <= reached);
  }

  /** What stands on the share alone and would extend the chain. */
  filesToCopy(): readonly LogFile[] {
    if (!this.#circumstances.shareUp) return [];
    const reached = this.usableCut(true);
    return reached === null ? [] : this.#copy.onShareOnly.filter((file) => file.cut <= reached);
  }

  /** The runbook has copied these by hand. */
  copiedByHand(files: readonly LogFile[], at: Micros): void {
    for (const file of files) {
      this.#copy.takenByHand(file);
      file.safeAt = at;
      this.#restore.fileArrived(file);
    }
  }

  get restored(): Micros | null {
    return this.#holdsDatabase ? this.#restore.restored : null;
  }

  get backedUp(): Micros {
    return this.#backup.newestCut;
  }

  get lastBackup(): Micros {
    return this.#backup.lastSuccess;
  }

  get lastRestore(): Micros {
    return this.#restore.lastSuccess;
  }

  /** Unreadable files turn good again: somebody took a good copy while it was still there. */
  repairFiles(at: Micros): void {
    this.advanceTo(at);
    for (const file of [...this.#restore.waiting, ...this.#copy.onShareOnly]) file.corrupt = false;
    this.#backup.forgetCorruption();
    this.#tellAnew();
  }

  /** The log that another tool took is brought to the share: the file behind the hole reaches back over it. */
  closeHole(at: Micros): void {
    this.advanceTo(at);
    let reached = this.#restore.restored;
    for (const file of [...this.#restore.waiting, ...this.#copy.onShareOnly]) {
      if (file.from > reached) file.from = reached;
      reached = file.cut;
    }
    if (this.#backup.logStart > reached) this.#backup.takeLogAway(reached);
    this.#tellAnew();
  }

  /** A full backup with this cut is whole at site 2: the chain can begin there. */
  fullBackupArrived(cut: Micros, at: Micros): void {
    this.advanceTo(at);
    this.#base = cut;
    // While the database at site 2 is overwritten nothing can be restored into it.
    this.#restore.stop(at);
    this.#circumstances.jobUp.restore = false;
    this.exposure.hasTarget(at, this.#circumstances.secondaryUp);
    this.#tellAnew();
  }

  /** The full backup is restored: site 2 has a database again. */
  fullBackupRestored(cut: Micros, at: Micros, restoreJobUp: boolean): void {
    this.advanceTo(at);
    this.#restore.rebase(cut, at);
    this.#base = null;
    this.#holdsDatabase = true;
    this.#circumstances.jobUp.restore = restoreJobUp;
    this.#tellAnew();
  }

  /** The disks at site 2 are gone: its database, and every file that had arrived. */
  secondaryDestroyed(at: Micros): void {
    this.advanceTo(at);
    this.#restore.forgetFiles();
    this.#holdsDatabase = false;
    this.#base = null;
    this.exposure.hasTarget(at, false);
  }

  #hasTarget(): boolean {
    return this.#holdsDatabase || this.#base !== null;
  }
}

/** How far an unbroken, readable chain of these files leads from `start`. */
function reachAlong(start: Micros, files: readonly LogFile[]): Micros {
  let reached = start;
  for (const file of files) {
    if (file.cut <= reached) continue;
    if (file.corrupt || file.from > reached) break;
    reached = file.cut;
  }
  return reached;
}
