/** From the rows' texts and the columns' layouts to what is going to be played, or to everything that is in the way. */
import { type Issue, readScenario } from "../../scenario/index.js";
import type { Scenario } from "../../spec/index.js";
import { vet } from "../vet.js";
import type { RowName } from "./rows.js";

export interface RowText extends RowName {
  /** As messages name it. */
  readonly file: string;
  readonly text: string;
}

export type PlannedCell =
  | { readonly outcome: "play"; readonly layout: string; readonly scenario: Scenario; readonly set: string[] }
  | { readonly outcome: "left-out"; readonly layout: string; readonly why: string };

export interface PlannedRow extends RowName {
  readonly file: string;
  readonly title: string;
  readonly kinds: readonly string[];
  readonly cells: readonly PlannedCell[];
}

/** An issue with the text that it is about. */
export interface RowIssue {
  readonly issue: Issue;
  readonly text: string;
}

export type Planning<T> =
  | { readonly ok: true; readonly planned: T }
  | { readonly ok: false; readonly issues: readonly RowIssue[] };

/** Every layout by its own name, whatever alias was given, or by its counts of servers; none twice. */
export function planColumns(given: readonly string[]): Planning<readonly string[]> {
  const columns: string[] = [];
  for (const layout of given) {
    const reading = readScenario("{}", { file: "--layouts", overrides: [`layout=${layout}`] });
    if (!reading.ok) return { ok: false, issues: reading.issues.map((issue) => ({ issue, text: layout })) };
    const { name } = reading.scenario.layout;
    const column = name === "custom" ? layout : name;
    if (columns.includes(column)) {
      const issue = reading.source.issueAt("layout", `the layout ${column} is given twice`);
      return { ok: false, issues: [{ issue, text: layout }] };
    }
    columns.push(column);
  }
  return { ok: true, planned: columns };
}

export function planRow(
  row: RowText,
  layouts: readonly string[],
  set: readonly string[],
): Planning<PlannedRow> {
  const cells: PlannedCell[] = [];
  const { file, text, ...name } = row;
  let title = "";
  let kinds: string[] = [];
  for (const layout of layouts) {
    const overrides = [`layout=${layout}`, ...set];
    const reading = readScenario(text, { file, overrides });
    if (!reading.ok) return { ok: false, issues: reading.issues.map((issue) => ({ issue, text })) };
    const { scenario, source } = reading;
    title = scenario.name;
    kinds = kindsOf(scenario);
    const issues = vet(scenario, source);
    const missing = issues.length === 1 ? issues.find(({ path }) => isAboutParts(path)) : undefined;
    if (missing !== undefined) cells.push({ outcome: "left-out", layout, why: missing.message });
    else if (issues.length > 0) return { ok: false, issues: issues.map((issue) => ({ issue, text })) };
    else cells.push({ outcome: "play", layout, scenario, set: overrides });
  }
  return { ok: true, planned: { ...name, file, title, kinds, cells } };
}

/** Whether the failure strikes what the layout does not have: that is an answer, and no mistake in the row. */
const isAboutParts = (path: string): boolean => /^failures\[\d+\]\.(what|where)$/.test(path);

function kindsOf({ failures, operations, failback }: Scenario): string[] {
  const kinds: string[] = [...failures, ...operations].map(({ what }) => what);
  if (failback !== null) kinds.push("failback");
  return [...new Set(kinds)].sort();
}
