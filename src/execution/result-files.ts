/**
 * The files of one result, while it is being made: each grows beside its place, is flushed to the disk, and only
 * when all of them are whole are they renamed into place. Whatever goes wrong leaves the old files, if any, as they
 * were, and nothing half written. It never knows what stands in them.
 */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { asOutOfResource, makeFolder } from "./places.js";

/** Text is handed to the disk in pieces of about so many characters. */
const PIECE = 1 << 16;

interface Growing {
  readonly from: string;
  readonly to: string;
  readonly handle: number;
  waiting: string;
}

export class ResultFiles {
  readonly #folder: string;
  readonly #growing = new Map<string, Growing>();
  readonly #abandon = () => this.abandon();

  /** Makes the folder at once: where nothing can be written, nothing need be played. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#orOutOfResource(() => makeFolder(folder));
    // Also where somebody ends the program at once: what is half written is of use to nobody.
    process.on("exit", this.#abandon);
  }

  /** `name`: below the folder; a plain name, made by the program. */
  append(name: string, text: string): void {
    this.#orOutOfResource(() => {
      const file = this.#growing.get(name) ?? this.#begin(name);
      file.waiting += text;
      if (file.waiting.length >= PIECE) writeWaiting(file);
    });
  }

  /** Puts all of them into place. */
  commit(): void {
    this.#orOutOfResource(() => {
      for (const file of this.#growing.values()) {
        writeWaiting(file);
        fsyncSync(file.handle);
      }
      for (const { from, to } of this.#growing.values()) renameSync(from, to);
      this.#end();
    });
  }

  /** Takes away what has not been put into place; after a commit it does nothing. */
  abandon(): void {
    for (const { from } of this.#growing.values()) rmSync(from, { force: true });
    this.#end();
  }

  #begin(name: string): Growing {
    const from = join(this.#folder, `.${name}.${process.pid}.part`);
    const file = { from, to: join(this.#folder, name), handle: openSync(from, "w"), waiting: "" };
    this.#growing.set(name, file);
    return file;
  }

  #end(): void {
    for (const { handle } of this.#growing.values()) closeSync(handle);
    this.#growing.clear();
    process.off("exit", this.#abandon);
  }

  #orOutOfResource(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.abandon();
      throw asOutOfResource(error, this.#folder);
    }
  }
}

function writeWaiting(file: Growing): void {
  const bytes = Buffer.from(file.waiting, "utf8");
  file.waiting = "";
  // A nearly full disk takes a part of what it is given and says so only by the count.
  for (let at = 0; at < bytes.length; ) at += writeSync(file.handle, bytes, at, bytes.length - at);
}
