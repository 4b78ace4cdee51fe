/**
 * How long a sweep takes with so many workers, in a process of its own, because a thread that is warm already would beat
 * any that begins anew: run directly, it plays one and prints the seconds by the clock on the wall.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { playSweep } from "../src/execution/index.js";
import { shipped } from "./sweep-scenarios.js";

const HERE = fileURLToPath(import.meta.url);

export function wallSeconds(workers: number, replications: number): number {
  const { status, stdout, stderr } = spawnSync(process.execPath, [HERE, `${workers}`, `${replications}`], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`a sweep with ${workers} workers ended with ${status}: ${stderr}`);
  return Number(stdout);
}

async function play(workers: number, replications: number): Promise<void> {
  const begun = process.hrtime.bigint();
  await playSweep(
    {
      cells: [{ settings: {}, scenario: shipped("ten-years-high-bandwidth") }],
      seed: 1,
      method: { method: "plain" },
      incidents: "none",
      rows: false,
      replications,
      until: [],
      varied: [],
      replay: "",
      version: "bench",
    },
    workers,
    { begins() {}, played() {}, isInterrupted: () => false },
  );
  console.log(Number(process.hrtime.bigint() - begun) / 1e9);
}

if (process.argv[1] === HERE) await play(Number(process.argv[2]), Number(process.argv[3]));
