/** The options of `compare`: what is typed behind it, what each means, and what the command is given of it. */
import type { Argv } from "yargs";
import type { CompareOptions } from "./commands/compare.js";
import { ifGiven, isSet, replicationsOf, seedOf, text, texts } from "./given.js";
import { FILE, JSON_OPTION, QUIET, REPEATED, SEED, SET, WORKERS } from "./options.js";
import { sweepWorkers } from "./sweep-choices.js";

export function compareArguments(args: Argv): Argv {
  return args
    .positional("file", FILE)
    .option("layouts", {
      describe: "several layouts of each file, with commas between them, all with the link of the first",
      type: "string",
    })
    .option("each-own-wan", {
      describe: "with --layouts: each with the link that goes with it, whatever the file says",
      type: "boolean",
    })
    .option("vary", {
      ...REPEATED,
      describe: "a field with several values: path=a,b,c, repeatable; all combinations are compared",
    })
    .option("random", {
      describe: "under random years, as `sweep` deals them; else under the failures of the scenarios",
      type: "boolean",
    })
    .option("same-instant", {
      describe: "`at: any` falls on the same instant in all, not on the same part of each one's own period",
      type: "boolean",
    })
    .option("seed", { ...SEED, default: "1" })
    .option("replications", {
      describe: "how many, each played by every option; with --until the most",
      type: "string",
      defaultDescription: "200, of random years 100, with --until 100000",
    })
    .option("until", {
      ...REPEATED,
      describe: "go on until a difference is so precise, such as 'site-loss.rpo.mean +- 10 s', repeatable",
    })
    .option("target", {
      ...REPEATED,
      describe:
        "hold every option to a target, such as 'site-loss.rto.p95 <= 2 h', beside those of the files",
    })
    .option("best", {
      describe: "of three or more: the measure by which the best are chosen, such as site-loss.rpo",
      type: "string",
      defaultDescription: "the cost of a year, else what is lost",
    })
    .option("indifference", {
      describe: "options nearer than this count as equally good",
      type: "string",
      defaultDescription: "30 s, or 1 % of what the first comes to",
    })
    .option("set", { ...SET, describe: "set a field of all of them: path=value, repeatable" })
    .option("workers", WORKERS)
    .option("out", {
      describe: "folder for the result files; results/<first scenario>/compare where not given",
      type: "string",
    })
    .option("json", JSON_OPTION)
    .option("quiet", QUIET)
    .example("$0 compare as-it-is.yaml as-planned.yaml", "two files")
    .example("$0 compare my-pool.yaml --layouts high-bandwidth,low-bandwidth", "which layout?")
    .example(
      "$0 compare my-pool.yaml --vary 'topology.witness=true,false' --random",
      "is a witness worth it?",
    );
}

export const compareOptions = (given: Readonly<Record<string, unknown>>): CompareOptions => ({
  files: (given.file as string[]).map(String),
  layouts: ifGiven(given.layouts, (layouts) => text("layouts", layouts)),
  eachOwnWan: isSet(given["each-own-wan"]),
  vary: texts("vary", given.vary),
  random: isSet(given.random),
  sameInstant: isSet(given["same-instant"]),
  seed: seedOf(given.seed),
  replications: ifGiven(given.replications, replicationsOf),
  until: texts("until", given.until),
  target: texts("target", given.target),
  best: ifGiven(given.best, (best) => text("best", best)),
  indifference: ifGiven(given.indifference, (width) => text("indifference", width)),
  set: texts("set", given.set),
  out: ifGiven(given.out, (out) => text("out", out)),
  json: isSet(given.json),
  quiet: isSet(given.quiet),
  workers: sweepWorkers(text("workers", given.workers)),
});
