/** `runbook`: procedures as checklists, what it writes, and what it refuses. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { RunbookResult } from "../../src/results/index.js";
import { inFolder, stretchpool } from "../tools/program.js";

const LOW = "scenarios/site-1-lost-low-bandwidth.yaml";

describe("stretchpool runbook", () => {
  it("prints all three procedures, the failback also where the scenario has none, and ends with status 0", () => {
    inFolder((cwd) => {
      const { status, stdout, stderr } = stretchpool(["runbook", LOW], { cwd });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout.match(/^\S.*, order: documented$/gm)).toEqual([
        "Failover to the other site, order: documented",
        "Planned switchover to the other site, order: documented",
        "Failback to the first site, order: documented",
      ]);
      expect(stdout).toContain("This scenario has no failback of its own");
      expect(stdout).toMatch(
        /^ {2}10 \[ \] build-mirror +35\.6 min {3}T\+0:14:50 – T\+0:50:26 {3}\* {2}database/m,
      );
      expect(stdout).toMatch(/^ {3}1 \[ \] detect +5 min {3}T-0:46:19 – T-0:41:19 {3}\* {2}monitoring$/m);
      expect(stdout).toContain("With runbook.order activate-first: users are back 35.6 min sooner;");
      expect(stdout).toContain("Try next:");
      // Three procedures, each with one way of no return.
      expect(stdout.match(/!! No way back/g)).toHaveLength(3);
    });
  });

  it("prints the one that --procedure names, as changed by --set", () => {
    inFolder((cwd) => {
      const words = ["runbook", LOW, "--procedure", "failover", "--set", "runbook.order=activate-first"];
      const { stdout } = stretchpool(words, { cwd });
      expect(stdout).not.toContain("Failback");
      expect(stdout).not.toMatch(/build-mirror .*\*/);
      expect(stdout).toContain("With runbook.order documented: users are back 35.6 min later;");
    });
  });

  it("writes the result and the checklist below results/<scenario>/runbook, and elsewhere where --out says", () => {
    inFolder((cwd) => {
      const { stdout } = stretchpool(["runbook", LOW, "--json"], { cwd });
      const folder = join(cwd, "results/site-1-lost-low-bandwidth/runbook");
      expect(readdirSync(folder).sort()).toEqual(["checklist.txt", "runbook.json"]);
      expect(readFileSync(join(folder, "runbook.json"), "utf8")).toBe(stdout);
      const result = JSON.parse(stdout) as RunbookResult;
      expect(result.schema).toBe("stretchpool/runbook@1");
      expect(result.procedures.map(({ procedure }) => procedure)).toEqual([
        "failover",
        "switchover",
        "failback",
      ]);
      const printed = stretchpool(["runbook", LOW, "--out", "elsewhere"], { cwd }).stdout;
      const text = readFileSync(join(cwd, "elsewhere/checklist.txt"), "utf8");
      expect(printed.startsWith(text)).toBe(true);
      expect(stretchpool(["runbook", LOW, "--quiet"], { cwd }).stdout).toBe("");
    });
  });

  it("refuses a procedure that there is not, and a scenario that cannot be played, with status 2", () => {
    inFolder((cwd) => {
      const { status, stderr } = stretchpool(["runbook", LOW, "--procedure", "fallback"], { cwd });
      expect(status).toBe(2);
      expect(stderr).toBe("--procedure fallback: expected one of failover, switchover, failback\n");
      writeFileSync(join(cwd, "bad.yaml"), "runbook: { steps: { drop-log-shiping: { takes: 2 min } } }\n");
      const bad = stretchpool(["runbook", "bad.yaml"], { cwd });
      expect(bad.status).toBe(2);
      expect(bad.stderr).toContain("drop-log-shiping");
      expect(stretchpool(["runbook"], { cwd }).stderr).toContain("a scenario file is missing");
    });
  });

  it("tells of a pool without chat servers in the other site that nobody can send by it", () => {
    inFolder((cwd) => {
      const set = "layout={ site-1: { active: 2, idle: 0 }, site-2: { active: 0, idle: 0 } }";
      const { stdout } = stretchpool(["runbook", LOW, "--procedure", "failover", "--set", set], { cwd });
      expect(stdout).toContain("Nobody can send by this procedure: no chat server stands in the other site.");
      expect(stdout).not.toContain("A minute less");
    });
  });
});
