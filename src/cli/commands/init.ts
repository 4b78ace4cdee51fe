/** `init [FILE]`: asks a few questions, or takes flags, and writes a commented scenario to start from. */
import { createInterface } from "node:readline/promises";
import { writeNewFile } from "../../execution/write-files.js";
import type { TemplateAnswers } from "../../scenario/index.js";
import {
  type Micros,
  type Parsed,
  parseDataRate,
  parseDuration,
  parseSize,
  printBitRate,
  printExactDuration,
  printSize,
} from "../../units/index.js";
import { BadUsage, EXIT, type ExitCode } from "../exit.js";
import { INIT_LAYOUTS, type InitQuestion, SHARES } from "../questions.js";
import { openTerminal } from "../terminal.js";
import { tryNext } from "../try-next.js";

export interface InitOptions {
  readonly file: string;
  readonly quiet: boolean;
  /** As given on the command line; what is missing is asked, or takes the usual value where nobody can answer. */
  readonly given: Readonly<Record<InitQuestion, string | undefined>>;
}

type Ask = (question: string, usual: string) => Promise<string>;

export async function init(options: InitOptions): Promise<ExitCode> {
  const { template } = await import("../../scenario/index.js");
  const answers = await collect(options);
  if (!writeNewFile(options.file, template(answers))) {
    throw new BadUsage(
      `${options.file} exists already, and init never writes over a file`,
      "  give another name: stretchpool init my-pool.yaml",
    );
  }
  openTerminal({ quiet: options.quiet, json: false }).say([
    `Written: ${options.file}`,
    ...tryNext([
      [`check ${options.file}`, "what the schedule costs, exactly"],
      [`run ${options.file}`, "lose site 1 and see"],
    ]),
  ]);
  return EXIT.done;
}

async function collect({ given }: InitOptions): Promise<TemplateAnswers> {
  const anythingGiven = Object.values(given).some((value) => value !== undefined);
  const canAsk = process.stdin.isTTY === true && process.stdout.isTTY === true && !anythingGiven;
  if (!canAsk) return answersFrom(async (_question, usual) => usual, given);
  const readline = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await answersFrom(async (question, usual) => {
      const answer = (await readline.question(`${question} [${usual}] `)).trim();
      return answer === "" ? usual : answer;
    }, given);
  } finally {
    readline.close();
  }
}

async function answersFrom(ask: Ask, given: InitOptions["given"]): Promise<TemplateAnswers> {
  const { usualAnswers } = await import("../../scenario/index.js");
  const value = async (name: InitQuestion, question: string, usual: string) =>
    given[name] ?? (await ask(question, usual));
  const layout = oneOf(
    "layout",
    await value("layout", "Layout: high-bandwidth, low-bandwidth or database-only?", "low-bandwidth"),
    INIT_LAYOUTS,
  );
  const usual = usualAnswers(layout);
  const share = oneOf(
    "share",
    await value("share", "Where does the backup share live: site-1, site-2 or third-site?", usual.share),
    SHARES,
  );
  const every = read(
    "every",
    await value(
      "every",
      "How often do backup, copy and restore run?",
      printExactDuration(usual.backup.every),
    ),
    parseDuration,
  );
  const copyOffset = read(
    "copy-offset",
    await value(
      "copy-offset",
      "How long after the backup's tick does the copy start?",
      printExactDuration(usual.copy.offset),
    ),
    parseDuration,
  );
  const bandwidth = read(
    "bandwidth",
    await value("bandwidth", "Bandwidth of the link between the sites?", printBitRate(usual.wan.bandwidth)),
    parseDataRate,
  );
  const roundTrip = read(
    "round-trip",
    await value("round-trip", "Its round trip?", `${usual.wan.roundTrip / 1000} ms`),
    parseDuration,
  );
  const databaseSize = read(
    "database",
    await value("database", "Size of the database?", printSize(usual.databaseSize)),
    parseSize,
  );
  const rpoText = await value("rpo", "How many minutes may be lost at most (none for no target)?", "20 min");
  const rpo = rpoText === "none" ? null : read("rpo", rpoText, parseDuration);
  if (every === 0) throw new BadUsage("--every 0 s: jobs need an interval");
  return {
    ...usual,
    share,
    backup: { every, offset: 0 as Micros },
    copy: { every, offset: copyOffset },
    restore: { every, offset: 0 as Micros },
    wan: { bandwidth, roundTrip },
    databaseSize,
    targets: { rpo, rto: usual.targets.rto },
  };
}

function read<T>(name: InitQuestion, text: string, parse: (text: string) => Parsed<T>): T {
  const parsed = parse(text);
  if (!parsed.ok) throw new BadUsage(`--${name} ${text}: ${parsed.problem}`);
  return parsed.value;
}

function oneOf<T extends string>(name: InitQuestion, text: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw new BadUsage(`--${name} ${text}: one of ${allowed.join(", ")}`);
  return found;
}
