/**
 * Those who play the tasks of a study. However many there are and however fast each is, batches come back in the order
 * of the tasks: nothing that is made of them can hang on who played what.
 */
import { attempt, batchOf } from "./played.js";
import { type BatchOf, playingOf, type TaskOf, type WorkerSetup } from "./worker-setup.js";
import { playersInThreads } from "./workers.js";

export interface Players<Task, Batch> {
  /** Batches as they are wanted; whoever stops asking stops the work. */
  inOrder(tasks: readonly Task[]): AsyncIterable<Batch>;
  close(): Promise<void>;
}

/** `workers`: how many threads; 1 plays in this one. */
export const playersFor = <S extends WorkerSetup>(
  setup: S,
  workers: number,
): Players<TaskOf<S>, BatchOf<S>> => (workers === 1 ? playersHere(setup) : playersInThreads(setup, workers));

/** One after the other, here. */
export function playersHere<S extends WorkerSetup>(setup: S): Players<TaskOf<S>, BatchOf<S>> {
  const playing = playingOf(setup);
  return {
    async *inOrder(tasks) {
      for (const task of tasks) {
        yield batchOf(attempt(playing, task));
        // A turn of the event loop, so that an interruption can be heard.
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    async close() {},
  };
}

/** A study that hands out tasks and takes batches back. */
export interface InProgress<Task, Batch, Progress> {
  next(): readonly Task[] | null;
  absorb(batch: Batch): void;
  progress(): Progress;
}

/** Whoever looks on. */
export interface StudyWatch<Batch, Progress> {
  /** Called once, when nothing stands in the way any more. */
  begins(): void;
  /** Called with each batch, in the order of the plan. */
  played(batch: Batch, progress: Progress): void;
  isInterrupted(): boolean;
}

/** true: interrupted with something left to play. */
export async function playOut<Task, Batch, Progress>(
  study: InProgress<Task, Batch, Progress>,
  players: Players<Task, Batch>,
  watch: StudyWatch<Batch, Progress>,
): Promise<boolean> {
  for (let tasks = study.next(); tasks !== null; tasks = study.next()) {
    if (watch.isInterrupted()) return true;
    let left = tasks.length;
    for await (const batch of players.inOrder(tasks)) {
      study.absorb(batch);
      watch.played(batch, study.progress());
      if (--left > 0 && watch.isInterrupted()) return true;
    }
  }
  return false;
}
