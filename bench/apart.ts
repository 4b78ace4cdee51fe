/**
 * A sweep of the high-bandwidth reference in a process of its own, where nothing is compiled yet and nothing else takes
 * memory. It must never know what of it is measured.
 */
import { spawnSync } from "node:child_process";
import { playSweep } from "../src/execution/index.js";
import type { Scenario } from "../src/spec/index.js";

/** What a script that is run with these numbers prints: one number. */
export function printedBy(script: string, ...given: readonly number[]): number {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...given.map(String)], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${script} ${given.join(" ")} ended with ${status}: ${stderr}`);
  return Number(stdout);
}

export async function playPlain(
  scenario: Scenario,
  { replications, workers, rows }: { replications: number; workers: number; rows: boolean },
): Promise<void> {
  await playSweep(
    {
      cells: [{ settings: {}, scenario }],
      seed: 1,
      method: { method: "plain" },
      incidents: "none",
      rows,
      replications,
      until: [],
      varied: [],
      replay: "",
      version: "bench",
    },
    workers,
    { begins() {}, played() {}, isInterrupted: () => false },
  );
}
