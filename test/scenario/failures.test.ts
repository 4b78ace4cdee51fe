/** Failures are known by what they say, never by where they stand in the list. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readScenario } from "../../src/scenario/index.js";
import { valid } from "./reading.js";

const withFailures = (lines: readonly string[]) =>
  `failures:\n${lines.map((line) => `  - ${line}\n`).join("")}`;
const keys = (lines: readonly string[]) => valid(withFailures(lines)).failures.map(({ key }) => key);

describe("keys", () => {
  test("are made of what, where and an ordinal among equals", () => {
    expect(keys(["{ what: site-loss, where: site-2 }", "{ what: wan-cut }"])).toEqual([
      "site-loss/site-2/1",
      "wan-cut/1",
    ]);
  });

  test("of equals follow what they say", () => {
    const early = "{ what: wan-cut, at: 1 h }";
    const late = "{ what: wan-cut, at: 2 h }";
    const instants = (lines: readonly string[]) =>
      valid(withFailures(lines)).failures.map(({ key, when }) => [key, when]);
    expect(instants([late, early])).toEqual(instants([early, late]));
  });

  test("do not depend on units or on the order of fields", () => {
    const one = ["{ what: wan-cut, at: 60 min }", "{ what: wan-cut, at: 2 h }"];
    const other = ["{ at: 1 h, what: wan-cut }", "{ at: 120 min, what: wan-cut }"];
    expect(valid(withFailures(one)).failures).toEqual(valid(withFailures(other)).failures);
  });

  test("are the id where there is one, and an id takes no ordinal", () => {
    expect(keys(["{ what: wan-cut, id: zebra }", "{ what: wan-cut, at: 1 h }"])).toEqual([
      "wan-cut/1",
      "zebra",
    ]);
  });

  test("count past nine in numbers, not in letters", () => {
    const many = Array.from({ length: 11 }, (_, hour) => `{ what: wan-cut, at: ${10 + hour} h }`);
    expect(keys(many)).toEqual(Array.from({ length: 11 }, (_, index) => `wan-cut/${index + 1}`));
  });
});

const FAILURES = [
  "{ what: site-loss }",
  "{ what: site-loss, lasts: 8 h }",
  "{ what: site-loss, where: site-2, at: 3 h }",
  "{ what: wan-cut, response: fail-over }",
  "{ what: wan-cut, at: { uniform: [1 h, 2 h] } }",
  "{ what: wan-cut, at: 90 min }",
  "{ what: server-crash, where: server-2 }",
  "{ what: share-loss, lasts: forever }",
  "{ what: job-failing, job: copy, silent: true }",
  "{ what: bad-delete, id: oops }",
  "{ what: site-loss }",
];

test("a permuted list is the identical scenario, down to the fields that it gives", () => {
  const straight = valid(withFailures(FAILURES));
  fc.assert(
    fc.property(fc.shuffledSubarray(FAILURES, { minLength: FAILURES.length }), (permuted) => {
      const scenario = valid(withFailures(permuted));
      expect(scenario).toEqual(straight);
      expect(JSON.stringify(scenario)).toBe(JSON.stringify(straight));
    }),
    { seed: 1, numRuns: 100 },
  );
});

test("in a permuted list a field is still found where it stands", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(FAILURES, { minLength: FAILURES.length }), (permuted) => {
      const text = withFailures(permuted);
      const reading = readScenario(text, { file: "a.yaml" });
      if (!reading.ok) throw new Error("not valid");
      const lines = text.split("\n");
      for (const [index, failure] of reading.scenario.failures.entries()) {
        const { line, column } = reading.source.positionOf(`failures[${index}].what`);
        expect(lines[line - 1]!.slice(column - 1).startsWith(failure.what)).toBe(true);
      }
    }),
    { seed: 2, numRuns: 50 },
  );
});
