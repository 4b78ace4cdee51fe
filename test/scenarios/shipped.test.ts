/**
 * Every shipped scenario says what it shows, is valid, fits the schema for editors, and gives the published
 * figures in results/reference/, byte for byte. `npm run reference` makes those anew. Those with random years have
 * sweeps for figures, which sweeps.test.ts holds.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { RunResult } from "../../src/results/index.js";
import { jsonSchema, readScenario } from "../../src/scenario/index.js";
import { checkScenario, startRun } from "../../src/studies/index.js";
import { ROOT } from "../tools/program.js";

const REPLICATIONS = 200;
const REFERENCE = join(ROOT, "results", "reference");
const remakes = process.env.STRETCHPOOL_REMAKE === "1";

const names = readdirSync(join(ROOT, "scenarios")).filter((name) => name.endsWith(".yaml"));
const hasRandomYears = (text: string): boolean => /^reliability:$/m.test(text);
const validate = new Ajv2020({ strict: false }).compile(jsonSchema());

function published(file: string, text: string): string {
  const reading = readScenario(text, { file });
  if (!reading.ok) throw new Error(`${file} is not valid`);
  const { scenario, source } = reading;
  const replay = `stretchpool run ${file} --seed 1 --replications ${REPLICATIONS}`;
  const run = startRun({ scenario, seed: 1, replications: REPLICATIONS, replay, version: "reference" });
  while (run.advance(REPLICATIONS));
  const { incidents, stretchpool: _, ...result }: RunResult = run.finish();
  const { schedule, targets, issues } = checkScenario(scenario, source).result;
  const advice = issues.map(({ rule, message }) => ({ rule, message }));
  return `${JSON.stringify({ ...result, first: incidents[0] ?? null, check: { schedule, targets, advice } }, null, 2)}\n`;
}

describe.each(names)("scenarios/%s", (name) => {
  const text = readFileSync(join(ROOT, "scenarios", name), "utf8");

  it("opens with a comment on what it shows", () => {
    const opening = /^(?:#.*\n)+/.exec(text)?.[0] ?? "";
    expect(opening.length).toBeGreaterThan(150);
    expect(opening).toMatch(/What it[\s#]+shows:/);
  });

  it("fits the JSON Schema that editors use", () => {
    expect(validate(parse(text)) ? [] : validate.errors).toEqual([]);
  });

  it.skipIf(hasRandomYears(text))("gives its published figures", () => {
    const figures = published(name, text);
    const file = join(REFERENCE, `${name.replace(/\.yaml$/, "")}.json`);
    if (remakes) {
      mkdirSync(REFERENCE, { recursive: true });
      writeFileSync(file, figures);
    }
    expect(existsSync(file), `${file} is missing: npm run reference makes it`).toBe(true);
    expect(figures).toBe(readFileSync(file, "utf8"));
  });
});

describe("the published figures", () => {
  it("are of scenarios that are shipped", () => {
    const files = readdirSync(REFERENCE).filter((name) => name.endsWith(".json"));
    expect(files.sort()).toEqual(names.map((name) => name.replace(/\.yaml$/, ".json")).sort());
  });

  it("come from scenarios that are all different", () => {
    const prints = names.map((name) => {
      const file = join(REFERENCE, name.replace(/\.yaml$/, ".json"));
      return (JSON.parse(readFileSync(file, "utf8")) as RunResult).fingerprint;
    });
    expect(new Set(prints).size).toBe(names.length);
  });
});
