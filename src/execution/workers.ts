/**
 * Worker threads that play a study. Each has at most two tasks, so that none waits for its next; and only a few batches
 * are ahead of the first that is missing, which bounds the memory. A worker that dies ends the study: what it had is
 * answered for it, never waited for.
 */
import { Worker } from "node:worker_threads";
import { batchOf, type Played } from "./played.js";
import type { Players } from "./players.js";
import type { BatchOf, TaskOf, WorkerSetup } from "./worker-setup.js";

/** Tasks of a worker: the one it plays and the one that lies beside it. */
const AT_HAND = 2;
/** Tasks for each worker that are handed out before the first of them is taken back. */
const AHEAD = 4;

/** `script`: the module that the threads run. */
export function playersInThreads<S extends WorkerSetup>(
  setup: S,
  count: number,
  script = new URL("./worker.js", import.meta.url),
): Players<TaskOf<S>, BatchOf<S>> {
  const crew = new Crew<TaskOf<S>, BatchOf<S>>(setup, count, script);
  return {
    async *inOrder(tasks) {
      const ahead: Promise<Played<BatchOf<S>>>[] = [];
      for (let next = 0; next < tasks.length || ahead.length > 0; ) {
        while (next < tasks.length && ahead.length < count * AHEAD) ahead.push(crew.play(tasks[next++]!));
        yield batchOf(await ahead.shift()!);
      }
    },
    close: () => crew.close(),
  };
}

type Settle<Batch> = (played: Played<Batch>) => void;

interface Hand<Batch> {
  readonly worker: Worker;
  /** Of the tasks it has, oldest first: a worker answers in order. */
  readonly open: Settle<Batch>[];
}

class Crew<Task, Batch> {
  readonly #hands: readonly Hand<Batch>[];
  readonly #waiting: { readonly task: Task; readonly settle: Settle<Batch> }[] = [];
  #died: Played<never> | null = null;
  #isClosing = false;

  constructor(setup: WorkerSetup, count: number, script: URL) {
    this.#hands = Array.from({ length: count }, () => this.#hire(setup, script));
  }

  play(task: Task): Promise<Played<Batch>> {
    return new Promise((settle) => {
      this.#waiting.push({ task, settle });
      this.#handOut();
    });
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    await Promise.all(this.#hands.map(({ worker }) => worker.terminate()));
  }

  #hire(setup: WorkerSetup, script: URL): Hand<Batch> {
    const hand: Hand<Batch> = { worker: new Worker(script, { workerData: setup }), open: [] };
    hand.worker.on("message", (played: Played<Batch>) => {
      hand.open.shift()?.(played);
      this.#handOut();
    });
    hand.worker.on("error", (error) => this.#bury(deathBy(error)));
    hand.worker.on("messageerror", (error) => this.#bury(deathBy(error)));
    hand.worker.on("exit", (code) =>
      this.#bury(deathBy(new Error(`it ended by itself, with status ${code}`))),
    );
    return hand;
  }

  #handOut(): void {
    if (this.#died !== null) this.#bury(this.#died);
    for (;;) {
      const hand = freest(this.#hands);
      if (hand.open.length >= AT_HAND) return;
      const next = this.#waiting.shift();
      if (next === undefined) return;
      hand.open.push(next.settle);
      hand.worker.postMessage(next.task);
    }
  }

  /** Answers everything that is open: whoever waits learns of the first death. */
  #bury(died: Played<never>): void {
    if (this.#isClosing) return;
    this.#died ??= died;
    for (const { settle } of this.#waiting.splice(0)) settle(this.#died);
    for (const { open } of this.#hands) for (const settle of open.splice(0)) settle(this.#died);
  }
}

const freest = <Batch>(hands: readonly Hand<Batch>[]): Hand<Batch> =>
  hands.reduce((best, hand) => (hand.open.length < best.open.length ? hand : best));

function deathBy(error: Error): Played<never> {
  const message = `a worker thread died: ${error.message}`;
  return (error as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY"
    ? { played: "out-of-resource", message }
    : { played: "bug", message, stack: `${message}\n${error.stack ?? ""}` };
}
