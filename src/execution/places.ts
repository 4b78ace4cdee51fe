/** Where files are put: folders that are made when they are needed, and why nothing can be written there. */
import { existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { OutOfResource } from "./out-of-resource.js";

/**
 * One level at a time: where a folder cannot be made at all, as below /proc, Node's own recursive way never comes
 * back.
 */
export function makeFolder(folder: string): void {
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

export function asOutOfResource(error: unknown, path: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const reason = code === undefined ? undefined : REASONS[code];
  return reason === undefined ? error : new OutOfResource(`cannot write to ${path}: ${reason}`);
}
