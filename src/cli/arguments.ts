/** The command line: which commands and options there are, and what each means. No work is done here. */
import yargs, { type Argv } from "yargs";
import { nearest } from "../scenario/text/nearest.js";
import { compareArguments, compareOptions } from "./compare-arguments.js";
import { BadUsage, EXIT, type ExitCode } from "./exit.js";
import { ifGiven, isSet, replicationOf, replicationsOf, seedOf, text, texts } from "./given.js";
import {
  checkArguments,
  failuresArguments,
  initArguments,
  runArguments,
  runbookArguments,
  sweepArguments,
  timelineArguments,
} from "./options.js";
import type { InitQuestion } from "./questions.js";
import { type KEPT_INCIDENTS, type METHODS, sweepMethod, sweepWorkers } from "./sweep-choices.js";
import { tuneArguments, tuneOptions } from "./tune-arguments.js";
import { version } from "./version.js";

const COMMANDS: readonly string[] = [
  "init",
  "check",
  "run",
  "timeline",
  "sweep",
  "compare",
  "tune",
  "failures",
  "runbook",
  "schema",
];

/** Runs the command that the words name; help and version are printed by the parser itself. */
export async function runCommand(words: readonly string[]): Promise<ExitCode> {
  // The parser would drop it without a word.
  if (words.includes("-")) {
    throw new BadUsage("stretchpool: - names no file and no folder; what comes through a pipe is /dev/stdin");
  }
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
              seed: ifGiven(given.seed, seedOf),
              replications: ifGiven(given.replications, replicationsOf),
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
              seed: seedOf(given.seed),
              replication: replicationOf(given.replication),
              set: texts("set", given.set),
              all: isSet(given.all),
              fate: isSet(given.fate),
              random: isSet(given.random),
              replay: ifGiven(given.replay, (file) => text("replay", file)),
              out: ifGiven(given.out, (out) => text("out", out)),
              json: isSet(given.json),
              quiet: isSet(given.quiet),
            }),
          );
        },
      )
      .command(
        "sweep <file>",
        "random failures over many years: what is lost a year, how often, by what, and how sure that is",
        (args) => sweepArguments(args),
        async (given) => {
          const { sweep } = await import("./commands/sweep.js");
          done(
            await sweep({
              file: String(given.file),
              seed: seedOf(given.seed),
              replications: ifGiven(given.replications, replicationsOf),
              vary: texts("vary", given.vary),
              until: texts("until", given.until),
              method: sweepMethod(
                text("method", given.method) as (typeof METHODS)[number],
                ifGiven(given["bias-factor"], (factor) => text("bias-factor", factor)),
              ),
              incidents: text("incidents", given.incidents) as (typeof KEPT_INCIDENTS)[number],
              require: texts("require", given.require),
              set: texts("set", given.set),
              out: ifGiven(given.out, (out) => text("out", out)),
              json: isSet(given.json),
              quiet: isSet(given.quiet),
              workers: sweepWorkers(text("workers", given.workers)),
            }),
          );
        },
      )
      .command(
        "compare <file..>",
        "deal the same failures to several scenarios, layouts or settings: what each buys, and how sure that is",
        (args) => compareArguments(args),
        async (given) => {
          const { compare } = await import("./commands/compare.js");
          done(await compare(compareOptions(given)));
        },
      )
      .command(
        "tune <file>",
        "find the cheapest schedule that meets the targets: intervals and offsets of the three jobs",
        (args) => tuneArguments(args),
        async (given) => {
          const { tune } = await import("./commands/tune.js");
          done(await tune(tuneOptions(given)));
        },
      )
      .command(
        "failures",
        "play every failure there is in every layout: what each costs",
        (args) => failuresArguments(args),
        async (given) => {
          const { failures } = await import("./commands/failures.js");
          done(
            await failures({
              layouts: text("layouts", given.layouts),
              seed: seedOf(given.seed),
              replications: replicationsOf(given.replications),
              set: texts("set", given.set),
              out: ifGiven(given.out, (out) => text("out", out)),
              json: isSet(given.json),
              quiet: isSet(given.quiet),
            }),
          );
        },
      )
      .command(
        "runbook <file>",
        "print its procedures as checklists: who does what, what it waits for, how long it takes",
        (args) => runbookArguments(args),
        async (given) => {
          const { runbook } = await import("./commands/runbook.js");
          done(
            await runbook({
              file: String(given.file),
              procedure: ifGiven(given.procedure, (procedure) => text("procedure", procedure)),
              set: texts("set", given.set),
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
        "Exit status: 0 done · 1 a bug · 2 bad usage or scenario · 3 a precision not reached ·\n" +
          "4 a requirement missed or undecided · 5 out of disk, memory or events · 130 interrupted.\n" +
          "Results go to stdout, diagnostics to stderr.",
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
