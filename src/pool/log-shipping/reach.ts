/**
 * How far site 2 could be recovered: from the database it holds, or from a full backup that has arrived, along the
 * unbroken chain of readable files that are within reach. Whether the way to the share is open is for others to
 * say.
 */
import type { Pipeline } from "../../shipping/pipeline.js";
import type { Micros } from "../../units/index.js";
import type { BackupJob } from "./backup-job.js";
import type { Circumstances } from "./circumstances.js";
import type { CopyJob } from "./copy-job.js";
import type { LogFile } from "./file.js";
import type { RestoreJob } from "./restore-job.js";

export class Reach {
  holdsDatabase = true;
  /** Its database was recovered: no log can be applied to it any more. */
  isRecovered = false;
  /** A full backup that is whole at site 2 and not yet restored: its cut. */
  base: Micros | null = null;
  readonly #pipeline: Pipeline;
  readonly #copy: CopyJob;
  readonly #restore: RestoreJob;

  constructor(pipeline: Pipeline, copy: CopyJob, restore: RestoreJob) {
    this.#pipeline = pipeline;
    this.#copy = copy;
    this.#restore = restore;
  }

  /** Site 2 holds no database, nor anything to make one from. */
  get isEmpty(): boolean {
    return !this.holdsDatabase && this.base === null;
  }

  /** There is something at site 2 that files can be applied to. */
  get hasTarget(): boolean {
    return (this.holdsDatabase && !this.isRecovered) || this.base !== null;
  }

  usableCut(at: Micros, reachesShare: boolean): Micros | null {
    if (this.isEmpty) return null;
    if (this.base === null) return this.#fromDatabase(at, reachesShare);
    const fromBase = this.#reachAlong(this.base, at, reachesShare);
    return this.holdsDatabase ? laterOf(this.#fromDatabase(at, reachesShare), fromBase) : fromBase;
  }

  /** The farthest way leads over a full backup that is not restored yet. */
  isFromBase(at: Micros): boolean {
    if (this.base === null) return false;
    if (!this.holdsDatabase) return true;
    return this.#reachAlong(this.base, at, false) > this.#fromDatabase(at, false);
  }

  #fromDatabase(at: Micros, reachesShare: boolean): Micros {
    const { restored } = this.#restore;
    return this.isRecovered ? restored : this.#reachAlong(restored, at, reachesShare);
  }

  /** What the runbook has to apply at site 2 before it can recover, in order. */
  filesToApply(at: Micros): readonly LogFile[] {
    const reached = this.usableCut(at, false);
    return reached === null ? [] : this.#restore.waiting.filter((file) => file.cut <= reached);
  }

  /** What stands on the share alone and would extend the chain. */
  filesToCopy(at: Micros): readonly LogFile[] {
    const reached = this.usableCut(at, true);
    return reached === null ? [] : this.#copy.waiting.filter((file) => file.onShare && file.cut <= reached);
  }

  /**
   * How far an unbroken, readable chain leads from `start`. In order of their cuts: copies are made oldest first, so what
   * was copied comes before what was not.
   */
  #reachAlong(start: Micros, at: Micros, reachesShare: boolean): Micros {
    const { copy, backup } = this.#pipeline;
    const { waiting } = this.#restore;
    let reached = start;
    for (let place = this.#restore.firstKept(at); place < waiting.length; place++) {
      const file = waiting[place]!;
      const isAtSite2 = at - file.cut <= copy.retention;
      // A file that was copied stands on the share as well, until its age or the share's end takes it away.
      if (!isAtSite2 && !(reachesShare && isOnShare(file, at, backup.retention))) continue;
      if (file.cut <= reached) continue;
      if (breaksChain(file, reached)) return reached;
      reached = file.cut;
    }
    if (!reachesShare) return reached;
    for (const file of this.#copy.waiting) {
      if (file.cut <= reached || !isOnShare(file, at, backup.retention)) continue;
      if (breaksChain(file, reached)) return reached;
      reached = file.cut;
    }
    return reached;
  }
}

interface Chain {
  readonly pipeline: Pipeline;
  readonly reach: Reach;
  readonly backup: BackupJob;
  readonly circumstances: Circumstances;
}

/** The newest cut that would survive the loss of the primary's site at this instant. */
export function newestSafeCut({ pipeline, reach, circumstances }: Chain, at: Micros): Micros | null {
  return reach.usableCut(at, pipeline.share !== "primary" && circumstances.shareUp);
}

/** No file that exists or is yet to come can follow on what site 2 has. */
export function isChainBroken({ reach, backup }: Chain, at: Micros): boolean {
  if (reach.isRecovered) return true;
  const reached = reach.usableCut(at, true);
  return reached === null || reached < backup.logStart;
}

const laterOf = (one: Micros, other: Micros): Micros => (one > other ? one : other);

const isOnShare = (file: LogFile, at: Micros, retention: Micros): boolean =>
  file.onShare && at - file.cut <= retention;

const breaksChain = (file: LogFile, reached: Micros): boolean => file.corrupt || file.from > reached;
