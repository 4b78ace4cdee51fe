/** The command line: which commands and options there are, and what each means. No work is done here. */
import yargs, { type Argv } from "yargs";
import { nearest } from "../scenario/text/nearest.js";
import { BadUsage, EXIT, type ExitCode } from "./exit.js";
import { INIT_LAYOUTS, type InitQuestion, SHARES } from "./questions.js";
import { version } from "./version.js";

const MOST_REPLICATIONS = 10_000_000;
const COMMANDS: readonly string[] = ["init", "check", "run", "timeline", "schema"];

/** Runs the command that the words name; help and version are printed by the parser itself. */
export async function runCommand(words: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const done = (ended: ExitCode) => {
    code = ended;
  };
  await parser(words, done).parseAsync();
  return code;
}

function parser(words: readonly string[], done: (code: ExitCode) => void): Argv {
  return (
    yargs([...words])
      .scriptName("stretchpool")
      // Messages in one language: output must not depend on the caller's locale.
      .detectLocale(false)
      .parserConfiguration({ "camel-case-expansion": false })
      .usage(
        [
          "$0 <command>",
          "",
          "Find out, before the disaster, what it costs a stretched Persistent Chat pool to lose a data",
          "center, and what to change so that it costs less.",
        ].join("\n"),
      )
      .command(
        "init [file]",
        "write a commented scenario file to start from",
        (args) => initArguments(args),
        async (given) => {
          const { init } = await import("./commands/init.js");
          const answers = given as unknown as Record<InitQuestion, string | undefined>;
          done(
            await init({
              file: String(given.file),
              quiet: given.quiet === true,
              given: answersOnly(answers),
            }),
          );
        },
      )
      .command(
        "check <file..>",
        "what is wrong or unwise in a scenario, and the exact best, mean and worst RPO of its schedule",
        (args) => checkArguments(args),
        async (given) => {
          const { check } = await import("./commands/check.js");
          done(
            await check({
              files: (given.file as string[]).map(String),
              set: texts("set", given.set),
              json: isSet(given.json),
              quiet: isSet(given.quiet),
            }),
          );
        },
      )
      .command(
        "run <file..>",
        "play the failures of a scenario, once or many times: what each cost",
        (args) => runArguments(args),
        async (given) => {
          const { run } = await import("./commands/run.js");
          done(
            await run({
              files: (given.file as string[]).map(String),
              seed: ifGiven(given.seed, (seed) => whole("seed", seed, 0, Number.MAX_SAFE_INTEGER)),
              replications: ifGiven(given.replications, (many) =>
                whole("replications", many, 1, MOST_REPLICATIONS),
              ),
              fate: ifGiven(given.fate, (fate) => text("fate", fate)),
              set: texts("set", given.set),
              require: texts("require", given.require),
              out: ifGiven(given.out, (out) => text("out", out)),
              json: isSet(given.json),
              quiet: isSet(given.quiet),
            }),
          );
        },
      )
      .command(
        "timeline <file>",
        "play one replication and tell its story in order, with what was lost and why",
        (args) => timelineArguments(args),
        async (given) => {
          const { timeline } = await import("./commands/timeline.js");
          done(
            await timeline({
              file: String(given.file),
              seed: whole("seed", given.seed, 0, Number.MAX_SAFE_INTEGER),
              replication: whole("replication", given.replication, 0, MOST_REPLICATIONS - 1),
              set: texts("set", given.set),
              all: isSet(given.all),
              fate: isSet(given.fate),
              out: ifGiven(given.out, (out) => text("out", out)),
              json: isSet(given.json),
              quiet: isSet(given.quiet),
            }),
          );
        },
      )
      .command(
        "schema",
        "print the JSON Schema of a scenario file, for editors",
        (args) => args.example("$0 schema > scenario.schema.json", "for an editor that completes and checks"),
        async () => {
          const { schema } = await import("./commands/schema.js");
          done(await schema());
        },
      )
      .demandCommand(1, `say what to do: one of ${COMMANDS.join(", ")}`)
      .example("$0 init my-pool.yaml", "a scenario of your own")
      .example("$0 check my-pool.yaml", "what its schedule costs, exactly")
      .example("$0 run my-pool.yaml", "lose site 1 once, and read what happened")
      .example("$0 run my-pool.yaml --replications 1000", "at a thousand moments")
      .example("$0 timeline my-pool.yaml", "what happened, minute by minute, and why it cost that")
      .epilogue(
        "Exit status: 0 done · 1 a bug · 2 bad usage or scenario · 4 a requirement missed or undecided ·\n" +
          "5 out of disk or events · 130 interrupted. Results go to stdout, diagnostics to stderr.",
      )
      .strict()
      .help()
      .alias("help", "h")
      .version(version())
      .wrap(100)
      .showHelpOnFail(false)
      .exitProcess(false)
      .fail((message, error) => {
        // Thrown on, so that one place decides what is printed and how the program ends.
        if (error) throw error;
        throw new BadUsage(
          `stretchpool: ${inOwnWords(message, words)}`,
          "  stretchpool --help shows what there is",
        );
      })
  );
}

/** The parser names only what it knows; a person also wants to see what was not understood. */
function inOwnWords(message: string, words: readonly string[]): string {
  if (message.startsWith("say what to do")) return message;
  if (/^Not enough non-option arguments/.test(message)) {
    return `a scenario file is missing, such as: stretchpool ${words[0]} my-pool.yaml`;
  }
  const command = words[0] ?? "";
  if (!command.startsWith("-") && !COMMANDS.includes(command)) {
    const meant = nearest(command, COMMANDS);
    return `unknown command ${command}${meant === null ? "" : `; did you mean ${meant}?`}`;
  }
  const unknown = /^Unknown arguments?: (.+)$/.exec(message);
  if (unknown === null) return message.charAt(0).toLowerCase() + message.slice(1);
  const names = unknown[1]!
    .split(", ")
    .map((name) => words.find((word) => word.replace(/^-+/, "").startsWith(name)) ?? name);
  return `unknown option ${names.join(", ")}`;
}

const FILE = { describe: "a scenario file, YAML or JSON", type: "string" } as const;
const SEED = { describe: "of all chance: same seed, same bytes", type: "string" } as const;
const SET = {
  describe: "set a field of the scenario: path=value, repeatable",
  type: "array",
  nargs: 1,
  string: true,
} as const;
const JSON_OPTION = { describe: "the result as one JSON document on stdout", type: "boolean" } as const;
const QUIET = { describe: "no report and no progress", type: "boolean" } as const;

function initArguments(args: Argv): Argv {
  return args
    .positional("file", {
      describe: "the file to write; never one that exists",
      type: "string",
      default: "scenario.yaml",
    })
    .option("layout", { describe: "who is active where", choices: INIT_LAYOUTS })
    .option("share", { describe: "where the backup share lives", choices: SHARES })
    .option("every", { describe: "interval of the three jobs, such as 15 min", type: "string" })
    .option("copy-offset", {
      describe: "start of copies after the backup's tick, such as 30 s",
      type: "string",
    })
    .option("bandwidth", { describe: "of the link between the sites, such as 50 Mbps", type: "string" })
    .option("round-trip", { describe: "of that link, such as 80 ms", type: "string" })
    .option("database", { describe: "size of the database, such as 100 GB", type: "string" })
    .option("rpo", { describe: "target, such as 20 min, or none", type: "string" })
    .option("quiet", QUIET)
    .example("$0 init my-pool.yaml", "asks a few questions")
    .example("$0 init my-pool.yaml --layout high-bandwidth --share third-site", "asks nothing");
}

function checkArguments(args: Argv): Argv {
  return args
    .positional("file", FILE)
    .option("set", SET)
    .option("json", JSON_OPTION)
    .option("quiet", QUIET)
    .example("$0 check my-pool.yaml", "")
    .example("$0 check my-pool.yaml --set 'logShipping.copy.offset=30 s'", "what would a stagger bring?");
}

function runArguments(args: Argv): Argv {
  return (
    args
      .positional("file", FILE)
      // No defaults: a fate file says both, and what is given beside it is refused.
      .option("seed", { ...SEED, defaultDescription: "1" })
      .option("replications", { describe: "how many times", type: "string", defaultDescription: "1" })
      .option("fate", {
        describe: "replay what a fate file says instead of the scenario's failures",
        type: "string",
      })
      .option("set", SET)
      .option("require", {
        describe: "a requirement, such as 'rpo.p95 <= 15 min'; exit status 4 unless it is met",
        type: "array",
        nargs: 1,
        string: true,
      })
      .option("out", {
        describe: "folder for the result files; results/<scenario>/run where not given",
        type: "string",
      })
      .option("json", JSON_OPTION)
      .option("quiet", QUIET)
      .example("$0 run my-pool.yaml", "once")
      .example("$0 run my-pool.yaml --replications 1000 --require 'rpo.p95 <= 15 min'", "for a script")
      .example("$0 run a.yaml b.yaml", "side by side")
      .example("$0 run my-pool.yaml --fate fate.yaml", "one replication again, or shortened by hand")
  );
}

function timelineArguments(args: Argv): Argv {
  return args
    .positional("file", FILE)
    .option("seed", { ...SEED, default: "1" })
    .option("replication", {
      describe: "which of the seed's replications, from 0",
      type: "string",
      default: "0",
    })
    .option("set", SET)
    .option("all", { describe: "every run of every job", type: "boolean" })
    .option("fate", {
      describe: "play nothing: print what is going to strike, as a fate file",
      type: "boolean",
    })
    .option("out", {
      describe: "folder for the result files; results/<scenario>/timeline where not given",
      type: "string",
    })
    .option("json", JSON_OPTION)
    .option("quiet", QUIET)
    .example("$0 timeline my-pool.yaml", "the replication that `run` plays")
    .example("$0 timeline my-pool.yaml --fate > fate.yaml", "what is going to strike");
}

/** A switch that is given twice is still on. */
const isSet = (given: unknown): boolean => (Array.isArray(given) ? given.includes(true) : given === true);

function whole(name: string, given: unknown, least: number, most: number): number {
  const value = text(name, given);
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < least || number > most) {
    throw new BadUsage(`--${name} ${value}: expected a whole number from ${least} to ${most}`);
  }
  return number;
}

const ifGiven = <T>(given: unknown, read: (given: unknown) => T): T | null =>
  given === undefined ? null : read(given);

function text(name: string, given: unknown): string {
  if (Array.isArray(given)) throw new BadUsage(`--${name} was given more than once`);
  if (typeof given !== "string" || given === "") throw new BadUsage(`--${name}: a value is missing`);
  return given;
}

function texts(name: string, given: unknown): string[] {
  if (given === undefined) return [];
  return (Array.isArray(given) ? given : [given]).map((one) => text(name, one));
}

function answersOnly(
  given: Record<InitQuestion, string | undefined>,
): Record<InitQuestion, string | undefined> {
  const { layout, share, every, bandwidth, database, rpo } = given;
  return {
    layout,
    share,
    every,
    "copy-offset": given["copy-offset"],
    bandwidth,
    "round-trip": given["round-trip"],
    database,
    rpo,
  };
}
