/** Where the checker contradicts the books, the program ends as a bug, after it has shown and written the story. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { main } from "../../src/cli/main.js";
import { ROOT } from "../tools/program.js";

vi.mock("../../src/checker/index.js", () => ({
  checkTimeline: () => ({
    verdict: "violated",
    rule: "lost-stretches",
    at: 36450,
    reason: "450 s, not 451 s",
  }),
}));

const folder = mkdtempSync(join(tmpdir(), "stretchpool-"));

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  vi.restoreAllMocks();
  process.exitCode = 0;
});

function ended(words: readonly string[]): Promise<{ status: unknown; stdout: string; stderr: string }> {
  let [stdout, stderr] = ["", ""];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    stdout += String(text);
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    stderr += String(text);
    return true;
  });
  return main(words).then(() => ({ status: process.exitCode, stdout, stderr }));
}

it("says so with status 1, and how to see it again", async () => {
  const scenario = join(ROOT, "scenarios/staggered-copy.yaml");
  const { status, stdout, stderr } = await ended(["timeline", scenario, "--out", folder]);
  expect(status).toBe(1);
  expect(stdout).toContain("Site 1 lost");
  expect(stdout.replace(/\s+/g, " ")).toContain(
    "they do not hold (lost-stretches, at 36450 s: 450 s, not 451 s)",
  );
  expect(stderr).toContain("this is a bug, not a result: what the run says is not what its own story says");
  expect(stderr).toContain(`To see it again: stretchpool timeline ${scenario} --out ${folder}`);
  expect(stderr).not.toContain("Nothing was written");
  expect(readdirSync(folder).sort()).toEqual(["fate.yaml", "timeline.json"]);
});
