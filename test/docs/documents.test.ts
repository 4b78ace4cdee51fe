/** What README and docs show is what the program prints: every command of a console block is run and compared. */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { readScenario } from "../../src/scenario/index.js";
import { inFolder, PROGRAM } from "../tools/program.js";
import { blocksOf, documents, shownIn } from "./documents.js";

function output(command: string, folder: string): string {
  const line = command.replace(/npx stretchpool\b/g, `"${process.execPath}" "${PROGRAM}"`);
  const { stdout } = spawnSync("bash", ["-c", `{ ${line}; } 2>&1`], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return stdout.trimEnd().replace(/[ \t]+$/gm, "");
}

describe.each(documents())("%s", (document) => {
  const blocks = blocksOf(document);
  const consoles = blocks.filter(({ language }) => language === "console");

  it("shows only what the program prints", () => {
    // Commands of one document run one after another in one folder, as a reader would type them.
    inFolder((folder) => {
      for (const shown of consoles.flatMap(shownIn)) {
        const printed = output(shown.command, folder);
        expect(printed, `${document}:${shown.line}: $ ${shown.command}`).toBe(
          shown.output.replace(/[ \t]+$/gm, ""),
        );
      }
    });
  });

  it("shows only scenarios that are valid", () => {
    for (const { language, text, line } of blocks) {
      if (language !== "yaml") continue;
      const reading = readScenario(text, { file: `${document}:${line}` });
      expect(reading.ok ? [] : reading.issues, `${document}:${line}`).toEqual([]);
    }
  });
});
