/**
 * The table of failures as it is published, in docs/failure-table.md and results/reference/failures/, is what the
 * program plays now. `npm run reference` makes both anew. Every shipped row is in it, and rows differ by the failure.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { failureTableMarkdown, jsonDocument } from "../../src/reports/index.js";
import { readScenario } from "../../src/scenario/index.js";
import { ROWS, vet } from "../../src/studies/index.js";
import { play, ROW_FOLDER, SWITCHED_OFF, textOf } from "../studies/failure-rows.js";
import { ROOT } from "../tools/program.js";

const remakes = process.env.STRETCHPOOL_REMAKE === "1";
const REPLICATIONS = 40;
const SOME_THOUSAND_LIVES = 300_000;

function holds(path: string, text: string): void {
  const file = join(ROOT, path);
  if (remakes) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  expect(existsSync(file), `${path} is missing: npm run reference makes it`).toBe(true);
  expect(text).toBe(readFileSync(file, "utf8"));
}

it(
  "is published as the program plays it",
  () => {
    const result = play({ replications: REPLICATIONS });
    const { stretchpool: _, ...published } = result;
    holds("docs/failure-table.md", failureTableMarkdown(result));
    holds("results/reference/failures/table.json", jsonDocument(published));
  },
  SOME_THOUSAND_LIVES,
);

describe("the shipped rows", () => {
  const files = readdirSync(ROW_FOLDER).map((name) => name.replace(/\.yaml$/, ""));

  it("are all in the table, each once", () => {
    const rows = ROWS.map(({ row }) => row);
    expect([...rows, ...SWITCHED_OFF].sort()).toEqual(files.sort());
    expect(new Set(rows).size).toBe(rows.length);
  });

  it.each(files)("%s opens with a comment on what happens in it", (row) => {
    const opening = /^(?:# .*\n)+/.exec(textOf(row))?.[0] ?? "";
    expect(opening.length).toBeGreaterThan(50);
  });

  it.each(files)("%s is a scenario that can be played by itself", (row) => {
    const reading = readScenario(textOf(row), { file: `${row}.yaml` });
    expect(reading.ok && vet(reading.scenario, reading.source)).toEqual([]);
  });

  it("share one pool and one crew: they differ by what strikes, and by what their own comment speaks of", () => {
    const own: Readonly<Record<string, readonly string[]>> = {
      "03-principal-without-witness": ["topology.witness"],
      "10-compliance": ["topology.compliance"],
      "36-site-1-with-compliance": ["topology.compliance"],
      "52-stale-mirror-forced": ["topology.witness"],
      "58-nobody-on-call": ["people.onCall"],
      "34-mirror-that-does-not-ship": ["mirroring.shipsLogs"],
      "50-bad-delete-noticed": ["logShipping.restore.delay"],
      "61-failback": ["failback"],
      "62-failback-safer": ["failback.order"],
    };
    const usual = ["name", "failures", "operations"];
    for (const row of files) {
      const found = leaves(parse(textOf(row)) as Fields).filter(
        (path) => !usual.includes(path.split(/[.[]/)[0]!),
      );
      const shared = [...SHARED.keys()];
      expect(found.sort(), row).toEqual([...shared, ...(own[row] ?? [])].sort());
      for (const [path, value] of SHARED)
        expect(valueAt(parse(textOf(row)) as Fields, path), row).toBe(value);
    }
  });
});

type Fields = Readonly<Record<string, unknown>>;

/** What every row says in the same words. */
const SHARED: ReadonlyMap<string, string> = new Map([
  ["logShipping.copy.offset", "30 s"],
  ["logShipping.restore.offset", "60 s"],
  ["people.detect", "5 min"],
  ["people.decide", "30 min"],
  ["people.step", "2 min"],
  ["topology.managementStore", "front-end-1"],
]);

const isMapping = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && Object.keys(value).length > 0;

/** The paths of all values, `a.b.c`. */
function leaves(fields: Fields): string[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    isMapping(value) ? leaves(value).map((path) => `${name}.${path}`) : [name],
  );
}

const valueAt = (fields: Fields, path: string): unknown =>
  path.split(".").reduce<unknown>((value, name) => (value as Fields)[name], fields);
