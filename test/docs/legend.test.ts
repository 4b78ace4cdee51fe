/** Every column and every field of a result has a legend: a name that nobody explains is a name that misleads. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  COMPARE_ROW_COLUMN_NAMES,
  DIFFERENCE_COLUMN_NAMES,
  OPTION_COLUMN_NAMES,
} from "../../src/reports/compare-csv.js";
import { INCIDENT_COLUMN_NAMES } from "../../src/reports/csv.js";
import { FAILURE_COLUMN_NAMES } from "../../src/reports/failures-csv.js";
import {
  CELL_COLUMN_NAMES,
  KIND_COLUMN_NAMES,
  REPLICATION_COLUMN_NAMES,
} from "../../src/reports/sweep-csv.js";
import { CANDIDATE_COLUMN_NAMES } from "../../src/reports/tune-csv.js";
import { MEASURES } from "../../src/results/index.js";
import { ROOT } from "../tools/program.js";

const legend = readFileSync(join(ROOT, "docs", "results.md"), "utf8");

/** What stands in backticks on one line, without the blocks. */
const explained = new Set(
  [...legend.replace(/^```[\s\S]*?^```$/gm, "").matchAll(/`([^`\n]+)`/g)].map((match) => match[1]!),
);

/** The names of all fields that a file of the results room declares. */
function fieldsOf(file: string): string[] {
  const source = readFileSync(join(ROOT, "src", "results", file), "utf8");
  return [...source.matchAll(/\breadonly (\w+)\??:/g)].map((match) => match[1]!);
}

/** The first cells of the tables below a heading. */
function firstCells(heading: string): string[] {
  const section = legend.split(`\n${heading}\n`)[1]?.split("\n#")[0] ?? "";
  return [...section.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]!);
}

/** The ends of intervals and bands are explained once, for all figures alike. */
const withoutEnds = (name: string): string => name.replace(/_(?:inputs_)?(?:low|high)(?=_|$)/, "");

describe("the legend of the results", () => {
  it.each([
    "run-result.ts",
    "check-result.ts",
    "timeline-result.ts",
    "fate-result.ts",
    "failures-result.ts",
    "runbook-result.ts",
    "sweep-result.ts",
    "tune-result.ts",
    "costs-result.ts",
    "compare-result.ts",
  ])("explains every field of %s", (file) => {
    const fields = fieldsOf(file);
    expect(fields.length).toBeGreaterThan(4);
    expect([...new Set(fields)].filter((name) => !explained.has(name))).toEqual([]);
  });

  it("explains every measure", () => {
    expect(MEASURES.filter((name) => !explained.has(name))).toEqual([]);
  });

  it("lists the columns of incidents.csv, all of them and no others, in their order", () => {
    expect(firstCells("## incidents.csv")).toEqual(INCIDENT_COLUMN_NAMES);
  });

  it("lists the columns of failures.csv, all of them and no others, in their order", () => {
    expect(firstCells("## failures.csv")).toEqual(FAILURE_COLUMN_NAMES);
  });

  it("lists the columns of cells.csv and of a kind in it, all of them and no others, in their order", () => {
    const columns = [...new Set(CELL_COLUMN_NAMES.map(withoutEnds))];
    expect(firstCells("### cells.csv")).toEqual([...columns, ...KIND_COLUMN_NAMES]);
  });

  it("lists the columns of replications.csv, all of them and no others, in their order", () => {
    expect(firstCells("### replications.csv")).toEqual(REPLICATION_COLUMN_NAMES);
  });

  it("lists the columns of options.csv, all that cells.csv has not, in their order", () => {
    const { head, scripted, random, money } = OPTION_COLUMN_NAMES;
    const fresh = money.filter((name) => !CELL_COLUMN_NAMES.includes(name));
    const own = [...head, ...scripted, ...fresh].map(withoutEnds);
    expect(firstCells("### options.csv")).toEqual([...new Set(own)]);
    expect(random).toEqual(CELL_COLUMN_NAMES.slice(2, 2 + random.length));
    expect(random[0]).toBe("strikes_per_year");
  });

  it("lists the columns of differences.csv, all of them and no others, in their order", () => {
    expect(firstCells("### differences.csv")).toEqual(DIFFERENCE_COLUMN_NAMES);
  });

  it("knows what a comparison's replications.csv has of a sweep's", () => {
    const left = REPLICATION_COLUMN_NAMES.filter((name) => !["cell", "stratum", "weight"].includes(name));
    expect(COMPARE_ROW_COLUMN_NAMES).toEqual(["option", ...left]);
  });

  it("lists the columns of candidates.csv, all of them and no others, in their order", () => {
    const columns = [...new Set(CANDIDATE_COLUMN_NAMES.map(withoutEnds))];
    expect(firstCells("### candidates.csv")).toEqual(columns);
  });
});
