/** Reads a scenario file for a command: a scenario with its text, or everything that is wrong with it. */
import { isUtf8 } from "node:buffer";
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
  // What is printed of a name later must not steer the terminal.
  if (STEERING.test(file)) {
    throw new BadUsage(`${withoutSteering(file)}: control characters in the name of a file; rename it`);
  }
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
      const bytes = buffer.subarray(0, length);
      // What is too long is cut, perhaps within a character.
      if (length <= most && !isUtf8(bytes)) throw new Error(`not UTF-8 text: ${firstWrong(bytes)}`);
      return bytes.toString("utf8");
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw new BadUsage(`${file}: ${reasonOf(error, missing)}`);
  }
}

/** Control characters, ends of lines and turns of the direction of writing. */
const STEERING = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

const withoutSteering = (name: string): string =>
  [...name].map((one) => (STEERING.test(one) ? `\\u${codeOf(one)}` : one)).join("");

const codeOf = (one: string): string => one.charCodeAt(0).toString(16).padStart(4, "0");

/** UTF-8 never cuts a character in two at the end of a line. */
function firstWrong(bytes: Uint8Array): string {
  let line = 1;
  let from = 0;
  for (let end = bytes.indexOf(LINE_END); end >= 0; end = bytes.indexOf(LINE_END, from)) {
    if (!isUtf8(bytes.subarray(from, end))) break;
    from = end + 1;
    line++;
  }
  return `line ${line}; save the file as UTF-8`;
}

const LINE_END = 0x0a;

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
