/** How these tests compare: options by name, played here, with all that a comparison leaves behind. */
import { expect } from "vitest";
import type { CompareResult, CompareRow, DifferenceResult } from "../../../src/results/index.js";
import { readExpression } from "../../../src/scenario/index.js";
import type { Scenario } from "../../../src/spec/index.js";
import {
  type CompareBatch,
  type ComparePlan,
  comparePlayer,
  startCompare,
} from "../../../src/studies/index.js";

export interface Asked {
  readonly replications: number;
  readonly seed?: number;
  readonly fate?: ComparePlan["fate"];
  readonly sameInstant?: boolean;
  readonly until?: readonly string[];
  readonly targets?: readonly string[];
  readonly best?: ComparePlan["best"];
  readonly taskSize?: number;
}

export interface Compared {
  readonly result: CompareResult;
  readonly rows: readonly CompareRow[];
}

function expression<F extends "precision" | "sweep-requirement">(text: string, form: F) {
  const reading = readExpression(text, form);
  if (!reading.ok) throw new Error(reading.issue.message);
  return reading.expression;
}

export function planOf(options: Readonly<Record<string, Scenario>>, asked: Asked): ComparePlan {
  const { taskSize } = asked;
  return {
    options: Object.entries(options).map(([name, scenario]) => ({
      name,
      file: `${name}.yaml`,
      settings: {},
      scenario,
    })),
    seed: asked.seed ?? 1,
    fate: asked.fate ?? "scripted",
    sameInstant: asked.sameInstant ?? false,
    best: asked.best ?? null,
    rows: true,
    replications: asked.replications,
    until: (asked.until ?? []).map((text) => expression(text, "precision")),
    targets: (asked.targets ?? []).map((text) => expression(text, "sweep-requirement")),
    differing: [],
    replay: "",
    version: "0",
    ...(taskSize === undefined ? {} : { taskSize }),
  };
}

/** Which order batches come back in, and what they come through. */
export type Order = (batches: readonly CompareBatch[]) => readonly CompareBatch[];

export function playPlan(plan: ComparePlan, order: Order = (batches) => batches): Compared {
  const comparison = startCompare(plan);
  expect(comparison.refusal).toBeNull();
  const player = comparePlayer(structuredClone(plan));
  const rows: CompareRow[] = [];
  for (let tasks = comparison.next(); tasks !== null; tasks = comparison.next()) {
    const batches = tasks.map(player);
    for (const batch of batches) rows.push(...batch.rows);
    for (const batch of order(batches)) comparison.absorb(batch);
  }
  return { result: comparison.finish(false), rows };
}

export const compare = (options: Readonly<Record<string, Scenario>>, asked: Asked): Compared =>
  playPlan(planOf(options, asked));

/** The difference of the second option to the first in a measure that there is. */
export function differenceIn({ result }: Compared, measure: string): DifferenceResult {
  const found = result.differences[measure];
  if (found === undefined) throw new Error(`no ${measure} in ${Object.keys(result.differences).join(", ")}`);
  return found;
}

/** The rows of an option, one replication after another. */
export const rowsOf = ({ rows }: Compared, option: string): CompareRow[] =>
  rows.filter((row) => row.option === option);
