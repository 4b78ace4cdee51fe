/** The table of failures as a document: at a glance, then a section for each failure. */
import type { FailureRowResult, FailuresResult } from "../../results/index.js";
import { exposureOf, FIGURES, figuresOf, glanceOf, legendOf } from "../text/failure-figures.js";
import { explanations } from "../text/failure-table.js";

export function failureTableMarkdown(result: FailuresResult): string {
  const { rows, layouts, notes, replay } = result;
  const lines = [
    "# What every failure costs",
    "",
    `Layout by layout, as \`${replay}\` plays it. Nothing here is written by hand.`,
    "",
    ...[...notes, legendOf(result)].map((note) => `- ${note}`),
    "",
    "## At a glance",
    "",
    `Worst RPO, RTO, the most users cut off at one time, and exposure: ${layouts.join(" and ")}.`,
    "",
    ...grid(
      ["failure", ...layouts.flatMap((layout) => [`RPO, ${layout}`, "RTO", "cut off", "exposure"])],
      rows.map(({ title, cells }) => [
        `[${title}](#${anchor(title)})`,
        ...cells.flatMap((cell) =>
          cell.outcome === "played" ? [...glanceOf(cell), exposureOf(cell)] : NOTHING,
        ),
      ]),
    ),
  ];
  let group = "";
  for (const row of rows) {
    if (row.group !== group) lines.push("", `## ${row.group}`);
    group = row.group;
    lines.push("", ...section(row));
  }
  return `${lines.join("\n")}\n`;
}

const NOTHING = ["–", "–", "–", "–"];

function section(row: FailureRowResult): string[] {
  const cells = row.cells.map((cell) =>
    cell.outcome === "played"
      ? [cell.layout, ...figuresOf(cell)]
      : [cell.layout, cell.why, ...FIGURES.slice(1).map(() => "")],
  );
  return [
    `### ${row.title}`,
    "",
    ...grid(["layout", ...FIGURES], cells),
    "",
    ...explanations(row).map((text) => `- ${text}`),
    "",
    `\`scenarios/failures/${row.row}.yaml\``,
  ];
}

function grid(titles: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
  return [line(titles), line(titles.map((_, column) => (column === 0 ? "---" : "---:"))), ...rows.map(line)];
}

const escaped = (cell: string): string => cell.replaceAll("|", "\\|");

/** The place of a heading, as code hosts name it. */
const anchor = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, "")
    .replaceAll(" ", "-");
