/** Threads that play: batches in the order of the tasks, whoever is quick; and a dead thread is told, not waited for. */
import { describe, expect, it } from "vitest";
import { OutOfResource } from "../../src/execution/out-of-resource.js";
import type { WorkerSetup } from "../../src/execution/worker-setup.js";
import { playersInThreads } from "../../src/execution/workers.js";
import type { Task } from "../../src/studies/index.js";

const SETUP = {
  study: "sweep",
  setup: { cells: [], seed: 1, method: { method: "plain" }, incidents: "none", rows: false },
} as const satisfies WorkerSetup;

/** A thread that answers as `body` says: `task` is what it was given, `answer` what it says back. */
const script = (body: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { parentPort } from "node:worker_threads";
      const answer = (played) => parentPort.postMessage(played);
      const batch = (task) => answer({ played: "batch", batch: { task, tally: {}, rows: [], incidents: [] } });
      parentPort.on("message", (task) => { ${body} });
    `)}`,
  );

const tasks = (count: number): Task[] =>
  Array.from({ length: count }, (_, at) => ({ cell: 0, stratum: 0, from: 10 * at, count: 10 }));

async function firsts(workers: number, body: string, count: number, most = count): Promise<number[]> {
  const players = playersInThreads(SETUP, workers, script(body));
  const got: number[] = [];
  try {
    for await (const { task } of players.inOrder(tasks(count))) {
      got.push(task.from / 10);
      if (got.length === most) break;
    }
  } finally {
    await players.close();
  }
  return got;
}

/** Every third task takes long, so that threads overtake each other. */
const UNEVEN = `
  if (task.from % 30 === 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 15);
  batch(task);`;

describe("the threads of a study", () => {
  it.each([1, 2, 5])("give batches back in the order of the tasks: %i", async (workers) => {
    expect(await firsts(workers, UNEVEN, 40)).toEqual(Array.from({ length: 40 }, (_, at) => at));
  });

  it("can be many more than there is to do, and have nothing to do at all", async () => {
    expect(await firsts(6, UNEVEN, 2)).toEqual([0, 1]);
    expect(await firsts(2, UNEVEN, 0)).toEqual([]);
  });

  it("stop when nobody asks any more", async () => {
    expect(await firsts(2, UNEVEN, 1_000_000, 3)).toEqual([0, 1, 2]);
  });

  it("end the study with the words of a task that goes wrong, in the order of the tasks", async () => {
    const body = `task.from === 70
      ? answer({ played: "bug", message: "replication 73 of seed 1: oh", stack: "replication 73 of seed 1: oh\\n  at x" })
      : batch(task)`;
    await expect(firsts(2, body, 20)).rejects.toThrow("replication 73 of seed 1: oh");
    const resource = `answer({ played: "out-of-resource", message: "too many events" })`;
    await expect(firsts(2, resource, 20)).rejects.toThrow(OutOfResource);
  });

  it.each([
    [
      "throws",
      'if (task.from === 50) throw new Error("torn off"); batch(task)',
      /worker thread died: torn off/,
    ],
    [
      "ends by itself",
      "if (task.from === 50) process.exit(7); batch(task)",
      /died: it ended by itself, with status 7/,
    ],
    ["cannot even begin", "}); throw new Error('no such module'); (() => {", /died: no such module/],
  ])("tell it when one %s, and wait for nothing", async (_, body, message) => {
    await expect(firsts(3, body, 30)).rejects.toThrow(message);
  });

  it("call it a lack of memory when one has too little", async () => {
    const body = 'throw Object.assign(new Error("reached heap limit"), { code: "ERR_WORKER_OUT_OF_MEMORY" })';
    await expect(firsts(1, body, 1)).rejects.toThrow(OutOfResource);
  });
});
