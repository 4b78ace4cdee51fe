/** The table of failures: what is in it, how a cell comes about, and what may not change it. */
import { describe, expect, it } from "vitest";
import { failuresCsv, jsonDocument } from "../../src/reports/index.js";
import type { FailuresResult, IncidentResult, PlayedCellResult } from "../../src/results/index.js";
import { WHATS } from "../../src/spec/index.js";
import { planColumns, planRow, ROWS, startRun, startTable } from "../../src/studies/index.js";
import { planned, play, textOf } from "./failure-rows.js";

const FEW = [
  "02-principal-with-witness",
  "31-site-1-destroyed",
  "33-mirror-failover-then-site-1",
  "40-link-cut",
];

const playedOf = ({ rows }: FailuresResult): PlayedCellResult[] =>
  rows.flatMap(({ cells }) => cells.flatMap((cell) => (cell.outcome === "played" ? [cell] : [])));

describe("the rows", () => {
  it("have every kind of failure that a scenario can name", () => {
    const { rows } = planned({});
    const seen = new Set(rows.flatMap(({ kinds }) => kinds));
    expect(WHATS.filter((what) => !seen.has(what))).toEqual([]);
  });

  it("have every wrong step that somebody can take", () => {
    const taken = planned({}).rows.flatMap(({ cells }) =>
      cells.flatMap((cell) => (cell.outcome === "play" ? cell.scenario.failures : [])),
    );
    const errors = taken.flatMap((one) => (one.what === "operator-error" ? [one.error] : []));
    expect([...new Set(errors)].sort()).toEqual([
      "failover-during-cut",
      "force-stale-mirror",
      "recover-secondary-early",
      "swap-active",
    ]);
  });

  it("have their groups in one piece each", () => {
    const groups = ROWS.map(({ group }) => group);
    const starts = groups.filter((group, index) => group !== groups[index - 1]);
    expect(new Set(starts).size).toBe(starts.length);
  });
});

describe("a cell", () => {
  it("is what all incidents of a replication cost together, as run plays them", () => {
    const replications = 12;
    const table = play({ rows: FEW, replications });
    const { rows } = planned({ rows: FEW });
    for (const [index, { cells }] of rows.entries()) {
      for (const [column, cell] of cells.entries()) {
        if (cell.outcome !== "play") throw new Error("left out");
        const run = startRun({ scenario: cell.scenario, seed: 1, replications, replay: "", version: "" });
        while (run.advance(1));
        const { incidents, fingerprint } = run.finish();
        const told = table.rows[index]!.cells[column] as PlayedCellResult;
        const lives = Array.from({ length: replications }, (_, life) =>
          incidents.filter(({ replication }) => replication === life),
        );
        const total = (of: (one: IncidentResult) => number) => {
          const values = lives.map((life) => life.reduce((sum, one) => sum + of(one), 0));
          const mean = values.reduce((sum, value) => sum + value, 0) / replications;
          return { least: Math.min(...values), mean, most: Math.max(...values) };
        };
        const near = (a: object, b: Record<string, number>) => {
          for (const [name, value] of Object.entries(b))
            expect(a).toHaveProperty(name, expect.closeTo(value, 4));
        };
        expect(told.fingerprint).toBe(fingerprint);
        near(
          told.rpo,
          total(({ rpo }) => rpo!),
        );
        near(
          told.lost,
          total(({ messages }) => messages.lost),
        );
        near(
          told.refused,
          total(({ messages }) => messages.refused),
        );
        near(
          told.exposure,
          total(({ exposure }) => exposure),
        );
        const longest = lives.map((life) => Math.max(...life.map(({ rto }) => rto!)));
        expect([told.rto.least, told.rto.most]).toEqual([Math.min(...longest), Math.max(...longest)]);
      }
    }
  });

  it("calls a bound exact only where the loss of the primary's site is all that happens", () => {
    const exact = play({ replications: 2 }).rows.filter(({ cells }) =>
      cells.some((cell) => cell.outcome === "played" && cell.rpo.exact !== null),
    );
    expect(exact.map(({ row }) => row)).toEqual([
      "30-site-1-for-hours",
      "31-site-1-destroyed",
      "36-site-1-with-compliance",
      "58-nobody-on-call",
    ]);
  });

  it("has no bound where a law draws the schedule", () => {
    const columns = planColumns(["low-bandwidth"]);
    const row = ROWS.find(({ row }) => row === "31-site-1-destroyed")!;
    if (!columns.ok) throw new Error("columns");
    const name = { ...row, file: "row", text: textOf(row.row) };
    const planning = planRow(name, columns.planned, ["logShipping.backup.jitter={ uniform: [0 s, 3 s] }"]);
    if (!planning.ok) throw new Error("row");
    const table = startTable({ ...PLAN, rows: [planning.planned], layouts: ["low-bandwidth"] });
    while (table.advance());
    expect(playedOf(table.finish()).map(({ rpo }) => rpo.exact)).toEqual([null]);
  });

  it("names the longest piece of the outage, and of what saves most the longest", () => {
    for (const { criticalPath, longestStep, savesMost, rto } of playedOf(play({ replications: 3 }))) {
      if (rto.most === 0 || rto.most === null) {
        expect([longestStep, savesMost]).toEqual([null, null]);
        continue;
      }
      const lengths = criticalPath.map(({ lasts }) => lasts);
      expect(criticalPath.find(({ step }) => step === longestStep)!.lasts).toBe(Math.max(...lengths));
      const saves = criticalPath.map(({ minuteSaves }) => minuteSaves);
      expect(criticalPath.find(({ step }) => step === savesMost)!.minuteSaves).toBe(Math.max(...saves));
    }
  });

  it("is left out, with the reason, where the layout does not have what is struck", () => {
    const { rows } = play({
      layouts: ["database-only"],
      rows: ["01-chat-server", "08-front-end-1"],
      replications: 1,
    });
    expect(rows.map(({ cells }) => cells)).toEqual([
      [LEFT_OUT("server-crash, but the layout database-only has no chat servers")],
      [LEFT_OUT("front-end-loss, but the layout database-only has no Front Ends")],
    ]);
  });

  const LEFT_OUT = (why: string) => ({ outcome: "left-out", layout: "database-only", why });
});

const PLAN = { seed: 1, replications: 2, replay: "", replayCell: () => "", version: "" };

describe("the sentence of a cell", () => {
  const cells = playedOf(
    play({ layouts: ["high-bandwidth", "low-bandwidth", "database-only"], replications: 3 }),
  );

  it("is whole sentences", () => {
    for (const { sentence } of cells) {
      expect(sentence).toMatch(/^[A-Z0-9].{20,}\.$/);
      expect(sentence).not.toMatch(/undefined|NaN|null|\.\.|;\.| {2}/);
    }
  });

  it("says that nothing is lost where nothing is, and nowhere else", () => {
    for (const { sentence, rpo } of cells) expect(/nothing is lost/i.test(sentence)).toBe(rpo.most === 0);
  });

  it("says that service goes on, or who waits for what", () => {
    for (const { sentence, usersDown } of cells) {
      const goesOn = usersDown.most === 0;
      const waits = /nobody|cut off|serve nobody/i.test(
        sentence.replace(/nobody is told|nobody has to help/gi, ""),
      );
      expect(waits, sentence).toBe(!goesOn);
    }
  });

  it("says what a second failure would meet wherever the pool was exposed", () => {
    for (const { sentence, exposure, rto } of cells) {
      if (exposure.least === 0 || rto.nNull > 0) continue;
      expect(sentence).toMatch(/nothing is shipped|do not catch up|would cost more|no mirror|not take over/);
    }
  });
});

describe("the table", () => {
  it("has the same bytes for the same seed, and others for another", () => {
    const bytes = (seed: number) => jsonDocument(play({ rows: FEW, replications: 3, seed }));
    expect(bytes(1)).toBe(bytes(1));
    expect(bytes(2)).not.toBe(bytes(1));
  });

  it("has the same cells in whatever order its columns stand", () => {
    const cellsOf = (layouts: readonly string[]) =>
      play({ rows: FEW, layouts, replications: 3 }).rows.map(({ cells }) =>
        [...cells].sort((a, b) => (a.layout < b.layout ? -1 : 1)),
      );
    expect(cellsOf(["low-bandwidth", "high-bandwidth"])).toEqual(
      cellsOf(["high-bandwidth", "low-bandwidth"]),
    );
    const [only] = cellsOf(["low-bandwidth"]);
    expect(cellsOf(["low-bandwidth", "database-only"])[0]).toContainEqual(only![0]);
  });

  it("calls layouts by their own names, takes counts of servers, and refuses one that stands there twice", () => {
    const names = (...given: string[]) => {
      const columns = planColumns(given);
      return columns.ok ? columns.planned : columns.issues.map(({ issue }) => issue.message);
    };
    const own = "{ site-1: { active: 3, idle: 1 }, site-2: { active: 1, idle: 3 } }";
    expect(names("one-side-active", "split-active", own)).toEqual(["low-bandwidth", "high-bandwidth", own]);
    expect(names("low-bandwidth", "one-side-active")).toEqual(["the layout low-bandwidth is given twice"]);
    expect(names("nowhere")[0]).toMatch(/^expected high-bandwidth/);
  });

  it("leaves out rows that an interruption cut short, and says how many there were to be", () => {
    const { rows, layouts } = planned({ rows: FEW });
    const table = startTable({ ...PLAN, rows, layouts });
    for (let cell = 0; cell < 3; cell++) table.advance();
    const result = table.finish();
    expect(result.rows.map(({ row }) => row)).toEqual(["02-principal-with-witness"]);
    expect(result.partial).toEqual({ planned: FEW.length });
  });

  it("has one line for each cell in its file for spreadsheets", () => {
    const result = play({ rows: FEW, replications: 1 });
    expect(failuresCsv(result).trim().split("\n").length).toBe(1 + 2 * FEW.length);
  });
});
