/**
 * What a worker is given once: a study and all that playing it hangs on, in plain data. The same for whoever plays here
 * and in a thread.
 */
import {
  type Batch,
  batchPlayer,
  type CompareBatch,
  type CompareSetup,
  type CompareTask,
  comparePlayer,
  type SweepSetup,
  type Task,
} from "../studies/index.js";
import type { Playing } from "./played.js";

export type WorkerSetup =
  | { readonly study: "sweep"; readonly setup: SweepSetup }
  | { readonly study: "compare"; readonly setup: CompareSetup };

/** By study, what tasks it hands out and what it takes back. */
interface Studies {
  readonly sweep: { readonly task: Task; readonly batch: Batch };
  readonly compare: { readonly task: CompareTask; readonly batch: CompareBatch };
}

export type TaskOf<S extends WorkerSetup> = Studies[S["study"]]["task"];
export type BatchOf<S extends WorkerSetup> = Studies[S["study"]]["batch"];

export function playingOf<S extends WorkerSetup>(given: S): Playing<TaskOf<S>, BatchOf<S>>;
export function playingOf(given: WorkerSetup): Playing<Task, Batch> | Playing<CompareTask, CompareBatch> {
  switch (given.study) {
    case "sweep":
      return { play: batchPlayer(given.setup), place: (task: Task) => placeInSweep(task, given.setup) };
    case "compare":
      return { play: comparePlayer(given.setup), place: () => `of seed ${given.setup.seed}` };
  }
}

/** Seed, and the cell and the stratum where there are several. */
function placeInSweep({ cell, stratum }: Task, { cells, seed, method }: SweepSetup): string {
  const words = [`of seed ${seed}`];
  if (method.method === "stratified") words.push(`in stratum ${stratum}`);
  const settings = Object.entries(cells[cell]!.settings).map(([path, value]) => `${path}=${value}`);
  if (settings.length > 0) words.push(`with ${settings.join(", ")}`);
  return words.join(" ");
}
