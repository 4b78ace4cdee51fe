/** How much memory a sweep holds at most, in a process of its own: run directly, it plays one and prints that. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { playSweep } from "../src/execution/index.js";
import type { Scenario } from "../src/spec/index.js";
import { YEAR } from "../src/units/index.js";
import { shipped } from "./sweep-scenarios.js";

const HERE = fileURLToPath(import.meta.url);

export function residentMegabytes(replications: number): number {
  const { status, stdout, stderr } = spawnSync(process.execPath, [HERE, String(replications)], {
    encoding: "utf8",
  });
  if (status !== 0)
    throw new Error(`a sweep of ${replications} replications ended with ${status}: ${stderr}`);
  return Number(stdout);
}

async function play(replications: number): Promise<void> {
  const scenario: Scenario = { ...shipped("ten-years-high-bandwidth", ["users.count=0"]), horizon: YEAR };
  await playSweep(
    {
      cells: [{ settings: {}, scenario }],
      seed: 1,
      method: { method: "plain" },
      incidents: "none",
      rows: true,
      replications,
      until: [],
      varied: [],
      replay: "",
      version: "bench",
    },
    1,
    { begins() {}, played() {}, isInterrupted: () => false },
  );
  // In kilobytes, whatever the system counts in.
  console.log(process.resourceUsage().maxRSS / 1000);
}

if (process.argv[1] === HERE) await play(Number(process.argv[2]));
