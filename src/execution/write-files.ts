/**
 * Files that are never half written: each is written beside its place, flushed to the disk, and only when all
 * of a set are whole are they renamed into place. What goes wrong leaves the old files, if any, as they were.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { OutOfResource } from "./out-of-resource.js";

export interface FileToWrite {
  /** Below the folder; plain names, made by the program. */
  readonly name: string;
  readonly text: string;
}

export function writeFiles(folder: string, files: readonly FileToWrite[]): void {
  const written: { from: string; to: string }[] = [];
  try {
    makeFolder(folder);
    for (const { name, text } of files) {
      const to = join(folder, name);
      const from = join(dirname(to), `.${name}.${process.pid}.part`);
      written.push({ from, to });
      writeWhole(from, text);
    }
    for (const { from, to } of written) renameSync(from, to);
  } catch (error) {
    for (const { from } of written) rmSync(from, { force: true });
    throw asOutOfResource(error, folder);
  }
}

/**
 * One level at a time: where a folder cannot be made at all, as below /proc, Node's own recursive way never comes
 * back.
 */
function makeFolder(folder: string): void {
  const path = resolve(folder);
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Somebody else may have been quicker.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

function writeWhole(path: string, text: string): void {
  const file = openSync(path, "w");
  try {
    const bytes = Buffer.from(text, "utf8");
    // A nearly full disk takes a part of what it is given and says so only by the count.
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
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

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the quota is used up",
  EFBIG: "the file is too large for this disk",
  EACCES: "no permission to write there",
  EPERM: "no permission to write there",
  EROFS: "the disk can only be read",
  ENOTDIR: "a part of the path is a file",
  EEXIST: "a part of the path is a file",
  EISDIR: "there is a folder of this name",
  ENAMETOOLONG: "the path is too long",
  ENOENT: "the path cannot be made",
  EIO: "the disk failed",
  EMFILE: "too many open files",
  ENXIO: "there is no such device",
  EINVAL: "files cannot be kept there",
  ELOOP: "the path leads in a circle",
};

function asOutOfResource(error: unknown, path: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const reason = code === undefined ? undefined : REASONS[code];
  return reason === undefined ? error : new OutOfResource(`cannot write to ${path}: ${reason}`);
}
