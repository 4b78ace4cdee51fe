/** A scenario that a command can play: read, changed by --set, struck by a fate where one is given, and vetted. */
import type { ReadFate, ScenarioSource } from "../scenario/index.js";
import type { Scenario } from "../spec/index.js";
import { vet } from "../studies/index.js";
import { BadUsage } from "./exit.js";
import { issueLines, openScenario, readText } from "./scenario-file.js";

/** A fate file that has been read: with its text, for messages about it. */
export interface OpenFate {
  readonly file: string;
  readonly text: string;
  readonly fate: ReadFate;
}

export async function openFate(file: string): Promise<OpenFate> {
  const { LONGEST_FILE, readFate } = await import("../scenario/index.js");
  const missing = "there is no such file; `stretchpool timeline` writes a fate.yaml";
  const text = readText(file, LONGEST_FILE, missing);
  const reading = readFate(text, { file });
  if (!reading.ok) throw new BadUsage(...(await issueLines(reading.issues, text)));
  return { file, text, fate: reading };
}

export async function openPlayable(
  file: string,
  overrides: readonly string[],
  struck: OpenFate | null,
): Promise<Scenario> {
  const opened = await openScenario(file, overrides);
  const { scenario, source } = await strike(opened, struck?.fate ?? null);
  const issues = vet(scenario, source);
  if (issues.length === 0) return scenario;
  const blocks: string[][] = [];
  for (const issue of issues) {
    const isInFate = struck !== null && issue.file === struck.file;
    blocks.push(await issueLines([issue], isInFate ? struck.text : opened.text));
  }
  throw new BadUsage(...blocks.flatMap((lines, index) => (index === 0 ? lines : ["", ...lines])));
}

async function strike(
  { scenario, source }: { readonly scenario: Scenario; readonly source: ScenarioSource },
  fate: ReadFate | null,
): Promise<{ readonly scenario: Scenario; readonly source: ScenarioSource }> {
  if (fate === null) return { scenario, source };
  const { struckBy } = await import("../scenario/index.js");
  return struckBy(fate, scenario, source);
}
