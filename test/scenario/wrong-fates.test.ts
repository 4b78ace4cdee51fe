/** A fate file that is wrong is refused, whatever is wrong with it, by file, line and column, all at once. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Issue, readFate } from "../../src/scenario/index.js";

function issuesOf(text: string): readonly Issue[] {
  const reading = readFate(text, { file: "fate.yaml" });
  if (reading.ok) throw new Error("valid");
  return reading.issues;
}

const withStrikes = (...strikes: string[]) =>
  ["schema: stretchpool/fate@1", "scenario: A", "seed: 1", "replication: 0", "strikes:"]
    .concat(strikes.map((strike) => `  - ${strike}`))
    .join("\n");
const GOOD = "{ id: cut, what: wan-cut, at: 1 h, lasts: 1 h }";

describe("a wrong fate is refused with the place and a way out", () => {
  it.each<[string, string, { line: number; message: string; suggestion?: string }]>([
    [
      "an unknown field",
      withStrikes("{ id: cut, what: wan-cut, at: 1 h, respons: wait }"),
      { line: 6, message: "unknown key respons", suggestion: "response" },
    ],
    ["a missing id", withStrikes("{ what: wan-cut, at: 1 h }"), { line: 6, message: "id is missing" }],
    ["a missing instant", withStrikes("{ id: cut, what: wan-cut }"), { line: 6, message: "at is missing" }],
    ["a doubled id", withStrikes(GOOD, GOOD), { line: 7, message: "a second failure with the id cut" }],
    [
      "a law as at",
      withStrikes("{ id: cut, what: wan-cut, at: { uniform: [1 h, 2 h] } }"),
      { line: 6, message: "expected a duration such as 15 min, 80 ms, 1 h 30 min or 3 d, not a mapping" },
    ],
    [
      "any as at",
      withStrikes("{ id: cut, what: wan-cut, at: any }"),
      { line: 6, message: "expected a duration such as 15 min, 80 ms, 1 h 30 min or 3 d" },
    ],
    [
      "a law as lasts",
      withStrikes("{ id: cut, what: wan-cut, at: 1 h, lasts: { exponential: 2 h } }"),
      {
        line: 6,
        message: "expected a duration such as 15 min, 80 ms, 1 h 30 min or 3 d, or forever, not a mapping",
      },
    ],
    [
      "a law as noticed",
      withStrikes("{ id: oops, what: bad-delete, at: 1 h, noticed: { exponential: 2 h } }"),
      { line: 6, message: "expected a duration such as 15 min, 80 ms, 1 h 30 min or 3 d, not a mapping" },
    ],
    [
      "a time from which it might strike",
      withStrikes("{ id: cut, what: wan-cut, at: 1 h, from: 1 d }"),
      { line: 6, message: "unknown key from" },
    ],
    [
      "a field of another kind",
      withStrikes("{ id: cut, what: wan-cut, at: 1 h, job: copy }"),
      { line: 6, message: "job does not belong to wan-cut, only to job-failing" },
    ],
    [
      "an unknown kind",
      withStrikes("{ id: cut, what: wan-cat, at: 1 h }"),
      { line: 6, message: "unknown kind of failure", suggestion: "wan-cut" },
    ],
    [
      "a site that is lost for ever with its disks kept",
      withStrikes("{ id: fire, what: site-loss, at: 1 h, lasts: forever, disks: kept }"),
      { line: 6, message: "a site that is lost forever keeps no disks" },
    ],
    [
      "a doubled key",
      withStrikes("{ id: a, id: b, what: wan-cut, at: 1 h }"),
      { line: 6, message: "the key id stands here a second time; the first is in line 6" },
    ],
    [
      "another schema",
      withStrikes(GOOD).replace("fate@1", "fate@2"),
      { line: 1, message: "expected stretchpool/fate@1", suggestion: "stretchpool/fate@1" },
    ],
    [
      "a seed that is no number",
      withStrikes(GOOD).replace("seed: 1", "seed: one"),
      { line: 3, message: "expected a whole number from 0 to 9007199254740991" },
    ],
    [
      "an unknown key",
      `${withStrikes(GOOD)}\nsed: 1\n`,
      { line: 7, message: "unknown key sed", suggestion: "seed" },
    ],
    [
      "an alias",
      withStrikes("&a { id: cut, what: wan-cut, at: 1 h }", "*a"),
      { line: 6, message: "anchors (&) are not part of a scenario file: write the value out" },
    ],
    [
      "a list",
      "- a\n",
      { line: 1, message: "a fate is a mapping: schema, scenario, seed, replication and strikes" },
    ],
    ["nothing", "", { line: 1, message: "the file is empty" }],
  ])("%s", (_, text, expected) => {
    expect(issuesOf(text)[0]).toMatchObject({ file: "fate.yaml", ...expected });
  });

  it("says everything at once", () => {
    const text = withStrikes("{ what: wan-cut, at: soon }", "{ id: 1a, what: wan-cut, at: 1 h }", GOOD, GOOD);
    expect(issuesOf(text).map(({ path }) => path)).toEqual([
      "strikes[0].id",
      "strikes[0].at",
      "strikes[1].id",
      "strikes[3].id",
    ]);
  });

  it("whatever the text", () => {
    const lines = withStrikes(GOOD).split("\n");
    const scrap = fc.oneof(
      fc.string(),
      fc.json({ maxDepth: 2 }),
      fc.constantFrom("&a", "*a", "{", "[[[[", "? x", "!!map"),
    );
    fc.assert(
      fc.property(fc.nat(lines.length - 1), scrap, fc.boolean(), (at, text, whole) => {
        const changed = lines.map((line, index) =>
          index === at ? (whole ? text : line.replace(/[^ ]+$/, () => text)) : line,
        );
        const reading = readFate(changed.join("\n"), { file: "fate.yaml" });
        if (!reading.ok) expect(reading.issues.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
    for (const bomb of ["[".repeat(10_000), `a: ${"x".repeat(300_000)}`, "- ".repeat(5_000), "\u0000"])
      expect(issuesOf(bomb).length).toBeGreaterThan(0);
  });
});
