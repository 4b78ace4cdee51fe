/** The table of failures as people see it: on a terminal, as a document, in a spreadsheet. */
import { describe, expect, it } from "vitest";
import {
  FAILURE_COLUMN_NAMES,
  failuresCsv,
  failureTableMarkdown,
  failureTableText,
  PLAIN,
} from "../../src/reports/index.js";
import type {
  FailureCellResult,
  FailuresResult,
  ObservedResult,
  PlayedCellResult,
} from "../../src/results/index.js";

const always = (value: number): ObservedResult => ({ least: value, mean: value, most: value, nNull: 0 });
const ENDLESS: ObservedResult = { least: null, mean: null, most: null, nNull: 40 };

const cell = (layout: string, more: Partial<PlayedCellResult> = {}): PlayedCellResult => ({
  outcome: "played",
  layout,
  fingerprint: "0123456789abcdef",
  replay: "stretchpool run row.yaml",
  rpo: { ...always(0), exact: null },
  rto: always(90),
  rtoFull: always(100),
  usersDown: always(1),
  lost: always(0),
  refused: always(1234),
  exposure: always(0),
  undetectedFor: always(300),
  recoveredFrom: ["mirror"],
  criticalPath: [
    { step: "detect", actor: "monitoring", part: "detect", n: 40, lasts: 10, minuteSaves: 10 },
    { step: "servers-reattach", actor: "chat server", part: "reconnect", n: 40, lasts: 80, minuteSaves: 60 },
  ],
  longestStep: "servers-reattach",
  savesMost: "servers-reattach",
  sentence: "The mirror takes over.",
  ...more,
});

const tableOf = (...rows: readonly (readonly FailureCellResult[])[]): FailuresResult => ({
  schema: "stretchpool/failures@1",
  stretchpool: "1",
  seed: 1,
  replications: 40,
  layouts: rows[0]!.map(({ layout }) => layout),
  partial: null,
  replay: "stretchpool failures",
  horizon: 1_209_600,
  notes: ["All rows have the same pool."],
  rows: rows.map((cells, index) => ({
    row: `0${index}`,
    group: index === 0 ? "One machine" : "A site",
    title: `Failure ${index} of a thing | that has a rather long name`.slice(0, 46),
    kinds: [],
    cells,
  })),
});

const LEFT_OUT: FailureCellResult = {
  outcome: "left-out",
  layout: "database-only",
  why: "it has no chat servers",
};
const textOf = (result: FailuresResult) => failureTableText(result, PLAIN);

describe("on a terminal", () => {
  it("a bound is called exact, what was only seen is called seen, and 0 in all of them is 0", () => {
    const exact = { ...always(500), exact: { best: 60, mean: 480, worst: 930 } };
    const lines = textOf(
      tableOf([
        cell("a", { rpo: exact }),
        cell("b", { rpo: { ...always(600), exact: null } }),
        cell("c"),
        cell("d", { rpo: { ...ENDLESS, exact: null }, rto: ENDLESS, rtoFull: ENDLESS }),
      ]),
    );
    const line = (layout: string) => lines.find((one) => one.startsWith(`  ${layout} `))!;
    expect(line("a")).toMatch(/ 8 min +15\.5 min exact /);
    expect(line("b")).toMatch(/ 10 min +10 min seen /);
    expect(line("c")).toMatch(/ 0 s +0 s +100 % /);
    expect(line("d")).toMatch(/ – +all +100 % +no end +no end /);
    expect(lines.join("\n")).toMatch(/seen is the largest of 40, so\s+that the worst is that or more/);
  });

  it("what holds for all layouts is said once, what differs is said of each", () => {
    const same = textOf(tableOf([cell("a"), cell("b")])).join("\n");
    expect(same.match(/The mirror takes over\./g)?.length).toBe(1);
    expect(same).toContain("\n    longest in the outage: servers find the database again 80 s, detect 10 s");
    const other = textOf(tableOf([cell("a"), cell("b", { sentence: "Nobody does." })])).join("\n");
    expect(other).toMatch(/ {4}a: The mirror takes over\.\n {4}b: Nobody does\./);
  });

  it("a layout that has no such part says so in its place", () => {
    const lines = textOf(
      tableOf([LEFT_OUT, cell("low-bandwidth")], [cell("database-only"), cell("low-bandwidth")]),
    );
    expect(lines).toContain("  database-only   it has no chat servers");
    expect(lines.filter((line) => line.startsWith("  low-bandwidth ")).length).toBe(2);
    expect(lines.some((line) => /^ {2}Failure 0 .* – +– +– /.test(line))).toBe(true);
  });

  it("an interrupted one says how far it came, even where it came nowhere", () => {
    const none = { ...tableOf([cell("a"), cell("b")]), rows: [], partial: { planned: 35 } };
    expect(textOf(none)[1]).toBe("a, b · seed 1 · 40 replications a cell · interrupted: 0 of 35 failures");
    expect(textOf(none).join("\n")).not.toMatch(/undefined|Infinity/);
  });

  it("nothing is wider than 110 columns, with two layouts or with five", () => {
    const huge = { lost: always(18_144_000), refused: always(20_809_379), exposure: always(1_119_860) };
    const worst = cell("high-bandwidth", {
      ...huge,
      rpo: { ...always(3140), exact: null },
      sentence: "word ".repeat(60).trim(),
    });
    for (const layouts of [2, 5]) {
      const cells = Array.from({ length: layouts }, (_, index) => ({
        ...worst,
        layout: `high-bandwidth`.slice(index),
      }));
      for (const line of textOf(tableOf(cells, cells))) expect([...line].length).toBeLessThanOrEqual(110);
    }
  });
});

describe("as a document", () => {
  const result = tableOf([cell("a"), LEFT_OUT], [cell("a"), cell("database-only")]);
  const text = failureTableMarkdown(result);

  it("has a section for each failure, under the headings of their groups, and links to each", () => {
    const headings = text.split("\n").filter((line) => line.startsWith("#"));
    expect(headings.map((line) => line.split(" ")[0])).toEqual(["#", "##", "##", "###", "##", "###"]);
    for (const [, target] of text.matchAll(/\]\(#([^)]+)\)/g)) {
      const known = headings.map((line) => line.replace(/^#+ /, "").toLowerCase());
      expect(known.map((one) => one.replace(/[^a-z0-9 -]/g, "").replaceAll(" ", "-"))).toContain(target);
    }
  });

  it("has tables whose lines all have as many cells as their title, whatever stands in them", () => {
    const tables = text.split("\n\n").filter((block) => block.startsWith("|"));
    expect(tables.length).toBe(3);
    for (const block of tables) {
      const widths = block.split("\n").map((line) => line.replaceAll("\\|", "").split("|").length);
      expect(new Set(widths).size).toBe(1);
    }
  });
});

it("as a spreadsheet it has one row for each cell, as many fields as columns, and empty ones for what is unknown", () => {
  const lines = failuresCsv(tableOf([cell("a"), LEFT_OUT], [cell("a", { rto: ENDLESS }), cell("b")]))
    .trim()
    .split("\n");
  expect(lines[0]!.split(",")).toEqual(FAILURE_COLUMN_NAMES);
  expect(lines.slice(1).map((line) => line.split(",").length)).toEqual(
    lines.slice(1).map(() => FAILURE_COLUMN_NAMES.length),
  );
  const at = (line: string, column: string) => line.split(",")[FAILURE_COLUMN_NAMES.indexOf(column)];
  expect([at(lines[1]!, "rto_mean_s"), at(lines[3]!, "rto_mean_s"), at(lines[2]!, "rto_mean_s")]).toEqual([
    "90",
    "",
    "",
  ]);
  expect(at(lines[2]!, "left_out_because")).toBe("it has no chat servers");
  expect(at(lines[1]!, "longest_step_s")).toBe("80");
});
