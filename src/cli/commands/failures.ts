/** `failures`: plays every failure that the program knows in every layout, and tells what each costs. */
import { basename, join } from "node:path";
import { playTable, writeFiles } from "../../execution/index.js";
import { failuresCsv, failureTableMarkdown, failureTableText, jsonDocument } from "../../reports/index.js";
import { LONGEST_FILE, splitList } from "../../scenario/index.js";
import {
  type PlannedRow,
  type Planning,
  planColumns,
  planRow,
  ROWS,
  type RowName,
} from "../../studies/index.js";
import { BadUsage, EXIT, type ExitCode } from "../exit.js";
import { listenForInterruption } from "../interruption.js";
import { quoted } from "../quoted.js";
import { issueLines, readText } from "../scenario-file.js";
import { shippedScenario } from "../shipped.js";
import { openTerminal } from "../terminal.js";
import { tryNext } from "../try-next.js";
import { version } from "../version.js";

export interface FailuresOptions {
  /** As given: names of layouts with commas between them. */
  readonly layouts: string;
  readonly seed: number;
  readonly replications: number;
  readonly set: readonly string[];
  readonly out: string | null;
  readonly json: boolean;
  readonly quiet: boolean;
}

const FOLDER = join("results", "failures");

export async function failures(options: FailuresOptions): Promise<ExitCode> {
  const terminal = openTerminal(options);
  refuseLayoutBeside(options);
  const layouts = layoutsOf(options);
  // Everything is read and refused before anything is played.
  const rows: PlannedRow[] = [];
  for (const row of ROWS) rows.push(await planned(planRow(textOf(row), layouts, options.set)));
  const interruption = listenForInterruption();
  const { seed, replications, set } = options;
  const chance = ["--seed", String(seed), "--replications", String(replications)];
  const settings = (all: readonly string[]) => all.flatMap((one) => ["--set", quoted(one)]);
  const { result, interrupted } = await playTable(
    {
      rows,
      layouts,
      seed,
      replications,
      replay: [
        "stretchpool failures",
        ...chance,
        "--layouts",
        layouts.map(quoted).join(","),
        ...settings(set),
      ].join(" "),
      replayCell: ({ file }, all) =>
        ["stretchpool run", basename(file), ...chance, ...settings(all)].join(" "),
      version: version(),
    },
    {
      progress: (done, all) => terminal.progress(`failures: ${done} of ${all} cells`),
      isInterrupted: interruption.isRaised,
    },
  );
  interruption.stop();
  terminal.progress("");
  const folder = options.out ?? FOLDER;
  const names = ["failures.json", "failures.csv", "failures.md"] as const;
  const texts = [jsonDocument(result), failuresCsv(result), failureTableMarkdown(result)];
  writeFiles(
    folder,
    names.map((name, index) => ({ name, text: texts[index]! })),
  );
  if (options.json) terminal.document(texts[0]!);
  else {
    terminal.say(failureTableText(result, terminal.ink));
    terminal.say([`Written: ${join(folder, names[0])}, ${names.slice(1).join(", ")}`, ...next(rows)]);
  }
  return interrupted ? EXIT.interrupted : EXIT.done;
}

function layoutsOf(options: FailuresOptions): readonly string[] {
  const planning = planColumns(splitList(options.layouts));
  if (planning.ok) return planning.planned;
  throw new BadUsage(
    ...planning.issues.map(({ issue: { message }, text }) => `--layouts: ${text}: ${message}`),
    "  such as --layouts high-bandwidth,low-bandwidth,database-only",
  );
}

/** The columns are the layouts: one set for all of them would make them all the same. */
function refuseLayoutBeside({ set }: FailuresOptions): void {
  const layout = set.find((one) => /^\s*layout\b/.test(one));
  if (layout === undefined) return;
  throw new BadUsage(
    `--set ${layout}: the columns of this table are the layouts`,
    "  name them with --layouts",
  );
}

function textOf(row: RowName) {
  const file = shippedScenario(`failures/${row.row}.yaml`);
  return { ...row, file, text: readText(file, LONGEST_FILE) };
}

async function planned<T>(planning: Planning<T>): Promise<T> {
  if (planning.ok) return planning.planned;
  const blocks: string[][] = [];
  for (const { issue, text } of planning.issues) blocks.push(await issueLines([issue], text));
  throw new BadUsage(...blocks.flatMap((lines, index) => (index === 0 ? lines : ["", ...lines])));
}

/** A row of the table is a scenario of its own. */
function next(rows: readonly PlannedRow[]): string[] {
  const row = rows.find(({ row }) => row.includes("site-1")) ?? rows[0];
  if (row === undefined) return [];
  return tryNext([
    ["failures --layouts low-bandwidth,database-only", "other columns"],
    ["failures --set 'logShipping.copy.offset=0 s'", "with the product's own schedule"],
    [`timeline ${quoted(row.file)}`, "one row as a story"],
  ]);
}
