/** The table of failures for spreadsheets: one header, one row for each cell, units in the column names. */
import { stringify } from "csv-stringify/sync";
import type { FailureRowResult, FailuresResult, ObservedResult, PlayedCellResult } from "../results/index.js";

type Cell = string | number | null;
type Observed = Extract<
  keyof PlayedCellResult,
  "rpo" | "rto" | "rtoFull" | "usersDown" | "refused" | "lost" | "exposure" | "undetectedFor"
>;

const OBSERVED: readonly (readonly [Observed, string])[] = [
  ["rpo", "rpo_*_s"],
  ["rto", "rto_*_s"],
  ["rtoFull", "rto_full_*_s"],
  ["usersDown", "users_down_*_share"],
  ["refused", "refused_*_messages"],
  ["lost", "lost_*_messages"],
  ["exposure", "exposure_*_s"],
  ["undetectedFor", "undetected_for_*_s"],
];
const STATISTICS = ["least", "mean", "most"] as const;

type Column = readonly [string, (cell: PlayedCellResult) => Cell];

/** What is known of a cell that was played; the legend in the docs has the same order. */
const PLAYED: readonly Column[] = [
  ["rpo_exact_best_s", ({ rpo }) => rpo.exact?.best ?? null],
  ["rpo_exact_mean_s", ({ rpo }) => rpo.exact?.mean ?? null],
  ["rpo_exact_worst_s", ({ rpo }) => rpo.exact?.worst ?? null],
  ...OBSERVED.flatMap(([measure, name]) =>
    STATISTICS.map(
      (statistic): Column => [name.replace("*", statistic), (cell) => observed(cell[measure], statistic)],
    ),
  ),
  ["recovered_from", ({ recoveredFrom }) => recoveredFrom.join(" ")],
  ["longest_step", ({ longestStep }) => longestStep],
  ["longest_step_s", (cell) => lengthOf(cell, cell.longestStep)],
  ["saves_most", ({ savesMost }) => savesMost],
  ["sentence", ({ sentence }) => sentence],
  ["replay", ({ replay }) => replay],
];

const observed = (of: ObservedResult, statistic: (typeof STATISTICS)[number]): Cell => of[statistic];

const lengthOf = ({ criticalPath }: PlayedCellResult, name: string | null): Cell =>
  criticalPath.find(({ step }) => step === name)?.lasts ?? null;

const HEAD = ["group", "row", "title", "layout", "left_out_because"] as const;
export const FAILURE_COLUMN_NAMES: readonly string[] = [...HEAD, ...PLAYED.map(([name]) => name)];

export function failuresCsv({ rows }: FailuresResult): string {
  const lines = rows.flatMap((row) => row.cells.map((cell) => cellsOf(row, cell)));
  return stringify([[...FAILURE_COLUMN_NAMES], ...lines], { escape_formulas: true });
}

function cellsOf({ group, row, title }: FailureRowResult, cell: FailureRowResult["cells"][number]): Cell[] {
  const head = [group, row, title, cell.layout];
  return cell.outcome === "played"
    ? [...head, null, ...PLAYED.map(([, of]) => of(cell))]
    : [...head, cell.why, ...PLAYED.map(() => null)];
}
