/** `tune FILE`: the cheapest schedule that meets the targets, in the words of the agent that is to run it. */
import { basename, join } from "node:path";
import { type PlayedTune, playTune } from "../../execution/index.js";
import { candidatesCsv, jsonDocument, tuneText } from "../../reports/index.js";
import type { TuneResult } from "../../results/index.js";
import type { Requirement, YearlyRequirement } from "../../scenario/index.js";
import type { Scenario } from "../../spec/index.js";
import {
  chooseKnobs,
  type Goal,
  goalsOf,
  type Knob,
  type Minimised,
  type Reread,
  type TunePlan,
  tooFewFor,
  vet,
} from "../../studies/index.js";
import { type Micros, parseDuration } from "../../units/index.js";
import { BadUsage, EXIT, type ExitCode, gravest } from "../exit.js";
import { resultFolder } from "../folders.js";
import { intoFiles } from "../into-files.js";
import { openPlayable } from "../playable.js";
import { tuneProgressLine } from "../progress.js";
import { quoted } from "../quoted.js";
import { readScenarioFile } from "../scenario-file.js";
import { openTerminal, type Terminal } from "../terminal.js";
import { tryNext } from "../try-next.js";
import { type Original, refuseTunedFile, writeTunedFile } from "../tuned-file.js";
import { version } from "../version.js";

export interface TuneOptions {
  readonly file: string;
  readonly target: readonly string[];
  readonly move: readonly string[];
  readonly hold: readonly string[];
  /** null: not given. */
  readonly minimise: Minimised | null;
  readonly indifference: string;
  readonly exactDurations: boolean;
  readonly countEmptyCopies: boolean;
  readonly replications: number;
  readonly seed: number;
  readonly set: readonly string[];
  /** The file to write, or null. */
  readonly write: string | null;
  readonly out: string | null;
  readonly json: boolean;
  readonly quiet: boolean;
}

export async function tune(options: TuneOptions): Promise<ExitCode> {
  const terminal = openTerminal(options);
  // Everything is read and refused before anything is looked at.
  const { text } = await readScenarioFile(options.file, options.set);
  const scenario = await openPlayable(options.file, options.set, null);
  const plan = await planOf(options, scenario, text);
  const original = { text, set: options.set, anchor: scenario.logShipping.anchor };
  if (options.write !== null) await refuseTunedFile(options.write, original);
  const folder = options.out ?? resultFolder(options.file, "tune");
  const { result, interrupted } = await playToFiles(plan, folder, terminal);
  if (result === null) {
    terminal.complain([
      "Interrupted before all schedules had been looked at: there is nothing to tell yet.",
      ...(options.write === null ? [] : [notWritten(options.write, INTERRUPTED)]),
    ]);
    return EXIT.interrupted;
  }
  tell(result, folder, options, terminal);
  const isWritten = await write(result, interrupted, original, options, terminal);
  if (!options.json) terminal.say(next(result, options, interrupted, isWritten));
  return gravest([
    interrupted ? EXIT.interrupted : EXIT.done,
    result.best === null ? EXIT.requirementOpen : EXIT.done,
  ]);
}

async function planOf(options: TuneOptions, scenario: Scenario, text: string): Promise<TunePlan> {
  const { file, set, seed, replications, minimise, exactDurations, countEmptyCopies } = options;
  return {
    scenario,
    reread: await rereading(file, text, set),
    knobs: knobsOf(options, scenario),
    goals: await readGoals(options, scenario),
    exactDurations,
    minimised: minimisedIn(minimise, scenario),
    indifference: indifferenceOf(options),
    countEmptyCopies,
    seed,
    replications,
    replay: replayOf(options),
    version: version(),
  };
}

/** The scenario with other values, held to the same rules as if they stood in the file. */
async function rereading(file: string, text: string, set: readonly string[]): Promise<TunePlan["reread"]> {
  const { readScenario } = await import("../../scenario/index.js");
  return (settings): Reread => {
    const own = [...settings].map(([path, value]) => `${path}=${value}`);
    const reading = readScenario(text, { file, overrides: [...set, ...own] });
    const issues = reading.ok ? vet(reading.scenario, reading.source) : reading.issues;
    const [issue] = issues;
    if (reading.ok && issue === undefined) return { ok: true, scenario: reading.scenario };
    return { ok: false, why: `${issue!.path === "" ? "" : `${issue!.path}: `}${issue!.message}` };
  };
}

function knobsOf({ move, hold }: TuneOptions, scenario: Scenario): readonly Knob[] {
  const reading = chooseKnobs(scenario, { move, hold });
  if (!reading.ok) throw new BadUsage(reading.problem);
  return reading.knobs;
}

async function readGoals(
  { target, exactDurations, replications }: TuneOptions,
  scenario: Scenario,
): Promise<readonly Goal[]> {
  const { printIssue, readExpression, splitList } = await import("../../scenario/index.js");
  const asked = target.flatMap(splitList).map((text): Requirement | YearlyRequirement => {
    const reading = readExpression(text, "sweep-requirement", "--target");
    if (!reading.ok) throw new BadUsage(printIssue(reading.issue, text));
    return reading.expression;
  });
  const reading = goalsOf(scenario, asked, exactDurations);
  if (!reading.ok) throw new BadUsage(`--target ${reading.problem}`);
  const tooFew = tooFewFor(reading.goals, replications);
  if (tooFew !== null) throw new BadUsage(`--replications ${replications}: ${tooFew}`);
  if (reading.goals.length > 0) return reading.goals;
  throw new BadUsage(
    "tune needs a target to search for, and the scenario has none",
    "  such as --target 'rpo <= 15 min', or in the file: targets: { rpo: 15 min }",
  );
}

function minimisedIn(minimise: Minimised | null, { costs }: Scenario): Minimised | null {
  if (minimise !== "money" || Object.keys(costs?.options ?? {}).length > 0) return minimise;
  throw new BadUsage(
    "--minimise money: the scenario gives no prices",
    "  such as costs: { options: { wan: 40 EUR / Mbps / year } }",
  );
}

function indifferenceOf({ indifference }: TuneOptions): Micros {
  const parsed = parseDuration(indifference);
  if (parsed.ok && parsed.value > 0) return parsed.value;
  throw new BadUsage(`--indifference ${indifference}: ${parsed.ok ? "must be more than 0" : parsed.problem}`);
}

const replayOf = (options: TuneOptions): string =>
  `stretchpool ${commandOf({ ...options, file: basename(options.file) })}`;

/** What changes the result and nothing else. */
function commandOf(options: TuneOptions): string {
  const words = ["tune", quoted(options.file), "--seed", String(options.seed)];
  words.push("--replications", String(options.replications));
  for (const name of ["target", "move", "hold"] as const) {
    for (const one of options[name]) words.push(`--${name}`, quoted(one));
  }
  if (options.minimise !== null) words.push("--minimise", options.minimise);
  words.push("--indifference", quoted(options.indifference));
  if (options.exactDurations) words.push("--exact-durations");
  if (options.countEmptyCopies) words.push("--count-empty-copies");
  for (const one of options.set) words.push("--set", quoted(one));
  return words.join(" ");
}

function playToFiles(plan: TunePlan, folder: string, terminal: Terminal): Promise<PlayedTune> {
  return intoFiles(folder, terminal, async (files) => {
    const played = await playTune(plan, {
      begins: files.begin,
      progress: (progress) => terminal.progress(tuneProgressLine(plan.scenario.name, progress, files.begun)),
      isInterrupted: files.isInterrupted,
    });
    if (played.result !== null) {
      files.append("result.json", jsonDocument(played.result));
      files.append("candidates.csv", candidatesCsv(played.result));
      files.commit();
    }
    return played;
  });
}

function tell(result: TuneResult, folder: string, { json }: TuneOptions, terminal: Terminal): void {
  if (json) {
    terminal.document(jsonDocument(result));
    return;
  }
  terminal.say(tuneText(result, terminal.ink));
  terminal.say([`Written: ${join(folder, "result.json")}, candidates.csv`]);
}

const INTERRUPTED = "it was interrupted";

const notWritten = (to: string, why: string): string => `Not written: ${to}, for ${why}`;

/** Whether it was written. */
async function write(
  { best }: TuneResult,
  interrupted: boolean,
  original: Original,
  { write: to, json, quiet }: TuneOptions,
  terminal: Terminal,
): Promise<boolean> {
  if (to === null) return false;
  if (best !== null && !interrupted) {
    await writeTunedFile(to, original, best);
    terminal.say([`Written: ${to}`]);
    return true;
  }
  const line = notWritten(to, interrupted ? INTERRUPTED : "no schedule meets the targets");
  // A script that keeps stdout for the document, or wants it silent, still has to see what failed.
  if (json || quiet) terminal.complain([line]);
  else terminal.say([line]);
  return false;
}

/** What somebody who has just read this would want to ask next: the same question, but for one thing. */
function next(
  { best }: TuneResult,
  options: TuneOptions,
  interrupted: boolean,
  isWritten: boolean,
): string[] {
  const { move, write: to } = options;
  const again = (change: Partial<TuneOptions> = {}) => commandOf({ ...options, ...change });
  const tries: [string, string][] = [];
  if (interrupted) {
    tries.push([`${again()}${to === null ? "" : ` --write ${quoted(to)}`}`, "the same, to its end"]);
  } else if (best === null) {
    for (const [path, why] of [
      ["wan.bandwidth", "would more bandwidth do?"],
      ["logShipping.share", "or the share elsewhere?"],
    ] as const) {
      if (!move.some((one) => one.startsWith(path))) tries.push([again({ move: [...move, path] }), why]);
    }
  } else if (isWritten) {
    const [file, written] = [quoted(options.file), quoted(to!)];
    tries.push([`check ${written}`, "what this schedule costs, exactly"]);
    tries.push([`compare ${file} ${written}`, "the same failures under both"]);
  } else {
    tries.push([`${again()} --write tuned.yaml`, "the same file with this schedule"]);
  }
  if (!options.exactDurations) {
    tries.push([again({ exactDurations: true }), "as if nothing ever took longer"]);
  }
  return tries.length === 0 ? [] : tryNext(tries.slice(0, 3));
}
