/**
 * Long work that leaves result files: they grow beside their place as it goes on, and are put there together when the last
 * is whole. Whatever happens, nothing is left half written, and the terminal is as it was. It never knows what is played.
 */
import { ResultFiles } from "../execution/index.js";
import { listenForInterruption } from "./interruption.js";
import type { Terminal } from "./terminal.js";

export interface Writing {
  /** Nothing stands in the way any more: from here on there are files. */
  begin(): void;
  append(name: string, text: string): void;
  commit(): void;
  readonly isInterrupted: () => boolean;
  /** When the work began, for whoever tells how long it takes. */
  readonly begun: bigint;
}

export async function intoFiles<T>(
  folder: string,
  terminal: Terminal,
  work: (writing: Writing) => Promise<T>,
): Promise<T> {
  const interruption = listenForInterruption();
  let files: ResultFiles | null = null;
  try {
    return await work({
      begin() {
        files = new ResultFiles(folder);
      },
      append: (name, text) => files!.append(name, text),
      commit: () => files!.commit(),
      isInterrupted: interruption.isRaised,
      begun: process.hrtime.bigint(),
    });
  } finally {
    (files as ResultFiles | null)?.abandon();
    terminal.progress("");
    interruption.stop();
  }
}
