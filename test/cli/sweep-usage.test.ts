/** Bad usage of `sweep`: hostile grids and expressions, requirements that say nothing. Nothing is played or written. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stretchpool } from "../tools/program.js";
import { inPool } from "./sweep-pool.js";

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
      ["--set", "targets={}", "--require", "pTargetMissedInYear <= 1 %"],
      "the scenario has no targets",
    ],
    ["a method that is none", ["--method", "guess"], "Argument: method"],
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
