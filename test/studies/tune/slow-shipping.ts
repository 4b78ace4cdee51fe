/**
 * Backups and copies walked tick by tick in the plainest way there is, and what may be wrong with such a walk on purpose:
 * for comparing whatever is quicker.
 */
import { backupTime, copyTime, type Piece, type Pipeline, ticksOf } from "../../../src/shipping/index.js";
import type { ShippingPlay } from "../../../src/studies/tune/play.js";
import type { Micros } from "../../../src/units/index.js";

/** A copy takes what is still being written; a file counts from the start of its transfer, or from the end of its run. */
export type SlowFault = "none" | "copy-sees-unfinished" | "safe-at-start" | "safe-at-the-end-of-the-run";

interface File {
  readonly number: number;
  readonly cut: number;
  readonly whole: number;
  readonly bytes: number;
  safe: number | null;
}

export function slowPieces(pipeline: Pipeline, from: number, to: number, fault: SlowFault): Piece[] {
  const begin = from - 60 * pipeline.backup.grid.every;
  const files: File[] = [];
  const backups = ticksOf(pipeline.backup.grid);
  let busy = begin;
  for (let number = backups.firstAtOrAfter(begin as Micros); backups.at(number) < to; number++) {
    const tick = backups.at(number);
    if (tick < busy || tick - busy < pipeline.agentGrace) continue;
    const cut = tick + pipeline.backup.jitter(number);
    const last = files[files.length - 1]?.cut ?? begin;
    const bytes =
      pipeline.backup.fileSize ??
      pipeline.logWritten(last as Micros, cut as Micros) / pipeline.backup.compression;
    busy = cut + backupTime(pipeline, number, bytes);
    files.push({ number, cut, whole: busy, bytes, safe: pipeline.share === "primary" ? null : busy });
  }
  if (pipeline.share === "primary") copyAll(pipeline, files, begin, to, fault);
  const pieces: Piece[] = [];
  let start = from;
  let cut = begin;
  for (const file of files) {
    if (file.safe === null || file.safe >= to) break;
    if (file.safe > start) {
      pieces.push({ from: start as Micros, to: file.safe as Micros, age: start - cut });
      start = file.safe;
    }
    cut = file.cut;
  }
  pieces.push({ from: start as Micros, to: to as Micros, age: start - cut });
  return pieces;
}

/** Every tick of the copy job, those that find nothing included. */
function copyAll(pipeline: Pipeline, files: File[], begin: number, to: number, fault: SlowFault): void {
  const { copy } = pipeline;
  let busy = begin;
  let next = 0;
  const runAt = (tick: number, number: number) => {
    if (tick < busy || tick - busy < pipeline.agentGrace) return;
    let end = tick + copy.jitter(number);
    const start = end;
    const first = next;
    const ready = (file: File) => (fault === "copy-sees-unfinished" ? file.cut : file.whole) <= start;
    while (next < files.length && ready(files[next]!)) {
      const file = files[next++]!;
      if (fault === "safe-at-start") file.safe = end;
      end += copyTime(pipeline, file.number, file.bytes);
      if (fault !== "safe-at-start") file.safe = end;
    }
    if (fault === "safe-at-the-end-of-the-run") for (const file of files.slice(first, next)) file.safe = end;
    busy = end;
  };
  if (copy.grid === null) {
    for (const { whole, number } of files) if (whole < to) runAt(whole, number);
    return;
  }
  const ticks = ticksOf(copy.grid);
  for (let number = ticks.firstAtOrAfter(begin as Micros); ticks.at(number) < to; number++) {
    runAt(ticks.at(number), number);
  }
}

/** The age of the newest safe cut at an instant, out of a play. */
export function agesOf({ files, cut, safeAt }: ShippingPlay, at: number): number {
  let newest = Number.NEGATIVE_INFINITY;
  for (let file = 0; file < files; file++) if (safeAt[file]! <= at) newest = Math.max(newest, cut[file]!);
  return at - newest;
}
