/** `failures` as its callers meet it: from any folder, with its files, refusing what cannot be a table. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FailuresResult } from "../../src/results/index.js";
import { inFolder, stretchpool } from "../tools/program.js";

const QUICK = ["failures", "--replications", "1"];

describe("stretchpool failures", () => {
  it("prints the table from any folder, and writes it as data, for spreadsheets and as a document", () => {
    inFolder((cwd) => {
      const { status, stdout, stderr } = stretchpool(QUICK, { cwd });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout).toMatch(/Site 1 is destroyed\n {2}high-bandwidth .*\n {2}low-bandwidth /);
      expect(stdout).toContain("Try next:");
      const files = readdirSync(join(cwd, "results/failures")).sort();
      expect(files).toEqual(["failures.csv", "failures.json", "failures.md"]);
    });
  });

  it("prints one JSON document and nothing else with --json, the same that it writes, and nothing with --quiet", () => {
    inFolder((cwd) => {
      const words = [...QUICK, "--layouts", "one-side-active,database-only", "--out", "elsewhere"];
      const { stdout } = stretchpool([...words, "--json"], { cwd });
      const result = JSON.parse(stdout) as FailuresResult;
      expect(result.schema).toBe("stretchpool/failures@1");
      expect(result.layouts).toEqual(["low-bandwidth", "database-only"]);
      expect(readFileSync(join(cwd, "elsewhere/failures.json"), "utf8")).toBe(stdout);
      expect(stretchpool([...words, "--quiet"], { cwd }).stdout).toBe("");
      const [, ...replay] = result.replay.split(" ");
      expect(stretchpool([...replay, "--json"], { cwd }).stdout).toBe(stdout);
    });
  });

  it("says with each cell how to play it alone, and that gives the same life", () => {
    inFolder((cwd) => {
      const { stdout } = stretchpool([...QUICK, "--seed", "7", "--layouts", "low-bandwidth", "--json"], {
        cwd,
      });
      const cell = (JSON.parse(stdout) as FailuresResult).rows[0]!.cells[0]!;
      if (cell.outcome !== "played") throw new Error(cell.why);
      const [, command, file, ...words] = cell.replay.split(" ");
      const alone = stretchpool([command!, join("scenarios/failures", file!), ...words, "--json"], { cwd });
      expect((JSON.parse(alone.stdout) as { fingerprint: string }).fingerprint).toBe(cell.fingerprint);
    });
  });

  it("takes --set for all rows alike, and refuses the layout there", () => {
    inFolder((cwd) => {
      const words = [
        ...QUICK,
        "--layouts",
        "low-bandwidth",
        "--set",
        "logShipping.share=third-site",
        "--json",
      ];
      const share = stretchpool(words, { cwd });
      const rows = (JSON.parse(share.stdout) as FailuresResult).rows;
      const lost = rows.find(({ row }) => row === "31-site-1-destroyed")!.cells[0]!;
      expect(lost.outcome === "played" && lost.replay).toContain("--set logShipping.share=third-site");
      const layout = stretchpool([...QUICK, "--set", "layout=low-bandwidth"], { cwd });
      expect(layout.status).toBe(2);
      expect(layout.stderr).toMatch(
        /the columns of this table are the layouts\n {2}name them with --layouts/,
      );
    });
  });

  it.each([
    [["--layouts", "nowhere"], "--layouts: nowhere: expected high-bandwidth"],
    [["--layouts", "low-bandwidth,one-side-active"], "the layout low-bandwidth is given twice"],
    [["--set", "wan.speed=1"], "unknown key speed"],
    [["--replications", "0"], "--replications 0: expected a whole number"],
    [["a-file.yaml"], "a-file.yaml"],
  ])("refuses %j before anything is played", (words, message) => {
    inFolder((cwd) => {
      const { status, stdout, stderr } = stretchpool(["failures", ...words], { cwd });
      expect([status, stdout]).toEqual([2, ""]);
      expect(stderr).toContain(message);
      expect(readdirSync(cwd)).toEqual(["scenarios"]);
    });
  });
});
