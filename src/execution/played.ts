/**
 * One task of a study, played by whoever has it, here or in a worker: a batch, or in plain data what went wrong and in
 * which replication, so that both ends of the program tell it in the same words.
 */
import { TooManyEvents, TooManyStrikes } from "../studies/index.js";
import { printInstant } from "../units/index.js";
import { OutOfResource } from "./out-of-resource.js";

/** Replications [from, from + count), and whatever else a study's tasks say. */
export interface Replications {
  readonly from: number;
  readonly count: number;
}

/** How the tasks of a study are played, and how one is told from the others. */
export interface Playing<Task extends Replications, Batch> {
  readonly play: (task: Task) => Batch;
  /** What names these replications beside their numbers: seed, cell, stratum. */
  readonly place: (task: Task) => string;
}

export type Played<Batch> =
  | { readonly played: "batch"; readonly batch: Batch }
  | { readonly played: "out-of-resource"; readonly message: string }
  | { readonly played: "bug"; readonly message: string; readonly stack: string };

export function attempt<Task extends Replications, Batch>(
  playing: Playing<Task, Batch>,
  task: Task,
): Played<Batch> {
  try {
    return { played: "batch", batch: playing.play(task) };
  } catch (error) {
    return troubleOf(...culprit(playing, task, error), playing);
  }
}

/** The batch; or the end of the program, in the words of what went wrong. */
export function batchOf<Batch>(played: Played<Batch>): Batch {
  switch (played.played) {
    case "batch":
      return played.batch;
    case "out-of-resource":
      throw new OutOfResource(played.message);
    case "bug": {
      const bug = new Error(played.message);
      bug.stack = played.stack;
      throw bug;
    }
  }
}

/** The first replication of the task that goes wrong by itself: the same number meets the same fate. */
function culprit<Task extends Replications, Batch>(
  { play }: Playing<Task, Batch>,
  task: Task,
  error: unknown,
): [unknown, Task] {
  for (let at = 0; at < task.count; at++) {
    const one: Task = { ...task, from: task.from + at, count: 1 };
    try {
      play(one);
    } catch (again) {
      return [again, one];
    }
  }
  return [error, task];
}

function troubleOf<Task extends Replications, Batch>(
  error: unknown,
  task: Task,
  { place }: Playing<Task, Batch>,
): Played<Batch> {
  const where = `${numbersOf(task)} ${place(task)}`;
  if (error instanceof TooManyEvents) {
    return {
      played: "out-of-resource",
      message: `${error.message}: ${where} had not ended at ${printInstant(error.at)}`,
    };
  }
  if (error instanceof TooManyStrikes) {
    return { played: "out-of-resource", message: `${error.message}: ${where}` };
  }
  const told = error instanceof Error ? error : new Error(String(error));
  const message = `${where}: ${told.message}`;
  return { played: "bug", message, stack: `${message}\n${told.stack ?? told.message}` };
}

const numbersOf = ({ from, count }: Replications): string =>
  count === 1 ? `replication ${from}` : `one of replications ${from} to ${from + count - 1}`;
