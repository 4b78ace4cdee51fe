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
  const goesOn = (from: Micros, to: Micros, because: Whereabouts["because"]) => {
    const last = pieces[pieces.length - 1];
    if (last?.because === because) pieces[pieces.length - 1] = { from: last.from, to, because };
    else pieces.push({ from, to, because });
  };
  const add = (file: LogFile, because: Whereabouts["because"]) => {
    if (file.cut <= reached) return;
    // What another tool took is a hole in front of the next file.
    if (file.from > reached) goesOn(reached, file.from, "behind-a-broken-file");
    goesOn(Math.max(file.from, reached) as Micros, file.cut, because);
    reached = file.cut;
  };
  // What has arrived and cannot be used waits behind something: all of it is one piece.
  for (const file of restore.waiting) if (file.cut > reached) reached = file.cut;
  let broken = reached > start;
  if (broken) pieces.push({ from: start, to: reached, because: "behind-a-broken-file" });
  for (const file of copy.waiting) {
    if (!file.onShare) continue;
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
    if (hole > reached) goesOn(reached, hole, "behind-a-broken-file");
    reached = hole;
  }
  if (lastAccepted > reached) pieces.push({ from: reached, to: lastAccepted, because: "not-yet-backed-up" });
  return pieces;
}
