/** Plays a run to its end, or until somebody interrupts it, in slices short enough to stay answerable. */
import type { RunResult } from "../results/index.js";
import { type RunInProgress, startRun, TooManyEvents } from "../studies/index.js";
import { printInstant } from "../units/index.js";
import { OutOfResource } from "./out-of-resource.js";

export interface Watch {
  /** Called after each slice. */
  progress(played: number, planned: number): void;
  isInterrupted(): boolean;
}

export interface PlayedRun {
  readonly result: RunResult;
  readonly interrupted: boolean;
}

const SLICE = 100;

type Plan = Parameters<typeof startRun>[0];

export async function playRun(plan: Plan, watch: Watch): Promise<PlayedRun> {
  const run = startRun(plan);
  const interrupted = await playSlices(run, plan, watch);
  return { result: run.finish(), interrupted };
}

async function playSlices(run: RunInProgress, plan: Plan, watch: Watch): Promise<boolean> {
  for (;;) {
    const more = advance(run, plan.firstReplication ?? 0);
    watch.progress(run.played, plan.replications);
    if (!more) return false;
    // A turn of the event loop, so that an interruption can be heard.
    await new Promise((resolve) => setImmediate(resolve));
    if (watch.isInterrupted()) return true;
  }
}

function advance(run: RunInProgress, first: number): boolean {
  try {
    return run.advance(SLICE);
  } catch (error) {
    if (error instanceof TooManyEvents) {
      const where = `replication ${first + run.played - 1} had not ended at ${printInstant(error.at)}`;
      throw new OutOfResource(`${error.message}: ${where}`);
    }
    throw error;
  }
}
