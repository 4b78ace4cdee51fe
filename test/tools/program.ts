/** Runs the built program as a user does: its own process, a folder of its own. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../..");
export const PROGRAM = join(ROOT, "dist", "cli.js");

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunWith {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

export function stretchpool(
  words: readonly string[],
  { cwd = ROOT, env = {}, input = "" }: RunWith = {},
): Ended {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [PROGRAM, ...words], {
    cwd,
    env: { ...process.env, NO_COLOR: "1", ...env },
    input,
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  if (error) throw error;
  return { status, stdout, stderr };
}

/** An empty folder beside which the shipped scenarios can be named as in a checkout; gone afterwards. */
export function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "stretchpool-"));
  try {
    symlinkSync(join(ROOT, "scenarios"), join(folder, "scenarios"));
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
