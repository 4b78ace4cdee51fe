/**
 * How these tests sweep: a pool in which nothing ever fails by itself, and then only what a test is about; and what
 * four standard errors are.
 */
import { expect } from "vitest";
import { Streams } from "../../../src/engine/index.js";
import { drawFate, inputsOf, planFates } from "../../../src/fate/index.js";
import type { ReplicationRow, SweepIncident, SweepResult } from "../../../src/results/index.js";
import { readExpression } from "../../../src/scenario/index.js";
import { type Fate, RELIABILITY_KINDS, type Scenario } from "../../../src/spec/index.js";
import { batchPlayer, type Method, type SweepPlan, startSweep } from "../../../src/studies/index.js";
import { changed, type Mapping, PLAIN, playable } from "../playing.js";

/** What one hour is on the clocks of a fate. */
export const HOUR_MICROS = 3600e6;

const NEVER: Mapping = { fails: "0 / year" };

/** Round figures, and no clock at all. */
export const STILL: Mapping = changed(PLAIN, {
  name: "Still",
  reliability: Object.fromEntries(
    [...RELIABILITY_KINDS, "witness", "share", "wan", "compliance"].map((name) => [name, NEVER]),
  ),
});

/** With changes one after another; null takes a field away. */
export const still = (...changes: readonly Mapping[]): Scenario => playable(changes.reduce(changed, STILL));

/** A time between failures and a repair, both exponential, in hours. */
export const exponential = (up: number, down: number): Mapping => ({
  fails: { exponential: `${up} h` },
  repair: { exponential: `${down} h` },
});

export interface Asked {
  readonly replications: number;
  readonly seed?: number;
  readonly method?: Method;
  readonly incidents?: SweepPlan["incidents"];
  readonly until?: readonly string[];
  readonly taskSize?: number;
}

export interface Swept {
  readonly result: SweepResult;
  readonly rows: readonly ReplicationRow[];
  readonly incidents: readonly SweepIncident[];
}

export function planOf(scenarios: readonly Scenario[], asked: Asked): SweepPlan {
  const { taskSize } = asked;
  return {
    cells: scenarios.map((scenario) => ({ settings: {}, scenario })),
    varied: [],
    seed: asked.seed ?? 1,
    method: asked.method ?? { method: "plain" },
    incidents: asked.incidents ?? "none",
    rows: true,
    replications: asked.replications,
    until: (asked.until ?? []).map((text) => {
      const reading = readExpression(text, "precision");
      if (!reading.ok) throw new Error(reading.issue.message);
      return reading.expression;
    }),
    replay: "",
    version: "0",
    ...(taskSize === undefined ? {} : { taskSize }),
  };
}

/** All cells side by side, played here. */
export function sweepAll(scenarios: readonly Scenario[], asked: Asked): Swept {
  const plan = planOf(scenarios, asked);
  const sweep = startSweep(plan);
  expect(sweep.refusal).toBeNull();
  const player = batchPlayer(plan);
  const rows: ReplicationRow[] = [];
  const incidents: SweepIncident[] = [];
  for (let tasks = sweep.next(); tasks !== null; tasks = sweep.next()) {
    for (const batch of tasks.map(player)) {
      rows.push(...batch.rows);
      incidents.push(...batch.incidents);
      sweep.absorb(batch);
    }
  }
  return { result: sweep.finish(false)!, rows, incidents };
}

export const sweepOf = (scenario: Scenario, asked: Asked): Swept => sweepAll([scenario], asked);

/** What strikes in lives 0 to `count` - 1. */
export function* fatesOf(scenario: Scenario, count: number, seed = 1): Generator<Fate> {
  const plan = planFates(scenario, null);
  for (let replication = 0; replication < count; replication++) {
    yield drawFate(plan, new Streams(seed, replication), inputsOf(plan, replication));
  }
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export function errorOf(values: readonly number[]): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}

/** Within four of the values' own standard errors, which are at most so large a part of the truth. */
export function expectNear(values: readonly number[], truth: number, precision: number): void {
  const error = errorOf(values);
  expect(error / truth).toBeLessThan(precision);
  expect(Math.abs(meanOf(values) - truth) / error).toBeLessThan(4);
}

/** How often something of a given probability was seen: within four standard errors. */
export function expectShare(seen: number, of: number, truth: number): void {
  const error = Math.sqrt((truth * (1 - truth)) / of);
  expect(Math.abs(seen / of - truth) / error).toBeLessThan(4);
}

/** Half a confidence interval of 95 % is 1.96 standard errors. */
export function standardError(of: { readonly ci95: readonly (number | null)[] | null }): number {
  if (of.ci95 === null) throw new Error("no interval");
  const [low, high] = of.ci95;
  return (high! - low!) / 2 / 1.959964;
}
