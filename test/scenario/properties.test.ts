/** Whatever the text, reading ends with a scenario or with issues, and says the same when asked again. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { printIssue, readExpression, readScenario, splitList } from "../../src/scenario/index.js";
import { mutated, SCRAPS } from "./mutations.js";
import { EVERY_FIELD, WHOLE_VOCABULARY } from "./samples.js";

function outcome(text: string, overrides: readonly string[] = []): void {
  const reading = readScenario(text, { file: "a.yaml", overrides });
  if (reading.ok) {
    for (const path of reading.scenario.given) reading.source.positionOf(path);
    expect(Number.isSafeInteger(reading.scenario.horizon)).toBe(true);
    return;
  }
  expect(reading.issues.length).toBeGreaterThan(0);
  const lines = text.replace(/^\uFEFF/, "").split("\n");
  for (const issue of reading.issues) {
    expect(issue.message).not.toBe("");
    expect(printIssue(issue, text)).toContain(`:${issue.line}:${issue.column}: `);
    if (issue.argument !== undefined) continue;
    expect(issue.line).toBeLessThanOrEqual(lines.length);
    expect(issue.column).toBeLessThanOrEqual((lines[issue.line - 1] ?? "").length + 1);
  }
}

test("arbitrary text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400, size: "max" }), (text) => outcome(text)),
    { seed: 21, numRuns: 500 },
  );
});

test("arbitrary JSON", () => {
  fc.assert(
    fc.property(fc.json(), (text) => outcome(text)),
    { seed: 22, numRuns: 300 },
  );
});

test("mutated valid files", () => {
  fc.assert(
    fc.property(mutated, (text) => outcome(text)),
    { seed: 23, numRuns: 400 },
  );
});

/** One line of a valid file is replaced by one with another value. */
const values = fc.oneof(
  fc.constantFrom(...SCRAPS),
  fc.double().map(String),
  fc.integer().map((count) => `${count} min`),
  fc.json({ maxDepth: 2 }),
  fc.string(),
);
const paths = fc.oneof(
  fc.constantFrom(
    "horizon",
    "layout",
    "layout.site-1.active",
    "wan.bandwidth",
    "people.decide",
    "people.decide.uniform[0]",
    "failures[0].at",
    "failures[0]",
    "failures",
    "failures[1].what",
    "workload.bursts[0].every",
    "workload.profile",
    "runbook.steps.dns-change.after[0]",
    "reliability.witness.fails",
    "costs.options.wan",
    "logShipping.copy.after",
    "name",
    "users",
    "users.noticeReset",
    "users.longestBackOff",
    "servers.usersPerServer",
    "servers.recycle",
    "servers.recycle.every",
    "traffic.post",
  ),
  fc.string(),
);

test("arbitrary overrides", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(paths, values), { maxLength: 4 }), (pairs) => {
      const overrides = pairs.map(([path, value]) => `${path}=${value}`);
      outcome(WHOLE_VOCABULARY, overrides);
      outcome("", overrides);
    }),
    { seed: 24, numRuns: 250 },
  );
});

test("arbitrary expressions and lists", () => {
  const word = fc.constantFrom(
    "rpo",
    "lost",
    "mean",
    "p99",
    "p99.9",
    ".",
    "<=",
    "<",
    "+-",
    " ",
    "5",
    "min",
    "%",
    "site-loss",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(word).map((words) => words.join("")),
      ),
      (text) => {
        for (const form of ["requirement", "precision"] as const) {
          const reading = readExpression(text, form);
          if (!reading.ok) expect(reading.issue.column).toBeLessThanOrEqual(text.length + 1);
        }
        expect(splitList(text).length).toBeGreaterThan(0);
      },
    ),
    { seed: 25, numRuns: 1_000 },
  );
});

test("reading is a function of its text: twice the same", () => {
  for (const text of [WHOLE_VOCABULARY, EVERY_FIELD, "layuot: a"]) {
    expect(JSON.stringify(readScenario(text, { file: "a" }))).toBe(
      JSON.stringify(readScenario(text, { file: "a" })),
    );
  }
});

test("the order of sections and of keys changes nothing", () => {
  const sections = WHOLE_VOCABULARY.split(/\n(?=[a-z])/i).map((section) => `${section.trimEnd()}\n`);
  const straight = readScenario(WHOLE_VOCABULARY, { file: "a" });
  if (!straight.ok) throw new Error("not valid");
  fc.assert(
    fc.property(fc.shuffledSubarray(sections, { minLength: sections.length }), (permuted) => {
      const reading = readScenario(permuted.join(""), { file: "a" });
      if (!reading.ok) throw new Error(reading.issues[0]!.message);
      expect(JSON.stringify(reading.scenario)).toBe(JSON.stringify(straight.scenario));
    }),
    { seed: 26, numRuns: 50 },
  );
});
