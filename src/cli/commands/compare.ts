/** `compare FILE FILE…`: the same fate dealt to several options: how they differ, how surely, and what each is worth. */
import { basename, join } from "node:path";
import { type PlayedComparison, playCompare } from "../../execution/index.js";
import {
  COMPARE_ROWS_HEADER,
  compareRows,
  compareText,
  differencesCsv,
  jsonDocument,
  optionsCsv,
} from "../../reports/index.js";
import type { ComparedFate, CompareResult, OptionResult } from "../../results/index.js";
import type { Precision, Requirement, YearlyRequirement } from "../../scenario/index.js";
import {
  bestMisuseOf,
  type ComparedOption,
  type ComparePlan,
  type CompareSetup,
  compareMisuse,
  compareMisuseOf,
  differingFields,
} from "../../studies/index.js";
import { comparedOptions, type OptionsAsked } from "../compared-options.js";
import { BadUsage, EXIT, type ExitCode, gravest } from "../exit.js";
import { resultFolder } from "../folders.js";
import { readIndifference } from "../indifference.js";
import { intoFiles } from "../into-files.js";
import { sweepProgressLine } from "../progress.js";
import { quoted } from "../quoted.js";
import { openTerminal, type Terminal } from "../terminal.js";
import { tryNext } from "../try-next.js";
import { version } from "../version.js";

export interface CompareOptions extends OptionsAsked {
  readonly random: boolean;
  readonly sameInstant: boolean;
  readonly seed: number;
  /** null: not given. */
  readonly replications: number | null;
  readonly until: readonly string[];
  readonly target: readonly string[];
  /** null: the usual measure. */
  readonly best: string | null;
  /** As given; null: the usual one. */
  readonly indifference: string | null;
  readonly out: string | null;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly workers: number;
}

const REPLICATIONS: Readonly<Record<ComparedFate, number>> = { scripted: 200, random: 100 };
/** Who asks for a precision wants it reached; this is only the end of all patience. */
const REPLICATIONS_UNTIL = 100_000;

const REPLICATIONS_FILE = "replications.csv";

export async function compare(options: CompareOptions): Promise<ExitCode> {
  const terminal = openTerminal(options);
  // Everything is read and refused before anything is played.
  const compared = await comparedOptions(options);
  const plan = await planOf(options, compared);
  const folder = options.out ?? resultFolder(options.files[0]!, "compare");
  const { result, interrupted } = await playToFiles(plan, folder, options, terminal);
  tell(result, folder, options, terminal);
  tellPrecisions(result, options, terminal);
  if (!options.json) terminal.say(next(plan, result, options));
  return gravest([
    interrupted ? EXIT.interrupted : EXIT.done,
    result.until.every(({ reached }) => reached) ? EXIT.done : EXIT.partly,
  ]);
}

async function planOf(options: CompareOptions, compared: readonly ComparedOption[]): Promise<ComparePlan> {
  const { seed, sameInstant } = options;
  const fate = options.random || compared.every(isUnscripted) ? "random" : "scripted";
  const setup = { options: compared, seed, fate, sameInstant, best: null, rows: true } as const;
  const misuse = compareMisuse(setup);
  if (misuse !== null) throw new BadUsage(misuse);
  const best = bestOf(options, setup);
  const until = await readAll(options.until, "precision", setup);
  const targets = await readAll(options.target, "sweep-requirement", setup);
  const replications = options.replications ?? (until.length > 0 ? REPLICATIONS_UNTIL : REPLICATIONS[fate]);
  return {
    ...setup,
    best,
    replications,
    until,
    targets,
    differing: differingFields(compared.map(({ scenario }) => scenario)),
    replay: replayOf(options, replications),
    version: version(),
  };
}

/** Nothing strikes by itself: then only chance can. */
const isUnscripted = ({ scenario }: ComparedOption): boolean =>
  scenario.failures.length + scenario.operations.length === 0;

interface Forms {
  readonly precision: Precision;
  readonly "sweep-requirement": Requirement | YearlyRequirement;
}

async function readAll<F extends keyof Forms>(
  given: readonly string[],
  form: F,
  setup: CompareSetup,
): Promise<Forms[F][]> {
  const { printIssue, readExpression, splitList } = await import("../../scenario/index.js");
  const option = form === "precision" ? "--until" : "--target";
  return given.flatMap(splitList).map((text) => {
    const reading = readExpression(text, form, option);
    if (!reading.ok) throw new BadUsage(printIssue(reading.issue, text));
    const misuse = compareMisuseOf(reading.expression, setup);
    if (misuse !== null) throw new BadUsage(`${option} ${misuse}`);
    return reading.expression;
  });
}

/** Of two the difference says which is better; of more, somebody has to choose. */
function bestOf({ best, indifference }: CompareOptions, setup: CompareSetup): CompareSetup["best"] {
  if (setup.options.length > 2) {
    const misuse = best === null ? null : bestMisuseOf(best, setup);
    if (misuse !== null) throw new BadUsage(misuse);
    return { measure: best, indifference: readIndifference(indifference, best, setup) };
  }
  const [name, given] = best !== null ? ["--best", best] : ["--indifference", indifference];
  if (given === null) return null;
  throw new BadUsage(
    `${name} ${given} with two options: their difference says which is better`,
    `  leave ${name} out, or name a third option`,
  );
}

/** What changes the result and nothing else. */
function replayOf(options: CompareOptions, replications: number): string {
  const { files, seed, until } = options;
  return [
    ...["stretchpool", "compare"],
    ...comparedWords(
      options,
      files.map((file) => quoted(basename(file))),
    ),
    ...["--seed", String(seed), "--replications", String(replications)],
    ...until.flatMap((one) => ["--until", quoted(one)]),
    ...judgedWords(options),
    ...settingWords(options),
  ].join(" ");
}

function comparedWords(
  { layouts, vary, eachOwnWan, random, sameInstant }: CompareOptions,
  files: readonly string[],
): string[] {
  return [
    ...files,
    ...(layouts === null ? [] : ["--layouts", listQuoted(layouts)]),
    ...vary.flatMap((one) => ["--vary", quoted(one)]),
    ...(eachOwnWan ? ["--each-own-wan"] : []),
    ...(random ? ["--random"] : []),
    ...(sameInstant ? ["--same-instant"] : []),
  ];
}

const judgedWords = ({ target, best, indifference }: CompareOptions): string[] => [
  ...target.flatMap((one) => ["--target", quoted(one)]),
  ...(best === null ? [] : ["--best", quoted(best)]),
  ...(indifference === null ? [] : ["--indifference", quoted(indifference)]),
];

const settingWords = ({ set }: CompareOptions): string[] => set.flatMap((one) => ["--set", quoted(one)]);

/** Rows go to the disk as they come; all files are put into place together, when the last is whole. */
function playToFiles(
  plan: ComparePlan,
  folder: string,
  { workers }: CompareOptions,
  terminal: Terminal,
): Promise<PlayedComparison> {
  return intoFiles(folder, terminal, async (files) => {
    const played = await playCompare(plan, workers, {
      begins() {
        files.begin();
        files.append(REPLICATIONS_FILE, COMPARE_ROWS_HEADER);
      },
      played(batch, progress) {
        files.append(REPLICATIONS_FILE, compareRows(batch.rows));
        terminal.progress(sweepProgressLine("compare", progress, files.begun));
      },
      isInterrupted: files.isInterrupted,
    });
    files.append("result.json", jsonDocument(played.result));
    files.append("options.csv", optionsCsv(played.result));
    files.append("differences.csv", differencesCsv(played.result));
    files.commit();
    return played;
  });
}

function tell(result: CompareResult, folder: string, { json }: CompareOptions, terminal: Terminal): void {
  if (json) terminal.document(jsonDocument(result));
  else {
    terminal.say(compareText(result, terminal.ink));
    terminal.say([
      `Written: ${join(folder, "result.json")}, options.csv, differences.csv, ${REPLICATIONS_FILE}`,
    ]);
  }
}

/** A script that keeps stdout for the document, or wants it silent, still has to see what failed. */
function tellPrecisions({ until }: CompareResult, { json, quiet }: CompareOptions, terminal: Terminal): void {
  const missing = until.filter(({ reached }) => !reached).map(({ text }) => `not reached: ${text}`);
  if ((json || quiet) && missing.length > 0) terminal.complain([...new Set(missing)]);
}

/** What somebody who has just read this would want to ask next. */
function next(
  { fate, options: compared }: ComparePlan,
  result: CompareResult,
  options: CompareOptions,
): string[] {
  const { files, seed, until } = options;
  const questions = [
    ...comparedWords(options, files.map(quoted)),
    ...(seed === 1 ? [] : ["--seed", `${seed}`]),
  ];
  const same = ["compare", ...questions, ...judgedWords(options), ...settingWords(options)].join(" ");
  const tries: [string, string][] = [
    [`${same} --replications ${4 * Math.max(1, result.replications)}`, "intervals half as wide"],
  ];
  if (fate === "scripted" && compared.every(isUnvaried) && isWithoutExpressions(options)) {
    const years = [
      "compare",
      ...questions.filter((word) => word !== "--same-instant"),
      ...settingWords(options),
    ];
    tries.push([
      `${years.join(" ")} --set 'failures=[]' --set 'horizon=1825 d'`,
      "under five years of chance",
    ]);
  }
  if (fate === "random" && until.length === 0 && result.options.every(hasWidth))
    tries.push([`${same} --until 'lostPerYear +- 20 %'`, "until the difference is sure"]);
  if (files.length === 1)
    tries.push([
      `timeline ${quoted(files[0]!)}${fate === "random" ? " --random" : ""}`,
      "one of the replications as a story",
    ]);
  return tryNext(tries);
}

/** Of scripted failures they ask what years have no figure of, and the other way round. */
const isWithoutExpressions = ({ target, best, indifference }: CompareOptions): boolean =>
  target.length === 0 && best === null && indifference === null;

/** A share of nothing, or of what is the same in all replications, is never reached. The first differs from nobody. */
function hasWidth({ differences }: OptionResult): boolean {
  const of = differences?.lostPerYear;
  return differences === null || (of !== undefined && of.ci95 !== null && of.a !== 0 && of.a !== null);
}

const listQuoted = (list: string): string =>
  list
    .split(",")
    .map((one) => quoted(one.trim()))
    .join(",");

/** Nothing but failures strikes, and nobody compares them or their time: then chance may take their place. */
const isUnvaried = ({ settings, scenario }: ComparedOption): boolean =>
  scenario.operations.length === 0 &&
  Object.keys(settings).every((path) => !/^(failures|horizon)\b/.test(path));
