/**
 * Log shipping as clockwork: backup, copy and restore jobs that are wound forward only when somebody needs
 * their state, at a failure, at a change of the link, at the end. It draws nothing and schedules nothing: its
 * noise is a function of tick numbers, so the state at an instant does not depend on who looked before.
 *
 * The quick way leaps over undisturbed stretches whose ticks cannot matter; the plain way walks them all. Both
 * give the same microseconds.
 */
import type { Disturbance, LinkFigures, Pipeline } from "../../shipping/pipeline.js";
import type { Micros } from "../../units/index.js";
import type { Chronicle } from "../chronicle.js";
import type { Whereabouts } from "../history.js";
import { BackupJob } from "./backup-job.js";
import { type Expectations, type LookBack, lookBackByLink, type NoiseBounds, nextBurst } from "./bounds.js";
import { everythingStands, isClean } from "./calm.js";
import { atFirst, type Circumstances, shareReachesSecondary } from "./circumstances.js";
import { CopyJob } from "./copy-job.js";
import { takeEffect, type Works } from "./disturbing.js";
import { nextExpiry } from "./expiry.js";
import { Exposure } from "./exposure.js";
import type { LogFile } from "./file.js";
import { Footholds } from "./foothold.js";
import { Mending } from "./mending.js";
import { Order } from "./order.js";
import { Reach } from "./reach.js";
import { RestoreJob } from "./restore-job.js";
import { SafeCut } from "./safe-cut.js";
import { Stride } from "./stride.js";
import { whereaboutsOf } from "./whereabouts.js";
import { WrittenLog } from "./written-log.js";

export type Pace = "quick" | "tick-by-tick";

export class Clockwork {
  now: Micros;
  /** Whoever sleeps while nothing is wrong is woken. */
  whenDisturbed: () => void = () => undefined;
  readonly exposure: Exposure;
  /** What befalls its files and the database at site 2, other than by its own jobs. */
  readonly mending: Mending;
  readonly pipeline: Pipeline;
  readonly #noise: NoiseBounds;
  readonly #pace: Pace;
  readonly #backup: BackupJob;
  readonly #copy: CopyJob;
  readonly #restore: RestoreJob;
  readonly #circumstances: Circumstances;
  readonly #written: WrittenLog;
  readonly #works: Works;
  #lookBack: LookBack | null;
  readonly #lookBackFor: (wan: LinkFigures | null) => LookBack | null;
  readonly #reach: Reach;
  readonly #safeCut: SafeCut;
  #chronicle: Chronicle | null = null;
  readonly #stride = new Stride();
  readonly #footholds: Footholds;
  readonly #order: Order;

  constructor(pipeline: Pipeline, noise: NoiseBounds, threshold: Micros, pace: Pace) {
    this.pipeline = pipeline;
    this.#noise = noise;
    this.#pace = pace;
    this.now = pipeline.begins;
    this.exposure = new Exposure(threshold, pipeline.begins);
    this.#safeCut = new SafeCut(this.exposure, pipeline.begins);
    this.#written = new WrittenLog(pipeline);
    this.#backup = new BackupJob(pipeline, noise.jitter.backup, this.#written);
    this.#copy = new CopyJob(pipeline, noise.jitter.copy);
    this.#restore = new RestoreJob(pipeline, noise.jitter.restore);
    this.#reach = new Reach(pipeline, this.#copy, this.#restore);
    this.#circumstances = atFirst(pipeline);
    this.#works = {
      pipeline,
      backup: this.#backup,
      copy: this.#copy,
      restore: this.#restore,
      circumstances: this.#circumstances,
      written: this.#written,
      reach: this.#reach,
      exposure: this.exposure,
    };
    this.#footholds = new Footholds(pipeline, noise, this.#works);
    this.#order = new Order(this.#works, noise, pipeline.begins);
    this.mending = new Mending(this.#works, {
      advanceTo: (at) => this.advanceTo(at),
      isDisturbed: () => this.#isDisturbed(),
      isOutOfStep: () => this.#isOutOfStep(),
      tell: (entry) => this.#chronicle?.tell(entry),
    });
    this.#lookBackFor = lookBackByLink(pipeline, noise);
    this.#lookBack = this.#lookBackFor(pipeline.wan);
  }

  /** How many ticks and files were walked since the beginning: what this clockwork has cost. */
  get walked(): number {
    return this.#backup.walked + this.#copy.walked + this.#restore.walked;
  }

  /** The state after everything that ends at or before `until`, and before any tick of that instant. */
  advanceTo(until: Micros): void {
    if (this.now >= until) return;
    const lookBack = this.#lookBack;
    const isQuick = this.#pace === "quick" && lookBack !== null;
    if (isQuick && everythingStands(this.#circumstances, this.#reach)) this.#leapAndWalkTo(until, lookBack);
    else this.#walkTo(until);
  }

  /** Nothing is down: walks until the past is worked off, leaps, and walks the last ticks. */
  #leapAndWalkTo(until: Micros, lookBack: LookBack): void {
    while (this.now < until) {
      const end = Math.min(until, nextBurst(this.#noise.bursts, this.now));
      const once = this.#footholds.shortestLeap(lookBack);
      const isWorthALeap = end - this.now > this.#stride.shortestLeap(this.now, lookBack, once);
      if (isWorthALeap && this.#mayLeap(lookBack)) {
        if (!this.#landBefore(end, lookBack)) this.#leapTo((end - lookBack.length) as Micros);
        this.#walkTo(end as Micros);
        this.#footholds.isFound(this.now, lookBack);
      } else this.#walkAndLook(isWorthALeap ? Math.min(end, this.now + lookBack.backupLag) : end, lookBack);
    }
  }

  /** Walks to `until`, or to where it may stand as it stood before: then it is in its stride again. */
  #walkAndLook(until: number, lookBack: LookBack): void {
    if (this.#stride.isReached(this.now, lookBack)) {
      this.#walkTo(until as Micros);
      return;
    }
    const next = this.#footholds.nextAfter(this.now, lookBack);
    this.#walkTo(Math.min(until, next) as Micros);
    if (next <= until && this.#footholds.isRegained(this.now, lookBack)) this.#stride.isRegained();
  }

  #mayLeap(lookBack: LookBack): boolean {
    // The first clean state after a disturbance has to be found by walking.
    if (!isClean(this.#works, this.now, lookBack, this.#noise.bursts) || this.isChainBroken()) {
      this.#stride.isBroken();
      return false;
    }
    this.#stride.isCleanAt(this.now);
    if (!this.exposure.isCounting) return true;
    // Whoever counts must miss nothing: no safe cut grows too old on the way.
    return lookBack.oldestCut <= this.exposure.threshold && this.#stride.isReached(this.now, lookBack);
  }

  /** Leaps to where it stands as it stood before, if that is known. */
  #landBefore(end: number, lookBack: LookBack): boolean {
    const instant = this.#footholds.landBefore(end, lookBack);
    if (instant === null) return false;
    this.#written.forget();
    this.now = instant;
    this.#safeCut.skipTo(instant, this.safeCut()!);
    return true;
  }

  #leapTo(instant: Micros): void {
    if (instant <= this.now) return;
    this.#backup.startFrom(instant);
    this.#copy.startFrom(instant);
    this.#restore.startFrom(instant);
    this.#safeCut.skipTo(instant, instant);
    this.#written.forget();
    this.now = instant;
  }

  #walkTo(until: Micros): void {
    // Whoever counts exposure stops where what was usable is usable no longer.
    while (this.now < until) {
      const stop = this.exposure.isCounting ? nextExpiry(this.#works, this.now) : until;
      this.#walkStretch(Math.min(until, stop) as Micros);
    }
  }

  readonly #fileMade = (file: LogFile): void => {
    this.#copy.fileMade(file);
    if (this.pipeline.share !== "primary") this.#safeCut.fileIsSafe(file.wholeAt, file);
  };

  readonly #fileSafe = (file: LogFile): void => {
    this.#restore.fileArrived(file);
    if (this.pipeline.share === "primary") this.#safeCut.fileIsSafe(file.safeAt, file);
  };

  #walkStretch(until: Micros): void {
    this.#copy.dropExpired(this.now);
    this.#backup.advanceTo(until, this.#circumstances, this.#fileMade);
    this.#copy.advanceTo(until, this.#circumstances, this.#fileSafe);
    this.#restore.advanceTo(until, this.#circumstances);
    this.now = until;
    if (this.exposure.isCounting) this.#tellExpiry();
  }

  /** A file that waits longer than its retention is gone, and what was usable through it is not any more. */
  #tellExpiry(): void {
    const head = this.#restore.waiting[0];
    if (head === undefined || this.now - head.cut <= this.pipeline.copy.retention) return;
    this.#tellAnew();
  }

  #isDisturbed(): void {
    this.#tellAnew();
    this.#isOutOfStep();
  }

  #isOutOfStep(): void {
    this.#stride.isBroken();
    this.#order.isBroken();
    this.whenDisturbed();
  }

  #tellAnew(): void {
    this.#safeCut.isNow(this.safeCut() ?? this.pipeline.begins, this.now);
  }

  /** Winds forward to `at` and lets the disturbance take effect there. */
  disturb(at: Micros, change: Disturbance): void {
    this.advanceTo(at);
    takeEffect(this.#works, at, change);
    if (change.kind === "wan") this.#lookBack = this.#lookBackFor(change.link);
    this.#isDisturbed();
  }

  /** Another machine of the pair serves now: set up as a log-shipping primary, or not. */
  shipsFrom(at: Micros, ships: boolean): void {
    this.advanceTo(at);
    this.#circumstances.ships = ships;
    this.#isOutOfStep();
  }

  /**
   * The database goes on at `at` from what a mirror had hardened; what it accepted after that is in no log of its own
   * any more. Where more than that was shipped already, no file to come can follow on what site 2 has.
   */
  forked(at: Micros, hardened: Micros, lastAccepted: Micros): void {
    this.advanceTo(at);
    if (this.#backup.newestCut > hardened) {
      this.#backup.beginsAnew(at);
      this.#chronicle?.tell({ at, fact: "log-taken-away", upTo: at });
    } else this.#written.isAbandoned(hardened, lastAccepted);
    this.#isDisturbed();
  }

  whereabouts(): readonly Whereabouts[] {
    return whereaboutsOf(this.#works, this.safeCut(), this.now);
  }

  hasBegunToRestore(instant: Micros): boolean {
    return this.#restore.hasBegunToRestore(instant);
  }

  tellTo(chronicle: Chronicle): void {
    this.#chronicle = chronicle;
    for (const job of [this.#backup, this.#copy, this.#restore]) job.chronicle = chronicle;
  }

  /** The newest cut that a runbook could reach from here; null where site 2 holds no database. */
  usableCut(reachesShare: boolean): Micros | null {
    return this.#reach.usableCut(this.now, reachesShare);
  }

  recoverableCut(): Micros | null {
    return this.usableCut(this.reachesShare);
  }

  /** The newest cut that would survive the loss of the primary's site at this instant. */
  safeCut(): Micros | null {
    return this.usableCut(this.pipeline.share !== "primary" && this.#circumstances.shareUp);
  }

  /** No file that exists or is yet to come can follow on what site 2 has. */
  isChainBroken(): boolean {
    if (this.#reach.isRecovered) return true;
    const reached = this.usableCut(true);
    return reached === null || reached < this.#backup.logStart;
  }

  get reachesShare(): boolean {
    return shareReachesSecondary(this.#circumstances);
  }

  /** The cut of a full backup that is at site 2 and not restored; null: there is none. */
  get base(): Micros | null {
    return this.#reach.base;
  }

  /** Before any file a full backup has to be restored at site 2. */
  get hasBaseToRestore(): boolean {
    return this.#reach.isFromBase(this.now);
  }

  filesToApply(): readonly LogFile[] {
    return this.#reach.filesToApply(this.now);
  }

  filesToCopy(): readonly LogFile[] {
    return this.reachesShare ? this.#reach.filesToCopy(this.now) : [];
  }

  /** Files that somebody began to copy by hand at `begun` are at site 2. */
  copiedByHand(files: readonly LogFile[], begun: Micros, at: Micros): void {
    this.#stride.isBroken();
    for (const file of files) {
      const { cut } = file;
      this.#chronicle?.tell({ at: begun, fact: "copy", until: at, cut, outcome: "safe", by: "hand" });
      this.#copy.takenByHand(file);
      file.safeAt = at;
      this.#restore.fileArrived(file);
    }
  }

  get restored(): Micros | null {
    return this.#reach.holdsDatabase ? this.#restore.restored : null;
  }

  /** Site 2 has a database that log can be applied to. */
  get takesLog(): boolean {
    return this.#reach.holdsDatabase && !this.#reach.isRecovered && this.#reach.base === null;
  }

  get backedUp(): Micros {
    return this.#backup.newestCut;
  }

  /** What was written since the last cut and is in no file. */
  get tailBytes(): number {
    return this.#written.between(this.#backup.logStart, this.now);
  }

  get lastBackup(): Micros {
    return this.#backup.lastSuccess;
  }

  get lastRestore(): Micros {
    return this.#restore.lastSuccess;
  }

  /** How long its jobs can be silent while nothing disturbs it; null: who knows. */
  get expectations(): Expectations | null {
    const lookBack = this.#lookBack;
    return lookBack === null
      ? null
      : this.#order.expectationsAt(this.now, lookBack, () => this.isChainBroken());
  }
}
