/** `compare` as its callers meet it: files, streams, exit status, the same bytes however many threads play. */
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
import { COMPARE_ROW_COLUMN_NAMES, DIFFERENCE_COLUMN_NAMES } from "../../src/reports/index.js";
import type { CompareResult } from "../../src/results/index.js";
import { PROGRAM } from "../tools/program.js";
import { inPools, PLANNED, POOL } from "./compare-pool.js";

/** Each of these starts the program several times, which takes long beside other tests. */
const PATIENCE = 240_000;
const FILES = ["differences.csv", "options.csv", "replications.csv", "result.json"];
const FEW = ["--replications", "12"];

const read = (cwd: string, name: string, folder = "results/pool/compare") =>
  readFileSync(join(cwd, folder, name), "utf8");
const rowsOf = (text: string) => text.trimEnd().split("\n");
const resultOf = (cwd: string) => JSON.parse(read(cwd, "result.json")) as CompareResult;
const namesOf = ({ options }: CompareResult) => options.map(({ name }) => name);

describe("stretchpool compare", { timeout: PATIENCE }, () => {
  it("prints the answer on stdout, nothing on stderr, writes four files and ends with status 0", () => {
    inPools((compare, cwd) => {
      const { status, stdout, stderr } = compare("pool.yaml", "planned.yaml", ...FEW);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout).toMatch(
        /planned against pool \(logShipping\.copy\.offset\): planned is better\. It loses/,
      );
      expect(stdout).toContain(
        "Written: results/pool/compare/result.json, options.csv, differences.csv, replications.csv",
      );
      expect(stdout).toContain("Try next:");
      expect(readdirSync(join(cwd, "results/pool/compare")).sort()).toEqual(FILES);
      compare("pool.yaml", "planned.yaml", ...FEW, "--out", "elsewhere");
      expect(readdirSync(join(cwd, "elsewhere")).sort()).toEqual(FILES);
    });
  });

  it("prints one JSON document and nothing else with --json, the same that it writes; nothing with --quiet", () => {
    inPools((compare, cwd) => {
      const { status, stdout, stderr } = compare("pool.yaml", "planned.yaml", ...FEW, "--json");
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      const result = JSON.parse(stdout) as CompareResult;
      expect([result.schema, result.fate, result.replications]).toEqual([
        "stretchpool/compare@1",
        "scripted",
        12,
      ]);
      expect(result.differing).toEqual([{ path: "logShipping.copy.offset", values: ["0 s", "30 s"] }]);
      expect(namesOf(result)).toEqual(["pool", "planned"]);
      expect(read(cwd, "result.json")).toBe(stdout);
      expect(compare("pool.yaml", "planned.yaml", ...FEW, "--quiet").stdout).toBe("");
    });
  });

  it("plays two hundred replications where nobody says how many, a hundred of random years", () => {
    inPools((compare, cwd) => {
      compare("pool.yaml", "planned.yaml", "--quiet", "--set", "users.count=0", "--set", "horizon=2 d");
      expect(resultOf(cwd).replications).toBe(200);
      compare(
        "pool.yaml",
        "planned.yaml",
        "--quiet",
        "--random",
        "--set",
        "users.count=0",
        "--set",
        "horizon=2 d",
      );
      expect([resultOf(cwd).replications, resultOf(cwd).fate]).toEqual([100, "random"]);
    });
  });

  it("deals random years where no scenario has anything that strikes", () => {
    inPools((compare, cwd) => {
      compare(
        "pool.yaml",
        "--vary",
        "topology.witness=true,false",
        "--set",
        "failures=[]",
        ...FEW,
        "--quiet",
      );
      expect(resultOf(cwd).fate).toBe("random");
      expect(namesOf(resultOf(cwd))).toEqual(["witness=true", "witness=false"]);
    });
  });

  it("gives the same bytes on 1, 2 and 4 threads, and again from its replay line", () => {
    inPools((compare, cwd) => {
      const words = [
        "pool.yaml",
        "--layouts",
        "high-bandwidth, low-bandwidth",
        "--vary",
        "people.detect=5 min,9 min",
      ];
      const bytes = (...more: string[]) => {
        expect(compare(...words, ...FEW, "--quiet", ...more).status).toBe(0);
        return FILES.map((name) => read(cwd, name));
      };
      const first = bytes();
      for (const workers of ["2", "4"]) expect(bytes("--workers", workers)).toEqual(first);
      const { replay } = resultOf(cwd);
      expect(replay).toBe(
        "stretchpool compare pool.yaml --layouts high-bandwidth,low-bandwidth --vary 'people.detect=5 min,9 min' " +
          "--seed 1 --replications 12",
      );
      const program = `"${process.execPath}" "${PROGRAM}"`;
      const again = spawnSync("bash", ["-c", replay.replace("stretchpool", program)], { cwd });
      expect(again.status).toBe(0);
      expect(FILES.map((name) => read(cwd, name))).toEqual(first);
    });
  });

  it("says in its replay line what changes the result, and nothing else", () => {
    inPools((compare, cwd) => {
      const changing = [
        ["--each-own-wan"],
        ["--same-instant"],
        ["--seed", "7"],
        ["--until", "site-loss.rpo.mean +- 1 d"],
        ["--target", "site-loss.rto.p95 <= 4 h"],
        ["--best", "site-loss.rto"],
        ["--indifference", "2 min"],
        ["--set", "people.detect=9 min"],
      ];
      const layouts = ["--layouts", "high-bandwidth,low-bandwidth,database-only"];
      compare(
        "pool.yaml",
        ...layouts,
        ...changing.flat(),
        ...FEW,
        "--workers",
        "1",
        "--quiet",
        "--out",
        "results/pool/compare",
      );
      expect(resultOf(cwd).replay).toBe(
        "stretchpool compare pool.yaml --layouts high-bandwidth,low-bandwidth,database-only --each-own-wan " +
          "--same-instant --seed 7 --replications 12 --until 'site-loss.rpo.mean +- 1 d' " +
          "--target 'site-loss.rto.p95 <= 4 h' --best site-loss.rto --indifference '2 min' --set 'people.detect=9 min'",
      );
      expect(resultOf(cwd).best!.indifference).toBe(120);
      expect(resultOf(cwd).sameInstant).toBe(true);
    });
  });

  it("gives all layouts the link of the first, or each its own, or what is varied", () => {
    inPools((compare, cwd) => {
      const links = (...words: string[]) => {
        expect(
          compare("pool.yaml", "--layouts", "high-bandwidth,low-bandwidth", ...FEW, "--quiet", ...words)
            .status,
        ).toBe(0);
        const { differing, options } = resultOf(cwd);
        const other = differing
          .filter(({ path }) => path !== "layout")
          .map(({ path, values }) => [path, ...values]);
        return { other, settings: options.map(({ settings }) => settings) };
      };
      expect(links().other).toEqual([]);
      expect(links("--each-own-wan").other).toEqual([
        ["wan.bandwidth", "1 Gbps", "50 Mbps"],
        ["wan.roundTrip", "5 ms", "80 ms"],
      ]);
      // What the file or --set says is the same for both already, and each its own means each its own.
      expect(links("--set", "wan.bandwidth=100 Mbps").other).toEqual([]);
      expect(links("--vary", "wan.bandwidth=100 Mbps,200 Mbps").other).toEqual([
        ["wan.bandwidth", "100 Mbps", "200 Mbps", "100 Mbps", "200 Mbps"],
      ]);
      writeFileSync(join(cwd, "pool.yaml"), `${POOL}wan: { roundTrip: 33 ms }\n`);
      expect(links().other).toEqual([]);
      expect(links("--each-own-wan").other).toEqual([
        ["wan.bandwidth", "1 Gbps", "50 Mbps"],
        ["wan.roundTrip", "5 ms", "80 ms"],
      ]);
    });
  });

  it("gives varied layouts the link of the first as well, whatever else is varied", () => {
    inPools((compare, cwd) => {
      const differing = (...words: string[]) => {
        expect(compare("pool.yaml", ...words, "--replications", "2", "--quiet").status).toBe(0);
        return resultOf(cwd).differing.map(({ path, values }) => [path, ...values]);
      };
      const layouts = ["layout=low-bandwidth,high-bandwidth", "low-bandwidth", "high-bandwidth"] as const;
      const [vary, low, high] = layouts;
      expect(differing("--vary", vary)).toEqual([["layout", low, high]]);
      const link = ["wan.bandwidth", "100 Mbps", "200 Mbps", "100 Mbps", "200 Mbps"];
      expect(differing("--vary", vary, "--vary", "wan.bandwidth=100 Mbps,200 Mbps")).toEqual([
        ["layout", low, low, high, high],
        link,
      ]);
    });
  });

  it("suggests what was asked with more replications than were played, and no precision that cannot be reached", () => {
    inPools((compare) => {
      const tried = (...words: string[]) => {
        const { stdout } = compare("pool.yaml", ...words);
        return stdout.slice(stdout.indexOf("Try next:"));
      };
      const asked = [
        ...[
          "--layouts",
          "high-bandwidth,low-bandwidth,database-only",
          "--target",
          "site-loss.rto.p95 <= 4 h",
        ],
        ...["--best", "site-loss.rto", "--indifference", "2 min"],
      ];
      expect(tried(...asked, "--same-instant", "--until", "site-loss.rpo.mean +- 1 d")).toMatch(
        /--same-instant --target 'site-loss.rto.p95 <= 4 h' --best site-loss.rto --indifference '2 min' --replications \d{2,4} /,
      );
      const free = ["--random", "--set", "failures=[]", "--set", "horizon=30 d", ...FEW];
      expect(tried("--vary", "costs={ lostMessage: 1 EUR },{ lostMessage: 2 EUR }", ...free)).not.toContain(
        "--until",
      );
    });
  });

  it("says that money is counted in random years where failures are scripted", () => {
    inPools((compare, cwd) => {
      const money = ["--set", "costs={ lostMessage: 1 EUR }", ...FEW, "--quiet"];
      compare("pool.yaml", "planned.yaml", ...money);
      expect(resultOf(cwd).notes.join()).toContain("Money is counted in random years only");
      compare("pool.yaml", "planned.yaml", ...money, "--random");
      expect(resultOf(cwd).notes.join()).not.toContain("Money is counted");
    });
  });

  it("compares all combinations of files, layouts and values, file by file", () => {
    inPools((compare, cwd) => {
      const words = [
        "--layouts",
        "high-bandwidth,low-bandwidth",
        "--vary",
        "runbook.order=documented,activate-first",
      ];
      compare("pool.yaml", "planned.yaml", ...words, "--replications", "2", "--quiet");
      const layouts = ["high-bandwidth", "low-bandwidth"];
      expect(namesOf(resultOf(cwd))).toEqual(
        ["pool", "planned"].flatMap((file) =>
          layouts.flatMap((layout) =>
            ["documented", "activate-first"].map((order) => `${file} · ${layout} · ${order}`),
          ),
        ),
      );
    });
  });

  it("writes the columns that the legend has, a row for each difference and each option in each replication", () => {
    inPools((compare, cwd) => {
      compare("pool.yaml", "planned.yaml", ...FEW, "--quiet");
      const [header, ...rows] = rowsOf(read(cwd, "replications.csv"));
      expect(header!.split(",")).toEqual(COMPARE_ROW_COLUMN_NAMES);
      const keys = rows.map((row) => row.split(",").slice(0, 2).join(" "));
      expect(keys.filter((key) => key.startsWith("pool "))).toEqual(
        Array.from({ length: 12 }, (_, at) => `pool ${at}`),
      );
      expect(new Set(keys).size).toBe(24);
      const [names, ...differences] = rowsOf(read(cwd, "differences.csv"));
      expect(names!.split(",")).toEqual(DIFFERENCE_COLUMN_NAMES);
      expect(differences).toHaveLength(Object.keys(resultOf(cwd).differences).length);
      expect(rowsOf(read(cwd, "options.csv"))).toHaveLength(3);
    });
  });

  it("goes on until a difference is as precise as asked, and ends with status 3 where it may not go on", () => {
    inPools((compare, cwd) => {
      const until = (expression: string, ...words: string[]) =>
        compare(
          "pool.yaml",
          "planned.yaml",
          "--set",
          "users.count=0",
          "--until",
          expression,
          "--json",
          ...words,
        );
      const reached = until("site-loss.rpo.mean +- 5 min");
      expect({ status: reached.status, stderr: reached.stderr }).toEqual({ status: 0, stderr: "" });
      expect(resultOf(cwd).until).toMatchObject([{ text: "site-loss.rpo.mean +- 5 min", reached: true }]);
      const missed = until("site-loss.rpo.mean +- 1 ms", "--replications", "20");
      expect({ status: missed.status, stderr: missed.stderr }).toEqual({
        status: 3,
        stderr: "not reached: site-loss.rpo.mean +- 1 ms\n",
      });
    });
  });

  it("holds every option to the targets of its file and to those that are given", () => {
    inPools((compare, cwd) => {
      compare(
        ...["pool.yaml", "planned.yaml", "--replications", "150", "--set", "users.count=0", "--quiet"],
        ...["--set", "targets.rpo=20 min", "--target", "site-loss.rpo.mean <= 1 s"],
      );
      for (const { targets } of resultOf(cwd).options) {
        expect(targets.map(({ text }) => text)).toContain("site-loss.rpo.mean <= 1 s");
        expect(targets.find(({ text }) => text.endsWith("1 s"))!.verdict).toBe("missed");
        expect(targets.some(({ text }) => text === "site-loss.rpo.p95 <= 20 min")).toBe(true);
      }
    });
  });

  it("writes nothing, and leaves what stood there, where it cannot write", () => {
    inPools((compare, cwd) => {
      writeFileSync(join(cwd, "a-file"), "");
      const nowhere = compare("pool.yaml", "planned.yaml", ...FEW, "--out", "a-file/below", "--json");
      expect([nowhere.status, nowhere.stdout]).toEqual([5, ""]);
      mkdirSync(join(cwd, "out"));
      writeFileSync(join(cwd, "out/options.csv"), "old");
      const limited = `ulimit -f 1; "${process.execPath}" "${PROGRAM}" compare pool.yaml planned.yaml --replications 200 --quiet --out out`;
      const { status, stderr } = spawnSync("bash", ["-c", limited], { cwd, encoding: "utf8" });
      expect([status, stderr]).toEqual([5, expect.stringContaining("cannot write to out")]);
      expect(readdirSync(join(cwd, "out"))).toEqual(["options.csv"]);
      expect(readFileSync(join(cwd, "out/options.csv"), "utf8")).toBe("old");
    });
  });

  it("keeps what was played, marked partial, when it is interrupted: status 130", async () => {
    const cwd = mkdtempSync(join(tmpdir(), "stretchpool-"));
    try {
      writeFileSync(join(cwd, "pool.yaml"), POOL);
      writeFileSync(join(cwd, "planned.yaml"), PLANNED);
      const words = ["compare", "pool.yaml", "planned.yaml", "--replications", "1000000", "--json"];
      const program = spawn(process.execPath, [PROGRAM, ...words], { cwd });
      let stdout = "";
      program.stdout.on("data", (text) => {
        stdout += text;
      });
      const folder = join(cwd, "results/pool/compare");
      // The files are begun when the first replication is.
      while (!existsSync(folder)) await new Promise((resolve) => setTimeout(resolve, 20));
      setTimeout(() => program.kill("SIGINT"), 4000);
      expect(await new Promise((resolve) => program.on("close", resolve))).toBe(130);
      const result = JSON.parse(stdout) as CompareResult;
      expect(result.partial).toEqual({ planned: 1_000_000 });
      expect(result.replications).toBeGreaterThan(0);
      expect(result.replications).toBeLessThan(1_000_000);
      expect(readdirSync(folder).sort()).toEqual(FILES);
      expect(rowsOf(read(cwd, "replications.csv"))).toHaveLength(2 * result.replications + 1);
    } finally {
      rmSync(cwd, { recursive: true, force: true });
    }
  });
});
