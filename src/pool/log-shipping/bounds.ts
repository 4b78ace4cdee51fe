/**
 * How far back the past of a pipeline can matter. Under slack (the most that can have piled up is done before
 * the next tick, even when everything takes its longest) each tick wipes out what was before it, so the state
 * at an instant follows from the last few ticks, and all the others need not be walked.
 *
 * The bounds are generous on purpose: too long a look-back costs microseconds of work, too short a one is wrong.
 */

import type { LinkFigures, Pipeline } from "../../shipping/pipeline.js";
import { ticksOf } from "../../shipping/ticks.js";
import { timeForBytes } from "../../shipping/transfer.js";
import type { Burst } from "../../spec/index.js";
import type { BytesPerSecond, Micros } from "../../units/index.js";
import { type Silences, silencesOf } from "./silence.js";

/** The longest that the pipeline's noise can give; Infinity where there is no longest. */
export interface NoiseBounds {
  readonly jitter: { readonly backup: number; readonly copy: number; readonly restore: number };
  /** Of a fixed duration or of a computed one's overhead. */
  readonly backupTime: number;
  /** The shortest that those of a backup and of a copy can be. */
  readonly shortest: { readonly backup: number; readonly copy: number };
  readonly copyOverhead: number;
  readonly restoreTime: number;
  /** How many runs of a job can fail one after another. */
  readonly failuresInARow: { readonly backup: number; readonly copy: number; readonly restore: number };
  /** Nothing of a job's time is drawn and the load is constant: undisturbed, it repeats itself to the microsecond. */
  readonly isSteady: boolean;
  readonly peakLogPerSecond: number;
  readonly bursts: readonly Burst[];
}

export interface LookBack {
  /** What a clean state still carries of its past has been worked off after so long: from then on it is in its stride. */
  readonly settling: number;
  /** Of a pipeline in its stride: what lies further back than this no longer shows. */
  readonly length: number;
  /** A clean state has a run at every tick, so that no file covers more log than this. */
  readonly longestStep: number;
  /** A clean state has no log older than this outside a file, no file older than this waiting for its job. */
  readonly backupLag: number;
  readonly copyLag: number;
  readonly restoreLag: number;
  /** The largest file of a clean state. */
  readonly largestFile: number;
  /** An upper bound of the age of the newest safe cut in a pipeline that is in its stride. */
  readonly oldestCut: number;
  readonly expectations: Expectations;
}

/** What to expect of a pipeline that is in its stride. */
export interface Expectations extends Silences {
  readonly oldestCut: number;
}

/** In bytes. A file of the peak load comes out of other sums than its bound, and their last bits may differ. */
const ROUNDING = 1;

interface Rhythm {
  readonly shortest: number;
  readonly longest: number;
}

/** The pool's traffic gives a link a new rate again and again, out of a few. */
const MOST_LINKS = 8;

/** As `lookBackOf`, which is not worked out anew for a link that was there lately: a cut link comes back as it was. */
export function lookBackByLink(
  pipeline: Pipeline,
  noise: NoiseBounds,
): (wan: LinkFigures | null) => LookBack | null {
  const withoutLink = lookBackOf(pipeline, noise, null);
  const known: { readonly wan: LinkFigures; readonly lookBack: LookBack | null }[] = [];
  return (wan) => {
    if (wan === null) return withoutLink;
    for (const one of known) {
      if (one.wan.rate === wan.rate && one.wan.oneWay === wan.oneWay) return one.lookBack;
    }
    const lookBack = lookBackOf(pipeline, noise, wan);
    if (known.length === MOST_LINKS) known.shift();
    known.push({ wan, lookBack });
    return lookBack;
  };
}

/** null: there is no slack, every tick has to be walked. */
export function lookBackOf(pipeline: Pipeline, noise: NoiseBounds, wan: LinkFigures | null): LookBack | null {
  const link = pipeline.share === "third" ? pipeline.third : wan;
  if (link === null) return null;
  const { backup, copy, restore, agentGrace } = pipeline;
  const backups = rhythm(ticksOf(backup.grid));
  const cutGap = backups.longest * (noise.failuresInARow.backup + 1) + noise.jitter.backup;
  const peak = noise.peakLogPerSecond / backup.compression / 1e6;
  const oneFile = backup.fileSize ?? peak * cutGap;

  const ownBackup = noise.backupTime + bytesTime(oneFile, rateOf(backup.ownTime));
  const overLink = pipeline.share === "primary" ? 0 : link.oneWay + bytesTime(oneFile, link.rate);
  const backupRun = Math.max(ownBackup, overLink);
  if (noise.jitter.backup + backupRun + agentGrace > backups.shortest) return null;

  const madeWithin = noise.jitter.backup + backupRun;
  const copies = copy.grid === null ? behindBackups(backups, cutGap, madeWithin) : rhythm(ticksOf(copy.grid));
  const copyLag = copies.longest * (noise.failuresInARow.copy + 2) + noise.jitter.copy;
  const perFile = pipeline.share === "secondary" ? 0 : link.oneWay;
  const copyRate = pipeline.share === "secondary" ? pipeline.localCopyRate : link.rate;
  const copyRun = pile(copyLag + madeWithin, perFile + noise.copyOverhead, copyRate);
  if (noise.jitter.copy + copyRun + agentGrace > copies.shortest) return null;

  const restores = rhythm(ticksOf(restore.grid));
  const restoreLag = restores.longest * (noise.failuresInARow.restore + 2) + noise.jitter.restore;
  const restoreRun = pile(
    restoreLag + copyLag + copyRun + madeWithin,
    noise.restoreTime,
    rateOf(restore.ownTime),
  );
  if (noise.jitter.restore + restoreRun + agentGrace > restores.shortest) return null;

  const backupLag = cutGap + madeWithin + backups.longest;
  const settling =
    2 * backupLag +
    2 * (copyLag + copyRun) +
    restore.delay +
    2 * (restoreLag + restoreRun) +
    restores.longest;
  if (backup.retention < settling || copy.retention < settling) return null;

  // The next run that does not fail finds all that was ready at its tick.
  const toCopy = copies.longest * (noise.failuresInARow.copy + 1) + noise.jitter.copy;
  const toRestore = restores.longest * (noise.failuresInARow.restore + 1) + noise.jitter.restore;
  // From a cut to its restore, at the latest.
  const wayThrough = backupRun + toCopy + copyRun + restore.delay + toRestore + restoreRun;
  // The first file begins in the middle of nowhere, and what is older was never there: both are worked off, with all
  // that went in the same runs, before a second file goes through that is as it would have been.
  const length = 2 * (cutGap + wayThrough) - restore.delay;
  const longestStep = backups.longest + noise.jitter.backup;
  const oldestCut = pipeline.share === "primary" ? cutGap + backupRun + oldestCopy() : cutGap + backupRun;
  return {
    settling,
    length,
    longestStep,
    backupLag,
    copyLag,
    restoreLag,
    largestFile: oneFile + ROUNDING,
    oldestCut,
    expectations: {
      ...silencesOf(pipeline, noise, { cutGap, backupRun, copyRun, restoreRun, wayThrough }),
      oldestCut,
    },
  };

  /**
   * From a file whole on the share to the same file safe, at most. Its tick comes less than an interval later. Where
   * others go before it in the same run, the newest safe cut before it is that of the one just before it, made an
   * interval of backups later for each: so a second file may cost its own time, a third costs nothing.
   */
  function oldestCopy(): number {
    const perCopy = perFile + noise.copyOverhead + bytesTime(oneFile, copyRate);
    if (perCopy > backups.shortest - noise.jitter.backup) return copyLag + copyRun;
    return toCopy - 1 + perCopy + Math.max(0, perCopy - cutGap);
  }

  /** The longest that a run can take which finds all files made within `window`. */
  function pile(window: number, perFileTime: number, rate: BytesPerSecond): number {
    const files = Math.floor(window / backups.shortest) + 2;
    const bytes = backup.fileSize === null ? peak * (window + cutGap) : files * oneFile;
    return files * (perFileTime + 1) + bytesTime(bytes, rate);
  }
}

const rhythm = (ticks: { shortestGap: number; longestGap: number }): Rhythm => ({
  shortest: ticks.shortestGap,
  longest: ticks.longestGap,
});

/** Copies that follow backups: their ticks are as far apart as the ends of backup runs that made a file. */
const behindBackups = (backups: Rhythm, cutGap: number, madeWithin: number): Rhythm => ({
  shortest: backups.shortest - madeWithin,
  longest: cutGap + madeWithin,
});

const bytesTime = (bytes: number, rate: BytesPerSecond): number =>
  bytes === 0 ? 0 : Number.isFinite(bytes) ? timeForBytes(bytes, rate) : Number.POSITIVE_INFINITY;

/** A fixed duration does not grow with bytes. */
const rateOf = (time: Pipeline["backup"]["ownTime"]): BytesPerSecond =>
  time.takes === "fixed" ? (Number.POSITIVE_INFINITY as BytesPerSecond) : time.rate;

/** The start of the next burst after `instant`. */
export function nextBurst(bursts: readonly Burst[], instant: Micros): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { every, offset } of bursts) {
    const ahead = (((offset - instant) % every) + every) % every;
    next = Math.min(next, instant + (ahead === 0 ? every : ahead));
  }
  return next;
}

/** The end of the last burst that began at or before `instant`; it may lie ahead. */
export function lastBurstEnd(bursts: readonly Burst[], instant: Micros): number {
  let last = Number.NEGATIVE_INFINITY;
  for (const { every, offset, lasts } of bursts) {
    const since = (((instant - offset) % every) + every) % every;
    last = Math.max(last, instant - since + lasts);
  }
  return last;
}
