/** What is typed behind the options of `sweep` that offer a choice, and what it means. */
import { availableParallelism } from "node:os";
import type { Method } from "../studies/index.js";
import { BadUsage } from "./exit.js";

export const METHODS = ["plain", "stratified", "biased"] as const;
export const KEPT_INCIDENTS = ["losing", "all", "none"] as const;

/** More threads than any machine has cores to spare help nobody. */
const MOST_WORKERS = 256;
const BIAS_FACTOR = 10;
const MOST_BIAS = 1_000_000;

/** `biasFactor`: null where it was not given. */
export function sweepMethod(method: (typeof METHODS)[number], biasFactor: string | null): Method {
  if (method === "biased")
    return { method, factor: biasFactor === null ? BIAS_FACTOR : factorOf(biasFactor) };
  if (biasFactor === null) return { method };
  throw new BadUsage(
    `--bias-factor ${biasFactor} beside --method ${method}: only --method biased makes failures come more often`,
    "  add --method biased, or leave --bias-factor out",
  );
}

function factorOf(given: string): number {
  const factor = Number(given);
  if (/^\d{1,7}(\.\d{1,6})?$/.test(given) && factor > 1 && factor <= MOST_BIAS) return factor;
  throw new BadUsage(
    `--bias-factor ${given}: expected a number of more than 1 and at most ${MOST_BIAS}, such as ${BIAS_FACTOR}`,
  );
}

export function sweepWorkers(given: string): number {
  // One core is left to the rest of the machine, and to this program's own bookkeeping.
  if (given === "max") return Math.max(1, availableParallelism() - 1);
  const workers = Number(given);
  if (/^\d{1,3}$/.test(given) && workers >= 1 && workers <= MOST_WORKERS) return workers;
  throw new BadUsage(`--workers ${given}: expected a whole number from 1 to ${MOST_WORKERS}, or max`);
}
