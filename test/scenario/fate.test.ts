/** A fate is printed in the words of a scenario's failures, and read again it is the same fate. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Streams } from "../../src/engine/index.js";
import { scriptedFate } from "../../src/fate/index.js";
import { fateRecords, printFate } from "../../src/fate/print-fate.js";
import { FATE_SCHEMA } from "../../src/results/index.js";
import { printIssue, readFate, readScenario, struckBy } from "../../src/scenario/index.js";
import { type Failure, type Fate, fixed, STRIKING_WHATS, type Strike } from "../../src/spec/index.js";
import { type Micros, micros, YEAR } from "../../src/units/index.js";
import { EVERY_FIELD } from "./samples.js";

const HEAD = { scenario: "Site 1 lost", seed: 1, replication: 3 };

function readable(text: string) {
  const reading = readFate(text, { file: "fate.yaml" });
  if (reading.ok) return reading;
  throw new Error(
    `not valid:\n${reading.issues.map((issue) => printIssue(issue, text)).join("\n")}\n${text}`,
  );
}

const fateOf = (failures: readonly Failure[]): Fate => scriptedFate(failures, null, new Streams(1, 3));

/** What a fate says of a strike: laws have been drawn, so only their kind is left. */
const essence = ({ id, at, heals, failure }: Strike) => {
  const { when: _when, lasts, ...rest } = failure;
  return { id, at, heals, lasts: lasts.lasts, ...rest };
};

describe("a printed fate", () => {
  it("is one strike a line, in the words of a scenario's failures", () => {
    const text = `failures: [{ what: site-loss, at: { uniform: [1 d 10 h 14.04 s, 1 d 10 h 14.04 s] }, lasts: 8 h }]`;
    const reading = readScenario(text, { file: "a.yaml" });
    if (!reading.ok) throw new Error("not valid");
    expect(printFate(fateOf(reading.scenario.failures), HEAD)).toBe(
      [
        "# what is going to strike, and how to play it again: stretchpool run FILE --fate THIS-FILE",
        "schema: stretchpool/fate@1",
        "scenario: Site 1 lost",
        "seed: 1",
        "replication: 3",
        "strikes:",
        "  - { id: site-loss/site-1/1, what: site-loss, where: site-1, at: 1 d 10 h 14.04 s, lasts: 8 h, disks: kept }",
        "",
      ].join("\n"),
    );
  });

  it("of a life in which nothing strikes has an empty list", () => {
    expect(readable(printFate([], HEAD))).toMatchObject({ head: HEAD, failures: [] });
  });

  it("carries the schema that results declare", () => {
    expect(printFate([], HEAD)).toContain(`\nschema: ${FATE_SCHEMA}\n`);
  });

  it("quotes what YAML would take for something else", () => {
    for (const scenario of [
      "true",
      "12",
      "1e5",
      "0x1F",
      "a: b",
      "# c",
      "- d",
      "[e",
      "null",
      "é, è",
      '"',
      "x #y",
    ])
      expect(readable(printFate([], { ...HEAD, scenario })).head.scenario).toBe(scenario);
  });

  it("tells of every kind of failure, and has a record for each", () => {
    const reading = readScenario(EVERY_FIELD, { file: "a.yaml" });
    if (!reading.ok) throw new Error("not valid");
    const failures = reading.scenario.failures.filter(({ when }) => when.at === "drawn");
    const fate = fateOf(failures);
    expect(fateRecords(fate).find(({ what }) => what === "job-failing")).toEqual({
      id: "job-failing/1",
      what: "job-failing",
      at: "1 d",
      lasts: "2 d",
      job: "copy",
      silent: true,
    });
    expect(new Set(fateRecords(fate).map(({ what }) => what)).size).toBe(STRIKING_WHATS.length - 1);
    expect(fateOf(readable(printFate(fate, HEAD)).failures).map(essence)).toEqual(fate.map(essence));
  });
});

const instant = fc.integer({ min: 0, max: 100 * YEAR }).map((value) => value as Micros);
const length = fc
  .oneof(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 100 * YEAR }))
  .map(micros);
const id = fc.stringMatching(/^[A-Za-z][A-Za-z0-9._/#-]{0,40}$/);
const sigma = fc.double({ min: 0, max: 10, noNaN: true });
const inOrder = (count: number) =>
  fc.array(length, { minLength: count, maxLength: count }).map((values) => values.sort((a, b) => a - b));
const law = fc.oneof(
  length.map(fixed),
  inOrder(2).map(([from, to]) => ({ law: "uniform" as const, from: from!, to: to! })),
  inOrder(3).map(([low, mode, high]) => ({
    law: "triangular" as const,
    low: low!,
    mode: mode!,
    high: high!,
  })),
  length.map((mean) => ({ law: "exponential" as const, mean })),
  fc.record({ law: fc.constant("lognormal" as const), median: length, sigma }),
  fc.record({ law: fc.constant("weibull" as const), scale: length, shape: sigma.map((value) => value || 1) }),
  fc.array(length, { minLength: 1, maxLength: 4 }).map((values) => ({ law: "empirical" as const, values })),
);
const bandwidth = fc
  .oneof(fc.integer({ min: 1, max: 1e9 }), fc.double({ min: 1e-9, max: 1e15, noNaN: true }))
  .map((value) => value as never);
const oneOf = <T extends string>(...words: T[]) => fc.constantFrom(...words);

/** The fields of each kind beside id, instant and length. */
const KINDS: Readonly<Record<string, fc.Arbitrary<Record<string, unknown>>>> = {
  "site-loss": fc.record({ where: oneOf("site-1", "site-2"), disks: oneOf("kept", "destroyed") }),
  "wan-cut": fc.record({ response: oneOf("wait", "fail-over") }),
  "wan-slow": fc
    .record({
      bandwidth: fc.option(bandwidth),
      roundTrip: fc.option(fc.integer({ min: 0, max: 3_600_000_000 })),
    })
    .filter((fields) => fields.bandwidth !== null || fields.roundTrip !== null),
  "principal-crash": fc.record({ how: oneOf("process", "host", "log-drive", "data-drive") }),
  "mirror-crash": fc.record({ how: oneOf("process", "host", "log-drive", "data-drive") }),
  "database-crash": fc.record({
    where: oneOf("principal", "mirror"),
    how: oneOf("process", "host", "log-drive", "data-drive"),
  }),
  "witness-crash": fc.record({ where: oneOf("witness", "secondary-witness") }),
  "secondary-crash": fc.record({ where: oneOf("secondary", "secondary-mirror") }),
  "compliance-crash": fc.constant({}),
  "server-crash": fc.record({ where: oneOf("server-1", "server-8"), how: oneOf("process", "host") }),
  "front-end-loss": fc.record({ where: oneOf("front-end-1", "front-end-2") }),
  "share-loss": fc.record({ disks: oneOf("kept", "destroyed") }),
  "job-failing": fc.record({ job: oneOf("backup", "copy", "restore"), silent: fc.boolean() }),
  "corrupt-backup": fc.constant({}),
  "chain-broken": fc.constant({}),
  "bad-delete": fc.record({ removes: length.map((value) => Math.max(1, value)), noticed: law }),
  "operator-error": fc.record({ error: oneOf("force-stale-mirror", "swap-active") }),
};

const failureOf = (what: string): fc.Arbitrary<Failure> => {
  const isInstant = what === "bad-delete" || what === "operator-error";
  const lasts = fc.oneof(
    fc.constant({ lasts: "by-people" }),
    ...(isInstant
      ? []
      : [fc.constant({ lasts: "forever" }), length.map((value) => ({ lasts: "drawn", law: fixed(value) }))]),
  );
  return fc.tuple(id, instant, lasts, KINDS[what]!).map(([key, at, given, fields]) => {
    const isGone = what === "site-loss" && given.lasts === "forever";
    return {
      key,
      when: { at: "drawn", law: fixed(at) },
      lasts: given,
      what,
      ...fields,
      ...(isGone ? { disks: "destroyed" } : {}),
    } as unknown as Failure;
  });
};

describe("printing and reading", () => {
  it.each(STRIKING_WHATS)("gives the same strikes to the microsecond: %s", (what) => {
    fc.assert(
      fc.property(
        fc.uniqueArray(failureOf(what), { selector: ({ key }) => key, maxLength: 4 }),
        (failures) => {
          const fate = fateOf(failures);
          const text = printFate(fate, HEAD);
          const reading = readable(text);
          expect(reading.head).toEqual(HEAD);
          expect(fateOf(reading.failures).map(essence)).toEqual(fate.map(essence));
          expect(printFate(fateOf(reading.failures), HEAD)).toBe(text);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("takes any name, seed and replication", () => {
    const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
    const seed = fc.maxSafeNat();
    const replication = fc.nat(9_999_999);
    fc.assert(
      fc.property(fc.record({ scenario: name, seed, replication }), (head) => {
        const named = readScenario(`name: ${JSON.stringify(head.scenario)}`, { file: "a.yaml" });
        if (!named.ok) return;
        expect(readable(printFate([], head)).head).toEqual(head);
      }),
    );
  });

  it("is the same for strikes in another order", () => {
    const lines = [
      "  - { id: a, what: wan-cut, at: 2 h, lasts: 1 h }",
      "  - { id: b/1, what: corrupt-backup, at: 1 h }",
    ];
    const text = (strikes: string[]) =>
      `${printFate([], HEAD).replace("strikes: []\n", "strikes:\n")}${strikes.join("\n")}\n`;
    expect(readable(text(lines)).failures).toEqual(readable(text([...lines].reverse())).failures);
  });
});

const withStrikes = (...strikes: string[]) =>
  ["schema: stretchpool/fate@1", "scenario: A", "seed: 1", "replication: 0", "strikes:"]
    .concat(strikes.map((strike) => `  - ${strike}`))
    .join("\n");
const GOOD = "{ id: cut, what: wan-cut, at: 1 h, lasts: 1 h }";

describe("a scenario struck by a fate", () => {
  const text = "name: A\nwan: { poolTraffic: none }\nfailures: [{ what: wan-cut }, { what: site-loss }]\n";
  const reading = readScenario(text, { file: "a.yaml" });
  if (!reading.ok) throw new Error("not valid");
  const { scenario, source } = struckBy(readable(withStrikes(GOOD)), reading.scenario, reading.source);

  it("has the fate's strikes for its failures, and all else from its own file", () => {
    expect(scenario.failures).toEqual([
      {
        key: "cut",
        when: { at: "drawn", law: fixed(micros(3_600_000_000)) },
        lasts: { lasts: "drawn", law: fixed(micros(3_600_000_000)) },
        what: "wan-cut",
        response: "wait",
      },
    ]);
    expect(scenario.given).toEqual([
      "failures[0].at",
      "failures[0].id",
      "failures[0].lasts",
      "failures[0].what",
      "name",
      "wan.poolTraffic",
    ]);
  });

  it("is spoken of by the file in which a field stands", () => {
    expect(source.positionOf("failures[0].at")).toEqual({ file: "fate.yaml", line: 6, column: 35 });
    expect(source.issueAt("wan.poolTraffic", "no")).toMatchObject({ file: "a.yaml", line: 2, value: "none" });
  });
});
