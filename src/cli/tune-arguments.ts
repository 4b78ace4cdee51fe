/** The options of `tune`: what is typed behind it, what each means, and what the command is given of it. */
import type { Argv } from "yargs";
import type { TuneOptions } from "./commands/tune.js";
import { ifGiven, isSet, seedOf, text, texts, whole } from "./given.js";
import { FILE, JSON_OPTION, QUIET, REPEATED, SEED, SET } from "./options.js";

const MINIMISED = ["runs", "money", "wan", "files"] as const;
/** Those of the final figures are numbered from here on. */
const MOST_REPLICATIONS = 1_000_000;

export function tuneArguments(args: Argv): Argv {
  return args
    .positional("file", FILE)
    .option("target", {
      ...REPEATED,
      describe:
        "what a schedule has to meet, such as 'rpo <= 15 min', beside the targets of the file; repeatable",
    })
    .option("move", {
      ...REPEATED,
      describe:
        "a field that may move beside the schedules of the three jobs: path or path=a,b,c, repeatable",
    })
    .option("hold", {
      ...REPEATED,
      describe: "a field that stays as it is, such as logShipping.backup.every, repeatable",
    })
    .option("minimise", {
      describe: "what is to be as little as possible",
      choices: MINIMISED,
      defaultDescription: "money where prices differ, else runs",
    })
    .option("indifference", {
      describe: "schedules whose mean RPO differs by less count as equally good",
      type: "string",
      default: "30 s",
    })
    .option("exact-durations", {
      describe: "take constant durations as constant; else they vary by 30 %, and starts by 3 s",
      type: "boolean",
    })
    .option("count-empty-copies", {
      describe: "runs of the copy job that find nothing cost as much as others",
      type: "boolean",
    })
    .option("replications", {
      describe: "how often a schedule is played, and how often again for its final figures",
      type: "string",
      default: "400",
    })
    .option("seed", { ...SEED, default: "1" })
    .option("set", SET)
    .option("write", {
      describe:
        "write the scenario with the schedule that was found to this file; never over one that exists",
      type: "string",
    })
    .option("out", {
      describe: "folder for the result files; results/<scenario>/tune where not given",
      type: "string",
    })
    .option("json", JSON_OPTION)
    .option("quiet", QUIET)
    .example("$0 tune my-pool.yaml", "the cheapest schedule that meets its targets")
    .example("$0 tune my-pool.yaml --target 'rpo <= 15 min' --write tuned.yaml", "and a file with it")
    .example("$0 tune my-pool.yaml --move wan.bandwidth", "with more bandwidth, where it takes that");
}

export const tuneOptions = (given: Readonly<Record<string, unknown>>): TuneOptions => ({
  file: String(given.file),
  target: texts("target", given.target),
  move: texts("move", given.move),
  hold: texts("hold", given.hold),
  minimise: ifGiven(given.minimise, (what) => text("minimise", what)) as TuneOptions["minimise"],
  indifference: text("indifference", given.indifference),
  exactDurations: isSet(given["exact-durations"]),
  countEmptyCopies: isSet(given["count-empty-copies"]),
  replications: whole("replications", given.replications, 1, MOST_REPLICATIONS),
  seed: seedOf(given.seed),
  set: texts("set", given.set),
  write: ifGiven(given.write, (file) => text("write", file)),
  out: ifGiven(given.out, (out) => text("out", out)),
  json: isSet(given.json),
  quiet: isSet(given.quiet),
});
