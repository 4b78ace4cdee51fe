/**
 * How long a sweep takes with so many workers, in a process of its own, because a thread that is warm already would beat
 * any that begins anew: run directly, it plays one and prints the seconds by the clock on the wall.
 */
import { fileURLToPath } from "node:url";
import { playPlain, printedBy } from "./apart.js";
import { shipped } from "./sweep-scenarios.js";

const HERE = fileURLToPath(import.meta.url);

export const wallSeconds = (workers: number, replications: number): number =>
  printedBy(HERE, workers, replications);

async function play(workers: number, replications: number): Promise<void> {
  const begun = process.hrtime.bigint();
  await playPlain(shipped("ten-years-high-bandwidth"), { replications, workers, rows: false });
  console.log(Number(process.hrtime.bigint() - begun) / 1e9);
}

if (process.argv[1] === HERE) await play(Number(process.argv[2]), Number(process.argv[3]));
