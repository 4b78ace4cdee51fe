/** What becomes of the database at site 2, other than by its log: built anew, brought online too soon, gone. */
import type { Micros } from "../../units/index.js";
import type { Works } from "./disturbing.js";
import type { LogFile } from "./file.js";

export function arrives({ reach, restore, circumstances, exposure }: Works, cut: Micros, at: Micros): void {
  reach.base = cut;
  // While the database at site 2 is overwritten nothing can be restored into it.
  restore.stop(at);
  circumstances.takesRestores = false;
  exposure.hasTarget(at, circumstances.secondaryUp);
}

export function isRestored({ reach, restore, circumstances }: Works, cut: Micros, at: Micros): void {
  restore.rebase(cut, at);
  reach.base = null;
  reach.holdsDatabase = true;
  reach.isRecovered = false;
  circumstances.takesRestores = true;
}

export function isRecovered(
  { reach, restore, circumstances, exposure }: Works,
  cut: Micros,
  at: Micros,
): void {
  restore.stop(at);
  restore.rebase(cut, restore.lastSuccess);
  circumstances.takesRestores = false;
  reach.isRecovered = true;
  exposure.hasTarget(at, false);
}

export function isEmptied({ reach, restore, circumstances, exposure }: Works, at: Micros): void {
  restore.stop(at);
  restore.forgetFiles();
  circumstances.takesRestores = false;
  reach.holdsDatabase = false;
  reach.isRecovered = false;
  reach.base = null;
  exposure.hasTarget(at, false);
}

export function filesAreGood({ backup, copy, restore }: Works): void {
  for (const file of filesOf(copy, restore)) file.corrupt = false;
  backup.forgetCorruption();
}

export function holeIsClosed({ backup, copy, restore }: Works): void {
  for (const file of filesOf(copy, restore)) file.from = file.before;
  backup.giveLogBack();
}

const filesOf = (copy: Works["copy"], restore: Works["restore"]): LogFile[] => [
  ...restore.waiting,
  ...copy.waiting.filter((file) => file.onShare),
];

export function startsOver({ backup }: Works, cut: Micros): void {
  backup.beginsAnew(cut);
  backup.forgetCorruption();
}
