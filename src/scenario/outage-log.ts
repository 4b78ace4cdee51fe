/**
 * Somebody's own list of outages as a fate: a table in CSV, one outage a row, with the fields of a failure as columns. It
 * becomes the tree that a fate file would be, each value at its place in the table.
 */
import type { Finding } from "./issue.js";
import { nearest } from "./text/nearest.js";
import { type Cell, readCsv } from "./text/read-csv.js";
import { type Place, place, sourceText } from "./text/source-text.js";
import type { Entry, Mapping, Scalar, Tree } from "./text/tree.js";

export const isOutageLog = (file: string): boolean => /\.csv$/i.test(file);

const NEEDED = ["what", "at"];

export function readOutageLog(
  text: string,
  file: string,
  schema: string,
  columns: readonly string[],
): { tree: Mapping | null; findings: Finding[] } {
  const source = sourceText(file, text, null, 0);
  const { rows, findings: broken } = readCsv(source);
  const [header, ...outages] = rows;
  const top = place(source, 0, 0);
  if (broken.length > 0) return { tree: null, findings: [...broken] };
  if (header === undefined) return { tree: null, findings: [noHeader(top)] };
  const findings = [...aboutHeader(header, columns)];
  const known = header.map(({ text: name }) => (columns.includes(name) ? name : null));
  const strikes = outages.map((cells, index): Tree => {
    findings.push(...tooManyCells(cells, header));
    return strikeOf(cells, known, index + 1);
  });
  const scalar = (value: string | number): Entry => ({ key: top, value: { kind: "scalar", value, at: top } });
  const entries = new Map<string, Entry>([
    ["schema", scalar(schema)],
    ["scenario", scalar("outage log")],
    ["seed", scalar(1)],
    ["replication", scalar(0)],
    ["strikes", { key: header[0]!.at, value: { kind: "list", items: strikes, at: header[0]!.at } }],
  ]);
  return { tree: { kind: "mapping", entries, at: top }, findings };
}

const noHeader = (at: Place): Finding => ({
  at,
  path: [],
  message: "the file is empty",
  allowed: "a first line with the names of the columns: what,where,at,lasts",
});

function* aboutHeader(header: readonly Cell[], columns: readonly string[]): Iterable<Finding> {
  for (const [index, { text, at }] of header.entries()) {
    if (!columns.includes(text)) {
      const suggestion = nearest(text, columns) ?? undefined;
      yield {
        at,
        path: [],
        message: `unknown column ${text}`,
        value: text,
        allowed: columns.join(", "),
        suggestion,
      };
    } else if (header.findIndex((other) => other.text === text) !== index) {
      yield { at, path: [], message: `a second column ${text}`, value: text };
    }
  }
  for (const name of NEEDED) {
    if (header.some(({ text }) => text === name)) continue;
    const { at } = header[0]!;
    yield { at, path: [], message: `the column ${name} is missing`, allowed: "what,where,at,lasts" };
  }
}

function* tooManyCells(cells: readonly Cell[], header: readonly Cell[]): Iterable<Finding> {
  const extra = cells[header.length];
  if (extra === undefined) return;
  yield {
    at: extra.at,
    path: [],
    message: `more cells than there are columns (${header.length})`,
    allowed: "a comma within a cell needs double quotes around the cell",
  };
}

/** Empty cells say nothing. An outage without a name is named after its row. */
function strikeOf(cells: readonly Cell[], columns: readonly (string | null)[], row: number): Mapping {
  const entries = new Map<string, Entry>();
  const { at } = cells[0]!;
  entries.set("id", { key: at, value: { kind: "scalar", value: `row-${row}`, at } });
  for (const [index, cell] of cells.entries()) {
    const column = columns[index];
    if (column === null || column === undefined || cell.text === "") continue;
    entries.set(column, { key: cell.at, value: scalarOf(cell, column) });
  }
  return { kind: "mapping", entries, at };
}

/** A cell is text; the one field that is a flag is read as one. */
function scalarOf({ text, at }: Cell, column: string): Scalar {
  const isFlag = column === "silent" && (text === "true" || text === "false");
  return { kind: "scalar", value: isFlag ? text === "true" : text, at };
}
