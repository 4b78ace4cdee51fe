/** The rows of the table of failures, as tests read and play them: from the shipped files, without the program. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FailuresResult } from "../../src/results/index.js";
import { type PlannedRow, planColumns, planRow, ROWS, startTable } from "../../src/studies/index.js";
import { ROOT } from "../tools/program.js";

export const ROW_FOLDER = join(ROOT, "scenarios", "failures");

/** Shipped rows that cannot be played yet. */
export const SWITCHED_OFF: readonly string[] = [];

export const textOf = (row: string): string => readFileSync(join(ROW_FOLDER, `${row}.yaml`), "utf8");

export interface Play {
  readonly layouts?: readonly string[];
  readonly rows?: readonly string[];
  readonly seed?: number;
  readonly replications: number;
}

export function planned({
  layouts = ["high-bandwidth", "low-bandwidth"],
  rows,
}: Omit<Play, "replications">): {
  readonly layouts: readonly string[];
  readonly rows: PlannedRow[];
} {
  const columns = planColumns(layouts);
  if (!columns.ok) throw new Error(JSON.stringify(columns.issues));
  const chosen = ROWS.filter(({ row }) => rows === undefined || rows.includes(row));
  return {
    layouts: columns.planned,
    rows: chosen.map((row) => {
      const planning = planRow(
        { ...row, file: `${row.row}.yaml`, text: textOf(row.row) },
        columns.planned,
        [],
      );
      if (!planning.ok) throw new Error(planning.issues.map(({ issue }) => issue.message).join("\n"));
      return planning.planned;
    }),
  };
}

/** The replays are those that the program prints. */
export function play({ seed = 1, replications, ...which }: Play): FailuresResult {
  const { layouts, rows } = planned(which);
  const chance = `--seed ${seed} --replications ${replications}`;
  const table = startTable({
    rows,
    layouts,
    seed,
    replications,
    replay: `stretchpool failures ${chance} --layouts ${layouts.join(",")}`,
    replayCell: ({ file }, set) =>
      `stretchpool run ${file} ${chance} ${set.map((one) => `--set ${one}`).join(" ")}`,
    version: "reference",
  });
  while (table.advance());
  return table.finish();
}
