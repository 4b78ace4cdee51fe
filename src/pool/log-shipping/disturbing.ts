/** What each disturbance does to the jobs at the instant at which it falls: which runs end, what is there no more. */
import type { Disturbance, Pipeline } from "../../shipping/pipeline.js";
import type { Micros } from "../../units/index.js";
import type { BackupJob } from "./backup-job.js";
import type { Circumstances } from "./circumstances.js";
import type { CopyJob } from "./copy-job.js";
import type { Exposure } from "./exposure.js";
import type { Reach } from "./reach.js";
import type { RestoreJob } from "./restore-job.js";
import type { WrittenLog } from "./written-log.js";

/** The wheels of the clockwork. */
export interface Works {
  readonly pipeline: Pipeline;
  readonly backup: BackupJob;
  readonly copy: CopyJob;
  readonly restore: RestoreJob;
  readonly circumstances: Circumstances;
  readonly written: WrittenLog;
  readonly reach: Reach;
  readonly exposure: Exposure;
}

export function takeEffect(works: Works, at: Micros, change: Disturbance): void {
  const { backup, copy, restore, circumstances: now } = works;
  switch (change.kind) {
    case "wan":
      wanChanged(works, at, change.link);
      return;
    case "share":
      now.shareUp = change.up;
      if (!change.up) {
        backup.stop(at, false);
        copy.stop(at, false);
      }
      if (change.destroyed) {
        copy.shareDestroyed(at);
        for (const file of restore.waiting) file.onShare = false;
      }
      return;
    case "job":
      now.jobUp[change.job] = change.up;
      if (change.up) return;
      if (change.job === "backup") backup.stop(at, true);
      else if (change.job === "copy") copy.stop(at, true);
      else restore.stop(at);
      return;
    case "database":
      databaseChanged(works, at, change.up);
      return;
    case "secondary":
      now.secondaryUp = change.up;
      works.exposure.hasTarget(at, change.up && works.reach.hasTarget);
      if (!change.up) {
        copy.stop(at, true);
        restore.stop(at);
      }
      return;
    case "corrupt-next":
      backup.corruptNext(at);
      return;
    case "chain-broken":
      backup.takeLogAway(at);
      backup.chronicle?.tell({ at, fact: "log-taken-away", upTo: at });
      return;
  }
}

function wanChanged(
  { pipeline, backup, copy, circumstances }: Works,
  at: Micros,
  link: Circumstances["wan"],
): void {
  circumstances.wan = link;
  if (link !== null) {
    backup.linkChanged(at, link);
    copy.linkChanged(at, link);
    return;
  }
  if (pipeline.share === "secondary") backup.stop(at, false);
  if (pipeline.share === "primary") copy.stop(at, false);
}

function databaseChanged({ backup, circumstances, written, exposure }: Works, at: Micros, up: boolean): void {
  if (up === circumstances.databaseUp) return;
  circumstances.databaseUp = up;
  exposure.serves(at, up);
  if (up) {
    written.resumes(at);
    return;
  }
  backup.stop(at, true);
  written.stops(at, backup.logStart);
}
