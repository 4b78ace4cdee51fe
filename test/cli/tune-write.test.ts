/** `tune --write`: the file that it writes and those that it never writes. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { TuneResult } from "../../src/results/index.js";
import { stretchpool } from "../tools/program.js";
import { inPool, POOL, QUICK, read, rest, resultOf } from "./tune-pool.js";

/** Each of these starts the program many times, which takes long beside other tests. */
const PATIENCE = 240_000;

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

  it("needs a folder that is there: a mistyped one is bad usage, and no folder is made", () => {
    inPool((tune, cwd) => {
      const { status, stdout, stderr } = tune(...QUICK, "--write", "new/deep/tuned.yaml");
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toContain("--write new/deep/tuned.yaml: there is no folder new/deep");
      expect(tune(...QUICK, "--write", "pool.yaml/tuned.yaml").stderr).toContain(
        "there is no folder pool.yaml",
      );
      expect(rest(cwd)).toEqual([]);
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
