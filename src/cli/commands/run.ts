/** `run FILE…`: plays the failures of a scenario and tells what each cost. */
import { basename, join } from "node:path";
import { type PlayedRun, playRun, writeFiles } from "../../execution/index.js";
import { incidentsCsv, jsonDocument, runText, sideBySide } from "../../reports/index.js";
import { RUNS_SCHEMA, type RunResult } from "../../results/index.js";
import type { Requirement } from "../../scenario/index.js";
import type { Scenario } from "../../spec/index.js";
import { type JudgedRequirement, judgeRequirement, misuseOf, vet } from "../../studies/index.js";
import { printCount } from "../../units/index.js";
import { BadUsage, EXIT, type ExitCode, gravest } from "../exit.js";
import { listenForInterruption } from "../interruption.js";
import { progressLine } from "../progress.js";
import { issueLines, openScenario } from "../scenario-file.js";
import { openTerminal, type Terminal } from "../terminal.js";
import { version } from "../version.js";

export interface RunOptions {
  readonly files: readonly string[];
  readonly seed: number;
  readonly replications: number;
  readonly set: readonly string[];
  readonly require: readonly string[];
  readonly out: string | null;
  readonly json: boolean;
  readonly quiet: boolean;
}

interface Prepared {
  readonly file: string;
  readonly scenario: Scenario;
  readonly requirements: readonly Requirement[];
}

export async function run(options: RunOptions): Promise<ExitCode> {
  const terminal = openTerminal(options);
  // Everything is read and refused before anything is played.
  const prepared: Prepared[] = [];
  for (const file of options.files) prepared.push(await prepare(file, options));
  const interruption = listenForInterruption();
  const codes: ExitCode[] = [];
  const results: RunResult[] = [];
  const folders: string[] = [];
  for (const one of prepared) {
    const { result, interrupted } = await play(one, options, terminal, interruption.isRaised);
    const folder = folderOf(one.file, options);
    writeFiles(folder, [
      { name: "result.json", text: jsonDocument(result) },
      { name: "incidents.csv", text: incidentsCsv(result.incidents) },
    ]);
    results.push(result);
    folders.push(folder);
    if (interrupted) {
      codes.push(EXIT.interrupted);
      break;
    }
    codes.push(tellRequirements(one.requirements, result, terminal));
  }
  interruption.stop();
  tell(results, folders, options, terminal);
  return gravest(codes);
}

async function prepare(file: string, options: RunOptions): Promise<Prepared> {
  const { scenario, source, text } = await openScenario(file, options.set);
  const issues = vet(scenario, source);
  if (issues.length > 0) throw new BadUsage(...(await issueLines(issues, text)));
  const requirements: Requirement[] = [];
  const { readExpression, printIssue } = await import("../../scenario/index.js");
  for (const expression of options.require) {
    const reading = readExpression(expression, "requirement");
    if (!reading.ok) throw new BadUsage(printIssue(reading.issue, expression));
    const misuse = misuseOf(reading.expression, scenario);
    if (misuse !== null) throw new BadUsage(`--require ${misuse}`);
    requirements.push(reading.expression);
  }
  return { file, scenario, requirements };
}

async function play(
  { file, scenario }: Prepared,
  options: RunOptions,
  terminal: Terminal,
  isInterrupted: () => boolean,
): Promise<PlayedRun> {
  const { seed, replications } = options;
  const begun = process.hrtime.bigint();
  const played = await playRun(
    { scenario, seed, replications, replay: replayOf(file, options), version: version() },
    {
      progress: (done, planned) => terminal.progress(progressLine(scenario.name, done, planned, begun)),
      isInterrupted,
    },
  );
  terminal.progress("");
  return played;
}

/** What changes the result and nothing else. */
function replayOf(file: string, { seed, replications, set }: RunOptions): string {
  const words = ["stretchpool", "run", quoted(basename(file)), "--seed", String(seed)];
  if (replications !== 1) words.push("--replications", String(replications));
  for (const override of set) words.push("--set", quoted(override));
  return words.join(" ");
}

const quoted = (word: string): string =>
  /^[\w./=:-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** Several files of one run each get a folder of their own, whatever --out says. */
function folderOf(file: string, { out, files }: RunOptions): string {
  const name = slug(file);
  if (out === null) return join("results", name, "run");
  return files.length === 1 ? out : join(out, name);
}

function slug(file: string): string {
  const stem = basename(file).replace(/\.(ya?ml|json)$/i, "");
  const safe = stem.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[.-]+/, "");
  return safe === "" ? "scenario" : safe.slice(0, 100);
}

function tellRequirements(
  requirements: readonly Requirement[],
  result: RunResult,
  terminal: Terminal,
): ExitCode {
  const judged = requirements.map((requirement) => judgeRequirement(requirement, result));
  terminal.say(judged.map(requirementLine));
  return judged.every(({ verdict }) => verdict.verdict === "met") ? EXIT.done : EXIT.requirementOpen;
}

function requirementLine({ text, verdict }: JudgedRequirement): string {
  if (verdict.verdict !== "undecided") return `${verdict.verdict}: ${text}`;
  const more =
    verdict.replications === null
      ? ""
      : `; about ${printCount(verdict.replications)} replications would decide`;
  return `undecided: ${text} (${verdict.why}${more})`;
}

function tell(
  results: readonly RunResult[],
  folders: readonly string[],
  options: RunOptions,
  terminal: Terminal,
): void {
  if (options.json) {
    const document = options.files.length === 1 ? results[0] : { schema: RUNS_SCHEMA, runs: results };
    terminal.document(jsonDocument(document));
    return;
  }
  for (const result of results) terminal.say(runText(result, terminal.ink));
  if (results.length > 1) terminal.say(sideBySide(results, terminal.ink));
  terminal.say([
    ...folders.map((folder) => `Written: ${join(folder, "result.json")}, incidents.csv`),
    ...next(results, options),
  ]);
}

/** What somebody who has just read this would want to ask next. */
function next(results: readonly RunResult[], { files }: RunOptions): string[] {
  const [result] = results;
  const file = files[0]!;
  if (result === undefined || result.incidents.length === 0) return [];
  const tries =
    result.replications === 1
      ? [
          ["the same at 1,000 moments", `run ${file} --replications 1000`],
          ["the exact best and worst of the schedule", `check ${file}`],
          ["copies 30 s after each backup", `check ${file} --set 'logShipping.copy.offset=30 s'`],
        ]
      : [
          [
            "a requirement, for scripts",
            `run ${file} --replications ${result.replications} --require 'rpo.p95 <= 20 min'`,
          ],
          ["the exact best and worst of the schedule", `check ${file}`],
        ];
  const width = Math.max(...tries.map(([, command]) => command!.length));
  return [
    "",
    "Try next:",
    ...tries.map(([why, command]) => `  npx stretchpool ${command!.padEnd(width)}   # ${why}`),
  ];
}
