/** Bad usage of `compare`: nothing to compare, contradictions, hostile values. Nothing is played or written. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stretchpool } from "../tools/program.js";
import { inPools, POOL } from "./compare-pool.js";

const LAYOUTS = ["--layouts", "high-bandwidth,low-bandwidth"];
const THREE = ["--layouts", "high-bandwidth,low-bandwidth,database-only"];

describe("bad usage of compare ends with status 2, says what is wrong on stderr and writes nothing", () => {
  it.each<[string, string[], string]>([
    ["one scenario", [], "there is one scenario, and nothing to compare it with"],
    ["one layout", ["--layouts", "low-bandwidth"], "there is one scenario"],
    ["a file twice", ["pool.yaml"], "pool.yaml stands there twice"],
    ["no such file", ["nowhere.yaml"], "there is no such file"],
    ["an unknown layout", ["--layouts", "high-bandwidth,middle-bandwidth"], "--layouts: middle-bandwidth"],
    ["a layout twice", ["--layouts", "low-bandwidth,one-side-active"], "is given twice"],
    ["a layout beside layouts", [...LAYOUTS, "--set", "layout=low-bandwidth"], "beside --layouts"],
    [
      "a varied layout beside layouts",
      [...LAYOUTS, "--vary", "layout=a,b"],
      "--vary layout beside --layouts",
    ],
    ["own links without layouts", ["planned.yaml", "--each-own-wan"], "only layouts bring a link along"],
    ["a grid", ["--vary", `people.detect=${minutes(25)}`], "25 options; a comparison has at most 24"],
    ["a field that is not there", ["--vary", "people.detct=1 h,2 h"], "did you mean: detect?"],
    [
      "a value that is none",
      ["--vary", "people.detect=1 h,2"],
      "--vary people.detect=2:1:15: the unit is missing",
    ],
    [
      "a failure that a layout has no part for",
      [
        "--layouts",
        "high-bandwidth,database-only",
        "--set",
        "failures[1]={ what: server-crash, where: server-1 }",
      ],
      "server-crash",
    ],
    ["a path into the object model", ["--vary", "__proto__.x=1,2"], "__proto__"],
    ["an unknown measure", [...LAYOUTS, "--until", "site-loss.rop.p95 +- 5 %"], "did you mean: rpo?"],
    [
      "a requirement for a precision",
      [...LAYOUTS, "--until", "site-loss.rpo.mean <= 5 min"],
      "is asked for with +-",
    ],
    ["a precision for a target", [...LAYOUTS, "--target", "site-loss.rpo.mean +- 5 %"], "not a comparison"],
    ["a kind left out", [...LAYOUTS, "--target", "rto.p95 <= 4 h"], "name the kind, such as site-loss.rto"],
    [
      "years of scripted failures",
      [...LAYOUTS, "--target", "lostPerYear <= 10"],
      "is a figure of random years",
    ],
    ["years of scripted failures", [...LAYOUTS, "--until", "lostPerYear +- 5 %"], "add --random"],
    ["the best of two", [...LAYOUTS, "--best", "site-loss.rto"], "their difference says which is better"],
    ["an indifference between two", [...LAYOUTS, "--indifference", "30 s"], "leave --indifference out"],
    ["an unknown best", [...THREE, "--best", "beauty"], "--best beauty: expected"],
    [
      "an indifference in the wrong unit",
      [...THREE, "--indifference", "5 %"],
      "expected a duration such as 30 s",
    ],
    [
      "an indifference in other money than the scenarios count in",
      [...[...THREE, "--random", "--set", "costs={ lostMessage: 1 EUR }"], ...["--indifference", "100 USD"]],
      "--indifference 100 USD: the scenarios count in EUR, not in USD",
    ],
    [
      "an indifference in money where only options have a price, so that messages decide",
      [
        ...[...THREE, "--random", "--set", "costs={ options: { witness: 300 EUR / year } }"],
        ...["--indifference", "100 EUR"],
      ],
      "expected a number such as 100",
    ],
    ["no indifference", [...THREE, "--indifference", "0 s"], "more than 0"],
    [
      "a number for a share",
      [...THREE, "--best", "availability", "--indifference", "3"],
      "a share such as 0.1 %",
    ],
    ["no number", [...LAYOUTS, "--replications", "many"], "--replications many: expected a whole number"],
    ["no workers", [...LAYOUTS, "--workers", "0"], "--workers 0"],
    ["spans of different lengths", ["--vary", "horizon=3 d,4 d"], "options are compared over the same time"],
    [
      "one instant for all where nothing strikes at any",
      [...LAYOUTS, "--same-instant", "--set", "failures[0].at=26 h"],
      "no failure or operation of these options has at: any",
    ],
    ["an option of sweep", [...LAYOUTS, "--method", "plain"], "unknown option --method"],
  ])("%s", (_, words, message) => {
    inPools((compare, cwd) => {
      const { status, stdout, stderr } = compare("pool.yaml", ...words);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toContain(message);
      expect(existsSync(join(cwd, "results"))).toBe(false);
    });
  });

  it("one instant for all, beyond the horizon of one of them", () => {
    inPools((compare, cwd) => {
      const day = POOL.replace("horizon: 3 d", "horizon: 26 h");
      const late = day.replace("lasts: 8 h", "at: any, from: 25 h, lasts: 8 h");
      writeFileSync(join(cwd, "late.yaml"), late.replace("As it is", "Late"));
      const slow = "logShipping: { anchor: run, backup: { every: 90 min } }\n";
      writeFileSync(join(cwd, "slow.yaml"), day + slow);
      expect(compare("slow.yaml", "late.yaml", "--replications", "2", "--quiet").status).toBe(0);
      const { status, stderr } = compare("slow.yaml", "late.yaml", "--same-instant");
      expect(status).toBe(2);
      expect(stderr).toMatch(
        /--same-instant: over the common period of slow, site-loss in late could strike at/,
      );
      expect(stderr).toContain("a horizon of 1 d 2 h 30 min or more");
    });
  });

  it("says what is missing where no file is given, and lists the command", () => {
    const { status, stderr } = stretchpool(["compare"]);
    expect(status).toBe(2);
    expect(stderr).toContain("a scenario file is missing, such as: stretchpool compare my-pool.yaml");
    expect(stretchpool(["--help"]).stdout).toContain("stretchpool compare <file..>");
  });

  it("says with every error how to get out of it", () => {
    inPools((compare) => {
      expect(compare("pool.yaml").stderr).toMatch(/second scenario file,\n.*--layouts .*\n.*--vary /);
      expect(compare("pool.yaml", "planned.yaml", "--each-own-wan").stderr).toContain("add --layouts");
      expect(compare("pool.yaml", "--vary", `people.detect=${minutes(25)}`).stderr).toContain(
        "stretchpool sweep",
      );
    });
  });
});

function minutes(many: number): string {
  return Array.from({ length: many }, (_, at) => `${at + 1} min`).join(",");
}
