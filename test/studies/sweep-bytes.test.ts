/** What comes of a sweep never hangs on how it was cut into tasks, nor on the order in which they came back. */
import { describe, expect, it } from "vitest";
import { cellsCsv, jsonDocument, replicationRows, sweepIncidentRows } from "../../src/reports/index.js";
import { readExpression, readScenario } from "../../src/scenario/index.js";
import type { Scenario } from "../../src/spec/index.js";
import { type Batch, batchPlayer, type Method, type SweepPlan, startSweep } from "../../src/studies/index.js";

function scenario(copyOffset: string): Scenario {
  const reading = readScenario(
    `layout: low-bandwidth
horizon: 365 d
targets: { rpo: 20 min, rto: 4 h }
users: { count: 0 }
failback: {}
logShipping: { copy: { offset: ${copyOffset} } }
reliability:
  site: { fails: 1 / year }
  site-1: { fails: { events: 2, in: 2 years } }
  server: { fails: 0 / year }
  wan-slow: { fails: 0 / year }`,
    { file: "pool.yaml" },
  );
  if (!reading.ok) throw new Error(reading.issues.map(({ message }) => message).join());
  return reading.scenario;
}

function until(text: string): SweepPlan["until"][number] {
  const reading = readExpression(text, "precision");
  if (!reading.ok) throw new Error(reading.issue.message);
  return reading.expression;
}

const CELLS: SweepPlan["cells"] = ["0 s", "30 s"].map((offset) => ({
  settings: { "logShipping.copy.offset": offset },
  scenario: scenario(offset),
}));

const planOf = (method: Method, precise: boolean): Omit<SweepPlan, "taskSize"> => ({
  cells: CELLS,
  varied: [{ path: "logShipping.copy.offset", values: ["0 s", "30 s"] }],
  seed: 3,
  method,
  incidents: "losing",
  rows: true,
  // A precision is looked at after a hundred for the first time.
  replications: precise ? 110 : 40,
  until: precise ? [until("lossEventsPerYear +- 1 %")] : [],
  replay: "",
  version: "0",
});

type Order = (batches: readonly Batch[]) => readonly Batch[];
const asTheyCome: Order = (batches) => batches;
/** Through the messages that threads would send. */
const backwards: Order = (batches) => batches.map((batch) => structuredClone(batch)).reverse();

/** All that a sweep writes. */
function bytes(plan: Omit<SweepPlan, "taskSize">, taskSize: number | null, order: Order): string[] {
  const whole = taskSize === null ? plan : { ...plan, taskSize };
  const sweep = startSweep(whole);
  const player = batchPlayer(structuredClone(whole));
  let replications = "";
  let incidents = "";
  for (let tasks = sweep.next(); tasks !== null; tasks = sweep.next()) {
    const batches = tasks.map(player);
    for (const batch of batches) {
      replications += replicationRows(batch.rows);
      incidents += sweepIncidentRows(batch.incidents);
    }
    for (const batch of order(batches)) sweep.absorb(batch);
  }
  const result = sweep.finish(false)!;
  return [jsonDocument(result), cellsCsv(result), replications, incidents];
}

describe.each<[string, Method, boolean]>([
  ["a plain sweep", { method: "plain" }, false],
  ["a plain sweep with a precision", { method: "plain" }, true],
  ["a stratified sweep", { method: "stratified" }, false],
  ["a biased sweep", { method: "biased", factor: 10 }, false],
])("%s", (_, method, precise) => {
  const plan = planOf(method, precise);
  const usual = bytes(plan, null, asTheyCome);

  it("has rows and losses to compare", () => {
    expect(usual[2]!.split("\n").length).toBeGreaterThan(80);
    expect(usual[3]!.split("\n").length).toBeGreaterThan(10);
  });

  it.each([1, 7, 100_000])("gives the same bytes with tasks of %i", (size) => {
    expect(bytes(plan, size, asTheyCome)).toEqual(usual);
  });

  it("gives the same bytes when tasks come back through messages and in another order", () => {
    expect(bytes(plan, 5, backwards)).toEqual(usual);
  });
});

describe("a sweep that is interrupted", () => {
  const plan = { ...planOf({ method: "plain" }, false), taskSize: 10 };

  function afterTasks(of: SweepPlan, count: number) {
    const sweep = startSweep(of);
    const player = batchPlayer(of);
    for (const task of sweep.next()!.slice(0, count)) sweep.absorb(player(task));
    return sweep.finish(true);
  }

  it("tells the cells that were begun, and says that it leaves out those that were not", () => {
    const partial = afterTasks(plan, 2)!;
    expect(partial.partial).toEqual({ planned: 40 });
    expect(partial.replications).toBe(20);
    expect(partial.cells.map(({ cell, replications }) => [cell, replications])).toEqual([[0, 20]]);
    expect(partial.notes.at(-1)).toContain("1 of 2 cells");
    expect(cellsCsv(partial).trim().split("\n").length).toBe(2);
  });

  it("tells every cell of which something was played", () => {
    const partial = afterTasks(plan, 5)!;
    expect(partial.cells.map(({ replications }) => replications)).toEqual([40, 10]);
    expect(partial.notes.some((note) => note.includes("left out"))).toBe(false);
  });

  it("has nothing to tell where nothing was played", () => {
    expect(afterTasks(plan, 0)).toBeNull();
  });

  it("tells what was played of strata of which others have not been", () => {
    const partial = afterTasks({ ...plan, method: { method: "stratified" } }, 1)!;
    expect(partial.replications).toBeGreaterThan(0);
    expect(partial.lostPerYear.value).toBeNull();
  });
});
