/** `sweep` as its callers meet it: files, streams, exit status, the same bytes however many threads play. */
import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  CELL_COLUMN_NAMES,
  KIND_COLUMN_NAMES,
  REPLICATION_COLUMN_NAMES,
  SWEEP_INCIDENT_COLUMN_NAMES,
} from "../../src/reports/index.js";
import type { SweepResult } from "../../src/results/index.js";
import { PROGRAM, stretchpool } from "../tools/program.js";
import { inPool, POOL } from "./sweep-pool.js";

/** Each of these starts the program many times, which takes long beside other tests. */
const PATIENCE = 240_000;

const FILES = ["cells.csv", "incidents.csv", "replications.csv", "result.json"];

const read = (cwd: string, name: string, folder = "results/pool/sweep") =>
  readFileSync(join(cwd, folder, name), "utf8");
const rowsOf = (text: string) => text.trimEnd().split("\n");
const resultOf = (cwd: string, folder?: string) =>
  JSON.parse(read(cwd, "result.json", folder)) as SweepResult;

describe("stretchpool sweep", { timeout: PATIENCE }, () => {
  it("prints the report on stdout, nothing on stderr, writes four files and ends with status 0", () => {
    inPool((sweep, cwd) => {
      const { status, stdout, stderr } = sweep("--replications", "16");
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout).toContain("Often lost");
      expect(stdout).toContain(
        "Written: results/pool/sweep/result.json, cells.csv, replications.csv, incidents.csv",
      );
      expect(stdout).toContain("Try next:");
      expect(readdirSync(join(cwd, "results/pool/sweep")).sort()).toEqual(FILES);
      sweep("--replications", "20", "--out", "elsewhere");
      expect(readdirSync(join(cwd, "elsewhere")).sort()).toEqual(FILES);
    });
  });

  it("prints one JSON document and nothing else with --json, the same that it writes; nothing with --quiet", () => {
    inPool((sweep, cwd) => {
      const { status, stdout, stderr } = sweep("--replications", "16", "--json");
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect((JSON.parse(stdout) as SweepResult).schema).toBe("stretchpool/sweep@1");
      expect(read(cwd, "result.json")).toBe(stdout);
      expect(sweep("--replications", "16", "--quiet").stdout).toBe("");
    });
  });

  it("plays a thousand replications where nobody says how many", () => {
    inPool((sweep, cwd) => {
      sweep("--quiet", "--set", "horizon=20 d");
      expect(resultOf(cwd).replications).toBe(1000);
      expect(rowsOf(read(cwd, "replications.csv"))).toHaveLength(1001);
    });
  });

  it("gives the same bytes on 1, 2, 4 and 8 threads, and again from its replay line", () => {
    inPool((sweep, cwd) => {
      const words = ["--replications", "16", "--vary", "logShipping.copy.offset=0 s,30 s", "--quiet"];
      const bytes = (...more: string[]) => {
        expect(sweep(...words, "--incidents", "all", ...more).status).toBe(0);
        return FILES.map((name) => read(cwd, name));
      };
      const first = bytes();
      expect(rowsOf(first[1]!).length).toBeGreaterThan(50);
      for (const workers of ["2", "4", "8"]) expect(bytes("--workers", workers)).toEqual(first);
      const { replay } = resultOf(cwd);
      expect(replay).toBe(
        "stretchpool sweep pool.yaml --seed 1 --replications 16 --vary 'logShipping.copy.offset=0 s,30 s'",
      );
      const again = spawnSync(
        "bash",
        ["-c", replay.replace("stretchpool", `"${process.execPath}" "${PROGRAM}"`)],
        {
          cwd,
        },
      );
      expect(again.status).toBe(0);
      expect(read(cwd, "result.json")).toBe(first[3]);
    });
  });

  it("gives other bytes with another seed, and each replication its own fate whatever their number", () => {
    inPool((sweep, cwd) => {
      const rows = (...words: string[]) => {
        sweep("--quiet", ...words);
        return rowsOf(read(cwd, "replications.csv"));
      };
      const few = rows("--replications", "20");
      expect(rows("--replications", "30").slice(0, 21)).toEqual(few);
      expect(rows("--replications", "20", "--seed", "2")).not.toEqual(few);
    });
  });

  it("deals all cells of a grid the same fates", () => {
    inPool((sweep, cwd) => {
      sweep(
        "--replications",
        "16",
        "--vary",
        "people.detect=5 min,50 min",
        "--vary",
        "logShipping.copy.offset=0 s,30 s",
      );
      const result = resultOf(cwd);
      expect(result.varied).toEqual([
        { path: "people.detect", values: ["5 min", "50 min"] },
        { path: "logShipping.copy.offset", values: ["0 s", "30 s"] },
      ]);
      expect(result.cells.map(({ settings }) => Object.values(settings))).toEqual([
        ["5 min", "0 s"],
        ["5 min", "30 s"],
        ["50 min", "0 s"],
        ["50 min", "30 s"],
      ]);
      const struck = REPLICATION_COLUMN_NAMES.indexOf("strikes");
      const strikes = rowsOf(read(cwd, "replications.csv"))
        .slice(1)
        .map((row) => row.split(","))
        .map((row) => [row[0], row[1], row[struck]].map(Number));
      expect(strikes).toHaveLength(64);
      const ofCell = (cell: number) => strikes.filter(([own]) => own === cell).map(([, ...rest]) => rest);
      for (const cell of [1, 2, 3]) expect(ofCell(cell)).toEqual(ofCell(0));
    });
  });

  it("writes the columns that the legend has, with those of the grid and of the kinds", () => {
    inPool((sweep, cwd) => {
      sweep("--replications", "16", "--vary", "logShipping.copy.offset=0 s,30 s", "--quiet");
      const [header, ...cells] = rowsOf(read(cwd, "cells.csv")).map((row) => row.split(","));
      const kinds = Object.keys(resultOf(cwd).summary).sort();
      expect(kinds).toContain("site-loss");
      expect(header).toEqual([
        "cell",
        "logShipping.copy.offset",
        ...CELL_COLUMN_NAMES.slice(1),
        ...kinds.flatMap((kind) => KIND_COLUMN_NAMES.map((name) => `${kind}_${name}`)),
      ]);
      expect(cells.map((row) => row.slice(0, 3))).toEqual([
        ["0", "0 s", "16"],
        ["1", "30 s", "16"],
      ]);
      for (const row of cells) expect(row).toHaveLength(header!.length);
      const figure = header!.indexOf("lost_per_year_messages");
      expect(Number(cells[1]![figure])).toBe(resultOf(cwd).cells[1]!.lostPerYear.value);
      const heads = ["replications.csv", "incidents.csv"].map((name) =>
        rowsOf(read(cwd, name))[0]!.split(","),
      );
      expect(heads).toEqual([REPLICATION_COLUMN_NAMES, SWEEP_INCIDENT_COLUMN_NAMES]);
    });
  });

  it("keeps the losing incidents, all of them, or none, and no figure hangs on which", () => {
    inPool((sweep, cwd) => {
      const [losing, all, none] = ["losing", "all", "none"].map((incidents) => {
        sweep("--replications", "16", "--incidents", incidents, "--quiet");
        return { rows: rowsOf(read(cwd, "incidents.csv")).slice(1), result: read(cwd, "result.json") };
      });
      expect(none!.rows).toEqual([]);
      expect(losing!.rows.length).toBeGreaterThan(10);
      const rpo = SWEEP_INCIDENT_COLUMN_NAMES.indexOf("rpo_s");
      for (const row of losing!.rows) expect(row.split(",")[rpo]).not.toBe("0");
      expect(all!.rows.length).toBeGreaterThan(losing!.rows.length);
      expect(losing!.rows.filter((row) => !all!.rows.includes(row))).toEqual([]);
      expect([losing!.result, none!.result]).toEqual([all!.result, all!.result]);
    });
  });

  it("judges requirements on every cell, and ends with status 4 unless all are met", () => {
    inPool((sweep) => {
      const require = (expression: string, ...words: string[]) =>
        sweep("--replications", "16", "--require", expression, ...words);
      const met = require("lossEventsPerYear <= 50, site-loss.rpo.observedMax <= 1825 d");
      expect([met.status, met.stdout.match(/^met: /gm)?.length]).toEqual([0, 2]);
      const missed = require("lossEventsPerYear <= 0.001");
      expect([missed.status, missed.stdout]).toEqual([
        4,
        expect.stringContaining("missed: lossEventsPerYear <= 0.001\n"),
      ]);
      const undecided = require("secondary-crash.rpo.p99 <= 1 s");
      expect([undecided.status, undecided.stdout]).toEqual([
        4,
        expect.stringContaining("undecided: secondary-crash"),
      ]);
      const grid = require("lossEventsPerYear <= 50", "--vary", "people.detect=5 min,50 min", "--json");
      expect([grid.status, grid.stderr]).toEqual([
        0,
        "met: lossEventsPerYear <= 50 with people.detect=5 min\nmet: lossEventsPerYear <= 50 with people.detect=50 min\n",
      ]);
    });
  });

  it("goes on until a figure is as precise as asked, and ends with status 3 where it may not go on", () => {
    inPool((sweep, cwd) => {
      const reached = sweep("--until", "lossEventsPerYear +- 50 %, availability +- 10 %", "--json");
      expect({ status: reached.status, stderr: reached.stderr }).toEqual({ status: 0, stderr: "" });
      const { until, replications } = resultOf(cwd);
      expect(until).toMatchObject([
        { text: "lossEventsPerYear +- 50 %", reached: true },
        { text: "availability +- 10 %", reached: true },
      ]);
      expect(replications).toBeLessThan(100_000);
      const missed = sweep("--until", "lossEventsPerYear +- 0.1 %", "--replications", "100", "--json");
      expect({ status: missed.status, stderr: missed.stderr }).toEqual({
        status: 3,
        stderr: "not reached: lossEventsPerYear +- 0.1 %\n",
      });
    });
  });

  it("refuses what is too big with the arithmetic, before anything is played or written", () => {
    inPool((sweep, cwd) => {
      const { status, stdout, stderr } = sweep("--replications", "10000000", "--set", "horizon=36500 d");
      expect({ status, stdout }).toEqual({ status: 5, stdout: "" });
      expect(stderr).toMatch(
        /failures a year are [\d,]+ failures, more than the [\d,]+ that one sweep may play/,
      );
      expect(existsSync(join(cwd, "results"))).toBe(false);
    });
  });

  it("writes nothing, and leaves what stood there, where it cannot write or the disk fills up", () => {
    inPool((sweep, cwd) => {
      writeFileSync(join(cwd, "a-file"), "");
      const nowhere = sweep("--replications", "20", "--out", "a-file/below", "--json");
      expect([nowhere.status, nowhere.stdout]).toEqual([5, ""]);
      expect(nowhere.stderr).toContain("a part of the path is a file");
      for (const workers of ["1", "2"]) {
        rmSync(join(cwd, "out"), { recursive: true, force: true });
        mkdirSync(join(cwd, "out"));
        writeFileSync(join(cwd, "out/replications.csv"), "old");
        // No file may grow beyond 8 blocks: the write fails in the middle, as on a disk that fills up.
        const { status, stderr } = spawnSync(
          "bash",
          [
            "-c",
            `ulimit -f 8; "${process.execPath}" "${PROGRAM}" sweep pool.yaml --replications 16 --quiet --out out --workers ${workers}`,
          ],
          { cwd, encoding: "utf8" },
        );
        expect([status, stderr]).toEqual([5, expect.stringContaining("cannot write to out")]);
        expect(readdirSync(join(cwd, "out"))).toEqual(["replications.csv"]);
        expect(readFileSync(join(cwd, "out/replications.csv"), "utf8")).toBe("old");
      }
    });
  });

  it.each(["1", "2"])(
    "keeps what was played, marked partial, when it is interrupted, with --workers %s: status 130",
    async (workers) => {
      const cwd = mkdtempSync(join(tmpdir(), "stretchpool-"));
      try {
        writeFileSync(join(cwd, "pool.yaml"), POOL);
        const words = ["sweep", "pool.yaml", "--replications", "1000000", "--json", "--workers", workers];
        const program = spawn(process.execPath, [PROGRAM, ...words], { cwd });
        let stdout = "";
        program.stdout.on("data", (text) => {
          stdout += text;
        });
        const folder = join(cwd, "results/pool/sweep");
        // The files are begun when the first replication is.
        while (!existsSync(folder)) await new Promise((resolve) => setTimeout(resolve, 20));
        setTimeout(() => program.kill("SIGINT"), 4000);
        const status = await new Promise((resolve) => program.on("close", resolve));
        expect(status).toBe(130);
        const result = JSON.parse(stdout) as SweepResult;
        expect(result.partial).toEqual({ planned: 1_000_000 });
        expect(result.replications).toBeGreaterThan(0);
        expect(result.replications).toBeLessThan(1_000_000);
        expect(readdirSync(folder).sort()).toEqual(FILES);
        const rows = rowsOf(read(cwd, "replications.csv"));
        expect(rows).toHaveLength(result.replications + 1);
        // What was kept is what would have been kept: the beginning of the same sweep.
        const few = stretchpool(["sweep", "pool.yaml", "--replications", "5", "--out", "few", "--quiet"], {
          cwd,
        });
        expect(few.status).toBe(0);
        expect(rows.slice(0, 6)).toEqual(rowsOf(read(cwd, "replications.csv", "few")));
      } finally {
        rmSync(cwd, { recursive: true, force: true });
      }
    },
  );
});
