/** The options of each command: what is typed behind it, and what each option means. */
import type { Argv } from "yargs";
import { INIT_LAYOUTS, SHARES } from "./questions.js";

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

export function initArguments(args: Argv): Argv {
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

export function checkArguments(args: Argv): Argv {
  return args
    .positional("file", FILE)
    .option("set", SET)
    .option("json", JSON_OPTION)
    .option("quiet", QUIET)
    .example("$0 check my-pool.yaml", "")
    .example("$0 check my-pool.yaml --set 'logShipping.copy.offset=30 s'", "what would a stagger bring?");
}

export function runArguments(args: Argv): Argv {
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

export function timelineArguments(args: Argv): Argv {
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

export function failuresArguments(args: Argv): Argv {
  return args
    .option("layouts", {
      describe: "the columns: names of layouts, with commas between them",
      type: "string",
      default: "high-bandwidth,low-bandwidth",
    })
    .option("seed", { ...SEED, default: "1" })
    .option("replications", { describe: "how many times each cell is played", type: "string", default: "40" })
    .option("set", { ...SET, describe: "set a field of all scenarios of the table: path=value, repeatable" })
    .option("out", {
      describe: "folder for the result files; results/failures where not given",
      type: "string",
    })
    .option("json", JSON_OPTION)
    .option("quiet", QUIET)
    .example("$0 failures", "what an architect asks first")
    .example("$0 failures --layouts low-bandwidth,database-only", "other columns")
    .example("$0 failures --set logShipping.share=third-site", "the same with the share elsewhere");
}

export function runbookArguments(args: Argv): Argv {
  return args
    .positional("file", FILE)
    .option("procedure", {
      describe: "one of them: failover, switchover or failback; all three where not given",
      type: "string",
    })
    .option("set", SET)
    .option("out", {
      describe: "folder for the result files; results/<scenario>/runbook where not given",
      type: "string",
    })
    .option("json", JSON_OPTION)
    .option("quiet", QUIET)
    .example("$0 runbook my-pool.yaml", "all three")
    .example(
      "$0 runbook my-pool.yaml --procedure failover --set runbook.order=activate-first",
      "another order",
    );
}
