/** How much memory a sweep holds at most, in a process of its own: run directly, it plays one and prints that. */
import { fileURLToPath } from "node:url";
import type { Scenario } from "../src/spec/index.js";
import { YEAR } from "../src/units/index.js";
import { playPlain, printedBy } from "./apart.js";
import { shipped } from "./sweep-scenarios.js";

const HERE = fileURLToPath(import.meta.url);

export const residentMegabytes = (replications: number): number => printedBy(HERE, replications);

async function play(replications: number): Promise<void> {
  const scenario: Scenario = { ...shipped("ten-years-high-bandwidth", ["users.count=0"]), horizon: YEAR };
  await playPlain(scenario, { replications, workers: 1, rows: true });
  // In kilobytes, whatever the system counts in.
  console.log(process.resourceUsage().maxRSS / 1000);
}

if (process.argv[1] === HERE) await play(Number(process.argv[2]));
