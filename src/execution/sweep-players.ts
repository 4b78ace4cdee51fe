/**
 * Those who play the tasks of a sweep. However many there are and however fast each is, batches come back in the order
 * of the tasks: nothing that is made of them can hang on who played what.
 */
import { type Batch, batchPlayer, type SweepSetup, type Task } from "../studies/index.js";
import { attempt, batchOf } from "./sweep-task.js";

export interface SweepPlayers {
  /** Batches as they are wanted; whoever stops asking stops the work. */
  inOrder(tasks: readonly Task[]): AsyncIterable<Batch>;
  close(): Promise<void>;
}

/** One after the other, here. */
export function playersHere(setup: SweepSetup): SweepPlayers {
  const player = batchPlayer(setup);
  return {
    async *inOrder(tasks) {
      for (const task of tasks) {
        yield batchOf(attempt(player, task, setup));
        // A turn of the event loop, so that an interruption can be heard.
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    async close() {},
  };
}
