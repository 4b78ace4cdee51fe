/**
 * The published sweeps of the shipped scenarios with random years. A prefix of their replications is played again here and
 * is the same, byte for byte; the whole is made anew by `npm run reference`, which takes the prefix out of it.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { jsonDocument, REPLICATIONS_HEADER, replicationRows } from "../../src/reports/index.js";
import type { ReplicationRow, SweepResult } from "../../src/results/index.js";
import { readScenario } from "../../src/scenario/index.js";
import { batchPlayer, type SweepPlan, startSweep } from "../../src/studies/index.js";
import { ROOT } from "../tools/program.js";

/** The whole stands in results/reference, its beginning in results/reference/sweeps. */
const PUBLISHED = [
  { name: "ten-years-high-bandwidth", replications: 200, prefix: 10 },
  { name: "ten-years-low-bandwidth", replications: 120, prefix: 10 },
  { name: "sites-known-from-evidence", replications: 640, prefix: 20 },
] as const;

const REFERENCE = join(ROOT, "results", "reference");
const remakes = process.env.STRETCHPOOL_REMAKE === "1";
const MINUTES = 60_000;

const fileOf = (name: string) => `scenarios/${name}.yaml`;

function planOf(name: string, replications: number): SweepPlan {
  const text = readFileSync(join(ROOT, fileOf(name)), "utf8");
  const reading = readScenario(text, { file: fileOf(name) });
  if (!reading.ok) throw new Error(`${name} is not valid`);
  return {
    cells: [{ settings: {}, scenario: reading.scenario }],
    seed: 1,
    method: { method: "plain" },
    incidents: "none",
    rows: true,
    replications,
    until: [],
    varied: [],
    replay: `stretchpool sweep ${name}.yaml --seed 1 --replications ${replications}`,
    version: "reference",
  };
}

function play(name: string, replications: number): { result: SweepResult; rows: ReplicationRow[] } {
  const plan = planOf(name, replications);
  const sweep = startSweep(plan);
  expect(sweep.refusal).toBeNull();
  const player = batchPlayer(plan);
  const rows: ReplicationRow[] = [];
  for (let tasks = sweep.next(); tasks !== null; tasks = sweep.next()) {
    for (const task of tasks) {
      const batch = player(task);
      sweep.absorb(batch);
      rows.push(...batch.rows);
    }
  }
  return { result: sweep.finish(false)!, rows };
}

/**
 * Without the version of the program, which changes more often than what it plays, and without the only cell, whose
 * figures stand above it; what holds no other record on a line of its own.
 */
function documentOf({ stretchpool: _, cells: __, ...result }: SweepResult): string {
  return jsonDocument(result)
    .replace(/\[[^[\]{}]*\]/g, onOneLine)
    .replace(/\{[^{}]*\}/g, onOneLine);
}

const onOneLine = (text: string): string => text.replace(/\s*\n\s*/g, " ");

const tableOf = (rows: readonly ReplicationRow[]): string => REPLICATIONS_HEADER + replicationRows(rows);

function holds(file: string, text: string): void {
  const path = join(REFERENCE, file);
  if (remakes) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  expect(existsSync(path), `${file} is missing: npm run reference makes it`).toBe(true);
  expect(text).toBe(readFileSync(path, "utf8"));
}

describe.each(PUBLISHED)("the published sweep of scenarios/$name.yaml", ({ name, replications, prefix }) => {
  it.runIf(remakes)(
    "is made anew, and begins with its prefix",
    () => {
      const { result, rows } = play(name, replications);
      expect(rows.length).toBe(replications);
      holds(`${name}.json`, documentOf(result));
      holds(`sweeps/${name}-first-${prefix}.csv`, tableOf(rows.slice(0, prefix)));
    },
    10 * MINUTES,
  );

  it(
    "begins with replications that come out the same, byte for byte",
    () => {
      const { result, rows } = play(name, prefix);
      holds(`sweeps/${name}-first-${prefix}.json`, documentOf(result));
      // Never made anew from here: it is the beginning of the whole.
      expect(tableOf(rows)).toBe(readFileSync(join(REFERENCE, `sweeps/${name}-first-${prefix}.csv`), "utf8"));
    },
    2 * MINUTES,
  );

  it("says how it is made", () => {
    const result = JSON.parse(readFileSync(join(REFERENCE, `${name}.json`), "utf8")) as SweepResult;
    expect(result.replay).toBe(planOf(name, replications).replay);
    expect([result.replications, result.partial]).toEqual([replications, null]);
  });
});
