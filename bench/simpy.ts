/**
 * The same models in SimPy, for comparison, where a Python that has it is at hand. The CPU time is measured
 * within Python, around the simulation alone: starting the interpreter does not count.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Variant } from "./measure.js";

/** Compiled, this file lies two folders deeper than the script. */
function script(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let up = 0; up < 4; up += 1) {
    const candidate = join(folder, "bench", "simpy_models.py");
    if (existsSync(candidate)) return candidate;
    folder = dirname(folder);
  }
  throw new Error("simpy_models.py is not beside the bench");
}

export interface Python {
  readonly command: string;
  readonly version: string;
}

/** The first Python that can import simpy, or null. */
export function findSimpy(): Python | null {
  for (const command of ["python3", "/usr/bin/python3"]) {
    const probe = spawnSync(command, [script(), "version"], { encoding: "utf8" });
    if (probe.status === 0) return { command, version: probe.stdout.trim() };
  }
  return null;
}

/** No variant at all where there is no SimPy. */
export function simpyVariants(python: Python | null, model: string, events: number): Variant[] {
  if (python === null) return [];
  const run = (count: number): number => {
    const result = spawnSync(python.command, [script(), model, String(count)], { encoding: "utf8" });
    if (result.status !== 0) throw new Error(`simpy_models.py ${model}: ${result.stderr}`);
    return Number(result.stdout);
  };
  return [{ name: "SimPy", events, run }];
}
