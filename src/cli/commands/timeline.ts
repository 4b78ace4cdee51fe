/** `timeline FILE`: plays one replication and tells its story in order, or only what is going to strike in it. */
import { basename, join } from "node:path";
import { dealFate, playTimeline, writeFiles } from "../../execution/index.js";
import { fateRecords, printFate } from "../../fate/index.js";
import { type BooksVerdict, jsonDocument, timelineText } from "../../reports/index.js";
import { FATE_SCHEMA, type FateResult, type TimelineResult } from "../../results/index.js";
import type { Fate, Scenario } from "../../spec/index.js";
import { printCount, printExactDuration } from "../../units/index.js";
import { BadUsage, Contradiction, EXIT, type ExitCode } from "../exit.js";
import { resultFolder } from "../folders.js";
import { type OpenFate, openFate, openPlayable } from "../playable.js";
import { quoted } from "../quoted.js";
import { openTerminal, type Terminal } from "../terminal.js";
import { tryNext } from "../try-next.js";
import { version } from "../version.js";

export interface TimelineOptions {
  readonly file: string;
  readonly seed: number;
  readonly replication: number;
  readonly set: readonly string[];
  readonly all: boolean;
  readonly fate: boolean;
  /** What strikes is what a sweep deals to the replication, and not the scenario's failures alone. */
  readonly random: boolean;
  /** A fate file or an outage log to tell the story of, instead of the scenario's failures. */
  readonly replay: string | null;
  readonly out: string | null;
  readonly json: boolean;
  readonly quiet: boolean;
}

export async function timeline(given: TimelineOptions): Promise<ExitCode> {
  const terminal = openTerminal(given);
  refuseContradictions(given);
  const replayed = given.replay === null ? null : await openFate(given.replay);
  // A fate file says which life it is.
  const options = replayed === null ? given : { ...given, ...seedOf(replayed) };
  const scenario = await openPlayable(options.file, options.set, replayed);
  const strikes = options.random ? "chance" : "script";
  const fate = dealFate(scenario, options.seed, options.replication, strikes);
  if (options.fate) {
    tellFate(fate, scenario, options, terminal);
    return EXIT.done;
  }
  refuseEndlessStory(scenario);
  const { seed, replication } = options;
  const replay = replayOf(options);
  const result = playTimeline({ scenario, seed, replication, strikes, replay, version: version() });
  const folder = options.out ?? resultFolder(options.file, "timeline");
  writeFiles(folder, [
    { name: "timeline.json", text: jsonDocument(result) },
    { name: "fate.yaml", text: printFate(fate, headOf(scenario, options)) },
  ]);
  const verdict = await verdictOn(result);
  if (options.json) terminal.document(jsonDocument(result));
  terminal.say([
    ...timelineText(result, terminal.ink, { all: options.all, verdict }),
    `Written: ${join(folder, "timeline.json")}, fate.yaml`,
    ...next(options, join(folder, "fate.yaml")),
  ]);
  if (verdict.verdict === "violated") throw contradiction(verdict, folder);
  return EXIT.done;
}

const seedOf = ({ fate: { head } }: OpenFate) => ({ seed: head.seed, replication: head.replication });

function refuseContradictions({ fate, out, replay, random, seed, replication }: TimelineOptions): void {
  if (fate && out !== null) {
    throw new BadUsage(
      `--out ${out} beside --fate: the fate is printed, and no file is written`,
      "  leave --out out, and send the output where you want it: > fate.yaml",
    );
  }
  if (replay === null) return;
  const beside = [
    ...(random ? ["--random"] : []),
    ...(seed === 1 ? [] : [`--seed ${seed}`]),
    ...(replication === 0 ? [] : [`--replication ${replication}`]),
  ];
  if (beside.length === 0) return;
  throw new BadUsage(
    `${beside[0]} beside --replay ${replay}: the file says all that strikes, and in which life`,
    `  leave ${beside[0]} out, or leave --replay out`,
  );
}

/** What changes the result and nothing else. */
function replayOf({ file, seed, replication, random, replay, set }: TimelineOptions): string {
  const words = ["stretchpool", "timeline", quoted(basename(file))];
  if (replay !== null) words.push("--replay", quoted(basename(replay)));
  else words.push("--seed", String(seed));
  if (random) words.push("--random");
  if (replication !== 0 && replay === null) words.push("--replication", String(replication));
  for (const override of set) words.push("--set", quoted(override));
  return words.join(" ");
}

const headOf = (scenario: Scenario, { seed, replication }: TimelineOptions) => ({
  scenario: scenario.name,
  seed,
  replication,
});

/** It is what was asked for, so that not even --quiet keeps it back. */
function tellFate(fate: Fate, scenario: Scenario, options: TimelineOptions, terminal: Terminal): void {
  const head = headOf(scenario, options);
  const result: FateResult = { schema: FATE_SCHEMA, ...head, strikes: fateRecords(fate) };
  terminal.document(options.json ? jsonDocument(result) : printFate(fate, head));
}

/** Seven years of a backup every quarter of an hour: all that a story holds in memory at once. */
const MOST_BACKUPS = 250_000;

function refuseEndlessStory({ horizon, logShipping }: Scenario): void {
  const { every } = logShipping.backup.grid;
  const backups = Math.ceil(horizon / every);
  if (backups <= MOST_BACKUPS) return;
  throw new BadUsage(
    `a story with ${printCount(backups)} backups (one every ${printExactDuration(every)} in ${printExactDuration(horizon)}), more than the ${printCount(MOST_BACKUPS)} that can be told`,
    "  tell a shorter life: --set 'horizon=14 d'; `stretchpool run` plays the whole of it",
  );
}

/** What the checker says, which shares nothing with what wrote the story. */
async function verdictOn(result: TimelineResult): Promise<BooksVerdict> {
  const { checkTimeline } = await import("../../checker/index.js");
  const verdict = checkTimeline(result);
  if (verdict.verdict !== "violated") return verdict;
  const { rule, at, reason } = verdict;
  return { verdict: "violated", reason: `${rule}, at ${at} s: ${reason}` };
}

const contradiction = ({ reason = "" }: BooksVerdict, folder: string) =>
  new Contradiction(
    "stretchpool: this is a bug, not a result: what the run says is not what its own story says.",
    `  ${reason}`,
    `  ${join(folder, "timeline.json")} holds the story with all its entries`,
  );

function next(
  { file, all, seed, replication, random, replay, set }: TimelineOptions,
  fate: string,
): string[] {
  const same = [
    quoted(file),
    ...(random ? ["--random"] : []),
    ...(replay === null ? [] : ["--replay", quoted(replay)]),
    ...(seed === 1 || replay !== null ? [] : ["--seed", String(seed)]),
    ...(replication === 0 || replay !== null ? [] : ["--replication", String(replication)]),
  ];
  const overrides = set.flatMap((override) => ["--set", quoted(override)]);
  const tries: [string, string][] = [
    [
      ["run", quoted(file), "--fate", quoted(fate), ...overrides].join(" "),
      "the same again, or without one of its strikes",
    ],
  ];
  if (!all)
    tries.push([["timeline", ...same, "--all", ...overrides].join(" "), "with every run of every job"]);
  return tryNext(tries);
}
