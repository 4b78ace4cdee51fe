/**
 * How long an undisturbed pipeline can be silent: the longest time without a backup, without a restore, and the oldest
 * that its newest usable cut gets. Whoever waits for longer than that waits for nothing. It must never know who waits.
 */
import type { FixedGrid, Pipeline } from "../../shipping/pipeline.js";
import { DAY, modulo } from "../../units/index.js";
import type { NoiseBounds } from "./bounds.js";

export interface Silences {
  readonly betweenBackups: number;
  readonly betweenRestores: number;
}

/** The longest that each piece of the way can take in a pipeline that is in its stride. */
export interface Longest {
  readonly cutGap: number;
  readonly backupRun: number;
  readonly copyRun: number;
  readonly restoreRun: number;
  /** From a cut to its restore. */
  readonly wayThrough: number;
}

export function silencesOf(pipeline: Pipeline, noise: NoiseBounds, longest: Longest): Silences {
  const { cutGap, backupRun, wayThrough } = longest;
  const betweenRestores = Math.min(cutGap + wayThrough, inLockstep(pipeline, noise, longest));
  return { betweenBackups: cutGap + backupRun, betweenRestores };
}

/**
 * Three jobs of one interval without jitter: each file moves on one tick later, or at the same tick each time, unless the
 * tick may fall before or behind the end of the job before it. Each such doubt costs one interval more.
 */
function inLockstep(pipeline: Pipeline, noise: NoiseBounds, longest: Longest): number {
  const { backup, copy, restore } = pipeline;
  const { every } = backup.grid;
  const jitters = noise.jitter.backup + noise.jitter.copy + noise.jitter.restore;
  const failures = noise.failuresInARow;
  const isSteady = jitters + failures.backup + failures.copy + failures.restore + restore.delay === 0;
  const grids = copy.grid === null ? [restore.grid] : [copy.grid, restore.grid];
  if (!isSteady || !grids.every((grid) => beatsAs(grid, backup.grid))) return Number.POSITIVE_INFINITY;
  const behind = (later: FixedGrid, earlier: FixedGrid) => modulo(later.offset - earlier.offset, every);
  const takesTime = noise.shortest.backup >= 1;
  if (copy.grid === null) {
    const run = longest.backupRun + longest.copyRun;
    return every * (1 + doubt(behind(restore.grid, backup.grid), run, takesTime)) + longest.restoreRun;
  }
  const toCopy = doubt(behind(copy.grid, backup.grid), longest.backupRun, takesTime);
  const toRestore = doubt(behind(restore.grid, copy.grid), longest.copyRun, noise.shortest.copy >= 1);
  return every * (1 + toCopy + toRestore) + longest.restoreRun;
}

/** 0: every tick falls on the same side of the run before it. `takesTime`: a run never ends at its own tick. */
const doubt = (behind: number, run: number, takesTime: boolean): 0 | 1 =>
  behind > run || (behind === 0 && takesTime) ? 0 : 1;

const beatsAs = (one: FixedGrid, other: FixedGrid): boolean =>
  one.every === other.every && one.anchor === other.anchor && (one.anchor === "run" || DAY % one.every === 0);
