/** Where the files of a result go: a folder for each scenario and command, named without surprises. */
import { basename, join } from "node:path";

export const resultFolder = (file: string, command: string): string => join("results", slug(file), command);

/** A scenario file's name as a folder: letters, digits, points, hyphens, underscores. */
export function slug(file: string): string {
  const stem = basename(file).replace(/\.(ya?ml|json)$/i, "");
  const safe = stem.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[.-]+/, "");
  return safe === "" ? "scenario" : safe.slice(0, 100);
}
