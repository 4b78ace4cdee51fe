/** `sweep FILE`: random failures over many years: what a pool loses a year, how often, by what, and how sure that is. */
import { basename, join } from "node:path";
import { type PlayedSweep, playSweep } from "../../execution/index.js";
import {
  cellsCsv,
  jsonDocument,
  REPLICATIONS_HEADER,
  replicationRows,
  SWEEP_INCIDENTS_HEADER,
  sweepIncidentRows,
  sweepText,
} from "../../reports/index.js";
import type { SweepResult } from "../../results/index.js";
import type { ExpressionForms } from "../../scenario/index.js";
import {
  type JudgedCell,
  judgeCell,
  type KeptIncidents,
  type Method,
  type SweepPlan,
  sweepMisuseOf,
} from "../../studies/index.js";
import { printCount } from "../../units/index.js";
import { BadUsage, EXIT, type ExitCode, gravest } from "../exit.js";
import { resultFolder } from "../folders.js";
import { type GridCell, planCells, readVaried, type Varied } from "../grid.js";
import { intoFiles } from "../into-files.js";
import { sweepProgressLine } from "../progress.js";
import { quoted } from "../quoted.js";
import { openTerminal, type Terminal } from "../terminal.js";
import { tryNext } from "../try-next.js";
import { version } from "../version.js";

export interface SweepOptions {
  readonly file: string;
  readonly seed: number;
  /** null: not given. */
  readonly replications: number | null;
  readonly vary: readonly string[];
  readonly until: readonly string[];
  readonly method: Method;
  readonly incidents: KeptIncidents;
  readonly require: readonly string[];
  readonly set: readonly string[];
  readonly out: string | null;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly workers: number;
}

const REPLICATIONS = 1_000;
/** Who asks for a precision wants it reached; this is only the end of all patience. */
const REPLICATIONS_UNTIL = 100_000;

const REPLICATIONS_FILE = "replications.csv";
const INCIDENTS_FILE = "incidents.csv";

export async function sweep(options: SweepOptions): Promise<ExitCode> {
  const terminal = openTerminal(options);
  // Everything is read and refused before anything is played.
  const varied = await readVaried(options.vary);
  const cells = await planCells(options.file, options.set, varied);
  const requirements = await readAll(options.require, "sweep-requirement", cells);
  const plan = await planOf(options, varied, cells);
  const folder = options.out ?? resultFolder(options.file, "sweep");
  const { result, interrupted } = await playToFiles(plan, folder, options, terminal);
  if (result === null) {
    terminal.complain(["Interrupted before enough had been played: there is nothing to tell yet."]);
    return EXIT.interrupted;
  }
  const judged = result.cells.flatMap((cell) => requirements.map((one) => judgeCell(one, cell)));
  tell(result, folder, options, terminal);
  tellVerdicts(result, judged, options, terminal);
  if (!options.json) terminal.say(next(plan, options));
  return gravest([
    interrupted ? EXIT.interrupted : EXIT.done,
    result.until.every(({ reached }) => reached) ? EXIT.done : EXIT.partly,
    judged.every(({ verdict }) => verdict.verdict === "met") ? EXIT.done : EXIT.requirementOpen,
  ]);
}

/** The expressions behind an option, each asked of every cell. */
async function readAll<F extends "sweep-requirement" | "precision">(
  given: readonly string[],
  form: F,
  cells: readonly GridCell[],
): Promise<ExpressionForms[F][]> {
  const { printIssue, readExpression, splitList } = await import("../../scenario/index.js");
  const option = form === "precision" ? "--until" : "--require";
  return given.flatMap(splitList).map((text) => {
    const reading = readExpression(text, form, option);
    if (!reading.ok) throw new BadUsage(printIssue(reading.issue, text));
    for (const { scenario } of cells) {
      const misuse = sweepMisuseOf(reading.expression, scenario);
      if (misuse !== null) throw new BadUsage(`${option} ${misuse}`);
    }
    return reading.expression;
  });
}

async function planOf(
  options: SweepOptions,
  varied: readonly Varied[],
  cells: SweepPlan["cells"],
): Promise<SweepPlan> {
  const { seed, method, incidents } = options;
  const until = await readAll(options.until, "precision", cells);
  const replications = options.replications ?? (until.length > 0 ? REPLICATIONS_UNTIL : REPLICATIONS);
  const replay = replayOf(options, replications);
  const chance = { seed, method, replications, until };
  return { cells, varied, ...chance, incidents, rows: true, replay, version: version() };
}

/** What changes the result and nothing else. */
function replayOf({ file, seed, vary, until, method, set }: SweepOptions, replications: number): string {
  const words = ["stretchpool", "sweep", quoted(basename(file)), "--seed", String(seed)];
  words.push("--replications", String(replications));
  for (const one of vary) words.push("--vary", quoted(one));
  for (const one of until) words.push("--until", quoted(one));
  if (method.method !== "plain") words.push("--method", method.method);
  if (method.method === "biased") words.push("--bias-factor", String(method.factor));
  for (const one of set) words.push("--set", quoted(one));
  return words.join(" ");
}

/** Rows go to the disk as they come; all files are put into place together, when the last is whole. */
function playToFiles(
  plan: SweepPlan,
  folder: string,
  { workers }: SweepOptions,
  terminal: Terminal,
): Promise<PlayedSweep> {
  const [{ scenario }] = plan.cells as [GridCell, ...GridCell[]];
  return intoFiles(folder, terminal, async (files) => {
    const played = await playSweep(plan, workers, {
      begins() {
        files.begin();
        files.append(REPLICATIONS_FILE, REPLICATIONS_HEADER);
        files.append(INCIDENTS_FILE, SWEEP_INCIDENTS_HEADER);
      },
      played(batch, progress) {
        files.append(REPLICATIONS_FILE, replicationRows(batch.rows));
        files.append(INCIDENTS_FILE, sweepIncidentRows(batch.incidents));
        terminal.progress(sweepProgressLine(scenario.name, progress, files.begun));
      },
      isInterrupted: files.isInterrupted,
    });
    if (played.result === null) return played;
    files.append("result.json", jsonDocument(played.result));
    files.append("cells.csv", cellsCsv(played.result));
    files.commit();
    return played;
  });
}

function tell(result: SweepResult, folder: string, { json }: SweepOptions, terminal: Terminal): void {
  if (json) terminal.document(jsonDocument(result));
  else {
    terminal.say(sweepText(result, terminal.ink));
    terminal.say([
      `Written: ${join(folder, "result.json")}, cells.csv, ${REPLICATIONS_FILE}, ${INCIDENTS_FILE}`,
    ]);
  }
}

function tellVerdicts(
  { until }: SweepResult,
  judged: readonly JudgedCell[],
  { json, quiet }: SweepOptions,
  terminal: Terminal,
): void {
  const verdicts = judged.map(verdictLine);
  // A script that keeps stdout for the document, or wants it silent, still has to see what failed.
  if (!json && !quiet) terminal.say(verdicts);
  else {
    const missing = until.filter(({ reached }) => !reached).map(({ text }) => `not reached: ${text}`);
    const lines = [...new Set(missing), ...verdicts];
    if (lines.length > 0) terminal.complain(lines);
  }
}

function verdictLine({ text, cell, verdict }: JudgedCell): string {
  const settings = Object.entries(cell.settings).map(([path, value]) => `${path}=${value}`);
  const where = settings.length === 0 ? "" : ` with ${settings.join(", ")}`;
  if (verdict.verdict !== "undecided") return `${verdict.verdict}: ${text}${where}`;
  const more =
    verdict.replications === null
      ? ""
      : `; about ${printCount(verdict.replications)} replications would decide`;
  return `undecided: ${text}${where} (${verdict.why}${more})`;
}

/** What somebody who has just read this would want to ask next. */
function next({ replications, varied }: SweepPlan, { file, vary, until }: SweepOptions): string[] {
  const tries: [string, string][] = [];
  if (until.length === 0)
    tries.push([`sweep ${file} --until 'lostPerYear +- 10 %'`, "as many years as it takes"]);
  if (vary.length === 0) {
    tries.push([
      `sweep ${file} --vary 'logShipping.copy.offset=0 s,30 s'`,
      "the same failures, two schedules",
    ]);
  }
  if (until.length > 0 || varied.length > 0) {
    tries.push([`sweep ${file} --replications ${10 * replications}`, "narrower intervals"]);
  }
  tries.push([`sweep ${file} --require 'availability >= 99.9 %'`, "for a script"]);
  return tryNext(tries.slice(0, 3));
}
