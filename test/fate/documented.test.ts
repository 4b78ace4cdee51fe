/** The page on reliability is held against the program: every figure, the ways to write them, and the log that it shows. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FIGURES } from "../../src/fate/random/defaults.js";
import { readFate } from "../../src/scenario/index.js";
import { ROOT } from "../tools/program.js";
import { clockNamed, planOf, scenarioOf } from "./fates.js";

const page = readFileSync(join(ROOT, "docs", "reliability.md"), "utf8");

const rows = page
  .split("\n")
  .filter((line) => /^\| `/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, kind, fails, repair, range, source]) => ({
    kind: kind!.replaceAll("`", ""),
    fails: fails!.replaceAll("`", ""),
    repair: repair!.replaceAll("`", ""),
    range: range!,
    source: source!,
  }));

describe("the table of figures", () => {
  test("has a row for every kind and no other", () => {
    expect(rows.map(({ kind }) => kind).sort()).toEqual(Object.keys(FIGURES).sort());
  });

  test("says a range, and where each figure is from", () => {
    for (const { range, source } of rows) {
      expect(range).not.toBe("");
      expect(source).toMatch(/^(assumed|derived|none|a median edge|eight of a hundred)/);
    }
  });

  test.each(rows)("$kind is what the program takes", ({ kind, fails, repair }) => {
    const known = FIGURES[kind as keyof typeof FIGURES];
    const byPeople = repair === "by people";
    const written = byPeople ? "" : `, repair: ${repair}`;
    const entry = scenarioOf(`reliability: { ${kind}: { fails: ${fails}${written} } }`).reliability.parts;
    const given = Object.values(entry)[0]!;
    expect(byPeople ? null : given.repair).toEqual(known.repair);
    // A rate and an exponential law are two ways to say the same.
    const perSecond = ({ fails: by }: Pick<typeof given, "fails">) =>
      by.by === "rate"
        ? by.rate
        : by.by === "law" && by.law.law === "exponential"
          ? 1e6 / by.law.mean
          : Number.NaN;
    expect(perSecond(given)).toBeCloseTo(perSecond(known), 18);
  });
});

test("the other ways to write what is said there are read", () => {
  const more = [
    "wan: { fails: { exponential: 20000 h }, repair: { lognormal: { median: 4 h, sigma: 1.2 } } }",
  ];
  for (const entry of more) {
    expect(page).toContain(entry);
    expect(planOf(scenarioOf(`reliability: { ${entry} }`)).clocks.length).toBeGreaterThan(30);
  }
  const weibull = "{ weibull: { scale: 900 h, shape: 0.75 } }";
  expect(page).toContain(weibull);
  const plan = planOf(scenarioOf(`reliability: { server: { fails: ${weibull} } }`));
  expect(clockNamed(plan, "server-3").up).toMatchObject({ law: "weibull", shape: 0.75 });
});

test("a machine's own entry wins over its kind's, and without a repair it takes the kind's", () => {
  const text =
    "database: { fails: 3 / year, repair: 2 h }, mirror: { fails: 5 / year }, site-2: { fails: 0 / year }";
  const plan = planOf(scenarioOf(`reliability: { ${text} }`));
  const rates = ["principal", "mirror"].map((name) => clockNamed(plan, name));
  expect(rates.map(({ down }) => down)).toEqual(
    [2, 2].map((hours) => ({ law: "fixed", value: hours * 3.6e9 })),
  );
  expect(rates.map(({ ratePerYear }) => Math.round(ratePerYear * 100) / 100)).toEqual([3, 4.99]);
  expect(plan.clocks.some(({ name }) => name === "site-2")).toBe(false);
  expect(plan.clocks.some(({ name }) => name === "site-2/short-site-outage")).toBe(true);
});

test("the log that it shows is a fate", () => {
  const log = /```csv\n([\s\S]*?)```/.exec(page)![1]!;
  expect(readFate(log, { file: "outages.csv" })).toMatchObject({ ok: true, failures: { length: 3 } });
});
