/**
 * How far site 2 could be recovered: from the database it holds, or from a full backup that has arrived, along the
 * unbroken chain of readable files that are within reach. Whether the way to the share is open is for others to
 * say.
 */
import type { Pipeline } from "../../shipping/pipeline.js";
import type { Micros } from "../../units/index.js";
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

  /** There is something at site 2 that files can be applied to. */
  get hasTarget(): boolean {
    return (this.holdsDatabase && !this.isRecovered) || this.base !== null;
  }

  usableCut(at: Micros, reachesShare: boolean): Micros | null {
    if (!this.holdsDatabase && this.base === null) return null;
    const files = this.#chainFiles(at, reachesShare);
    const fromDatabase = this.holdsDatabase ? this.#fromDatabase(files) : Number.NEGATIVE_INFINITY;
    const fromBase = this.base === null ? Number.NEGATIVE_INFINITY : reachAlong(this.base, files);
    return Math.max(fromDatabase, fromBase) as Micros;
  }

  /** The farthest way leads over a full backup that is not restored yet. */
  isFromBase(at: Micros): boolean {
    if (this.base === null) return false;
    if (!this.holdsDatabase) return true;
    return (
      reachAlong(this.base, this.#chainFiles(at, false)) > this.#fromDatabase(this.#chainFiles(at, false))
    );
  }

  #fromDatabase(files: readonly LogFile[]): Micros {
    return reachAlong(this.#restore.restored, this.isRecovered ? [] : files);
  }

  /** What the runbook has to apply at site 2 before it can recover, in order. */
  filesToApply(at: Micros): readonly LogFile[] {
    const reached = this.usableCut(at, false);
    return reached === null ? [] : this.#restore.waiting.filter((file) => file.cut <= reached);
  }

  /** What stands on the share alone and would extend the chain. */
  filesToCopy(at: Micros): readonly LogFile[] {
    const reached = this.usableCut(at, true);
    return reached === null ? [] : this.#copy.onShareOnly.filter((file) => file.cut <= reached);
  }

  /** In order of their cuts: copies are made oldest first, so what was copied comes before what was not. */
  #chainFiles(at: Micros, reachesShare: boolean): LogFile[] {
    const { copy, backup } = this.#pipeline;
    const isAtSite2 = (file: LogFile) => at - file.cut <= copy.retention;
    // A file that was copied stands on the share as well, until its age or the share's end takes it away.
    const isOnShare = (file: LogFile) => reachesShare && file.onShare && at - file.cut <= backup.retention;
    const copied = this.#restore.waiting.filter((file) => isAtSite2(file) || isOnShare(file));
    return reachesShare ? [...copied, ...this.#copy.onShareOnly.filter(isOnShare)] : copied;
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
