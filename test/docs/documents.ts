/** The console blocks of README and docs: commands, and the output that stands below each. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../tools/program.js";

export interface Shown {
  readonly document: string;
  readonly line: number;
  readonly command: string;
  readonly output: string;
}

export interface Block {
  readonly document: string;
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

export function documents(): string[] {
  const docs = readdirSync(join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name));
  return ["README.md", "CONTRIBUTING.md", ...docs.sort()];
}

export function blocksOf(document: string): Block[] {
  const lines = readFileSync(join(ROOT, document), "utf8").split("\n");
  const blocks: Block[] = [];
  for (let index = 0; index < lines.length; index++) {
    const fence = /^```(\w+)$/.exec(lines[index]!);
    if (fence === null) continue;
    const end = lines.indexOf("```", index + 1);
    if (end < 0) throw new Error(`${document}:${index + 1}: a block that never ends`);
    const text = lines.slice(index + 1, end).join("\n");
    blocks.push({ document, line: index + 1, language: fence[1]!, text });
    index = end;
  }
  return blocks;
}

/** In a `console` block a line that begins with "$ " is a command; what follows up to the next is its output. */
export function shownIn(block: Block): Shown[] {
  const shown: Shown[] = [];
  let current: { line: number; command: string; output: string[] } | null = null;
  const finish = () => {
    if (current === null) return;
    const { line, command, output } = current;
    shown.push({ document: block.document, line, command, output: output.join("\n").trimEnd() });
  };
  block.text.split("\n").forEach((line, index) => {
    if (line.startsWith("$ ")) {
      finish();
      current = { line: block.line + 1 + index, command: line.slice(2), output: [] };
    } else current?.output.push(line);
  });
  finish();
  return shown;
}
