/** From a whole file to the mapping that it must be, or to what is wrong with it. It knows no field. */
import type { Finding } from "../issue.js";
import { readTree } from "./read-tree.js";
import { place, sourceText } from "./source-text.js";
import type { Mapping } from "./tree.js";

/** What to say of a file that is something else, and how one would begin. */
export interface Expected {
  readonly message: string;
  readonly allowed: string;
}

export function readMapping(
  text: string,
  file: string,
  { message, allowed }: Expected,
): { tree: Mapping | null; findings: Finding[] } {
  const source = sourceText(file, text, null, 0);
  const reading = readTree(source);
  const findings = [...reading.findings];
  const { tree } = reading;
  if (tree === null || tree.kind === "mapping") return { tree, findings };
  const isEmpty = tree.kind === "scalar" && tree.value === null;
  findings.push({
    at: place(source, tree.at.from, tree.at.to),
    path: [],
    message: isEmpty ? "the file is empty" : message,
    allowed,
  });
  return { tree: null, findings };
}
