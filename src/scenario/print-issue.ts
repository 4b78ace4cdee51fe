/** An issue for a person at a terminal: where, what, the line with a caret, and the way out. */
import type { Issue } from "./issue.js";
import { printable } from "./text/characters.js";
import { withoutMark } from "./text/source-text.js";

/** Characters of a source line that are shown; longer lines are cut around the caret. */
const WINDOW = 96;
/** How far the caret stands from the left edge of a cut line. */
const LEAD = 40;

/** `text` is the file's text; an issue of a --set argument brings its own. */
export function printIssue(issue: Issue, text: string): string {
  const file = issue.argument === undefined ? issue.file : `${issue.file} ${issue.argument}`;
  const severity = issue.severity === "warning" ? "warning: " : "";
  const lines = [`${clip(file)}:${issue.line}:${issue.column}: ${severity}${clip(issue.message, 400)}`];
  const line = lineOf(issue.argument ?? text, issue.line);
  if (line !== null) {
    const gutter = String(issue.line);
    const [shown, caret] = excerpt(line, issue.column - 1, issue.value);
    lines.push(`  ${gutter} | ${shown}`, `  ${" ".repeat(gutter.length)} | ${caret}`);
  }
  if (issue.value !== undefined) lines.push(`  given: ${clip(issue.value)}`);
  if (issue.allowed !== undefined) lines.push(`  allowed: ${clip(issue.allowed, 800)}`);
  if (issue.suggestion !== undefined) lines.push(`  did you mean: ${clip(issue.suggestion)}?`);
  return lines.join("\n");
}

function clip(text: string, longest = 160): string {
  const safe = printable(text.slice(0, longest + 1));
  return safe.length > longest ? `${safe.slice(0, longest)}…` : safe;
}

function lineOf(given: string, line: number): string | null {
  const text = withoutMark(given);
  let from = 0;
  for (let count = 1; count < line; count++) {
    const end = text.indexOf("\n", from);
    if (end < 0) return null;
    from = end + 1;
  }
  const end = text.indexOf("\n", from);
  return text.slice(from, end < 0 ? text.length : end).replace(/\r$/, "");
}

/** The part of the line around the caret, and the carets under the value. */
function excerpt(line: string, column: number, value: string | undefined): readonly [string, string] {
  const from = line.length > WINDOW ? Math.max(0, Math.min(column - LEAD, line.length - WINDOW)) : 0;
  const to = Math.min(line.length, from + WINDOW);
  const before = (from > 0 ? "…" : "") + printable(line.slice(from, column));
  const shown = before + printable(line.slice(column, to)) + (to < line.length ? "…" : "");
  const marked = value !== undefined && line.startsWith(value, column) ? line.slice(column, to) : "";
  const width = Math.max(1, Math.min(printable(marked).length, printable(value ?? "").length));
  return [shown, " ".repeat(before.length) + "^".repeat(width)];
}
