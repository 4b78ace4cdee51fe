/** Bad usage, bad scenarios, help: what a person reads who made a mistake, and the status that a script sees. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inFolder, stretchpool } from "../tools/program.js";

const GRID = "scenarios/default-grid.yaml";

describe("bad usage ends with status 2, says what is wrong on stderr and prints nothing on stdout", () => {
  it.each<[string, string[], string]>([
    [
      "no command",
      [],
      "say what to do: one of init, check, run, timeline, sweep, compare, tune, failures, runbook, schema",
    ],
    ["an unknown command", ["rn"], "unknown command rn; did you mean run?"],
    ["an unknown option", ["run", GRID, "--bogus=3"], "unknown option --bogus=3"],
    ["no file", ["run"], "a scenario file is missing, such as: stretchpool run my-pool.yaml"],
    ["a file that is not there", ["run", "nope.yaml"], "nope.yaml: there is no such file"],
    ["a hyphen for a file", ["run", "-"], "- names no file and no folder"],
    ["a hyphen among files", ["check", "-", GRID], "- names no file and no folder"],
    ["a name that steers the terminal", ["check", "\x1b[31m.yaml"], "\\u001b[31m.yaml: control characters"],
    ["a folder", ["check", "scenarios"], "scenarios: this is a folder"],
    ["a seed that is no number", ["run", GRID, "--seed", "x"], "--seed x: expected a whole number from 0 to"],
    ["a negative seed", ["run", GRID, "--seed=-1"], "--seed -1: expected a whole number"],
    [
      "no replications",
      ["run", GRID, "--replications", "0"],
      "--replications 0: expected a whole number from 1 to",
    ],
    ["a fraction of a replication", ["run", GRID, "--replications", "1.5"], "--replications 1.5"],
    ["an option twice", ["run", GRID, "--seed", "1", "--seed", "2"], "--seed was given more than once"],
    ["an unknown field", ["run", GRID, "--set", "wan.bandwith=50 Mbps"], "did you mean: bandwidth?"],
    ["a bare number", ["check", GRID, "--set", "wan.bandwidth=50"], "the unit is missing"],
    ["an unknown measure", ["run", GRID, "--require", "rop <= 1 min"], "did you mean: rpo?"],
    [
      "a requirement on another kind",
      ["run", GRID, "--require", "wan-cut.rpo <= 1 min"],
      "has no failure or operation of kind wan-cut",
    ],
    [
      "a distribution of one phase",
      ["run", GRID, "--require", "rpo.p95 <= 20 min"],
      "strike at: any, or ask for rpo.worst",
    ],
    [
      "a field that is not honoured yet",
      ["run", GRID, "--set", "topology.databaseTechnology=clustering"],
      "topology.databaseTechnology cannot be honoured yet",
    ],
    [
      "the same in check",
      ["check", GRID, "--set", "topology.databaseTechnology=clustering"],
      "topology.databaseTechnology cannot be honoured yet",
    ],
    [
      "users who find no room",
      ["check", GRID, "--set", "users={count: 100000, overload: reject}"],
      "100,000 users, but 4 active servers take 80,000 (20,000 each), and overload: reject",
    ],
    [
      "a failure of what the pool does not have",
      ["run", GRID, "--set", "failures=[{what: compliance-crash, at: 1 h}]"],
      "compliance-crash, but topology.compliance is off, so there is no compliance database",
    ],
    [
      "a schedule that no replication could end",
      ["run", GRID, "--set", "logShipping.backup.every=1 us"],
      "more than the 12,096,000 that one replication may have",
    ],
    [
      "bursts that no replication could end",
      ["run", GRID, "--set", "workload.bursts=[{every: 1 ms, lasts: 1 ms, log: 1 B}]"],
      "bursts in 379.2 d, more than the 40,000,000 that one replication may have",
    ],
    [
      "more messages than can be counted exactly",
      [
        "run",
        GRID,
        "--set",
        "workload={messagesPerSecond: 1000000, profile: {sine: {amplitude: 1, period: 1 d}}}",
        "--set",
        "workload.messagesPerSecond=99000000",
      ],
      "messagesPerSecond",
    ],
    ["two files that would share a folder", ["run", GRID, GRID], "would both write to"],
    ["a horizon too short", ["run", GRID, "--set", "horizon=1 d"], "after the horizon of 1 d"],
  ])("%s", (_, words, message) => {
    inFolder((cwd) => {
      const { status, stdout, stderr } = stretchpool(words, { cwd });
      expect(status).toBe(2);
      expect(stderr).toContain(message);
      if (words[0] === "run") expect(stdout).toBe("");
      expect(existsSync(join(cwd, "results"))).toBe(false);
    });
  });

  it("shows a wrong scenario by file, line and column, with a caret, and all errors at once", () => {
    inFolder((cwd) => {
      writeFileSync(join(cwd, "bad.yaml"), "layout: low-bandwith\nwan: { bandwidth: 50 }\nhorizon: 14\n");
      const { status, stderr } = stretchpool(["run", "bad.yaml"], { cwd });
      expect(status).toBe(2);
      expect(stderr).toMatch(/^bad\.yaml:1:9: /m);
      expect(stderr).toMatch(/^bad\.yaml:2:19: /m);
      expect(stderr).toMatch(/^bad\.yaml:3:10: /m);
      expect(stderr).toContain("1 | layout: low-bandwith\n    |         ^^^^^^^^^^^^");
      expect(stderr).toContain("did you mean: low-bandwidth?");
    });
  });
});

describe("a file that is no UTF-8 text", () => {
  it("is refused with the line, not read with letters replaced", () => {
    inFolder((cwd) => {
      const latin = Buffer.from("layout: low-bandwidth\nname: caf\xe9\n", "latin1");
      writeFileSync(join(cwd, "pool.yaml"), latin);
      const { status, stdout, stderr } = stretchpool(["check", "pool.yaml"], { cwd });
      expect([status, stdout]).toEqual([2, ""]);
      expect(stderr).toBe("pool.yaml: not UTF-8 text: line 2; save the file as UTF-8\n");
    });
  });
});

describe("help", () => {
  it("lists the commands that work, with examples and exit status", () => {
    const { status, stdout } = stretchpool(["--help"]);
    expect(status).toBe(0);
    for (const command of [
      "init",
      "check",
      "run",
      "timeline",
      "sweep",
      "compare",
      "tune",
      "failures",
      "runbook",
      "schema",
    ])
      expect(stdout).toMatch(new RegExp(`stretchpool ${command}`));
    for (const later of ["calibrate", "merge"]) expect(stdout).not.toContain(later);
    expect(stdout).toContain("Exit status: 0 done");
  });

  it.each(["init", "check", "run", "timeline", "sweep", "compare", "tune", "failures", "runbook", "schema"])(
    "of %s has an example",
    (command) => {
      const { status, stdout } = stretchpool([command, "--help"]);
      expect(status).toBe(0);
      expect(stdout).toContain("Examples:");
    },
  );

  it("of run tells of --fate and of the values that hold where nothing is given", () => {
    const { stdout } = stretchpool(["run", "--help"]);
    expect(stdout).toContain("--fate");
    expect(stdout).toMatch(/--seed .*\[default: 1\]/);
    expect(stdout).toMatch(/--replications .*\[default: 1\]/);
  });

  it("is in one language, whatever the locale", () => {
    const env = { LANG: "fr_FR.UTF-8", LC_ALL: "fr_FR.UTF-8" };
    expect(stretchpool(["run", "--help"], { env }).stdout).toBe(stretchpool(["run", "--help"]).stdout);
  });

  it("tells the version of the package", () => {
    expect(stretchpool(["--version"]).stdout.trim()).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

describe("stretchpool init", () => {
  it("writes a scenario that check and run accept", () => {
    inFolder((cwd) => {
      const made = stretchpool(["init", "pool.yaml", "--layout", "high-bandwidth", "--copy-offset", "30 s"], {
        cwd,
      });
      expect([made.status, made.stderr]).toEqual([0, ""]);
      expect(readFileSync(join(cwd, "pool.yaml"), "utf8")).toContain("layout: high-bandwidth");
      expect(stretchpool(["check", "pool.yaml"], { cwd }).status).toBe(0);
      expect(stretchpool(["run", "pool.yaml"], { cwd }).status).toBe(0);
    });
  });

  it("never writes over a file", () => {
    inFolder((cwd) => {
      writeFileSync(join(cwd, "pool.yaml"), "mine");
      const { status, stderr } = stretchpool(["init", "pool.yaml"], { cwd });
      expect(status).toBe(2);
      expect(stderr).toContain("exists already");
      expect(readFileSync(join(cwd, "pool.yaml"), "utf8")).toBe("mine");
    });
  });

  it.each([
    ["--every", "15", "the unit is missing"],
    ["--bandwidth", "50 MB", "expected a data rate"],
    ["--layout", "huge", "layout"],
  ])("refuses %s %s", (option, value, message) => {
    inFolder((cwd) => {
      const { status, stderr } = stretchpool(["init", "pool.yaml", option, value], { cwd });
      expect(status).toBe(2);
      expect(stderr).toContain(message);
      expect(existsSync(join(cwd, "pool.yaml"))).toBe(false);
    });
  });
});

describe("stretchpool check", () => {
  it("gives the exact figures as JSON, and ends with 2 where any file is wrong", () => {
    inFolder((cwd) => {
      const good = stretchpool(["check", GRID, "--json"], { cwd });
      const { files } = JSON.parse(good.stdout);
      expect(files[0].schedule.rpo).toEqual({
        best: 924.04,
        mean: 1374.04,
        p50: 1374.04,
        p95: 1779.04,
        worst: 1824.04,
      });
      writeFileSync(join(cwd, "bad.yaml"), "layout: x\n");
      const mixed = stretchpool(["check", GRID, "bad.yaml", "--json"], { cwd });
      expect(mixed.status).toBe(2);
      expect(JSON.parse(mixed.stdout).files.map((file: { valid: boolean }) => file.valid)).toEqual([
        true,
        false,
      ]);
    });
  });

  it("plays nothing and writes nothing", () => {
    inFolder((cwd) => {
      stretchpool(["check", GRID], { cwd });
      expect(existsSync(join(cwd, "results"))).toBe(false);
    });
  });
});
