/** The program as its callers meet it: streams, exit status, files, the same bytes everywhere. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { RunResult } from "../../src/results/index.js";
import { inFolder, PROGRAM, stretchpool } from "../tools/program.js";

const STAGGERED = "scenarios/staggered-copy.yaml";
const ANY_MOMENT = "scenarios/site-1-lost-low-bandwidth.yaml";

describe("stretchpool run", () => {
  it("prints the report on stdout, nothing on stderr, and ends with status 0", () => {
    inFolder((cwd) => {
      const { status, stdout, stderr } = stretchpool(["run", STAGGERED], { cwd });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout).toContain(
        "this instant: 7.5 min · best 0.9 · mean 8.4 · worst 15.9 min (just before 10:15:54) · 44 % of instants are better",
      );
      expect(stdout).toContain("Try next:");
      expect(stdout).toContain("npx stretchpool timeline scenarios/staggered-copy.yaml ");
    });
  });

  it("writes its result files below results/<scenario>/run, and elsewhere where --out says", () => {
    inFolder((cwd) => {
      stretchpool(["run", STAGGERED], { cwd });
      expect(readdirSync(join(cwd, "results/staggered-copy/run")).sort()).toEqual([
        "incidents.csv",
        "result.json",
      ]);
      stretchpool(["run", STAGGERED, "--out", "elsewhere"], { cwd });
      expect(readdirSync(join(cwd, "elsewhere")).sort()).toEqual(["incidents.csv", "result.json"]);
    });
  });

  it("prints one JSON document and nothing else with --json, the same that it writes", () => {
    inFolder((cwd) => {
      const { stdout, stderr } = stretchpool(["run", STAGGERED, "--json"], { cwd });
      const result = JSON.parse(stdout) as RunResult;
      expect(result.schema).toBe("stretchpool/run@1");
      expect(result.incidents[0]!.rpo).toBe(450);
      expect(stderr).toBe("");
      expect(readFileSync(join(cwd, "results/staggered-copy/run/result.json"), "utf8")).toBe(stdout);
    });
  });

  it("gives the same bytes again, in another process, locale and time zone, with and without --out", () => {
    inFolder((cwd) => {
      const words = ["run", ANY_MOMENT, "--replications", "50", "--json"];
      const first = stretchpool(words, { cwd }).stdout;
      const env = { LANG: "de_DE.UTF-8", LC_ALL: "tr_TR.UTF-8", TZ: "Pacific/Chatham" };
      expect(stretchpool(words, { cwd }).stdout).toBe(first);
      expect(stretchpool(words, { cwd, env }).stdout).toBe(first);
      expect(stretchpool([...words, "--out", "elsewhere"], { cwd }).stdout).toBe(first);
      const [command, ...rest] = (JSON.parse(first) as RunResult).replay.split(" ");
      expect(command).toBe("stretchpool");
      const replay = rest.map((word) => (word.endsWith(".yaml") ? join("scenarios", word) : word));
      expect(stretchpool([...replay, "--json"], { cwd }).stdout).toBe(first);
    });
  });

  it("gives other bytes with another seed", () => {
    inFolder((cwd) => {
      const prints = ["1", "2"].map((seed) => {
        const { stdout } = stretchpool(["run", ANY_MOMENT, "--seed", seed, "--json"], { cwd });
        return (JSON.parse(stdout) as RunResult).fingerprint;
      });
      expect(prints[0]).not.toBe(prints[1]);
    });
  });

  it("prints nothing with --quiet, and the document alone with --json --quiet", () => {
    inFolder((cwd) => {
      expect(stretchpool(["run", STAGGERED, "--quiet"], { cwd }).stdout).toBe("");
      expect(JSON.parse(stretchpool(["run", STAGGERED, "--json", "--quiet"], { cwd }).stdout)).toBeTruthy();
    });
  });

  it("shows several scenarios side by side", () => {
    inFolder((cwd) => {
      const { status, stdout } = stretchpool(
        ["run", "scenarios/default-grid.yaml", STAGGERED, "--set", "layout=high-bandwidth"],
        { cwd },
      );
      expect(status).toBe(0);
      expect(stdout).toContain("Side by side");
      expect(existsSync(join(cwd, "results/default-grid/run/result.json"))).toBe(true);
      expect(existsSync(join(cwd, "results/staggered-copy/run/result.json"))).toBe(true);
    });
  });

  it("ends with status 4 where a requirement is missed or undecided, and 0 where it is met", () => {
    inFolder((cwd) => {
      const require = (...expression: string[]) =>
        stretchpool(
          ["run", ANY_MOMENT, "--replications", "100", ...expression.flatMap((one) => ["--require", one])],
          {
            cwd,
          },
        );
      const met = require("rpo.worst <= 31 min", "site-loss.rpo.mean <= 28 min");
      expect([met.status, met.stdout.match(/^met: /gm)?.length]).toEqual([0, 2]);
      const list = require("rpo.worst <= 31 min, site-loss.rpo.mean <= 28 min");
      expect([list.status, list.stdout.match(/^met: /gm)?.length]).toEqual([0, 2]);
      const missed = require("rpo.worst <= 30 min");
      expect([missed.status, missed.stdout.includes("missed: rpo.worst <= 30 min")]).toEqual([4, true]);
      const undecided = require("rpo.p99 <= 30.2 min");
      expect([undecided.status, undecided.stdout.includes("undecided: rpo.p99 <= 30.2 min")]).toEqual([
        4,
        true,
      ]);
      expect(undecided.stdout).toContain("299 replications would decide");
    });
  });

  it("tells the verdicts on stderr where stdout is kept for the document, or for nothing", () => {
    inFolder((cwd) => {
      for (const option of ["--json", "--quiet"]) {
        const { status, stdout, stderr } = stretchpool(
          ["run", ANY_MOMENT, "--require", "rpo.worst <= 30 min", option],
          { cwd },
        );
        expect({ status, stderr }).toEqual({ status: 4, stderr: "missed: rpo.worst <= 30 min\n" });
        expect(stdout).not.toContain("missed");
      }
    });
  });

  it("writes no file and ends with status 5 where it cannot write", () => {
    inFolder((cwd) => {
      writeFileSync(join(cwd, "a-file"), "");
      const { status, stdout, stderr } = stretchpool(["run", STAGGERED, "--out", "a-file/below", "--json"], {
        cwd,
      });
      expect({ status, stdout }).toEqual({ status: 5, stdout: "" });
      expect(stderr).toContain("a part of the path is a file");
    });
  });

  it("ends with status 5, and ends, where a folder can never be made", () => {
    inFolder((cwd) => {
      expect(stretchpool(["run", STAGGERED, "--out", "/proc/stretchpool/out"], { cwd }).status).toBe(5);
    });
  });

  it("leaves no half-written file, and the old ones as they were, where the disk is full", () => {
    inFolder((cwd) => {
      mkdirSync(join(cwd, "out"));
      writeFileSync(join(cwd, "out/result.json"), "old");
      // No file may grow beyond 8 blocks: the write fails in the middle, as on a disk that fills up.
      const { status, stderr } = spawnSync(
        "bash",
        [
          "-c",
          `ulimit -f 8; "${process.execPath}" "${PROGRAM}" run ${ANY_MOMENT} --replications 100 --quiet --out out`,
        ],
        { cwd, encoding: "utf8" },
      );
      expect(status).toBe(5);
      expect(stderr).toContain("cannot write to out");
      expect(readdirSync(join(cwd, "out"))).toEqual(["result.json"]);
      expect(readFileSync(join(cwd, "out/result.json"), "utf8")).toBe("old");
    });
  });

  it("keeps what was played, marked partial, when it is interrupted, and ends with status 130", async () => {
    const folder = inFolderAsync();
    try {
      const program = spawn(
        process.execPath,
        [PROGRAM, "run", ANY_MOMENT, "--replications", "2000000", "--json"],
        {
          cwd: folder.path,
        },
      );
      let stdout = "";
      program.stdout.on("data", (text) => {
        stdout += text;
      });
      setTimeout(() => program.kill("SIGINT"), 2500);
      const status = await new Promise((resolve) => program.on("close", resolve));
      expect(status).toBe(130);
      const result = JSON.parse(stdout) as RunResult;
      expect(result.partial).toEqual({ planned: 2_000_000 });
      expect(result.replications).toBeGreaterThan(0);
      expect(result.incidents.length).toBe(result.replications);
    } finally {
      folder.remove();
    }
  });

  it("has CSV with one row an incident and units in the names of its columns", () => {
    inFolder((cwd) => {
      stretchpool(["run", ANY_MOMENT, "--replications", "30", "--quiet"], { cwd });
      const rows = readFileSync(join(cwd, "results/site-1-lost-low-bandwidth/run/incidents.csv"), "utf8")
        .trimEnd()
        .split("\n");
      expect(rows.length).toBe(31);
      expect(rows[0]!.split(",")).toContain("rpo_s");
      expect(rows[0]!.split(",")).toContain("lost_messages");
      expect(rows[1]!.split(",").length).toBe(rows[0]!.split(",").length);
    });
  });
});

function inFolderAsync(): { path: string; remove(): void } {
  let path = "";
  // The folder outlives the call: the work in it ends later.
  inFolder((folder) => {
    path = `${folder}-kept`;
    mkdirSync(path);
    spawnSync("cp", ["-r", `${folder}/scenarios/`, join(path, "scenarios")]);
  });
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
