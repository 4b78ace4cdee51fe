/**
 * The study behind `failures`: plays every failure in every layout and says, cell by cell, what it costs. Pure: a plan
 * in, a result out.
 */
import {
  FAILURES_SCHEMA,
  type FailureCellResult,
  type FailureRowResult,
  type FailuresResult,
} from "../../results/index.js";
import { toSeconds } from "../../units/index.js";
import { type RunInProgress, startRun } from "../run/run.js";
import { cellOf } from "./cell.js";
import { commonNotes } from "./notes.js";
import type { PlannedCell, PlannedRow } from "./plan.js";

export interface FailuresPlan {
  readonly rows: readonly PlannedRow[];
  readonly layouts: readonly string[];
  readonly seed: number;
  readonly replications: number;
  /** The command line that gives this result again. */
  readonly replay: string;
  /** The same for one cell. */
  readonly replayCell: (row: PlannedRow, set: readonly string[]) => string;
  readonly version: string;
}

type PlayedCell = Extract<PlannedCell, { outcome: "play" }>;

export interface TableInProgress {
  /** Plays on, for as many replications as a person who interrupts would wait for; false once all are played. */
  advance(): boolean;
  readonly played: number;
  readonly planned: number;
  finish(): FailuresResult;
}

export function startTable(plan: FailuresPlan): TableInProgress {
  const { rows, layouts } = plan;
  const cells: FailureCellResult[] = [];
  const planned = rows.length * layouts.length;
  let run: RunInProgress | null = null;
  return {
    get played() {
      return cells.length;
    },
    planned,
    advance() {
      const row = rows[Math.floor(cells.length / layouts.length)];
      if (row === undefined) return false;
      const cell = row.cells[cells.length % layouts.length]!;
      if (cell.outcome === "left-out") {
        cells.push(cell);
        return cells.length < planned;
      }
      run ??= startCell(plan, row, cell);
      if (run.advance(SLICE)) return true;
      cells.push(cellOf(run.finish(), cell.scenario, row, cell.layout));
      run = null;
      return cells.length < planned;
    },
    finish: () => resultOf(plan, cells),
  };
}

const SLICE = 100;

function startCell(plan: FailuresPlan, row: PlannedRow, { scenario, set }: PlayedCell): RunInProgress {
  const { seed, replications, version } = plan;
  return startRun({ scenario, seed, replications, replay: plan.replayCell(row, set), version });
}

/** Rows that were not played to their end are left out. */
function resultOf(plan: FailuresPlan, cells: readonly FailureCellResult[]): FailuresResult {
  const { rows, layouts, seed, replications, replay, version } = plan;
  const whole = Math.floor(cells.length / layouts.length);
  const scenarios = rows.flatMap((row) =>
    row.cells.flatMap((cell) => (cell.outcome === "play" ? [cell.scenario] : [])),
  );
  return {
    schema: FAILURES_SCHEMA,
    stretchpool: version,
    seed,
    replications,
    layouts,
    partial: whole < rows.length ? { planned: rows.length } : null,
    replay,
    horizon: Math.max(0, ...scenarios.map(({ horizon }) => toSeconds(horizon))),
    notes: commonNotes(scenarios, replications),
    rows: rows.slice(0, whole).map(({ row, group, title, kinds }, index): FailureRowResult => {
      const from = index * layouts.length;
      return { row, group, title, kinds, cells: cells.slice(from, from + layouts.length) };
    }),
  };
}
