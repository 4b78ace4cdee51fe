/** What the slow reference model hands out, and how an answer is read off the files. */
import type { Bytes, Micros } from "../../src/units/index.js";

export interface Answer {
  readonly at: Micros;
  /** The newest cut of any file made so far, or the beginning. */
  readonly backedUp: Micros;
  /** The newest cut among the files that are on the share, neither destroyed nor expired. */
  readonly onShare: Micros | null;
  /** The newest cut that was copied to the secondary's site, or the beginning. */
  readonly safe: Micros;
  readonly restored: Micros;
  /** How far the chain goes from `restored` with the files at the secondary's site. */
  readonly usable: Micros;
  /** The same with the files on the share as well, when the share is up. */
  readonly usableWithShare: Micros;
}

export interface FileRecord {
  /** Of the backup tick that made it. */
  readonly number: number;
  readonly from: Micros;
  readonly cut: Micros;
  readonly wholeAt: Micros;
  readonly safeAt: Micros | null;
  readonly restoredAt: Micros | null;
  readonly bytes: Bytes;
  readonly corrupt: boolean;
}

export type Job = "backup" | "copy" | "restore";

export interface RunRecord {
  readonly job: Job;
  readonly number: number;
  readonly tick: Micros;
  /** null: it ended while it waited for its start. */
  readonly start: Micros | null;
  /** null: it had not ended at the end of the play. */
  readonly end: Micros | null;
  readonly outcome: Outcome;
}

export type Outcome =
  /** A backup that made its file; a copy or a restore that came to the end of its list. */
  | "done"
  /** A copy or a restore with nothing on its list. */
  | "empty"
  /** The coin of its number. */
  | "failed"
  /** The share or the way to it was down at its start. */
  | "no way"
  /** A part went down while it waited or ran. */
  | "interrupted"
  /** Still waiting or running at the end of the play. */
  | "unfinished";

/** A file while the play goes on. */
export interface SlowFile {
  readonly number: number;
  readonly from: number;
  readonly cut: number;
  readonly wholeAt: number;
  readonly bytes: number;
  readonly corrupt: boolean;
  /** false once the share was destroyed. */
  kept: boolean;
  safeAt: number | null;
  restoredAt: number | null;
}

export interface SlowState {
  readonly now: number;
  readonly begins: number;
  readonly restored: number;
  readonly shareUp: boolean;
  readonly backupRetention: number;
  readonly copyRetention: number;
  /** In the order of their cuts. */
  readonly files: readonly SlowFile[];
}

export function answerNow(state: SlowState): Answer {
  const { now, begins, files } = state;
  const onShare = files.filter((file) => file.kept && now - file.cut <= state.backupRetention);
  const atSite2 = files.filter((file) => file.safeAt !== null);
  const readableAtSite2 = atSite2.filter((file) => now - file.cut <= state.copyRetention);
  const readableOnShare = state.shareUp ? onShare : [];
  return {
    at: now as Micros,
    backedUp: Math.max(begins, ...files.map((file) => file.cut)) as Micros,
    onShare: onShare.length === 0 ? null : (Math.max(...onShare.map((file) => file.cut)) as Micros),
    safe: Math.max(begins, ...atSite2.map((file) => file.cut)) as Micros,
    restored: state.restored as Micros,
    usable: follow(state.restored, readableAtSite2) as Micros,
    usableWithShare: follow(state.restored, [...readableAtSite2, ...readableOnShare]) as Micros,
  };
}

/** Follows the chain greedily as far as the files go. */
function follow(restored: number, files: readonly SlowFile[]): number {
  const ahead = files.filter((file) => !file.corrupt && restored < file.cut);
  let current = restored;
  for (;;) {
    const next = ahead.find((file) => file.from <= current && current < file.cut);
    if (next === undefined) return current;
    current = next.cut;
  }
}

export function fileRecord(file: SlowFile): FileRecord {
  return {
    number: file.number,
    from: file.from as Micros,
    cut: file.cut as Micros,
    wholeAt: file.wholeAt as Micros,
    safeAt: file.safeAt as Micros | null,
    restoredAt: file.restoredAt as Micros | null,
    bytes: file.bytes as Bytes,
    corrupt: file.corrupt,
  };
}
