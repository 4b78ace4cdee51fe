/**
 * Plays a sweep to its end, or until somebody interrupts it: here or in worker threads. What comes of it never hangs on
 * which.
 */
import type { SweepResult } from "../results/index.js";
import { type Batch, type SweepInProgress, type SweepPlan, startSweep } from "../studies/index.js";
import { OutOfResource } from "./out-of-resource.js";
import { playersHere, type SweepPlayers } from "./sweep-players.js";
import { playersInThreads } from "./sweep-workers.js";

export interface SweepWatch {
  /** Called once, when nothing stands in the way any more. */
  begins(): void;
  /** Called with each batch, in the order of the plan. */
  played(batch: Batch, progress: ReturnType<SweepInProgress["progress"]>): void;
  isInterrupted(): boolean;
}

export interface PlayedSweep {
  readonly result: SweepResult;
  readonly interrupted: boolean;
}

/** `workers`: how many threads; 1 plays in this one. Refuses a sweep that is too big before anything is played. */
export async function playSweep(plan: SweepPlan, workers: number, watch: SweepWatch): Promise<PlayedSweep> {
  const sweep = startSweep(plan);
  if (sweep.refusal !== null) throw new OutOfResource(sweep.refusal);
  watch.begins();
  const { cells, seed, method, incidents, rows } = plan;
  const setup = { cells, seed, method, incidents, rows };
  const players = workers === 1 ? playersHere(setup) : playersInThreads(setup, workers);
  try {
    const interrupted = await playOut(sweep, players, watch);
    return { result: sweep.finish(interrupted), interrupted };
  } finally {
    await players.close();
  }
}

/** true: interrupted with something left to play. */
async function playOut(sweep: SweepInProgress, players: SweepPlayers, watch: SweepWatch): Promise<boolean> {
  for (let tasks = sweep.next(); tasks !== null; tasks = sweep.next()) {
    if (watch.isInterrupted()) return true;
    let left = tasks.length;
    for await (const batch of players.inOrder(tasks)) {
      sweep.absorb(batch);
      watch.played(batch, sweep.progress());
      if (--left > 0 && watch.isInterrupted()) return true;
    }
  }
  return false;
}
