/** `run FILE…`: plays the failures of a scenario and tells what each cost. */
import { basename, join } from "node:path";
import { type PlayedRun, playRun, writeFiles } from "../../execution/index.js";
import { incidentsCsv, jsonDocument, runText, sideBySide } from "../../reports/index.js";
import { RUNS_SCHEMA, type RunResult } from "../../results/index.js";
import type { Requirement } from "../../scenario/index.js";
import type { Law, Scenario } from "../../spec/index.js";
import { type JudgedRequirement, judgeRequirement, misuseOf } from "../../studies/index.js";
import { printCount } from "../../units/index.js";
import { BadUsage, EXIT, type ExitCode, gravest } from "../exit.js";
import { resultFolder, slug } from "../folders.js";
import { listenForInterruption } from "../interruption.js";
import { type OpenFate, openFate, openPlayable } from "../playable.js";
import { progressLine } from "../progress.js";
import { quoted } from "../quoted.js";
import { openTerminal, type Terminal } from "../terminal.js";
import { tryNext } from "../try-next.js";
import { version } from "../version.js";

export interface RunOptions {
  readonly files: readonly string[];
  /** null: not given. */
  readonly seed: number | null;
  readonly replications: number | null;
  /** A fate file to replay instead of the scenario's own failures. */
  readonly fate: string | null;
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

/** Which replications of which seed are played, and what strikes in them where a fate file says it. */
interface Chance {
  readonly seed: number;
  readonly firstReplication: number;
  readonly replications: number;
  readonly fate: OpenFate | null;
}

export async function run(options: RunOptions): Promise<ExitCode> {
  const terminal = openTerminal(options);
  refuseSharedFolders(options);
  // Everything is read and refused before anything is played.
  const chance = await chanceOf(options);
  const prepared: Prepared[] = [];
  for (const file of options.files) prepared.push(await prepare(file, options, chance));
  const interruption = listenForInterruption();
  const codes: ExitCode[] = [];
  const results: RunResult[] = [];
  const folders: string[] = [];
  for (const one of prepared) {
    const { result, interrupted } = await play(one, chance, options, terminal, interruption.isRaised);
    const folder = folderOf(one.file, options);
    writeFiles(folder, [
      { name: "result.json", text: jsonDocument(result) },
      { name: "incidents.csv", text: incidentsCsv([...result.incidents, ...result.operations]) },
    ]);
    results.push(result);
    folders.push(folder);
    if (interrupted) {
      codes.push(EXIT.interrupted);
      break;
    }
    codes.push(EXIT.done);
  }
  interruption.stop();
  tell(results, folders, prepared, options, terminal);
  for (const [index, result] of results.entries()) {
    codes.push(tellRequirements(prepared[index]!.requirements, result, options, terminal));
  }
  if (!options.json) terminal.say(next(prepared[0]!, results, chance, options));
  return gravest(codes);
}

/** A fate file says all of it; without one the options do. */
async function chanceOf({ fate, seed, replications }: RunOptions): Promise<Chance> {
  if (fate === null) {
    return { seed: seed ?? 1, firstReplication: 0, replications: replications ?? 1, fate: null };
  }
  for (const [option, given] of [
    ["--seed", seed],
    ["--replications", replications],
  ] as const) {
    if (given === null) continue;
    throw new BadUsage(
      `${option} ${given} beside --fate ${fate}: the fate file says which seed and which replication it is`,
      `  leave ${option} out, or change the file`,
    );
  }
  const opened = await openFate(fate);
  const { head } = opened.fate;
  return { seed: head.seed, firstReplication: head.replication, replications: 1, fate: opened };
}

async function prepare(file: string, options: RunOptions, chance: Chance): Promise<Prepared> {
  const scenario = await openPlayable(file, options.set, chance.fate);
  const requirements: Requirement[] = [];
  const { readExpression, printIssue, splitList } = await import("../../scenario/index.js");
  for (const expression of options.require.flatMap(splitList)) {
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
  chance: Chance,
  options: RunOptions,
  terminal: Terminal,
  isInterrupted: () => boolean,
): Promise<PlayedRun> {
  const { seed, firstReplication, replications } = chance;
  const replay = replayOf(file, chance, options);
  const begun = process.hrtime.bigint();
  const played = await playRun(
    { scenario, seed, firstReplication, replications, replay, version: version() },
    {
      progress: (done, planned) => terminal.progress(progressLine(scenario.name, done, planned, begun)),
      isInterrupted,
    },
  );
  terminal.progress("");
  return played;
}

/** What changes the result and nothing else. */
function replayOf(file: string, { seed, replications, fate }: Chance, { set }: RunOptions): string {
  const words = ["stretchpool", "run", quoted(basename(file))];
  if (fate !== null) words.push("--fate", quoted(basename(fate.file)));
  else words.push("--seed", String(seed));
  if (replications !== 1) words.push("--replications", String(replications));
  for (const override of set) words.push("--set", quoted(override));
  return words.join(" ");
}

/** Several files of one run each get a folder of their own, whatever --out says. */
function folderOf(file: string, { out, files }: RunOptions): string {
  if (out === null) return resultFolder(file, "run");
  return files.length === 1 ? out : join(out, slug(file));
}

/** Two results in one folder would be one result. */
function refuseSharedFolders(options: RunOptions): void {
  const folders = options.files.map((file) => folderOf(file, options));
  const twice = folders.find((folder, index) => folders.indexOf(folder) !== index);
  if (twice === undefined) return;
  throw new BadUsage(
    `two of the files would both write to ${twice}`,
    "  give the files different names, or run them one by one with --out",
  );
}

function tellRequirements(
  requirements: readonly Requirement[],
  result: RunResult,
  { json, quiet }: RunOptions,
  terminal: Terminal,
): ExitCode {
  const judged = requirements.map((requirement) => judgeRequirement(requirement, result));
  const lines = judged.map(requirementLine);
  // A script that keeps stdout for the document, or wants it silent, still has to see what failed.
  if (!json && !quiet) terminal.say(lines);
  else if (lines.length > 0) terminal.complain(lines);
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
  prepared: readonly Prepared[],
  options: RunOptions,
  terminal: Terminal,
): void {
  if (options.json) {
    const document = options.files.length === 1 ? results[0] : { schema: RUNS_SCHEMA, runs: results };
    terminal.document(jsonDocument(document));
    return;
  }
  for (const result of results) terminal.say(runText(result, terminal.ink));
  if (results.length > 1) terminal.say(sideBySide(results, labelsOf(results, prepared), terminal.ink));
  terminal.say(folders.map((folder) => `Written: ${join(folder, "result.json")}, incidents.csv`));
}

/** Layouts where they tell the columns apart, file names elsewhere. */
function labelsOf(results: readonly RunResult[], prepared: readonly Prepared[]): string[] {
  const layouts = results.map(({ layout }) => layout);
  return new Set(layouts).size === layouts.length
    ? layouts
    : results.map((_, index) => slug(prepared[index]!.file));
}

/** What somebody who has just read this would want to ask next. */
function next(
  { file, scenario }: Prepared,
  results: readonly RunResult[],
  { seed, replications, fate }: Chance,
  { set }: RunOptions,
): string[] {
  const [result] = results;
  if (result === undefined || result.incidents.length === 0) return [];
  const fixed = scenario.failures.findIndex(({ when }) => when.at === "drawn" && when.law.law === "fixed");
  const anyMoment = fixed < 0 ? "" : ` --set 'failures[${fixed}].at=any'`;
  const tries: [string, string][] = [];
  // What a fate file says was drawn from laws that are not in it, and may have been changed since.
  if (replications === 1 && fate === null) {
    tries.push([`run ${file} --replications 1000${anyMoment}`, "the same at 1,000 moments"]);
    const same = [...(seed === 1 ? [] : ["--seed", seed]), ...set.flatMap((one) => ["--set", quoted(one)])];
    tries.push([["timeline", file, ...same].join(" "), "the story of this one, in order"]);
  } else if (fixed < 0) {
    const requirement = `--require '${result.incidents[0]!.what}.rpo.p95 <= 20 min'`;
    tries.push([`run ${file} --replications ${replications} ${requirement}`, "for a script"]);
  }
  tries.push([`check ${file}`, "the exact best and worst of the schedule"]);
  if (copiesStartWithBackups(scenario)) {
    tries.push([`check ${file} --set 'logShipping.copy.offset=30 s'`, "copies 30 s after each backup"]);
  }
  return tryNext(tries);
}

/** The product's own set-up: every copy misses the file that is being written when it starts. */
function copiesStartWithBackups({ logShipping, topology }: Scenario): boolean {
  const { backup, copy, share } = logShipping;
  const arrives = topology.destinationFolder && topology.shareAccess.secondary !== "none";
  if (copy.trigger.on !== "grid" || share !== topology.primarySite || !arrives) return false;
  const { grid } = copy.trigger;
  const same = (a: Law, b: Law) => a.law === "fixed" && b.law === "fixed" && a.value === b.value;
  return grid.every === backup.grid.every && same(grid.offset, backup.grid.offset);
}
