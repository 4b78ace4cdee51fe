/** What people did on purpose, and what had not come back by the end. It knows the words, never the simulation. */
import type { OperationResult, WaitingResult } from "../../results/index.js";
import { count, duration } from "./figures.js";
import { headline, pathTable } from "./incident.js";
import type { Ink } from "./ink.js";
import { table, wrapped } from "./table.js";

const COLUMNS = 100;

const OUTCOMES: Readonly<Record<OperationResult["outcome"], string>> = {
  done: "done",
  "given-up": "given up",
  "under-way": "not finished within the horizon",
};

export function operationText(operation: OperationResult, ink: Ink, hasUsers: boolean): string[] {
  const { opened, closed, outcome, messages } = operation;
  const took = closed === null ? "" : ` after ${duration(Math.round((closed - opened) * 1e6) / 1e6)}`;
  const rows: [string, string, string][] = [
    ["outcome", `${OUTCOMES[outcome]}${took}`, ""],
    ["out of service", duration(operation.rto), "planned: counted as not served, and apart from failures"],
    ["messages refused", count(messages.refused), ""],
    ["messages lost", count(messages.lost), operation.rpo === 0 ? "" : `${duration(operation.rpo)} of chat`],
    ["exposure", duration(operation.exposure), ""],
  ];
  const figures = table(rows.map(([name, value]) => [name, value]));
  const path = pathTable(operation, ink);
  return [
    ink.bold(`Planned: ${headline(operation, hasUsers)}`),
    "",
    ...figures.map((line, index) => {
      const note = rows[index]![2];
      return note === "" ? line : `${line}   ${ink.dim(note)}`;
    }),
    ...(path.length === 0 ? [] : ["", ...path]),
  ];
}

/** Each reason once, with how often it held where there were several replications. */
export function waitingText(waiting: readonly WaitingResult[], replications: number): string[] {
  const times = new Map<string, number>();
  for (const { who, waitsFor } of waiting) {
    const text = `${who} waits for ${waitsFor}`;
    times.set(text, (times.get(text) ?? 0) + 1);
  }
  return [...times].flatMap(([text, often]) => {
    const of = replications === 1 ? "" : ` (${count(often)} of ${count(replications)} replications)`;
    return wrapped(`At the end: ${text}${of}.`, COLUMNS, "  ");
  });
}
