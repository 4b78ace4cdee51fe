/** Checklists beside what is played: a scenario without chance, its checklist, and the steps that one replication tells. */
import type { ProcedureResult } from "../../src/results/index.js";
import { tellLife, writeRunbook } from "../../src/studies/index.js";
import { changed, type Mapping, PLAIN, playable } from "./playing.js";

export type Procedure = ProcedureResult["procedure"];

/** Nothing of it is drawn. */
export const CONSTANT: Mapping = changed(PLAIN, {
  servers: { replication: "3 min" },
  frontEnd: { failover: "20 min" },
  users: { count: 0 },
});

export const checklist = (procedure: Procedure, changes: Mapping, base = CONSTANT): ProcedureResult =>
  writeRunbook({ scenario: playable(changed(base, changes)), procedures: [procedure], version: "0" })
    .procedures[0]!;

export interface Times {
  readonly from: number;
  readonly to: number;
}

/** To the millisecond: expected times are fractions of microseconds where played ones are whole. */
export const near = (value: number): number => Math.round(value * 1e3) / 1e3;

/** Steps by their names, from `since` on until nobody works on one any more. */
export function played(
  mapping: Mapping,
  since: (entries: readonly Entry[]) => number,
): Record<string, Times> {
  const scenario = playable(mapping);
  const { entries } = tellLife({ scenario, seed: 1, replication: 0, replay: "", version: "0" });
  const zero = since(entries);
  const times: Record<string, Times> = {};
  for (const entry of entries) {
    if (entry.fact !== "step" || entry.at < zero) continue;
    const at = near(entry.at - zero);
    const known = times[entry.step];
    if (entry.state === "begins" && known === undefined) times[entry.step] = { from: at, to: Number.NaN };
    else if (entry.state === "done" && known !== undefined) times[entry.step] = { ...known, to: at };
    else throw new Error(`${entry.step} ${entry.state} once more`);
  }
  return times;
}

export type Entry = ReturnType<typeof tellLife>["entries"][number];

/** The same from a checklist, counted from the failure or the begin. */
export function expected({ steps, decided }: ProcedureResult): Record<string, Times> {
  const zero = decided ?? 0;
  return Object.fromEntries(
    steps.map(({ step, from, to }) => [step, { from: near(from + zero), to: near(to + zero) }]),
  );
}

export const begins = (operation: string) => (entries: readonly Entry[]) =>
  entries.find((one) => one.fact === "operation" && one.operation === operation && one.state === "begins")!
    .at;
