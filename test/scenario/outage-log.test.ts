/** A log of outages in CSV is a fate; whatever is wrong with it is told by file, line and column, in bounded time. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Issue, readFate } from "../../src/scenario/index.js";
import { DAY, HOUR } from "../../src/units/index.js";

const read = (text: string) => readFate(text, { file: "outages.csv" });

function valid(text: string) {
  const reading = read(text);
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  return reading;
}

function issuesOf(text: string): readonly Issue[] {
  const reading = read(text);
  if (reading.ok) throw new Error("valid");
  return reading.issues;
}

const LOG = `what,where,at,lasts,id,job,silent
site-loss,site-2,12 d 3 h,8 h,the-fire,,
wan-cut,,"30 d",90 min,,,
job-failing,,40 d,2 h,,copy,true

server-crash, server-3 ,41 d,forever,,,
chain-broken,,42 d,,,,
`;

describe("a log of outages", () => {
  it("is a fate: a row is a strike, an empty cell says nothing", () => {
    const { failures, head } = valid(LOG);
    expect(head).toEqual({ scenario: "outage log", seed: 1, replication: 0 });
    const told = failures.map(({ key, what, when, lasts }) => ({ key, what, when, lasts: lasts.lasts }));
    const at = (value: number) => ({ at: "drawn", law: { law: "fixed", value } });
    expect(told).toEqual([
      { key: "row-2", what: "wan-cut", when: at(30 * DAY), lasts: "drawn" },
      { key: "row-3", what: "job-failing", when: at(40 * DAY), lasts: "drawn" },
      { key: "row-4", what: "server-crash", when: at(41 * DAY), lasts: "forever" },
      { key: "row-5", what: "chain-broken", when: at(42 * DAY), lasts: "by-people" },
      { key: "the-fire", what: "site-loss", when: at(12 * DAY + 3 * HOUR), lasts: "drawn" },
    ]);
    expect(failures[1]).toMatchObject({ job: "copy", silent: true });
    expect(failures[2]).toMatchObject({ where: "server-3" });
    expect(failures[4]).toMatchObject({ where: "site-2", disks: "kept" });
  });

  it("says the same whatever the line ends, the order of columns, quotes and a byte order mark", () => {
    const { failures } = valid(LOG);
    expect(valid(LOG.replaceAll("\n", "\r\n")).failures).toEqual(failures);
    expect(valid(`\uFEFF${LOG}`).failures).toEqual(failures);
    expect(valid(LOG.trimEnd()).failures).toEqual(failures);
    const quotedCells = LOG.replaceAll(/[^,\n"]+/g, (cell) => `"${cell}"`).replaceAll('""', '"');
    expect(valid(quotedCells).failures).toEqual(failures);
    expect(valid("at,what,lasts\n1 d,wan-cut,2 h\n").failures).toEqual(
      valid("what,lasts,at\nwan-cut,2 h,1 d").failures,
    );
  });

  it("of no outages is a fate in which nothing strikes", () => {
    expect(valid("what,where,at,lasts\n").failures).toEqual([]);
  });
});

describe("a wrong log is refused with the place and a way out", () => {
  it.each<[string, string, Partial<Issue>]>([
    ["an empty file", "", { line: 1, column: 1, message: "the file is empty" }],
    [
      "an unknown column",
      "what,at,last\nwan-cut,1 d,2 h\n",
      { line: 1, column: 9, message: "unknown column last", suggestion: "lasts" },
    ],
    ["a doubled column", "what,at,what\n", { line: 1, column: 9, message: "a second column what" }],
    ["a missing column", "where,at\n", { line: 1, column: 1, message: "the column what is missing" }],
    [
      "an unknown kind",
      "what,at\nwan-cut,1 d\nwan-cat,2 d\n",
      { line: 3, column: 1, value: "wan-cat", suggestion: "wan-cut" },
    ],
    ["no instant", "what,at\nwan-cut,\n", { line: 2, message: "at is missing" }],
    ["a missing unit", "what,at\nwan-cut,12\n", { line: 2, column: 9, value: "12" }],
    ["a wrong place", "what,where,at\nsite-loss,site-3,1 d\n", { line: 2, column: 11, value: "site-3" }],
    [
      "a field of another kind",
      "what,at,job\nwan-cut,1 d,copy\n",
      { line: 2, column: 13, message: "job does not belong to wan-cut, only to job-failing" },
    ],
    [
      "too many cells",
      "what,at\nwan-cut,1 d,2 h\n",
      { line: 2, column: 13, message: "more cells than there are columns (2)" },
    ],
    [
      "a doubled name",
      "what,at,id\nwan-cut,1 d,a\nwan-cut,2 d,a\n",
      { line: 3, column: 13, message: "a second failure with the id a" },
    ],
    [
      "an open quote",
      'what,at\nwan-cut,"1 d\n',
      { line: 2, column: 9, message: "a quote that is never closed" },
    ],
    [
      "text behind a quote",
      'what,at\n"wan-cut"s,1 d\n',
      { line: 2, column: 10, message: "text behind a closing quote" },
    ],
    ["a control character", "what,at\nwan\u0007-cut,1 d\n", { line: 2, column: 4 }],
    [
      "a flag that is none",
      "what,at,job,silent\njob-failing,1 d,copy,yes\n",
      { line: 2, column: 22, value: "yes" },
    ],
  ])("%s", (_, text, expected) => {
    expect(issuesOf(text)[0]).toMatchObject({ file: "outages.csv", severity: "error", ...expected });
  });

  it("all at once, in the order of the file", () => {
    const lines = issuesOf("what,at,x\nwan-cut,1\nwan-cat,1 d\n").map(({ line }) => line);
    expect(lines).toEqual([1, 2, 3]);
  });

  it("when it is too long, or has too many rows", () => {
    const rows = (count: number) => `what,at\n${"wan-cut,1 d\n".repeat(count)}`;
    expect(valid(rows(2500)).failures).toHaveLength(2500);
    expect(issuesOf(rows(2501))[0]!.message).toBe("expected a list of at most 2500 strikes");
    expect(issuesOf(rows(60_000))[0]!.message).toMatch(/^the text is too long/);
  });
});

it("whatever the text, it ends with a fate or with issues that have a place in it", () => {
  const pieces = fc.constantFrom(
    "what",
    "at",
    "wan-cut",
    ",",
    ",",
    "\n",
    "\r\n",
    '"',
    '""',
    " ",
    "1 d",
    "__proto__",
    "é",
    "\u0000",
  );
  const texts = fc.oneof(
    fc.string(),
    fc.array(pieces, { maxLength: 60 }).map((all) => all.join("")),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const reading = read(text);
      if (reading.ok) return;
      expect(reading.issues.length).toBeGreaterThan(0);
      for (const { line, column } of reading.issues) expect(line >= 1 && column >= 1).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
