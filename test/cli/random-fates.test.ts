/** `timeline --random`, and a log of outages where a fate file may stand. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { RunResult, TimelineResult } from "../../src/results/index.js";
import { inFolder, stretchpool } from "../tools/program.js";

const FILE = "scenarios/staggered-copy.yaml";
const MONTH = ["--set", "horizon=30 d"];
const LOG = "what,where,at,lasts\nsite-loss,site-2,2 d,8 h\nwan-cut,,5 d,1 h\n";

describe("stretchpool timeline --random", () => {
  it("tells a life of a sweep, and what it prints as its fate is that life played again", () => {
    inFolder((cwd) => {
      const words = ["timeline", FILE, "--random", "--seed", "3", "--replication", "2", ...MONTH];
      const told = JSON.parse(stretchpool([...words, "--json"], { cwd }).stdout) as TimelineResult;
      expect(told.replay).toBe(
        "stretchpool timeline staggered-copy.yaml --seed 3 --random --replication 2 --set 'horizon=30 d'",
      );
      const drawn = told.fate.filter(({ id }) => String(id).includes("#"));
      expect(drawn.length).toBeGreaterThan(0);
      expect(told.fate.length).toBe(drawn.length + 1);
      writeFileSync(join(cwd, "fate.yaml"), stretchpool([...words, "--fate"], { cwd }).stdout);
      const again = stretchpool(["run", FILE, "--fate", "fate.yaml", "--json", ...MONTH], { cwd });
      const played = JSON.parse(again.stdout) as RunResult;
      expect(played.fingerprint).toBe(told.fingerprint);
      expect(played.incidents).toEqual(told.incidents);
    });
  });
});

describe("a log of outages", () => {
  it("is played by `run --fate` and told by `timeline --replay`, the same life", () => {
    inFolder((cwd) => {
      writeFileSync(join(cwd, "outages.csv"), LOG);
      const run = stretchpool(["run", FILE, "--fate", "outages.csv", "--json"], { cwd });
      const played = JSON.parse(run.stdout) as RunResult;
      expect(played.incidents.map(({ what, at }) => [what, at])).toEqual([
        ["site-loss", 2 * 86_400],
        ["wan-cut", 5 * 86_400],
      ]);
      const story = stretchpool(["timeline", FILE, "--replay", "outages.csv", "--json"], { cwd });
      const told = JSON.parse(story.stdout) as TimelineResult;
      expect(told.replay).toBe("stretchpool timeline staggered-copy.yaml --replay outages.csv");
      expect(told.fingerprint).toBe(played.fingerprint);
      expect(told.incidents).toEqual(played.incidents);
    });
  });

  it("that is wrong is refused at its line and column, with the line", () => {
    inFolder((cwd) => {
      writeFileSync(join(cwd, "outages.csv"), LOG.replace("5 d", "5"));
      for (const words of [
        ["run", FILE, "--fate", "outages.csv"],
        ["timeline", FILE, "--replay", "outages.csv"],
      ]) {
        const { status, stdout, stderr } = stretchpool(words, { cwd });
        expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
        expect(stderr).toContain("outages.csv:3:10: the unit is missing");
        expect(stderr).toContain("3 | wan-cut,,5,1 h");
      }
    });
  });

  it.each([
    [["--random"], "--random beside --replay outages.csv"],
    [["--seed", "4"], "--seed 4 beside --replay outages.csv"],
    [["--replication", "4"], "--replication 4 beside --replay outages.csv"],
  ])("says all that strikes: %s beside it is refused", (more, message) => {
    inFolder((cwd) => {
      writeFileSync(join(cwd, "outages.csv"), LOG);
      const { status, stderr } = stretchpool(["timeline", FILE, "--replay", "outages.csv", ...more], { cwd });
      expect(status).toBe(2);
      expect(stderr).toContain(message);
    });
  });
});
