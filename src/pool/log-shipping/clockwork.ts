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
import type { Chronicle } from "../chronicle.js";
import type { Whereabouts } from "../history.js";
import { BackupJob } from "./backup-job.js";
import type { Expectations, NoiseBounds } from "./bounds.js";
import { everythingStands } from "./calm.js";
import { atFirst, type Circumstances, shareReachesSecondary } from "./circumstances.js";
import { CopyJob } from "./copy-job.js";
import { takeEffect, type Works } from "./disturbing.js";
import { Exposure } from "./exposure.js";
import type { LogFile } from "./file.js";
import { Mending } from "./mending.js";
import { Order } from "./order.js";
import { isChainBroken, newestSafeCut, Reach } from "./reach.js";
import { RestoreJob } from "./restore-job.js";
import { whereaboutsOf } from "./whereabouts.js";
import { type Pace, Winding } from "./winding.js";
import { WrittenLog } from "./written-log.js";

export type { Pace } from "./winding.js";

export class Clockwork {
  /** Up to when somebody asked for it. */
  now: Micros;
  /** Whoever sleeps while nothing is wrong is woken. */
  whenDisturbed: () => void = () => undefined;
  readonly #exposure: Exposure;
  /** What befalls its files and the database at site 2, other than by its own jobs. */
  readonly mending: Mending;
  readonly pipeline: Pipeline;
  readonly #backup: BackupJob;
  readonly #copy: CopyJob;
  readonly #restore: RestoreJob;
  readonly #circumstances: Circumstances;
  readonly #written: WrittenLog;
  readonly #works: Works;
  readonly #reach: Reach;
  #chronicle: Chronicle | null = null;
  /** The jobs may lag behind, as long as nobody reads what they did. */
  readonly #winding: Winding;
  /** What is told is told in its order, and the plain way leaves nothing for later. */
  #isPunctual: boolean;
  readonly #order: Order;

  constructor(pipeline: Pipeline, noise: NoiseBounds, threshold: Micros, pace: Pace) {
    this.pipeline = pipeline;
    this.#isPunctual = pace === "tick-by-tick";
    this.now = pipeline.begins;
    this.#exposure = new Exposure(threshold, pipeline.begins);
    this.#written = new WrittenLog(pipeline);
    this.#backup = new BackupJob(pipeline, noise, this.#written);
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
      exposure: this.#exposure,
    };
    this.#winding = new Winding(this.#works, noise, pace);
    this.#order = new Order(this.#works, noise, pipeline.begins);
    this.mending = new Mending(this.#works, {
      advanceTo: (at) => this.#comesTo(at),
      isDisturbed: () => this.#isDisturbed(),
      isOutOfStep: () => this.#isOutOfStep(),
      tell: (entry) => this.#chronicle?.tell(entry),
    });
  }

  /** How many ticks and files were walked since the beginning: what this clockwork has cost. */
  get walked(): number {
    return this.#backup.walked + this.#copy.walked + this.#restore.walked;
  }

  /** The state after everything that ends at or before `until`, and before any tick of that instant. */
  advanceTo(until: Micros): void {
    if (this.now >= until) return;
    this.now = until;
    if (this.#isPunctual) this.#winding.to(until);
  }

  /** The jobs catch up, for whoever reads what they did. */
  #wind(): void {
    if (this.#winding.at < this.now) this.#winding.to(this.now);
  }

  /** Something is to happen at `at`. */
  #comesTo(at: Micros): void {
    this.advanceTo(at);
    this.#wind();
  }

  #isDisturbed(): void {
    this.#winding.tellAnew();
    this.#isOutOfStep();
  }

  #isOutOfStep(): void {
    this.#winding.isOutOfStep();
    this.#order.isBroken();
    this.whenDisturbed();
  }

  /** Winds forward to `at` and lets the disturbance take effect there. */
  disturb(at: Micros, change: Disturbance): void {
    this.#comesTo(at);
    takeEffect(this.#works, at, change);
    if (change.kind === "wan") this.#winding.linkIs(change.link);
    this.#isDisturbed();
  }

  /** Another machine of the pair serves now: set up as a log-shipping primary, or not. */
  shipsFrom(at: Micros, ships: boolean): void {
    this.#comesTo(at);
    this.#circumstances.ships = ships;
    this.#isOutOfStep();
  }

  /**
   * The database goes on at `at` from what a mirror had hardened; what it accepted after that is in no log of its own
   * any more. Where more than that was shipped already, no file to come can follow on what site 2 has.
   */
  forked(at: Micros, hardened: Micros, lastAccepted: Micros): void {
    this.#comesTo(at);
    if (this.#backup.newestCut > hardened) {
      this.#backup.beginsAnew(at);
      this.#chronicle?.tell({ at, fact: "log-taken-away", upTo: at });
    } else this.#written.isAbandoned(hardened, lastAccepted);
    this.#isDisturbed();
  }

  /** When the pool was without a safe cut that is young enough. While there is nowhere to ship to, files do not matter. */
  get exposure(): Exposure {
    if (this.#exposure.hangsOnFiles) this.#wind();
    return this.#exposure;
  }

  /** Somebody counts exposure. */
  get isCounting(): boolean {
    if (this.#exposure.mayEnd) this.#wind();
    return this.#exposure.isCounting;
  }

  whereabouts(): readonly Whereabouts[] {
    this.#wind();
    return whereaboutsOf(this.#works, newestSafeCut(this.#works, this.now), this.now);
  }

  hasBegunToRestore(instant: Micros): boolean {
    this.#wind();
    return this.#restore.hasBegunToRestore(instant);
  }

  tellTo(chronicle: Chronicle): void {
    this.#chronicle = chronicle;
    this.#wind();
    this.#isPunctual = true;
    for (const job of [this.#backup, this.#copy, this.#restore]) job.chronicle = chronicle;
  }

  /** The newest cut that a runbook could reach from here; null where site 2 holds no database. */
  usableCut(reachesShare: boolean): Micros | null {
    if (this.#reach.isEmpty) return null;
    this.#wind();
    return this.#reach.usableCut(this.now, reachesShare);
  }

  recoverableCut(): Micros | null {
    return this.usableCut(this.reachesShare);
  }

  /** The newest cut that would survive the loss of the primary's site at this instant. */
  safeCut(): Micros | null {
    this.#wind();
    return newestSafeCut(this.#works, this.now);
  }

  /** No file that exists or is yet to come can follow on what site 2 has. */
  isChainBroken(): boolean {
    if (this.#reach.isRecovered || this.#reach.isEmpty) return true;
    this.#wind();
    return isChainBroken(this.#works, this.now);
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
    this.#wind();
    return this.#reach.isFromBase(this.now);
  }

  filesToApply(): readonly LogFile[] {
    this.#wind();
    return this.#reach.filesToApply(this.now);
  }

  filesToCopy(): readonly LogFile[] {
    this.#wind();
    return this.reachesShare ? this.#reach.filesToCopy(this.now) : [];
  }

  /** Files that somebody began to copy by hand at `begun` are at site 2. */
  copiedByHand(files: readonly LogFile[], begun: Micros, at: Micros): void {
    this.#comesTo(at);
    this.#winding.isOutOfStep();
    for (const file of files) {
      const { cut } = file;
      this.#chronicle?.tell({ at: begun, fact: "copy", until: at, cut, outcome: "safe", by: "hand" });
      this.#copy.takenByHand(file);
      file.safeAt = at;
      this.#restore.fileArrived(file);
    }
  }

  get restored(): Micros | null {
    if (!this.#reach.holdsDatabase) return null;
    this.#wind();
    return this.#restore.restored;
  }

  /** Site 2 has a database that log can be applied to. */
  get takesLog(): boolean {
    return this.#reach.holdsDatabase && !this.#reach.isRecovered && this.#reach.base === null;
  }

  get backedUp(): Micros {
    this.#wind();
    return this.#backup.newestCut;
  }

  /** What was written since the last cut and is in no file. */
  get tailBytes(): number {
    this.#wind();
    return this.#written.between(this.#backup.logStart, this.now);
  }

  get lastBackup(): Micros {
    const lags = this.#winding.at < this.now;
    const known = lags ? this.#backup.lastSuccessBy(this.now, this.#circumstances) : null;
    if (known !== null) return known;
    this.#wind();
    return this.#backup.lastSuccess;
  }

  get lastRestore(): Micros {
    if (!this.#restore.isStuck(this.#circumstances)) this.#wind();
    return this.#restore.lastSuccess;
  }

  /** How long its jobs can be silent while nothing disturbs it; null: who knows. */
  get expectations(): Expectations | null {
    const { lookBack } = this.#winding;
    if (lookBack === null) return null;
    if (everythingStands(this.#circumstances, this.#reach)) this.#wind();
    return this.#order.expectationsAt(this.now, lookBack);
  }
}
