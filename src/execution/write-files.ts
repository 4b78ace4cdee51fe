/** Files that are whole from the start: a set of them, or one that must not exist yet. */
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { asOutOfResource, makeFolder } from "./places.js";
import { ResultFiles } from "./result-files.js";

export interface FileToWrite {
  /** Below the folder; plain names, made by the program. */
  readonly name: string;
  readonly text: string;
}

/** All of them, or none. */
export function writeFiles(folder: string, files: readonly FileToWrite[]): void {
  const set = new ResultFiles(folder);
  for (const { name, text } of files) set.append(name, text);
  set.commit();
}

/** A file that must not exist yet; false where it does. */
export function writeNewFile(path: string, text: string): boolean {
  try {
    makeFolder(dirname(path));
    const file = openSync(path, "wx");
    try {
      writeSync(file, text);
      fsyncSync(file);
    } catch (error) {
      rmSync(path, { force: true });
      throw error;
    } finally {
      closeSync(file);
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw asOutOfResource(error, path);
  }
}
