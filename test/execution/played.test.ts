/** What goes wrong in a task is told by the replication at fault, in the same words wherever it was played. */
import { describe, expect, it } from "vitest";
import { OutOfResource } from "../../src/execution/out-of-resource.js";
import { attempt, batchOf } from "../../src/execution/played.js";
import { playingOf } from "../../src/execution/worker-setup.js";
import {
  type Batch,
  type CompareBatch,
  type CompareSetup,
  type CompareTask,
  type SweepSetup,
  type Task,
  TooManyEvents,
} from "../../src/studies/index.js";
import type { Micros } from "../../src/units/index.js";

const SETUP = {
  cells: [{ settings: {} }, { settings: { "wan.bandwidth": "5 Mbps", "people.detect": "1 h" } }],
  seed: 7,
  method: { method: "plain" },
  incidents: "none",
  rows: false,
} as unknown as SweepSetup;
const TASK: Task = { cell: 0, stratum: 0, from: 100, count: 50 };

type Player = (task: Task) => Batch;

/** Goes wrong in every task that holds this replication. */
const wrongAt =
  (replication: number, error: Error): Player =>
  (task) => {
    if (task.from <= replication && replication < task.from + task.count) throw error;
    return { task } as Batch;
  };

const attempted = (play: Player, task = TASK, setup = SETUP) =>
  attempt({ play, place: playingOf({ study: "sweep", setup }).place }, task);

const ending =
  (player: Player, task = TASK, setup = SETUP) =>
  () =>
    batchOf(attempted(player, task, setup));

describe("a task of a sweep", () => {
  it("is its batch where all goes well", () => {
    expect(ending(wrongAt(99, new Error("oh")))()).toEqual({ task: TASK });
  });

  it("names the replication and the seed of a bug, and keeps where in the program it was", () => {
    const error = new RangeError("a share of 2");
    expect(ending(wrongAt(123, error))).toThrow("replication 123 of seed 7: a share of 2");
    const played = attempted(wrongAt(123, error));
    expect(played).toMatchObject({ played: "bug", stack: expect.stringContaining("played.test") });
    // It must come through a message to another thread.
    expect(structuredClone(played)).toEqual(played);
  });

  it("names the cell by what it sets, and the stratum where there are several", () => {
    const task = { ...TASK, cell: 1, stratum: 3 };
    const setup: SweepSetup = { ...SETUP, method: { method: "stratified" } };
    expect(ending(wrongAt(149, new Error("oh")), task, setup)).toThrow(
      "replication 149 of seed 7 in stratum 3 with wan.bandwidth=5 Mbps, people.detect=1 h: oh",
    );
  });

  it("runs out of events as a lack of something, not as a bug", () => {
    const error = new TooManyEvents(3_600_000_000 as Micros);
    expect(ending(wrongAt(100, error))).toThrow(OutOfResource);
    expect(ending(wrongAt(100, error))).toThrow(/replication 100 of seed 7 had not ended at /);
  });

  it("names them all where none goes wrong by itself", () => {
    const player: Player = (task) => {
      if (task.count > 1) throw new Error("only together");
      return { task } as Batch;
    };
    expect(ending(player)).toThrow("one of replications 100 to 149 of seed 7: only together");
  });
});

describe("a task of a comparison", () => {
  const setup = { options: [], seed: 9 } as unknown as CompareSetup;
  const { place } = playingOf({ study: "compare", setup });

  it("names the replication and the seed: all options play it", () => {
    const play = (task: CompareTask): CompareBatch => {
      if (task.from <= 4 && 4 < task.from + task.count) throw new Error("oh");
      return { task } as CompareBatch;
    };
    const ending = (from: number) => () => batchOf(attempt({ play, place }, { from, count: 3 }));
    expect(ending(2)).toThrow("replication 4 of seed 9: oh");
    expect(ending(5)()).toEqual({ task: { from: 5, count: 3 } });
  });
});
