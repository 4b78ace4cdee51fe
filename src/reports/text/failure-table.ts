/** The table of failures on a terminal: a block for each failure with a line for each layout, then all at a glance. */
import type { FailureRowResult, FailuresResult, PlayedCellResult } from "../../results/index.js";
import { FIGURES, figuresOf, glanceOf, legendOf, longestPieces } from "./failure-figures.js";
import { count } from "./figures.js";
import type { Ink } from "./ink.js";
import { table, wrapped } from "./table.js";

const COLUMNS = 110;
/** As many layouts as fit beside the names of the failures. */
const LAYOUTS_AT_A_GLANCE = 2;

export function failureTableText(result: FailuresResult, ink: Ink): string[] {
  const { layouts, seed, replications, partial, rows } = result;
  const played = partial === null ? "" : ` · interrupted: ${rows.length} of ${partial.planned} failures`;
  return [
    ink.bold("What every failure costs, layout by layout"),
    ink.dim(`${layouts.join(", ")} · seed ${seed} · ${count(replications)} replications a cell${played}`),
    "",
    ...blocks(result, ink),
    ...glance(result, ink),
    ...[...result.notes, legendOf(result)].flatMap((note) => wrapped(note, COLUMNS, "  ").map(ink.dim)),
    "",
  ];
}

/** All figures stand under each other from the first block to the last. */
function blocks({ rows }: FailuresResult, ink: Ink): string[] {
  const played = rows.flatMap(({ cells }) => cells.filter((cell) => cell.outcome === "played"));
  const [title = "", ...figures] = table(
    [["", ...FIGURES], ...played.map((cell) => [cell.layout, ...figuresOf(cell)])],
    "  ",
    "  ",
  );
  const lines: string[] = [];
  let group = "";
  for (const row of rows) {
    if (row.group !== group) lines.push(ink.bold(row.group.toUpperCase()), ink.dim(title), "");
    group = row.group;
    lines.push(ink.bold(row.title));
    for (const cell of row.cells) {
      lines.push(cell.outcome === "played" ? figures.shift()! : `  ${cell.layout}   ${ink.dim(cell.why)}`);
    }
    lines.push(...explanations(row).flatMap((text) => wrapped(text, COLUMNS, "    ").map(ink.dim)), "");
  }
  return lines;
}

/** The sentences, then the longest pieces of the outages; what holds for all layouts is said once. */
export function explanations({ cells }: FailureRowResult): string[] {
  const played = cells.flatMap((cell) => (cell.outcome === "played" ? [cell] : []));
  return [
    ...saidOnce(played, ({ sentence }) => sentence),
    ...saidOnce(played, (cell) => {
      const pieces = longestPieces(cell);
      return pieces === "" ? "" : `longest in the outage: ${pieces}`;
    }),
  ];
}

function saidOnce(cells: readonly PlayedCellResult[], say: (cell: PlayedCellResult) => string): string[] {
  const texts = [...new Set(cells.map(say))].filter((text) => text !== "");
  return texts.map((text) => {
    const whose = cells.filter((cell) => say(cell) === text).map(({ layout }) => layout);
    return whose.length === cells.length ? text : `${whose.join(", ")}: ${text}`;
  });
}

function glance(result: FailuresResult, ink: Ink): string[] {
  const lines: string[] = [];
  for (let from = 0; from < result.layouts.length; from += LAYOUTS_AT_A_GLANCE) {
    const [names = "", titles = "", ...figures] = sideBySide(result, from);
    lines.push(ink.dim(names), ink.bold(titles), ...figures, "");
  }
  return lines;
}

/** The names of the failures, and a block of three columns for each of a few layouts, its name above it. */
function sideBySide({ rows, layouts }: FailuresResult, from: number): string[] {
  const names = column(["", "At a glance", ...rows.map(({ title }) => title)], (text, width) =>
    text.padEnd(width),
  );
  const blocks = layouts.slice(from, from + LAYOUTS_AT_A_GLANCE).map((layout, index) => {
    const cells = rows.map((row) => row.cells[from + index]!);
    const figures = cells.map((cell) => (cell.outcome === "played" ? glanceOf(cell) : NOTHING));
    const block = table(
      [["RPO worst", "RTO", "users"], ...figures].map((line) => ["", ...line]),
      " ",
      "  ",
    );
    return column([layout, ...block], (text, width) => text.padStart(width));
  });
  return names.map((name, line) => `  ${name}${blocks.map((block) => block[line]).join("")}`.trimEnd());
}

const NOTHING = ["–", "–", "–"];

function column(texts: readonly string[], padded: (text: string, width: number) => string): string[] {
  const width = Math.max(...texts.map((text) => text.length));
  return texts.map((text) => padded(text, width));
}
