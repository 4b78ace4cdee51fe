/** `timeline`: the story of one replication, what it writes, and what is going to strike. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FateResult, RunResult, TimelineResult } from "../../src/results/index.js";
import { readFate } from "../../src/scenario/index.js";
import { inFolder, stretchpool } from "../tools/program.js";

const STAGGERED = "scenarios/staggered-copy.yaml";
const ANY_MOMENT = "scenarios/site-1-lost-low-bandwidth.yaml";

describe("stretchpool timeline", () => {
  it("prints the story, why it was lost and the checker's verdict, and ends with status 0", () => {
    inFolder((cwd) => {
      const { status, stdout, stderr } = stretchpool(["timeline", STAGGERED], { cwd });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout).toMatch(/^ {2}day 1 \(Tue\) 10:07:30 +site 1 +Site 1 lost$/m);
      expect(stdout).toMatch(/^ {2}… \d[\d,]* job runs, all as scheduled$/m);
      expect(stdout).toContain("not yet backed up");
      expect(stdout).toContain("what the end waited for");
      expect(stdout).toContain("The books were checked by an independent reading of this story: they hold.");
      expect(stdout).toContain("Try next:");
    });
  });

  it("shows the last two runs of each job before the incident, with the watermarks that they moved", () => {
    inFolder((cwd) => {
      const { stdout } = stretchpool(["timeline", STAGGERED], { cwd });
      expect(stdout).toContain("on the share: 09:45:00 → 10:00:00, in 20 s");
      expect(stdout).toContain("on the share: 09:30:00 → 09:45:00, in 20 s");
      expect(stdout).not.toContain("on the share: 09:15:00 → 09:30:00");
      const all = stretchpool(["timeline", STAGGERED, "--all"], { cwd }).stdout;
      expect(all).toContain("on the share: 09:15:00 → 09:30:00, in 20 s");
      expect(all).not.toContain("…");
    });
  });

  it("writes its story and its fate below results/<scenario>/timeline, and elsewhere where --out says", () => {
    inFolder((cwd) => {
      stretchpool(["timeline", STAGGERED], { cwd });
      expect(readdirSync(join(cwd, "results/staggered-copy/timeline")).sort()).toEqual([
        "fate.yaml",
        "timeline.json",
      ]);
      stretchpool(["timeline", STAGGERED, "--out", "elsewhere"], { cwd });
      expect(readdirSync(join(cwd, "elsewhere")).sort()).toEqual(["fate.yaml", "timeline.json"]);
    });
  });

  it("prints one JSON document and nothing else with --json, the same that it writes", () => {
    inFolder((cwd) => {
      const { stdout, stderr } = stretchpool(["timeline", STAGGERED, "--json"], { cwd });
      const result = JSON.parse(stdout) as TimelineResult;
      expect(result.schema).toBe("stretchpool/timeline@1");
      expect(result.incidents[0]!.rpo).toBe(450);
      expect(result.replay).toBe("stretchpool timeline staggered-copy.yaml --seed 1");
      expect(stderr).toBe("");
      expect(readFileSync(join(cwd, "results/staggered-copy/timeline/timeline.json"), "utf8")).toBe(stdout);
      expect(stretchpool(["timeline", STAGGERED, "--quiet"], { cwd }).stdout).toBe("");
    });
  });

  it("tells of the replication that run plays, whichever it is", () => {
    inFolder((cwd) => {
      const words = ["--seed", "5", "--json"];
      const run = stretchpool(["run", ANY_MOMENT, "--replications", "4", ...words], { cwd }).stdout;
      const played = (JSON.parse(run) as RunResult).incidents;
      for (const replication of [0, 3]) {
        const told = stretchpool(["timeline", ANY_MOMENT, "--replication", `${replication}`, ...words], {
          cwd,
        });
        const { incidents } = JSON.parse(told.stdout) as TimelineResult;
        expect(incidents).toEqual(played.filter((one) => one.replication === replication));
      }
    });
  });

  it("refuses a scenario exactly as run does", () => {
    inFolder((cwd) => {
      for (const override of [
        "topology.databaseTechnology=clustering",
        "horizon=1 d",
        "wan.bandwith=50 Mbps",
      ]) {
        const words = [STAGGERED, "--set", override];
        const told = stretchpool(["timeline", ...words], { cwd });
        const { status, stderr } = stretchpool(["run", ...words], { cwd });
        expect(told).toEqual({ status, stdout: "", stderr });
        expect(status).toBe(2);
      }
      expect(existsSync(join(cwd, "results"))).toBe(false);
    });
  });

  it("refuses a story that nobody could hold, with a way out", () => {
    inFolder((cwd) => {
      const { status, stderr } = stretchpool(["timeline", STAGGERED, "--set", "horizon=20 years"], { cwd });
      expect(status).toBe(2);
      expect(stderr).toContain("a story with 700,800 backups (one every 15 min in 7300 d)");
      expect(stderr).toContain("--set 'horizon=14 d'");
    });
  });

  it.each<[string, string[], string]>([
    ["no file", [], "a scenario file is missing, such as: stretchpool timeline my-pool.yaml"],
    [
      "a replication that is no number",
      [STAGGERED, "--replication", "x"],
      "--replication x: expected a whole number",
    ],
    ["a second file", [STAGGERED, ANY_MOMENT], "unknown option"],
    [
      "--out beside --fate",
      [STAGGERED, "--fate", "--out", "x"],
      "--out x beside --fate: the fate is printed",
    ],
  ])("ends with status 2 for %s", (_, words, message) => {
    inFolder((cwd) => {
      const { status, stdout, stderr } = stretchpool(["timeline", ...words], { cwd });
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toContain(message);
    });
  });
});

describe("stretchpool timeline --fate", () => {
  it("prints what is going to strike and nothing else, and plays and writes nothing", () => {
    inFolder((cwd) => {
      const { status, stdout, stderr } = stretchpool(["timeline", STAGGERED, "--fate", "--quiet"], { cwd });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout.split("\n").slice(1)).toEqual([
        "schema: stretchpool/fate@1",
        "scenario: Copies 30 s after the backup",
        "seed: 1",
        "replication: 0",
        "strikes:",
        "  - { id: site-loss/site-1/1, what: site-loss, where: site-1, at: 1 d 10 h 7 min 30 s, lasts: 8 h, disks: kept }",
        "",
      ]);
      expect(readFate(stdout, { file: "fate.yaml" }).ok).toBe(true);
      expect(existsSync(join(cwd, "results"))).toBe(false);
    });
  });

  it("is the file that a story writes, and the same as JSON", () => {
    inFolder((cwd) => {
      const words = ["timeline", ANY_MOMENT, "--seed", "9", "--replication", "2"];
      stretchpool([...words, "--quiet", "--out", "out"], { cwd });
      const { stdout } = stretchpool([...words, "--fate"], { cwd });
      expect(stdout).toBe(readFileSync(join(cwd, "out/fate.yaml"), "utf8"));
      const fate = JSON.parse(stretchpool([...words, "--fate", "--json"], { cwd }).stdout) as FateResult;
      expect(fate).toMatchObject({ schema: "stretchpool/fate@1", seed: 9, replication: 2 });
      const story = JSON.parse(readFileSync(join(cwd, "out/timeline.json"), "utf8")) as TimelineResult;
      expect(fate.strikes).toEqual(story.fate);
      expect(readFate(JSON.stringify(fate), { file: "fate.json" })).toMatchObject({
        ok: true,
        head: { seed: 9, replication: 2 },
      });
    });
  });
});

describe("stretchpool run --fate", () => {
  it("plays a replication again, to the last figure", () => {
    inFolder((cwd) => {
      const all = stretchpool(["run", ANY_MOMENT, "--seed", "9", "--replications", "3", "--json"], { cwd });
      stretchpool(["timeline", ANY_MOMENT, "--seed", "9", "--replication", "2", "--quiet", "--out", "."], {
        cwd,
      });
      const { status, stdout, stderr } = stretchpool(["run", ANY_MOMENT, "--fate", "fate.yaml", "--json"], {
        cwd,
      });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      const again = JSON.parse(stdout) as RunResult;
      expect(again).toMatchObject({
        seed: 9,
        replications: 1,
        partial: null,
        replay: "stretchpool run site-1-lost-low-bandwidth.yaml --fate fate.yaml",
      });
      expect(again.incidents).toEqual(
        (JSON.parse(all.stdout) as RunResult).incidents.filter(({ replication }) => replication === 2),
      );
    });
  });

  it("plays what is left of a fate from which a strike was taken out", () => {
    inFolder((cwd) => {
      const scenario = "scenarios/link-cut-then-site-lost.yaml";
      stretchpool(["timeline", scenario, "--quiet", "--out", "."], { cwd });
      const lines = readFileSync(join(cwd, "fate.yaml"), "utf8").split("\n");
      const cutOnly = lines.filter((line) => !line.includes("what: site-loss"));
      writeFileSync(join(cwd, "shorter.yaml"), cutOnly.join("\n"));
      const { status, stdout } = stretchpool(["run", scenario, "--fate", "shorter.yaml", "--json"], { cwd });
      expect(status).toBe(0);
      const { incidents } = JSON.parse(stdout) as RunResult;
      expect(incidents.map(({ what, rpo }) => [what, rpo])).toEqual([["wan-cut", 0]]);
    });
  });

  const FATE = [
    "schema: stretchpool/fate@1",
    "scenario: A",
    "seed: 1",
    "replication: 0",
    "strikes:",
    "  - { id: fire, what: site-loss, where: site-1, at: 1 d, lasts: forever, disks: destroyed }",
    "",
  ].join("\n");

  it.each<[string, string, string[], string]>([
    [
      "a seed beside it",
      FATE,
      ["--seed", "1"],
      "--seed 1 beside --fate fate.yaml: the fate file says which seed",
    ],
    ["replications beside it", FATE, ["--replications", "2"], "leave --replications out"],
    ["a strike after the horizon", FATE.replace("at: 1 d", "at: 20 d"), [], "allowed: horizon: 20 d or more"],
    ["its place", FATE.replace("at: 1 d", "at: 20 d"), [], "fate.yaml:6:53: could strike at 20 d"],
    ["an unknown field", FATE.replace("disks:", "disk:"), [], "fate.yaml:6:74: unknown key disk"],
    ["a missing name", FATE.replace("id: fire, ", ""), [], "fate.yaml:6:5: id is missing"],
    ["a law", FATE.replace("at: 1 d", "at: { uniform: [1 d, 2 d] }"), [], "not a mapping"],
    ["another file", "layout: low-bandwidth\n", [], "unknown key layout"],
    [
      "what cannot be honoured",
      FATE,
      ["--set", "topology.databaseTechnology=clustering"],
      "--set topology.databaseTechnology=clustering:1:29: topology.databaseTechnology cannot be honoured",
    ],
  ])("ends with status 2 and writes nothing for %s", (_, text, words, message) => {
    inFolder((cwd) => {
      writeFileSync(join(cwd, "fate.yaml"), text);
      const { status, stdout, stderr } = stretchpool(["run", ANY_MOMENT, "--fate", "fate.yaml", ...words], {
        cwd,
      });
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toContain(message);
      expect(existsSync(join(cwd, "results"))).toBe(false);
    });
  });

  it("says where a fate file comes from where there is none", () => {
    const { status, stderr } = stretchpool(["run", ANY_MOMENT, "--fate", "nope.yaml"]);
    expect(status).toBe(2);
    expect(stderr).toContain("nope.yaml: there is no such file; `stretchpool timeline` writes a fate.yaml");
  });
});
