/**
 * One task of a sweep, played by whoever has it, here or in a worker: a batch, or in plain data what went wrong and in
 * which replication, so that both ends of the program tell it in the same words.
 */
import { type Batch, type SweepSetup, type Task, TooManyEvents, TooManyStrikes } from "../studies/index.js";
import { printInstant } from "../units/index.js";
import { OutOfResource } from "./out-of-resource.js";

export type Player = (task: Task) => Batch;

export type Played =
  | { readonly played: "batch"; readonly batch: Batch }
  | { readonly played: "out-of-resource"; readonly message: string }
  | { readonly played: "bug"; readonly message: string; readonly stack: string };

export function attempt(player: Player, task: Task, setup: SweepSetup): Played {
  try {
    return { played: "batch", batch: player(task) };
  } catch (error) {
    return troubleOf(...culprit(player, task, error), setup);
  }
}

/** The batch; or the end of the program, in the words of what went wrong. */
export function batchOf(played: Played): Batch {
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
function culprit(player: Player, task: Task, error: unknown): [unknown, Task] {
  for (let at = 0; at < task.count; at++) {
    const one: Task = { ...task, from: task.from + at, count: 1 };
    try {
      player(one);
    } catch (again) {
      return [again, one];
    }
  }
  return [error, task];
}

function troubleOf(error: unknown, task: Task, setup: SweepSetup): Played {
  const where = placeOf(task, setup);
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

/** All that names a replication: seed, number, and the cell and the stratum where there are several. */
function placeOf({ cell, stratum, from, count }: Task, { cells, seed, method }: SweepSetup): string {
  const words = [count === 1 ? `replication ${from}` : `one of replications ${from} to ${from + count - 1}`];
  words.push(`of seed ${seed}`);
  if (method.method === "stratified") words.push(`in stratum ${stratum}`);
  const settings = Object.entries(cells[cell]!.settings).map(([path, value]) => `${path}=${value}`);
  if (settings.length > 0) words.push(`with ${settings.join(", ")}`);
  return words.join(" ");
}
