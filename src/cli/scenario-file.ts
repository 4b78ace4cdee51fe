/** Reads a scenario file for a command: a scenario with its text, or everything that is wrong with it. */
import { closeSync, openSync, readSync } from "node:fs";
import type { Issue, ScenarioReading, ScenarioSource } from "../scenario/index.js";
import type { Scenario } from "../spec/index.js";
import { BadUsage } from "./exit.js";

export interface ReadFile {
  readonly file: string;
  readonly text: string;
  readonly reading: ScenarioReading;
}

/** Loaded when a scenario is read, not before: it brings the parser and the schema with it. */
const scenarioRoom = () => import("../scenario/index.js");

export async function readScenarioFile(file: string, overrides: readonly string[]): Promise<ReadFile> {
  const { LONGEST_FILE, readScenario } = await scenarioRoom();
  const text = readText(file, LONGEST_FILE);
  return { file, text, reading: readScenario(text, { file, overrides }) };
}

export async function openScenario(
  file: string,
  overrides: readonly string[],
): Promise<{ readonly scenario: Scenario; readonly source: ScenarioSource; readonly text: string }> {
  const { text, reading } = await readScenarioFile(file, overrides);
  if (!reading.ok) throw new BadUsage(...(await issueLines(reading.issues, text)));
  return { scenario: reading.scenario, source: reading.source, text };
}

export async function issueLines(issues: readonly Issue[], text: string): Promise<string[]> {
  const { printIssue } = await scenarioRoom();
  return issues.flatMap((issue) => [printIssue(issue, text), ""]).slice(0, -1);
}

/** At most `most` bytes and one: what is longer is refused by the room that reads it, not held in memory. */
export function readText(file: string, most: number, missing = NO_SCENARIO): string {
  try {
    const handle = openSync(file, "r");
    try {
      const buffer = Buffer.alloc(most + 1);
      let length = 0;
      for (;;) {
        const read = readSync(handle, buffer, length, buffer.length - length, null);
        length += read;
        if (read === 0 || length === buffer.length) break;
      }
      return buffer.toString("utf8", 0, length);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw new BadUsage(`${file}: ${reasonOf(error, missing)}`);
  }
}

const NO_SCENARIO = "there is no such file; `stretchpool init` writes one to start from";

function reasonOf(error: unknown, missing: string): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case "ENOENT":
      return missing;
    case "EISDIR":
      return "this is a folder, not a file";
    case "EACCES":
      return "no permission to read this file";
    default:
      return (error as Error).message;
  }
}
