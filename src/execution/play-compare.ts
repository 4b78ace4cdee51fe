/**
 * Plays a comparison to its end, or until somebody interrupts it: here or in worker threads. What comes of it never hangs
 * on which.
 */
import type { CompareResult } from "../results/index.js";
import { type CompareBatch, type ComparePlan, type StudyProgress, startCompare } from "../studies/index.js";
import { OutOfResource } from "./out-of-resource.js";
import { playersFor, playOut, type StudyWatch } from "./players.js";

export type CompareWatch = StudyWatch<CompareBatch, StudyProgress>;

export interface PlayedComparison {
  readonly result: CompareResult;
  readonly interrupted: boolean;
}

/** `workers`: how many threads; 1 plays in this one. Refuses a comparison that is too big before anything is played. */
export async function playCompare(
  plan: ComparePlan,
  workers: number,
  watch: CompareWatch,
): Promise<PlayedComparison> {
  const comparison = startCompare(plan);
  if (comparison.refusal !== null) throw new OutOfResource(comparison.refusal);
  watch.begins();
  const { options, seed, fate, sameInstant, best, rows } = plan;
  const setup = { study: "compare", setup: { options, seed, fate, sameInstant, best, rows } } as const;
  const players = playersFor(setup, workers);
  try {
    const interrupted = await playOut(comparison, players, watch);
    return { result: comparison.finish(interrupted), interrupted };
  } finally {
    await players.close();
  }
}
