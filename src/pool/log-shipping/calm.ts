/**
 * Whether the past of a pipeline, but for the look-back, no longer shows: nothing is down, every tick has its run,
 * and nothing has piled up beyond what the bounds of bounds.ts allow for. From such a state on, and until the next
 * disturbance, ticks need not be walked.
 */
import type { Burst } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import type { BackupJob } from "./backup-job.js";
import { type LookBack, lastBurstEnd } from "./bounds.js";
import type { Circumstances } from "./circumstances.js";
import type { CopyJob } from "./copy-job.js";
import type { Reach } from "./reach.js";
import type { RestoreJob } from "./restore-job.js";

export function everythingStands(now: Circumstances, reach: Reach): boolean {
  const jobsUp = now.jobUp.backup && now.jobUp.copy && now.jobUp.restore;
  const partsUp = now.databaseUp && now.ships && now.secondaryUp && now.shareUp && now.wan !== null;
  return partsUp && jobsUp && reach.holdsDatabase && reach.base === null;
}

interface Jobs {
  readonly backup: BackupJob;
  readonly copy: CopyJob;
  readonly restore: RestoreJob;
}

export function isClean(
  { backup, copy, restore }: Jobs,
  now: Micros,
  lookBack: LookBack,
  bursts: readonly Burst[],
): boolean {
  const { longestStep, copyLag, restoreLag, largestFile } = lookBack;
  if (backup.isTroubled || !backup.isInStep(now, longestStep)) return false;
  // The log of a burst has to be in a file, and that file through the pipeline.
  if (lastBurstEnd(bursts, now) > backup.logStart) return false;
  if (!copy.hasCopiedAllBefore(now - copyLag) || !restore.hasRestoredAllBefore(now - restoreLag))
    return false;
  for (const file of restore.waiting) if (file.corrupt || file.bytes > largestFile) return false;
  for (const file of copy.waiting) {
    if (file.onShare && (file.corrupt || file.bytes > largestFile)) return false;
  }
  return true;
}
