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
import { inFolder, PROGRAM, stretchpool } from "../tools/program.js";

/** Sites that are lost often enough for a few lives to say something. */
const POOL = `
name: Often lost
layout: low-bandwidth
horizon: 1825 d
targets: { rpo: 20 min, rto: 4 h }
logShipping: { copy: { offset: 30 s } }
failback: {}
reliability: { site: { fails: 0.5 / year } }
`;
const FILES = ["cells.csv", "incidents.csv", "replications.csv", "result.json"];

function inPool<T>(
  work: (sweep: (...words: string[]) => ReturnType<typeof stretchpool>, cwd: string) => T,
): T {
  return inFolder((cwd) => {
    writeFileSync(join(cwd, "pool.yaml"), POOL);
    return work((...words) => stretchpool(["sweep", "pool.yaml", ...words], { cwd }), cwd);
  });
}

const read = (cwd: string, name: string, folder = "results/pool/sweep") =>
  readFileSync(join(cwd, folder, name), "utf8");
const rowsOf = (text: string) => text.trimEnd().split("\n");
const resultOf = (cwd: string, folder?: string) =>
  JSON.parse(read(cwd, "result.json", folder)) as SweepResult;

describe("stretchpool sweep", () => {
  it("prints the report on stdout, nothing on stderr, writes four files and ends with status 0", () => {
    inPool((sweep, cwd) => {
      const { status, stdout, stderr } = sweep("--replications", "60");
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
      const { status, stdout, stderr } = sweep("--replications", "60", "--json");
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect((JSON.parse(stdout) as SweepResult).schema).toBe("stretchpool/sweep@1");
      expect(read(cwd, "result.json")).toBe(stdout);
      expect(sweep("--replications", "60", "--quiet").stdout).toBe("");
    });
  });

  it("plays a thousand replications where nobody says how many", () => {
    inPool((sweep, cwd) => {
      sweep("--quiet");
      expect(resultOf(cwd).replications).toBe(1000);
      expect(rowsOf(read(cwd, "replications.csv"))).toHaveLength(1001);
    });
  });

  it("gives the same bytes on 1, 2, 4 and 8 threads, and again from its replay line", () => {
    inPool((sweep, cwd) => {
      const words = ["--replications", "150", "--vary", "logShipping.copy.offset=0 s,30 s", "--quiet"];
      const bytes = (...more: string[]) => {
        expect(sweep(...words, "--incidents", "all", ...more).status).toBe(0);
        return FILES.map((name) => read(cwd, name));
      };
      const first = bytes();
      expect(first[1]!.length).toBeGreaterThan(10_000);
      for (const workers of ["2", "4", "8", "max"]) expect(bytes("--workers", workers)).toEqual(first);
      const { replay } = resultOf(cwd);
      expect(replay).toBe(
        "stretchpool sweep pool.yaml --seed 1 --replications 150 --vary 'logShipping.copy.offset=0 s,30 s'",
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
      expect(rows("--replications", "40").slice(0, 21)).toEqual(few);
      expect(rows("--replications", "20", "--seed", "2")).not.toEqual(few);
    });
  });

  it("deals all cells of a grid the same fates", () => {
    inPool((sweep, cwd) => {
      sweep(
        "--replications",
        "40",
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
      const strikes = rowsOf(read(cwd, "replications.csv"))
        .slice(1)
        .map((row) => row.split(",").slice(0, 3).map(Number));
      expect(strikes).toHaveLength(160);
      const ofCell = (cell: number) => strikes.filter(([own]) => own === cell).map(([, ...rest]) => rest);
      for (const cell of [1, 2, 3]) expect(ofCell(cell)).toEqual(ofCell(0));
    });
  });

  it("writes the columns that the legend has, with those of the grid and of the kinds", () => {
    inPool((sweep, cwd) => {
      sweep("--replications", "40", "--vary", "logShipping.copy.offset=0 s,30 s", "--quiet");
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
        ["0", "0 s", "40"],
        ["1", "30 s", "40"],
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
        sweep("--replications", "40", "--incidents", incidents, "--quiet");
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
        sweep("--replications", "60", "--require", expression, ...words);
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
      const reached = sweep("--until", "lossEventsPerYear +- 20 %", "--json");
      expect({ status: reached.status, stderr: reached.stderr }).toEqual({ status: 0, stderr: "" });
      const { until, replications } = resultOf(cwd);
      expect(until).toMatchObject([{ text: "lossEventsPerYear +- 20 %", reached: true }]);
      expect(replications).toBeLessThan(100_000);
      const missed = sweep("--until", "lossEventsPerYear +- 0.1 %", "--replications", "100", "--json");
      expect({ status: missed.status, stderr: missed.stderr }).toEqual({
        status: 3,
        stderr: "not reached: lossEventsPerYear +- 0.1 %\n",
      });
      const list = sweep("--until", "lossEventsPerYear +- 50 %, availability +- 10 %", "--quiet");
      expect(list.status).toBe(0);
      expect(resultOf(cwd).until).toHaveLength(2);
    });
  });

  it("refuses what is too big with the arithmetic, before anything is played or written", () => {
    inPool((sweep, cwd) => {
      const { status, stdout, stderr } = sweep("--replications", "10000000", "--set", "horizon=100000 d");
      expect({ status, stdout }).toEqual({ status: 5, stdout: "" });
      expect(stderr).toMatch(/failures a year .* are .* failures, more than/);
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
            `ulimit -f 8; "${process.execPath}" "${PROGRAM}" sweep pool.yaml --quiet --out out --workers ${workers}`,
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
        const words = ["sweep", "pool.yaml", "--replications", "300000", "--json", "--workers", workers];
        const program = spawn(process.execPath, [PROGRAM, ...words], { cwd });
        let stdout = "";
        program.stdout.on("data", (text) => {
          stdout += text;
        });
        setTimeout(() => program.kill("SIGINT"), 3000);
        const status = await new Promise((resolve) => program.on("close", resolve));
        expect(status).toBe(130);
        const result = JSON.parse(stdout) as SweepResult;
        expect(result.partial).toEqual({ planned: 300_000 });
        expect(result.replications).toBeGreaterThan(0);
        expect(result.replications).toBeLessThan(300_000);
        expect(readdirSync(join(cwd, "results/pool/sweep")).sort()).toEqual(FILES);
        const rows = rowsOf(read(cwd, "replications.csv"));
        expect(rows).toHaveLength(result.replications + 1);
        // What was kept is what would have been kept: the beginning of the same sweep.
        const few = stretchpool(["sweep", "pool.yaml", "--replications", "30", "--out", "few", "--quiet"], {
          cwd,
        });
        expect(few.status).toBe(0);
        expect(rows.slice(0, 31)).toEqual(rowsOf(read(cwd, "replications.csv", "few")));
      } finally {
        rmSync(cwd, { recursive: true, force: true });
      }
    },
  );
});

describe("bad usage of sweep ends with status 2, says what is wrong on stderr and writes nothing", () => {
  it.each<[string, string[], string]>([
    ["a grid without values", ["--vary", "people.detect"], "expected a path, an equals sign and values"],
    ["a grid without a path", ["--vary", "=1,2"], "expected a path, an equals sign and values"],
    ["a value that is missing", ["--vary", "people.detect=5 min,,6 min"], "a value is missing"],
    ["a value twice", ["--vary", "people.detect=5 min,5 min"], "5 min stands there twice"],
    [
      "a path twice",
      ["--vary", "people.detect=5 min", "--vary", "people.detect=6 min"],
      "--vary people.detect was given more than once",
    ],
    [
      "a grid too large",
      ["--vary", `seed=${numbers(40)}`, "--vary", `x=${numbers(30)}`],
      "40 × 30 = 1,200 cells",
    ],
    ["a field that is not there", ["--vary", "people.detct=1 h,2 h"], "did you mean: detect?"],
    [
      "a value that is none",
      ["--vary", "people.detect=1 h,2"],
      "--vary people.detect=2:1:15: the unit is missing",
    ],
    ["a path into the object model", ["--vary", "__proto__.x=1,2"], "__proto__"],
    ["a list of brackets", ["--vary", `people.detect=${"[".repeat(5000)}`], "--vary"],
    ["an unknown measure", ["--until", "site-loss.rop.p95 +- 5 %"], "did you mean: rpo?"],
    ["a precision without a width", ["--until", "site-loss.rpo.p95 +-"], "a quantity is missing"],
    [
      "a precision without a kind",
      ["--until", "rpo.p95 +- 5 %"],
      "--until rpo.p95 +- 5 %: pooled over all kinds",
    ],
    ["a comparison where a precision is due", ["--until", "site-loss.rpo.p95 <= 5 s"], "asked for with +-"],
    ["an expression without an end", ["--until", `${"a.".repeat(5000)} +- 1`], "too long for an expression"],
    [
      "a requirement without a kind",
      ["--require", "rpo.p99 <= 15 min"],
      "name the kind, such as site-loss.rpo",
    ],
    ["an RTO without a kind", ["--require", "rto.p99 <= 4 h"], "name the kind, such as site-loss.rto"],
    [
      "targets that are not there",
      ["--set", "targets={rpo: none, rto: none}", "--require", "pTargetMissedInYear <= 1 %"],
      "the scenario has no targets",
    ],
    ["a method that is none", ["--method", "guess"], "--method"],
    ["a factor beside plain", ["--bias-factor", "10"], "only --method biased makes failures come more often"],
    ["a factor of one", ["--method", "biased", "--bias-factor", "1"], "expected a number of more than 1"],
    ["incidents of no kind", ["--incidents", "some"], "incidents"],
    ["no workers", ["--workers", "0"], "--workers 0: expected a whole number from 1 to 256, or max"],
    ["workers beyond all counting", ["--workers", "1e9"], "--workers 1e9: expected"],
  ])("%s", (_, words, message) => {
    inPool((sweep, cwd) => {
      const { status, stdout, stderr } = sweep("--replications", "10", ...words);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toContain(message);
      expect(existsSync(join(cwd, "results"))).toBe(false);
    });
  });

  it("and tells everything that is wrong in a grid at once, each once", () => {
    inPool((sweep) => {
      const { status, stderr } = sweep("--vary", "people.detect=1 h,2", "--vary", "wan.bandwidth=5,50 Mbps");
      expect(status).toBe(2);
      expect(stderr.match(/the unit is missing/g)).toHaveLength(2);
    });
  });

  it("a figure of random years is no requirement on a run, which says so", () => {
    inPool((_, cwd) => {
      const words = ["run", "scenarios/staggered-copy.yaml", "--require", "lostPerYear <= 5"];
      const { status, stderr } = stretchpool(words, { cwd });
      expect(status).toBe(2);
      expect(stderr).toContain("lostPerYear is a figure of random years: only `sweep` has it");
    });
  });
});

function numbers(many: number): string {
  return Array.from({ length: many }, (_, at) => at).join(",");
}
