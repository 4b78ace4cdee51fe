/**
 * `--write`: the scenario file with the schedule that was found, and nothing else changed; never over a file that exists,
 * and read back before anybody relies on it.
 */
import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { writeNewFile } from "../execution/index.js";
import type { CandidateResult } from "../results/index.js";
import type { Anchor, Scenario } from "../spec/index.js";
import { agentWords } from "../studies/index.js";
import { BadUsage } from "./exit.js";
import { readText } from "./scenario-file.js";

/** The file that was searched from, and what --set said beside it. */
export interface Original {
  readonly text: string;
  readonly set: readonly string[];
  readonly anchor: Anchor;
}

type Fields = ReadonlyMap<string, string | null>;

/** What can be told to be wrong before anybody has searched for long. */
export async function refuseTunedFile(to: string, { text, set }: Original): Promise<void> {
  if (existsSync(to)) throw new BadUsage(...exists(to));
  const folder = dirname(to);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new BadUsage(...noFolder(to, folder));
  await patched(text, fieldsOf(set));
}

export async function writeTunedFile(
  to: string,
  { text, set, anchor }: Original,
  best: CandidateResult,
): Promise<void> {
  // Whatever counts from time 0 now, the agent's jobs begin anew every midnight.
  const midnight: [string, string][] = anchor === "day" ? [] : [["logShipping.anchor", "day"]];
  const settings = [...Object.entries(best.settings), ...midnight];
  const left = leftOut(settings.map(([path]) => path));
  const given = fieldsOf(set);
  const written = await patched(text, new Map([...given, ...settings, ...left]));
  await proveSame(written, await patched(text, new Map([...given, ...left])), settings, best);
  if (!writeNewFile(to, written)) throw new BadUsage(...exists(to));
  if (readText(to, written.length * 4) !== written)
    throw new Error(`${to} does not hold what was written to it`);
}

const exists = (to: string): [string, string] => [
  `--write ${to}: this file exists already, and tune never writes over a file`,
  "  give another name, such as --write tuned.yaml",
];

/** Whoever mistypes a folder's name wants no new one. */
const noFolder = (to: string, folder: string): [string, string] => [
  `--write ${to}: there is no folder ${folder}`,
  "  make it first, or write into one that exists, such as --write tuned.yaml",
];

/** A copy job has a grid of its own or follows the backups, and a file says only one of the two. */
function leftOut(paths: readonly string[]): [string, null][] {
  const [every, offset, after] = ["every", "offset", "after"].map((field) => `logShipping.copy.${field}`);
  const gone = paths.includes(after!) ? [every!, offset!] : paths.includes(every!) ? [after!] : [];
  return gone.map((path) => [path, null]);
}

const fieldsOf = (set: readonly string[]): Fields =>
  new Map(
    set.map((argument) => {
      const equals = argument.indexOf("=");
      return [argument.slice(0, equals).trim(), argument.slice(equals + 1).trim()];
    }),
  );

async function patched(text: string, fields: Fields): Promise<string> {
  const { patchScenario } = await import("../scenario/index.js");
  const patching = patchScenario(text, fields);
  if (patching.ok) return patching.text;
  throw new BadUsage(
    `--set ${patching.path}: cannot be written into the file: ${patching.why}`,
    "  write it there by hand first, or leave --write out",
  );
}

/** The new text says what the old one says with these fields set, and its jobs run as recommended. */
async function proveSame(
  written: string,
  before: string,
  settings: readonly (readonly [string, string])[],
  best: CandidateResult,
): Promise<void> {
  const overrides = settings.map(([path, value]) => `${path}=${value}`);
  const asked = await meaningOf(before, overrides);
  const said = await meaningOf(written, []);
  if (!isDeepStrictEqual(said, asked) || agentWords(said).join() !== best.words.join()) {
    throw new Error("the file that was to be written does not give the schedule that was found");
  }
}

/** But for the list of fields that were given: a default that is written out is the same scenario. */
async function meaningOf(text: string, overrides: readonly string[]): Promise<Scenario> {
  const { printIssue, readScenario } = await import("../scenario/index.js");
  const reading = readScenario(text, { file: "the file to be written", overrides });
  if (!reading.ok) throw new Error(reading.issues.map((issue) => printIssue(issue, text)).join("\n"));
  return { ...reading.scenario, name: "", given: [] };
}
