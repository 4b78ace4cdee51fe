/**
 * A table in CSV as rows of cells that know their places: cells in double quotes may hold commas, quotes (doubled) and
 * line ends. One pass, bounded, whatever the text. It must never know what a column means.
 */
import type { Finding } from "../issue.js";
import { checkBounds } from "./bounds.js";
import { type Place, place, type SourceText } from "./source-text.js";

export interface Cell {
  readonly text: string;
  readonly at: Place;
}

export interface CsvReading {
  /** Rows that say something, the header first. */
  readonly rows: readonly (readonly Cell[])[];
  readonly findings: readonly Finding[];
}

export function readCsv(source: SourceText): CsvReading {
  const findings = checkBounds(source);
  if (findings.length > 0) return { rows: [], findings };
  const rows: Cell[][] = [];
  const { text } = source;
  let row: Cell[] = [];
  for (let at = 0; at < text.length; ) {
    const { cell, end, problem } = text[at] === '"' ? quoted(source, at) : plain(source, at);
    if (problem !== null) return { rows, findings: [problem] };
    row.push(cell);
    if (text[end] === "," && end + 1 < text.length && !isLineEnd(text, end + 1)) {
      at = end + 1;
      continue;
    }
    // A comma at the end of a line has an empty cell behind it.
    const isOpen = text[end] === ",";
    if (isOpen) row.push({ text: "", at: place(source, end + 1, end + 1) });
    if (row.some((each) => each.text !== "")) rows.push(row);
    row = [];
    at = afterLine(text, isOpen ? end + 1 : end);
  }
  return { rows, findings: [] };
}

interface Found {
  readonly cell: Cell;
  readonly end: number;
  readonly problem: Finding | null;
}

const isLineEnd = (text: string, at: number): boolean => text[at] === "\n" || text.startsWith("\r\n", at);

const afterLine = (text: string, at: number): number => (text[at] === "\r" ? at + 2 : at + 1);

function plain(source: SourceText, from: number): Found {
  const { text } = source;
  let end = from;
  while (end < text.length && text[end] !== "," && !isLineEnd(text, end)) end += 1;
  const raw = text.slice(from, end);
  const start = from + (raw.length - raw.trimStart().length);
  const cell = { text: raw.trim(), at: place(source, start, start + raw.trim().length) };
  return { cell, end, problem: null };
}

function quoted(source: SourceText, from: number): Found {
  const { text } = source;
  const pieces: string[] = [];
  let at = from + 1;
  for (;;) {
    const close = text.indexOf('"', at);
    if (close < 0) return refused(source, from, from + 1, "a quote that is never closed");
    pieces.push(text.slice(at, close));
    at = close + 1;
    if (text[at] !== '"') break;
    pieces.push('"');
    at += 1;
  }
  let end = at;
  while (text[end] === " " || text[end] === "\t") end += 1;
  if (end < text.length && text[end] !== "," && !isLineEnd(text, end))
    return refused(source, end, end + 1, "text behind a closing quote");
  return { cell: { text: pieces.join("").trim(), at: place(source, from, at) }, end, problem: null };
}

function refused(source: SourceText, from: number, to: number, message: string): Found {
  const at = place(source, from, to);
  const allowed = 'cells in double quotes, with quotes within them doubled: "so ""quoted"""';
  return { cell: { text: "", at }, end: to, problem: { at, path: [], message, allowed } };
}
