/**
 * How a pipeline in its stride stood at an instant at which no job ran. Where nothing is drawn and the load is constant it
 * stands the same whole periods later, to the microsecond: a leap lands there and need not walk a look-back. It must never
 * know what a disturbance is.
 */

import type { Pipeline } from "../../shipping/pipeline.js";
import { ticksOf } from "../../shipping/ticks.js";
import { DAY, leastCommonMultiple, type Micros, modulo } from "../../units/index.js";
import type { BackupJob, BackupStands } from "./backup-job.js";
import type { LookBack, NoiseBounds } from "./bounds.js";
import type { CopyJob, CopyStands } from "./copy-job.js";
import type { LogFile } from "./file.js";
import type { RestoreJob, RestoreStands } from "./restore-job.js";
import type { WrittenLog } from "./written-log.js";

interface Foothold {
  readonly at: Micros;
  readonly backup: BackupStands;
  readonly copy: CopyStands;
  readonly restore: RestoreStands;
}

/** By how much something is later than it was: in time, and in numbers of backup ticks. */
export interface Later {
  readonly by: number;
  readonly ticks: number;
}

interface Jobs {
  readonly backup: BackupJob;
  readonly copy: CopyJob;
  readonly restore: RestoreJob;
  readonly written: WrittenLog;
}

export class Footholds {
  /** null: it never does quite the same again, or nobody knows when. */
  readonly #period: Micros | null;
  readonly #jobs: Jobs;
  /** For each look-back its own, because both hang on the link. */
  readonly #known = new Map<LookBack, Foothold>();

  constructor(pipeline: Pipeline, noise: NoiseBounds, jobs: Jobs) {
    this.#period = repeatsAfter(pipeline, noise);
    this.#jobs = jobs;
  }

  /** Nothing shorter is worth a leap from one stride to the same stride. */
  shortestLeap(lookBack: LookBack): number {
    return this.#period !== null && this.#known.has(lookBack) ? this.#period : lookBack.length;
  }

  /** The next instant after `now` at which the jobs would stand as at the foothold; Infinity: none is known. */
  nextAfter(now: Micros, lookBack: LookBack): number {
    const foothold = this.#known.get(lookBack);
    if (foothold === undefined || this.#period === null) return Number.POSITIVE_INFINITY;
    return now + this.#period - modulo(now - foothold.at, this.#period);
  }

  /** At such an instant: nothing is left of what disturbed it, for from the same state on the same follows. */
  isRegained(now: Micros, lookBack: LookBack): boolean {
    const foothold = this.#known.get(lookBack);
    if (foothold === undefined) return false;
    const { backup, copy, restore, written } = this.#jobs;
    const by = now - foothold.at;
    return (
      backup.stillStandsAs(foothold.backup, now, by) &&
      copy.stillStandsAs(foothold.copy, now, by) &&
      restore.stillStandsAs(foothold.restore, now, by) &&
      written.isWholeSince(backup.logStart)
    );
  }

  /** The pipeline is in its stride at `now`. */
  isFound(now: Micros, lookBack: LookBack): void {
    // From a foothold further back than a look-back it is a longer walk.
    if (this.#period === null || this.#period >= lookBack.length || this.#known.has(lookBack)) return;
    const { backup, copy, restore } = this.#jobs;
    const standing = { backup: backup.standing, copy: copy.standing, restore: restore.standing };
    if (standing.backup === null || standing.copy === null || standing.restore === null) return;
    this.#known.set(lookBack, {
      at: now,
      backup: standing.backup,
      copy: standing.copy,
      restore: standing.restore,
    });
  }

  /** Sets the jobs down at the last known foothold at or before `end`; null: none is known. */
  landBefore(end: number, lookBack: LookBack): Micros | null {
    const foothold = this.#known.get(lookBack);
    if (foothold === undefined || this.#period === null) return null;
    const by = Math.floor((end - foothold.at) / this.#period) * this.#period;
    const instant = (foothold.at + by) as Micros;
    const { backup, copy, restore } = this.#jobs;
    const later = { by, ticks: backup.standsAs(foothold.backup, instant, by) };
    copy.standsAs(foothold.copy, instant, later);
    restore.standsAs(foothold.restore, instant, later);
    return instant;
  }
}

/** After how long an undisturbed pipeline does the same again. */
function repeatsAfter({ backup, copy, restore }: Pipeline, noise: NoiseBounds): Micros | null {
  if (!noise.isSteady) return null;
  const grids = copy.grid === null ? [backup.grid, restore.grid] : [backup.grid, copy.grid, restore.grid];
  const beatsOn = grids.every((grid) => {
    const ticks = ticksOf(grid);
    return ticks.shortestGap === ticks.longestGap;
  });
  // Days are all alike, and a grid that is not even within them begins anew at midnight.
  return beatsOn
    ? (leastCommonMultiple(
        grids.map(({ every }) => every),
        DAY,
      ) as Micros | null)
    : DAY;
}

/** The same file, made later. */
export const fileLater = (file: LogFile, { by, ticks }: Later): LogFile => ({
  number: file.number + ticks,
  from: (file.from + by) as Micros,
  before: (file.before + by) as Micros,
  cut: (file.cut + by) as Micros,
  bytes: file.bytes,
  wholeAt: (file.wholeAt + by) as Micros,
  corrupt: file.corrupt,
  onShare: file.onShare,
  safeAt: (file.safeAt + by) as Micros,
  restoredAt: (file.restoredAt + by) as Micros,
});

/** The same files, but so much later. */
export function areFilesLater(now: readonly LogFile[], then: readonly LogFile[], by: number): boolean {
  if (now.length !== then.length) return false;
  for (let place = 0; place < now.length; place++) {
    if (!isFileLater(now[place]!, then[place]!, by)) return false;
  }
  return true;
}

const isFileLater = (now: LogFile, then: LogFile, by: number): boolean =>
  now.cut === then.cut + by &&
  now.from === then.from + by &&
  now.before === then.before + by &&
  now.bytes === then.bytes &&
  now.wholeAt === then.wholeAt + by &&
  now.safeAt === then.safeAt + by &&
  now.corrupt === then.corrupt &&
  now.onShare === then.onShare;
