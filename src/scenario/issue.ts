/** What is wrong with a scenario, where, and what to do about it. Errors of users are values, not exceptions. */
import type { Path } from "./text/path.js";
import { printPath } from "./text/path.js";
import { lineAndColumn, type Place } from "./text/source-text.js";

export interface Issue {
  readonly severity: "error" | "warning";
  /** The file's name, or "--set". */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The field, as `--set` would name it; empty where the text is wrong before there are fields. */
  readonly path: string;
  readonly message: string;
  /** What was given, as written. */
  readonly value?: string;
  /** The form or range that is allowed. */
  readonly allowed?: string;
  /** The key or word that was probably meant. */
  readonly suggestion?: string;
  /** The whole argument, where the issue lies in one of --set. */
  readonly argument?: string;
}

/** An issue on its way: it still knows its place, so that a list of them can be put in file order. */
export interface Finding {
  readonly at: Place;
  readonly path: Path;
  readonly message: string;
  readonly value?: string | undefined;
  readonly allowed?: string | undefined;
  readonly suggestion?: string | undefined;
}

export function issueOf(finding: Finding, severity: Issue["severity"] = "error"): Issue {
  const { at, message, value, allowed, suggestion } = finding;
  return {
    severity,
    file: at.source.file,
    ...lineAndColumn(at),
    path: printPath(finding.path),
    message,
    ...(value === undefined ? {} : { value }),
    ...(allowed === undefined ? {} : { allowed }),
    ...(suggestion === undefined ? {} : { suggestion }),
    ...(at.source.argument === null ? {} : { argument: at.source.argument }),
  };
}

/** Nobody reads more, and a hostile file could hold tens of thousands. */
const MOST_ISSUES = 200;

/** In file order, the file before the arguments. */
export function issuesOf(findings: readonly Finding[]): Issue[] {
  const sorted = [...findings].sort((a, b) => a.at.source.order - b.at.source.order || a.at.from - b.at.from);
  const issues = sorted.slice(0, MOST_ISSUES).map((finding) => issueOf(finding));
  const next = sorted[MOST_ISSUES];
  if (next) {
    const message = `${sorted.length - MOST_ISSUES} more errors from here on are not shown`;
    issues.push(issueOf({ at: next.at, path: [], message }));
  }
  return issues;
}
