/**
 * The rows of a procedure with what a scenario changes about them, and with steps of its own among them: the same changes
 * that `changes.ts` makes to the steps of whoever plays them.
 */
import type { Law, RunbookStep } from "../../spec/index.js";
import { DECIDE, DETECT } from "./before.js";
import { changedAfter, earlySteps, stepsBelongingTo } from "./changes.js";
import type { ProcedureName } from "./order.js";
import { HAND, type StepRow } from "./row.js";

export interface ChangedRow {
  readonly row: StepRow;
  readonly isOwn: boolean;
  /** It can begin before people have decided which way to go. */
  readonly isEarly: boolean;
  /** Steps of this procedure, each once. */
  readonly waitsFor: readonly string[];
  /** Stands for all of the step, whatever there is to do; null: nothing is given. */
  readonly given: Law | null;
  /** How probable it is that an attempt fails and has to be made again. */
  readonly retry: number;
}

export function changedRows(
  procedure: ProcedureName,
  rows: readonly StepRow[],
  changes: readonly RunbookStep[],
): ChangedRow[] {
  const early = procedure === "failover" ? earlySteps(changes) : [];
  const own = [...early, ...stepsBelongingTo(procedure, changes)];
  const names = new Set([...rows, ...own].map(({ name }) => name));
  const change = (row: StepRow, isOwn: boolean): ChangedRow => {
    const { takes = null, retry = null } = changes.find(({ name }) => name === row.name) ?? {};
    const waitsFor = changedAfter(row, changes).filter((name) => names.has(name));
    return {
      row,
      isOwn,
      isEarly: row.name === DETECT || row.name === DECIDE || early.some(({ name }) => name === row.name),
      // Nobody waits for what is not done.
      waitsFor: [...new Set(waitsFor)],
      given: takes === "computed" ? null : takes,
      retry: retry ?? 0,
    };
  };
  return [...rows.map((row) => change(row, false)), ...own.map((one) => change(ownRow(one), true))];
}

const ownRow = ({ name, after }: RunbookStep): StepRow => ({
  name,
  actor: "people",
  does: "A step of this scenario's own.",
  origin: "assumed",
  after: after ?? [DECIDE],
  takes: [HAND],
  standing: [],
});
