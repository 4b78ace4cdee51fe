/** Where each piece of log stood that site 2 cannot use yet: on its way, behind a hole, or nowhere but here. */
import type { Micros } from "../../units/index.js";
import type { Whereabouts } from "../history.js";
import type { BackupJob } from "./backup-job.js";
import type { CopyJob } from "./copy-job.js";
import type { LogFile } from "./file.js";
import type { RestoreJob } from "./restore-job.js";

interface Jobs {
  readonly backup: BackupJob;
  readonly copy: CopyJob;
  readonly restore: RestoreJob;
}

/** From the newest usable cut on (null: site 2 has nothing to apply files to) up to what was accepted last. */
export function whereaboutsOf(
  { backup, copy, restore }: Jobs,
  usable: Micros | null,
  lastAccepted: Micros,
): readonly Whereabouts[] {
  const start = usable ?? restore.restored;
  const { inTransfer } = copy;
  const pieces: Whereabouts[] = [];
  let reached = start;
  const add = (file: LogFile, because: Whereabouts["because"]) => {
    if (file.cut <= reached) return;
    // What another tool took is a hole in front of the next file.
    if (file.from > reached) pieces.push({ from: reached, to: file.from, because: "behind-a-broken-file" });
    pieces.push({ from: Math.max(file.from, reached) as Micros, to: file.cut, because });
    reached = file.cut;
  };
  let broken = false;
  for (const file of restore.waiting) {
    if (file.cut <= start) continue;
    broken = true;
    add(file, "behind-a-broken-file");
  }
  for (const file of copy.onShareOnly) {
    broken ||= file.corrupt || file.from > reached;
    const because = broken
      ? "behind-a-broken-file"
      : file === inTransfer
        ? "in-transfer"
        : "on-the-share-only";
    add(file, because);
  }
  if (backup.logStart > reached) {
    const hole = Math.min(backup.logStart, lastAccepted) as Micros;
    if (hole > reached) pieces.push({ from: reached, to: hole, because: "behind-a-broken-file" });
    reached = hole;
  }
  if (lastAccepted > reached) pieces.push({ from: reached, to: lastAccepted, because: "not-yet-backed-up" });
  return pieces;
}
