/** `tune` as its callers meet it: files, streams, exit status, the file that it writes and those that it never writes. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { TuneResult } from "../../src/results/index.js";
import { type Ended, inFolder, PROGRAM, stretchpool } from "../tools/program.js";

/** Each of these starts the program many times, which takes long beside other tests. */
const PATIENCE = 240_000;

/** The default grid, for nobody: soon played. */
const POOL = `# Ours.
name: The pool
layout: low-bandwidth
targets: { rpo: 20 min }      # agreed with the board
users: { count: 0 }
wan: { bandwidth: 100 Mbps, roundTrip: 80 ms, efficiency: 1, poolTraffic: none }
logShipping:
  backup: { every: 15 min, duration: 20 s, fileSize: 300 MB }
  copy:
    every: 15 min             # as delivered
    overhead: 0 s
  restore: { every: 15 min }
`;

/** Few schedules, played a few times. */
const QUICK = [
  "--exact-durations",
  "--replications",
  "12",
  "--move",
  "logShipping.backup.every=15 min,20 min",
  "--hold",
  "logShipping.restore",
  "--hold",
  "logShipping.backup.offset",
];

function inPool<T>(
  work: (tune: (...words: string[]) => Ended, cwd: string) => T,
  text = POOL,
  file = "pool.yaml",
): T {
  return inFolder((cwd) => {
    writeFileSync(join(cwd, file), text);
    return work((...words) => stretchpool(["tune", file, ...words], { cwd }), cwd);
  });
}

const read = (cwd: string, name: string) => readFileSync(join(cwd, name), "utf8");
const resultOf = (cwd: string, folder = "results/pool/tune") =>
  JSON.parse(read(cwd, join(folder, "result.json"))) as TuneResult;
const rest = (cwd: string) => readdirSync(cwd).filter((name) => !["pool.yaml", "scenarios"].includes(name));

describe("stretchpool tune", { timeout: PATIENCE }, () => {
  it("prints the schedule first, writes two files and ends with status 0", () => {
    inPool((tune, cwd) => {
      const { status, stdout, stderr } = tune(...QUICK);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(
        stdout.split("\n").findIndex((line) => line.includes("LSBackup: Occurs every day")),
      ).toBeLessThan(6);
      expect(stdout).toContain("Written: results/pool/tune/result.json, candidates.csv");
      expect(stdout).toContain("npx stretchpool tune pool.yaml --write tuned.yaml");
      expect(readdirSync(join(cwd, "results/pool/tune")).sort()).toEqual(["candidates.csv", "result.json"]);
      const { best, now } = resultOf(cwd);
      expect(best!.schedule!.mean).toBeLessThan(now.schedule!.mean);
      for (const line of best!.words) expect(stdout).toContain(line);
      tune(...QUICK, "--out", "elsewhere");
      expect(read(cwd, "elsewhere/result.json")).toBe(read(cwd, "results/pool/tune/result.json"));
    });
  });

  it("prints one JSON document and nothing else with --json, the same that it writes; nothing with --quiet", () => {
    inPool((tune, cwd) => {
      const { status, stdout, stderr } = tune(...QUICK, "--json");
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect((JSON.parse(stdout) as TuneResult).schema).toBe("stretchpool/tune@1");
      expect(read(cwd, "results/pool/tune/result.json")).toBe(stdout);
      expect(tune(...QUICK, "--quiet")).toEqual({ status: 0, stdout: "", stderr: "" });
    });
  });

  it("gives the same bytes again with the command that it calls its replay", () => {
    inPool((tune, cwd) => {
      const first = tune(
        ...QUICK,
        "--json",
        "--target",
        "rpo.mean <= 9 min",
        "--seed",
        "7",
        "--set",
        "wan.roundTrip=60 ms",
      );
      const { replay } = JSON.parse(first.stdout) as TuneResult;
      const words = [...replay.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2]!).slice(1);
      expect(stretchpool([...words, "--json"], { cwd }).stdout).toBe(first.stdout);
    });
  });

  it("ends with status 4 where no schedule meets the targets, shows the nearest, and writes no schedule", () => {
    inPool((tune, cwd) => {
      const { status, stdout, stderr } = tune(...QUICK, "--target", "rpo <= 5 min", "--write", "tuned.yaml");
      expect({ status, stderr }).toEqual({ status: 4, stderr: "" });
      expect(stdout).toContain(
        "No schedule that was looked at meets the targets. The one that comes nearest:",
      );
      expect(stdout).toContain("Not written: tuned.yaml, for no schedule meets the targets");
      expect(stdout).toContain("--move wan.bandwidth");
      expect(existsSync(join(cwd, "tuned.yaml"))).toBe(false);
      expect(resultOf(cwd).nearest).not.toBe(null);
      const quiet = tune(...QUICK, "--target", "rpo <= 5 min", "--write", "tuned.yaml", "--quiet");
      expect(quiet).toEqual({
        status: 4,
        stdout: "",
        stderr: "Not written: tuned.yaml, for no schedule meets the targets\n",
      });
    });
  });

  it("stops when it is interrupted, with status 130, and marks whatever it has written", async () => {
    await inPoolAwaiting(async (cwd) => {
      const child = spawn(process.execPath, [PROGRAM, "tune", "pool.yaml", "--replications", "100000"], {
        cwd,
      });
      const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
      const file = join(cwd, "results/pool/tune/result.json");
      // Its folder is made when nothing stands in the way of the search any more.
      while (!existsSync(dirname(file))) await new Promise((resolve) => setTimeout(resolve, 50));
      child.kill("SIGINT");
      expect(await ended).toBe(130);
      if (existsSync(file)) expect(resultOf(cwd).partial).toEqual({ planned: 100_000 });
    });
  });
});

async function inPoolAwaiting(work: (cwd: string) => Promise<void>): Promise<void> {
  const cwd = mkdtempSync(join(tmpdir(), "stretchpool-"));
  try {
    writeFileSync(join(cwd, "pool.yaml"), POOL);
    await work(cwd);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

describe("the file that --write writes", { timeout: PATIENCE }, () => {
  /** What a file's jobs come to, by the program itself. */
  const wordsNow = (cwd: string, file: string): readonly string[] => {
    const { stdout } = stretchpool(["tune", file, ...QUICK, "--json", "--out", "again"], { cwd });
    return (JSON.parse(stdout) as TuneResult).now.words;
  };

  it("is the scenario with the schedule that was found: comments, order and all other fields stay", () => {
    inPool((tune, cwd) => {
      const { status, stdout } = tune(...QUICK, "--write", "tuned.yaml");
      expect(status).toBe(0);
      expect(stdout).toContain("Written: tuned.yaml");
      expect(stdout).toContain("npx stretchpool check tuned.yaml");
      const { best } = resultOf(cwd);
      expect(wordsNow(cwd, "tuned.yaml")).toEqual(best!.words);
      const tuned = read(cwd, "tuned.yaml");
      for (const comment of ["# Ours.", "# agreed with the board", "# as delivered"])
        expect(tuned).toContain(comment);
      expect({ ...parse(tuned), logShipping: null }).toEqual({ ...parse(POOL), logShipping: null });
      expect(stretchpool(["check", "tuned.yaml"], { cwd }).status).toBe(0);
      expect(read(cwd, "pool.yaml")).toBe(POOL);
    });
  });

  it("is never one that exists: that is bad usage, and the file stays as it is", () => {
    inPool((tune, cwd) => {
      writeFileSync(join(cwd, "old.yaml"), "precious");
      const { status, stdout, stderr } = tune(...QUICK, "--write", "old.yaml");
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toContain("--write old.yaml: this file exists already");
      expect(read(cwd, "old.yaml")).toBe("precious");
      expect(existsSync(join(cwd, "results"))).toBe(false);
      expect(tune(...QUICK, "--write", "pool.yaml").status).toBe(2);
      expect(read(cwd, "pool.yaml")).toBe(POOL);
    });
  });

  it("holds what --set said as well, and counts from midnight as the agent's jobs do", () => {
    const more = [
      "--set",
      "wan.bandwidth=90 Mbps",
      "--set",
      "logShipping.anchor=run",
      "--write",
      "tuned.yaml",
    ];
    inPool((tune, cwd) => {
      expect(tune(...QUICK, ...more).status).toBe(0);
      const { wan, logShipping } = parse(read(cwd, "tuned.yaml"));
      expect(wan.bandwidth).toBe("90 Mbps");
      expect(logShipping.anchor).toBe("day");
      expect(wordsNow(cwd, "tuned.yaml")).toEqual(resultOf(cwd).best!.words);
    });
  });

  it("gives up the copy job's grid for backups that start it, and the other way round", () => {
    const afterwards = POOL.replace(/every: 15 min +# as delivered/, "after: backup");
    const gridOnly = ["--move", "logShipping.copy.every=15 min"];
    inPool((tune, cwd) => {
      expect(tune(...QUICK, ...gridOnly, "--write", "tuned.yaml").status).toBe(0);
      const { copy } = parse(read(cwd, "tuned.yaml")).logShipping;
      expect(copy).toMatchObject({ every: "15 min", overhead: "0 s" });
      expect(copy.after).toBe(undefined);
    }, afterwards);
    inPool((tune, cwd) => {
      const words = QUICK.filter((word) => word !== "--exact-durations");
      expect(tune(...words, "--write", "tuned.yaml").status).toBe(0);
      const { copy } = parse(read(cwd, "tuned.yaml")).logShipping;
      expect(copy).toEqual({ overhead: "0 s", after: "backup" });
    });
  });

  it("is JSON where the scenario is", () => {
    const json = JSON.stringify(parse(POOL), null, 2);
    inPool(
      (tune, cwd) => {
        expect(tune(...QUICK, "--write", "tuned.json").status).toBe(0);
        const tuned = JSON.parse(read(cwd, "tuned.json"));
        expect(tuned.targets).toEqual({ rpo: "20 min" });
        expect(wordsNow(cwd, "tuned.json")).toEqual(resultOf(cwd).best!.words);
      },
      json,
      "pool.json",
    );
  });
});

describe("bad usage of tune ends with status 2, says what is wrong on stderr and writes nothing", () => {
  it.each<[string, string[], string]>([
    ["no target at all", ["--set", "targets={}"], "tune needs a target to search for"],
    ["an unknown measure", ["--target", "rop <= 5 min"], "did you mean: rpo?"],
    ["a target without a unit", ["--target", "rpo <= 5"], "the unit is missing"],
    ["a target that is no comparison", ["--target", "rpo +- 5 min"], "not a comparison"],
    ["a target that asks for more loss", ["--target", "rpo >= 5 min"], "less of it is better"],
    [
      "a quantile that so few cannot show",
      ["--target", "rto <= 4 h", "--replications", "58"],
      "takes 59 replications",
    ],
    ["a field that cannot move", ["--move", "wan.bandwith"], "did you mean wan.bandwidth?"],
    ["a value that is none", ["--move", "logShipping.backup.every=5"], "the unit is missing"],
    [
      "an interval of no agent",
      ["--move", "logShipping.backup.every=7 s"],
      "no schedule of SQL Server Agent",
    ],
    ["a field that cannot be held", ["--hold", "users.count"], "--hold users.count"],
    [
      "nothing left to move",
      ["--hold", "logShipping.backup", "--hold", "logShipping.copy", "--hold", "logShipping.restore"],
      "nothing may move",
    ],
    ["a cost that is none", ["--minimise", "effort"], "Argument: minimise"],
    ["money without prices", ["--minimise", "money"], "the scenario gives no prices"],
    ["no indifference", ["--indifference", "0 s"], "--indifference 0 s: must be more than 0"],
    ["an indifference without a unit", ["--indifference", "30"], "--indifference 30: the unit is missing"],
    [
      "replications beyond all counting",
      ["--replications", "1e9"],
      "--replications 1e9: expected a whole number",
    ],
    ["a scenario that is wrong", ["--set", "wan.bandwidth=5"], "wan.bandwidth"],
    [
      "a field that --write cannot set",
      ["--set", "failures[0].what=site-loss", "--write", "tuned.yaml"],
      "cannot be written into the file",
    ],
    ["an option of another command", ["--until", "rpo.p95 +- 5 %"], "unknown option --until"],
  ])("%s", (_, words, message) => {
    inPool((tune, cwd) => {
      const { status, stdout, stderr } = tune(...words);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toContain(message);
      expect(rest(cwd)).toEqual([]);
    });
  });
});
