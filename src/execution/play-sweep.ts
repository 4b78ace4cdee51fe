/**
 * Plays a sweep to its end, or until somebody interrupts it: here or in worker threads. What comes of it never hangs on
 * which.
 */
import type { SweepResult } from "../results/index.js";
import { type Batch, type StudyProgress, type SweepPlan, startSweep } from "../studies/index.js";
import { OutOfResource } from "./out-of-resource.js";
import { playersFor, playOut, type StudyWatch } from "./players.js";

export type SweepWatch = StudyWatch<Batch, StudyProgress>;

export interface PlayedSweep {
  /** null: interrupted before there was anything to tell. */
  readonly result: SweepResult | null;
  readonly interrupted: boolean;
}

/** `workers`: how many threads; 1 plays in this one. Refuses a sweep that is too big before anything is played. */
export async function playSweep(plan: SweepPlan, workers: number, watch: SweepWatch): Promise<PlayedSweep> {
  const sweep = startSweep(plan);
  if (sweep.refusal !== null) throw new OutOfResource(sweep.refusal);
  watch.begins();
  const { cells, seed, method, incidents, rows } = plan;
  const setup = { study: "sweep", setup: { cells, seed, method, incidents, rows } } as const;
  const players = playersFor(setup, workers);
  try {
    const interrupted = await playOut(sweep, players, watch);
    return { result: sweep.finish(interrupted), interrupted };
  } finally {
    await players.close();
  }
}
