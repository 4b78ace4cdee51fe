/** A scenario whose schedules are soon found, in a folder of its own, for tests of `tune`. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TuneResult } from "../../src/results/index.js";
import { type Ended, inFolder, stretchpool } from "../tools/program.js";

/** The default grid, for nobody: soon played. */
export const POOL = `# Ours.
name: The pool
layout: low-bandwidth
targets: { rpo: 20 min }      # agreed with the board
users: { count: 0 }
wan: { bandwidth: 100 Mbps, roundTrip: 80 ms, efficiency: 1, poolTraffic: none }
logShipping:
  backup: { every: 15 min, duration: 20 s, fileSize: 300 MB }
  copy:
    every: 15 min             # as delivered
    overhead: 0 s
  restore: { every: 15 min }
`;

/** Few schedules, played a few times. */
export const QUICK = [
  "--exact-durations",
  "--replications",
  "12",
  "--move",
  "logShipping.backup.every=15 min,20 min",
  "--hold",
  "logShipping.restore",
  "--hold",
  "logShipping.backup.offset",
];

export function inPool<T>(
  work: (tune: (...words: string[]) => Ended, cwd: string) => T,
  text = POOL,
  file = "pool.yaml",
): T {
  return inFolder((cwd) => {
    writeFileSync(join(cwd, file), text);
    return work((...words) => stretchpool(["tune", file, ...words], { cwd }), cwd);
  });
}

export const read = (cwd: string, name: string) => readFileSync(join(cwd, name), "utf8");
export const resultOf = (cwd: string, folder = "results/pool/tune") =>
  JSON.parse(read(cwd, join(folder, "result.json"))) as TuneResult;
export const rest = (cwd: string) =>
  readdirSync(cwd).filter((name) => !["pool.yaml", "scenarios"].includes(name));
