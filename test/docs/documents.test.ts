/** What README and docs show is what the program prints: every command of a console block is run and compared. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readScenario } from "../../src/scenario/index.js";
import { inFolder, PROGRAM, ROOT } from "../tools/program.js";
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

/** `npm run reference` writes the output anew instead of comparing it; the diff is then read by a person. */
const remakes = process.env.STRETCHPOOL_REMAKE === "1";

const paragraph = (text: string): string[] => (text === "" ? [""] : [...text.split("\n"), ""]);

describe.each(documents())("%s", (document) => {
  const blocks = blocksOf(document);
  const consoles = blocks.filter(({ language }) => language === "console");

  it.runIf(remakes)("is given what the program prints now", () => {
    inFolder((folder) => {
      const path = join(ROOT, document);
      const lines = readFileSync(path, "utf8").split("\n");
      // From the last block to the first, so that the line numbers of the others stay right.
      const texts = consoles.map((block) =>
        shownIn(block).flatMap(({ command }) => [`$ ${command}`, ...paragraph(output(command, folder))]),
      );
      for (const [index, block] of [...consoles.entries()].reverse()) {
        const length = block.text.split("\n").length;
        const text = texts[index]!;
        while (text.at(-1) === "") text.pop();
        lines.splice(block.line, length, ...text);
      }
      writeFileSync(path, lines.join("\n"));
    });
  });

  it.skipIf(remakes)("shows only what the program prints", () => {
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
