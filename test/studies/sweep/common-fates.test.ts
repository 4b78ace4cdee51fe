/** Who else is there changes nobody's fate: not another kind, not another part, not a later end, not another cell. */
import { describe, expect, it } from "vitest";
import { jsonDocument } from "../../../src/reports/index.js";
import type { Fate, Scenario } from "../../../src/spec/index.js";
import { stressed } from "./stressed.js";
import { exponential, fatesOf, still, sweepAll, sweepOf } from "./sweeping.js";

const DAY_MICROS = 86_400e6;
const tell = ({ id, failure, at, heals }: Fate[number]) => `${id} ${failure.what} ${at} ${heals}`;
const clockOf = (id: string): string => id.split("#")[0]!;

const COUNT = 20;
const told = (scenario: Scenario): string[][] => [...fatesOf(scenario, COUNT)].map((fate) => fate.map(tell));

describe("a kind that is switched off", () => {
  const whole = stressed("low-bandwidth", "200 d");
  const fates = told(whole);
  const kinds = [...(whole.reliability.parts ? Object.keys(whole.reliability.parts) : [])].filter(
    (name) => name !== "operator-error",
  );

  it.each(kinds)("takes only its own strikes away: %s", (kind) => {
    const without = told(stressed("low-bandwidth", "200 d", `reliability.${kind}.fails=0 / year`));
    let gone = 0;
    fates.forEach((fate, life) => {
      const left = new Set(without[life]);
      const missing = fate.filter((strike) => !left.has(strike));
      gone += missing.length;
      // What is left is what was there, and nothing is new; what is gone is of one kind of clock.
      expect(fate.filter((strike) => left.has(strike))).toEqual(without[life]);
      const clocks = new Set(missing.map((strike) => clockOf(strike).replace(/\d$/, "").split("/").at(-1)));
      expect(clocks.size).toBeLessThanOrEqual(kind === "database" ? 4 : 1);
    });
    expect(gone).toBeGreaterThan(0);
  });

  it("takes its errors away, where it is errors that answer failures", () => {
    const without = told(stressed("low-bandwidth", "200 d", "reliability.operator-error.perFailure=0 %"));
    fates.forEach((fate, life) => {
      expect(fate.filter((strike) => !/^\S+\/error /.test(strike))).toEqual(without[life]);
    });
    expect(fates.flat().some((strike) => /^\S+\/error /.test(strike))).toBe(true);
  });
});

describe("a longer life", () => {
  it.each(["low-bandwidth", "high-bandwidth"] as const)("begins like a shorter one: %s", (layout) => {
    const short = told(stressed(layout, "200 d"));
    const long = [...fatesOf(stressed(layout, "400 d"), COUNT)];
    long.forEach((fate, life) => {
      expect(fate.filter(({ at }) => at <= 200 * DAY_MICROS).map(tell)).toEqual(short[life]);
    });
    expect(long.some((fate) => fate.some(({ at }) => at > 200 * DAY_MICROS))).toBe(true);
  });
});

describe("a cell of a grid", () => {
  const lives = { replications: 64, incidents: "all" } as const;
  const cells = ["0 s", "7 min"].map((offset) =>
    still({
      horizon: "90 d",
      failback: {},
      logShipping: { copy: { offset } },
      reliability: {
        "site-1": { fails: { events: 4, in: "1 year" }, repair: "1 d" },
        wan: exponential(400, 12),
        mirror: exponential(600, 12),
      },
    }),
  );

  const METHODS = [{ method: "plain" }, { method: "stratified" }, { method: "biased", factor: 3 }] as const;
  it.each(METHODS)("has the figures and the rows of a sweep of its own, $method", (method) => {
    const grid = sweepAll(cells, { ...lives, method });
    cells.forEach((scenario, index) => {
      const alone = sweepOf(scenario, { ...lives, method });
      const own = grid.result.cells[index]!;
      expect(jsonDocument({ ...own, cell: 0 } as never)).toBe(jsonDocument(alone.result.cells[0]! as never));
      expect(grid.rows.filter(({ cell }) => cell === index)).toEqual(
        alone.rows.map((row) => ({ ...row, cell: index })),
      );
      expect(grid.incidents.filter(({ cell }) => cell === index)).toEqual(
        alone.incidents.map((one) => ({ ...one, cell: index })),
      );
    });
    expect(grid.result.cells[0]!.lostPerYear.value).not.toBe(grid.result.cells[1]!.lostPerYear.value);
  });

  it("is dealt as many lives of each stratum as alone, however many strata another one has", () => {
    const pool = (link: string) =>
      still({
        horizon: "30 d",
        reliability: {
          "site-1": { fails: "6 / year", repair: "1 d" },
          wan: { fails: link, repair: "12 h" },
        },
      });
    const method = { method: "stratified" } as const;
    const both = ["0 / year", "6 / year"].map(pool);
    const grid = sweepAll(both, { replications: 200, method }).result;
    both.forEach((scenario, index) => {
      const alone = sweepOf(scenario, { replications: 200, method }).result;
      expect(grid.cells[index]!.sampling).toEqual(alone.sampling);
      expect(grid.cells[index]!.lostPerYear).toEqual(alone.lostPerYear);
    });
  });

  it("meets the strikes that the others meet", () => {
    const { rows } = sweepAll(cells, lives);
    const strikes = (cell: number) => rows.filter((row) => row.cell === cell).map((row) => row.strikes);
    expect(strikes(0)).toEqual(strikes(1));
  });
});
