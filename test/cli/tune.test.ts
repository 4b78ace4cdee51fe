/** `tune` as its callers meet it: files, streams, exit status. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { TuneResult } from "../../src/results/index.js";
import { inFolder, PROGRAM, stretchpool } from "../tools/program.js";
import { inPool, POOL, QUICK, read, rest, resultOf } from "./tune-pool.js";

/** Each of these starts the program many times, which takes long beside other tests. */
const PATIENCE = 240_000;

describe("stretchpool tune", { timeout: PATIENCE }, () => {
  it("prints the schedule first, writes two files and ends with status 0", () => {
    inPool((tune, cwd) => {
      const { status, stdout, stderr } = tune(...QUICK);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(
        stdout.split("\n").findIndex((line) => line.includes("LSBackup: Occurs every day")),
      ).toBeLessThan(6);
      expect(stdout).toContain("Written: results/pool/tune/result.json, candidates.csv");
      expect(stdout).toContain(
        "npx stretchpool tune pool.yaml --seed 1 --replications 12 --move 'logShipping.backup.every=15 min,20 min' " +
          "--hold logShipping.restore --hold logShipping.backup.offset --indifference '30 s' --exact-durations " +
          "--write tuned.yaml",
      );
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

  it("asks the same again in what it suggests, but for one thing, of the file wherever it lies", () => {
    inFolder((cwd) => {
      mkdirSync(join(cwd, "deep"));
      writeFileSync(join(cwd, "deep/pool.yaml"), POOL);
      const asked = [
        ...["--set", "wan.roundTrip=60 ms", "--target", "rpo <= 5 min", "--seed", "7", "--minimise", "wan"],
        ...["--indifference", "10 s", "--count-empty-copies"],
      ];
      const { stdout } = stretchpool(["tune", "deep/pool.yaml", ...QUICK, ...asked], { cwd });
      const suggested = stdout.split("\n").filter((line) => line.includes("npx stretchpool tune"));
      expect(suggested.length).toBe(2);
      const { replay } = JSON.parse(read(cwd, "results/pool/tune/result.json")) as TuneResult;
      const words = (line: string) => line.trim().match(/'[^']*'|\S+/g)!;
      for (const [at, path] of ["wan.bandwidth", "logShipping.share"].entries()) {
        const [, , , file, ...more] = words(suggested[at]!.split("#")[0]!);
        expect(file).toBe("deep/pool.yaml");
        const place = more.indexOf(path);
        expect(more[place - 1]).toBe("--move");
        expect(more.toSpliced(place - 1, 2)).toEqual(words(replay).slice(3));
      }
    });
  });

  it("says that the file's own target is in the way of one that could be met", () => {
    inPool((tune) => {
      const spoken = (...words: string[]) => tune(...QUICK, ...words).stdout.replace(/\s+/g, " ");
      const inTheWay = "site-loss.rpo.worst <= 5 min, a target of the file, is in the way:";
      const told = spoken("--set", "targets.rpo=5 min", "--target", "rpo.mean <= 10 min");
      expect(told).toContain(inTheWay);
      expect(told).toContain("--set 'targets.rpo=…' changes that.");
      expect(spoken("--set", "targets.rpo=5 min", "--target", "rpo.mean <= 1 s")).not.toContain("in the way");
      expect(spoken("--target", "rpo <= 5 min")).not.toContain("in the way");
    });
  });

  it("says that bandwidth has no price where it may move for nothing, and not where it has one", () => {
    inPool((tune) => {
      const move = [...QUICK, "--hold", "logShipping.copy.offset", "--move", "wan.bandwidth"];
      const note = "Bandwidth has no price here";
      const spoken = (...words: string[]) => tune(...move, ...words).stdout.replace(/\s+/g, " ");
      expect(spoken()).toContain(`${note}, so that more of it costs nothing: give costs.options.wan.`);
      const priced = ["--set", "costs={ options: { wan: 40 EUR / Mbps / year } }"];
      expect(spoken(...priced)).not.toContain(note);
      expect(tune(...QUICK).stdout).not.toContain(note);
    });
  });

  it("stops when it is interrupted, with status 130, and marks whatever it has written", async () => {
    await inPoolAwaiting(async (cwd) => {
      const words = ["tune", "pool.yaml", "--replications", "100000", "--write", "tuned.yaml"];
      const child = spawn(process.execPath, [PROGRAM, ...words], { cwd });
      let said = "";
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += data));
      const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
      const file = join(cwd, "results/pool/tune/result.json");
      // Its folder is made when nothing stands in the way of the search any more.
      while (!existsSync(dirname(file))) await new Promise((resolve) => setTimeout(resolve, 50));
      child.kill("SIGINT");
      expect(await ended).toBe(130);
      expect(said).toContain("Not written: tuned.yaml, for it was interrupted");
      expect(said).not.toContain("check tuned.yaml");
      expect(existsSync(join(cwd, "tuned.yaml"))).toBe(false);
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
