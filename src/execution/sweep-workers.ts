/**
 * Worker threads that play a sweep. Each has at most two tasks, so that none waits for its next; and only a few batches
 * are ahead of the first that is missing, which bounds the memory. A worker that dies ends the sweep: what it had is
 * answered for it, never waited for.
 */
import { Worker } from "node:worker_threads";
import type { SweepSetup, Task } from "../studies/index.js";
import type { SweepPlayers } from "./sweep-players.js";
import { batchOf, type Played } from "./sweep-task.js";

/** Tasks of a worker: the one it plays and the one that lies beside it. */
const AT_HAND = 2;
/** Tasks for each worker that are handed out before the first of them is taken back. */
const AHEAD = 4;

/** `script`: the module that the threads run. */
export function playersInThreads(
  setup: SweepSetup,
  count: number,
  script = new URL("./sweep-worker.js", import.meta.url),
): SweepPlayers {
  const crew = new Crew(setup, count, script);
  return {
    async *inOrder(tasks) {
      const ahead: Promise<Played>[] = [];
      for (let next = 0; next < tasks.length || ahead.length > 0; ) {
        while (next < tasks.length && ahead.length < count * AHEAD) ahead.push(crew.play(tasks[next++]!));
        yield batchOf(await ahead.shift()!);
      }
    },
    close: () => crew.close(),
  };
}

type Settle = (played: Played) => void;

interface Hand {
  readonly worker: Worker;
  /** Of the tasks it has, oldest first: a worker answers in order. */
  readonly open: Settle[];
}

class Crew {
  readonly #hands: readonly Hand[];
  readonly #waiting: { readonly task: Task; readonly settle: Settle }[] = [];
  #died: Played | null = null;
  #isClosing = false;

  constructor(setup: SweepSetup, count: number, script: URL) {
    this.#hands = Array.from({ length: count }, () => this.#hire(setup, script));
  }

  play(task: Task): Promise<Played> {
    return new Promise((settle) => {
      this.#waiting.push({ task, settle });
      this.#handOut();
    });
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    await Promise.all(this.#hands.map(({ worker }) => worker.terminate()));
  }

  #hire(setup: SweepSetup, script: URL): Hand {
    const hand: Hand = { worker: new Worker(script, { workerData: setup }), open: [] };
    hand.worker.on("message", (played: Played) => {
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
  #bury(died: Played): void {
    if (this.#isClosing) return;
    this.#died ??= died;
    for (const { settle } of this.#waiting.splice(0)) settle(this.#died);
    for (const { open } of this.#hands) for (const settle of open.splice(0)) settle(this.#died);
  }
}

const freest = (hands: readonly Hand[]): Hand =>
  hands.reduce((best, hand) => (hand.open.length < best.open.length ? hand : best));

function deathBy(error: Error): Played {
  const message = `a worker thread of the sweep died: ${error.message}`;
  return (error as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY"
    ? { played: "out-of-resource", message }
    : { played: "bug", message, stack: `${message}\n${error.stack ?? ""}` };
}
