/** The schema that editors get: what it takes and refuses, and that every field explains itself. */
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { jsonSchema, readScenario, template, usualAnswers } from "../../src/scenario/index.js";
import { mutated } from "./mutations.js";
import { valid } from "./reading.js";
import { EVERY_FIELD, WHOLE_VOCABULARY } from "./samples.js";

const schema = jsonSchema();
const accepts = new Ajv2020({ strict: false, allErrors: true }).compile(schema);

describe("the JSON Schema accepts what the reader accepts", () => {
  test.each([
    ["the example of the vocabulary", WHOLE_VOCABULARY],
    ["every field", EVERY_FIELD],
    ["the template", template(usualAnswers("high-bandwidth"))],
    ["a custom layout", "layout: { site-1: { active: 1 } }"],
    ["blanks or none before units", 'wan: { bandwidth: 50Mbps, roundTrip: 80ms, efficiency: "70%" }'],
    ["bytes per second with blanks", "mirroring: { redoRate: 50 MB / s }"],
    ["several units", "horizon: 1 d 12 h 30 min"],
    ["shares as numbers", "restoredAt: 0.95"],
    ["an empty list", "failures: []"],
    ["laws", "people: { detect: { uniform: [1 min, 2 min] }, step: { empirical: [1 s] } }"],
    ["a profile by hours", `workload: { profile: { hours: [${"1, ".repeat(24)}] } }`],
    ["time zones", "sites: { site-1: { timeZone: UTC-3:30 }, site-2: { timeZone: UTC } }"],
    [
      "rates of failure",
      "reliability: { server-3: { fails: { exponential: 2000 h } }, site: { fails: 0 / year } }",
    ],
  ])("%s", (_, text) => {
    valid(text);
    expect(accepts(parse(text)), JSON.stringify(accepts.errors)).toBe(true);
  });
});

test("the JSON Schema accepts whatever changed file the reader accepts", () => {
  let read = 0;
  fc.assert(
    fc.property(mutated, (text) => {
      if (!readScenario(text, { file: "a.yaml" }).ok) return;
      read++;
      expect(accepts(parse(text)), JSON.stringify(accepts.errors)).toBe(true);
    }),
    { seed: 31, numRuns: 200 },
  );
  expect(read).toBeGreaterThan(20);
});

describe("the JSON Schema refuses", () => {
  test.each([
    ["unknown keys", "layuot: low-bandwidth"],
    ["unknown keys below", "wan: { bandwith: 50 Mbps }"],
    ["bare durations", "horizon: 14"],
    ["bare durations in quotes", 'horizon: "14"'],
    ["bare rates", "wan: { bandwidth: 50 }"],
    ["unknown units", "wan: { bandwidth: 50 mbps }"],
    ["months", "horizon: 2 months"],
    ["unknown words", "layout: low-bandwith"],
    ["laws of periods", "logShipping: { backup: { every: { exponential: 1 h } } }"],
    ["two laws in one", "people: { detect: { exponential: 1 h, uniform: [1 h, 2 h] } }"],
    ["half a law", "people: { detect: { lognormal: { median: 1 h } } }"],
    ["shares above 1", "restoredAt: 95"],
    ["unknown failures", "failures: [ { what: site-lost } ]"],
    ["failures without a kind", "failures: [ { where: site-1 } ]"],
    ["fields of other failures", "failures: [ { what: site-loss, job: copy } ]"],
    ["a mapping for a list", "failures: { what: site-loss }"],
    ["negative counts", "users: { count: -1 }"],
    ["empty sections", "wan:"],
  ])("%s", (_, text) => expect(accepts(parse(text))).toBe(false));
});

describe("every field of the JSON Schema", () => {
  interface Node {
    readonly description?: string;
    readonly properties?: Readonly<Record<string, Node>>;
    readonly required?: readonly string[];
    readonly [keyword: string]: unknown;
  }
  const fields: { path: string; needed: boolean; description: string | undefined }[] = [];
  const collect = (node: unknown, path: string): void => {
    if (typeof node !== "object" || node === null) return;
    const { properties = {}, required = [], ...rest } = node as Node;
    for (const [name, field] of Object.entries(properties)) {
      const below = path === "" ? name : `${path}.${name}`;
      fields.push({ path: below, needed: required.includes(name), description: field.description });
      collect(field, below);
    }
    for (const [keyword, value] of Object.entries(rest)) collect(value, `${path}/${keyword}`);
  };
  collect(schema, "");
  const outside = fields.filter(({ path }) => !path.startsWith("/$defs/law/"));

  test("is described in a sentence", () => {
    expect(fields.length).toBeGreaterThan(150);
    for (const { path, description } of fields) expect(description, path).toMatch(/^.{8,}[.]$/);
  });
  test("that may be left out says what holds then", () => {
    const optional = outside.filter(
      ({ path, needed }) =>
        !needed &&
        !/(hours|sine|events|in|uniform|triangular|exponential|lognormal|weibull|empirical)$/.test(path),
    );
    expect(optional.length).toBeGreaterThan(120);
    for (const { path, description } of optional) expect(description, path).toMatch(/Default: /);
  });
});

test("the JSON Schema is of draft 2020-12 and small enough for an editor", () => {
  expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
  expect(schema.title).toBe("stretchpool scenario");
  expect(JSON.stringify(schema).length).toBeLessThan(100_000);
});
