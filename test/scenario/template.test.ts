import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type TemplateAnswers, template, usualAnswers } from "../../src/scenario/index.js";
import type { Bytes, BytesPerSecond, Micros } from "../../src/units/index.js";
import { valid } from "./reading.js";

const MINUTE = 60_000_000;

test.each(["high-bandwidth", "low-bandwidth", "database-only"] as const)(
  "the file that init proposes for %s is valid and means the product's own set-up",
  (layout) => {
    const scenario = valid(template(usualAnswers(layout)));
    const { layout: read, logShipping, users, wan, failures } = scenario;
    expect(read.name).toBe(layout);
    expect(logShipping).toEqual(valid(`layout: ${layout}`).logShipping);
    expect(wan).toEqual(valid(`layout: ${layout}`).wan);
    expect(users).toEqual(valid(`layout: ${layout}`).users);
    expect(failures).toMatchObject([{ what: "site-loss", where: "site-1", when: { at: "any" } }]);
  },
);

test("the file explains every section in plain words", () => {
  const lines = template(usualAnswers("low-bandwidth")).split("\n");
  const sections = lines.flatMap((line, index) => (/^[a-z]\w*:/i.test(line) ? [index] : []));
  expect(sections.length).toBeGreaterThanOrEqual(9);
  expect(lines.filter((line) => line.startsWith("#")).length).toBeGreaterThanOrEqual(10);
  for (const line of lines) expect(line.length).toBeLessThan(120);
});

test("the file uses only what every command can honour", () => {
  const sections = [
    "database",
    "failures",
    "horizon",
    "layout",
    "logShipping",
    "monitoring",
    "name",
    "people",
    "targets",
    "topology",
    "users",
    "wan",
    "workload",
  ];
  const answers = {
    ...usualAnswers("low-bandwidth"),
    primarySite: "site-2",
    targets: { rpo: MINUTE, rto: MINUTE },
  } as TemplateAnswers;
  const given = valid(template(answers)).given.map((path) => path.split(/[.[]/)[0]!);
  expect([...new Set(given)].sort()).toEqual(sections);
});

test("without targets they stand there as a comment", () => {
  expect(template(usualAnswers("low-bandwidth"))).toContain("# targets:\n#   rpo: 20 min");
});

describe("what stands there as a comment", () => {
  const uncommented = (primarySite: TemplateAnswers["primarySite"]) =>
    template({ ...usualAnswers("low-bandwidth"), primarySite })
      .split("\n")
      .map((line) => line.replace(/^# (?=(?:targets|topology|failback|operations):| {2})|^#(?= {2}\w)/, ""))
      .join("\n");

  test.each([null, "site-2"] as const)("can be played when its signs are taken away (%s)", (primarySite) => {
    const { topology, failback, operations } = valid(uncommented(primarySite));
    expect(topology.managementStore).toBe(primarySite === null ? "front-end-1" : "front-end-2");
    expect(failback).toMatchObject({ order: "documented", drain: "hard-stop" });
    expect(operations).toMatchObject([{ what: "switchover", when: { at: "drawn" } }]);
  });

  test("changes nothing while it does", () => {
    const { topology, failback, operations } = valid(template(usualAnswers("low-bandwidth")));
    expect([topology.managementStore, failback, operations]).toEqual(["none", null, []]);
  });
});

const grid = fc.record({
  every: fc.integer({ min: 1, max: 86_400_000_000 }),
  offset: fc.integer({ min: 0, max: 86_399_999_999 }),
});
const target = fc.option(fc.integer({ min: 0, max: 1e15 }));

test("whatever the answers, they are read back as they were given", () => {
  fc.assert(
    fc.property(
      fc.record({
        layout: fc.constantFrom("high-bandwidth", "low-bandwidth", "database-only"),
        name: fc.oneof(
          fc.string({ maxLength: 50, unit: "grapheme" }),
          fc.constantFrom("a: b", "# x", "'", '"', "- a", "null", "3"),
        ),
        primarySite: fc.option(fc.constantFrom("site-1", "site-2")),
        databaseSize: fc.integer({ min: 0, max: 1e15 }),
        messagesPerSecond: fc.double({ min: 0, max: 1e6, noNaN: true }),
        share: fc.constantFrom("site-1", "site-2", "third-site"),
        backup: grid,
        copy: grid,
        restore: grid,
        wan: fc.record({
          bandwidth: fc.integer({ min: 1, max: 1e12 }).map((bits) => bits / 8),
          roundTrip: fc.integer({ min: 0, max: 3_600_000_000 }),
        }),
        targets: fc.record({ rpo: target, rto: target }),
      }),
      (given) => {
        const answers = given as unknown as TemplateAnswers;
        fc.pre(given.name.trim() !== "" && /^[\P{C}]*$/u.test(given.name));
        const { layout, name, topology, database, workload, logShipping, wan, targets } = valid(
          template(answers),
        );
        const { backup, copy, restore } = logShipping;
        const gridOf = (one: { every: number; offset: number }) => ({
          every: one.every,
          offset: { law: "fixed", value: one.offset },
        });
        expect(layout.name).toBe(answers.layout);
        expect(name).toBe(answers.name);
        expect(topology.primarySite).toBe(answers.primarySite ?? "site-1");
        expect(database.size).toBe(answers.databaseSize);
        expect(workload.messagesPerSecond).toBe(answers.messagesPerSecond);
        expect(logShipping.share).toBe(answers.share);
        expect(backup.grid).toEqual(gridOf(given.backup));
        expect(copy.trigger).toEqual({ on: "grid", grid: gridOf(given.copy) });
        expect(restore.grid).toEqual(gridOf(given.restore));
        expect(wan).toMatchObject(answers.wan);
        expect(targets).toEqual(answers.targets);
      },
    ),
    { seed: 3, numRuns: 300 },
  );
});

test("sizes and rates are written in the largest unit that keeps them whole", () => {
  const answers: TemplateAnswers = {
    ...usualAnswers("low-bandwidth"),
    databaseSize: 1_500_000_000 as Bytes,
    wan: { bandwidth: 312_500 as BytesPerSecond, roundTrip: 80_500 as Micros },
  };
  const text = template(answers);
  expect(text).toContain("size: 1500 MB");
  expect(text).toContain("bandwidth: 2500 Kbps");
  expect(text).toContain("roundTrip: 0.0805 s");
});
