/** The options of each command: what is typed behind it, and what each option means. */
import type { Argv } from "yargs";
import { INIT_LAYOUTS, SHARES } from "./questions.js";
import { KEPT_INCIDENTS, METHODS } from "./sweep-choices.js";

export const FILE = { describe: "a scenario file, YAML or JSON", type: "string" } as const;
export const SEED = { describe: "of all chance: same seed, same bytes", type: "string" } as const;
export const SET = {
  describe: "set a field of the scenario: path=value, repeatable",
  type: "array",
  nargs: 1,
  string: true,
} as const;
export const JSON_OPTION = {
  describe: "the result as one JSON document on stdout",
  type: "boolean",
} as const;
export const QUIET = { describe: "no report and no progress", type: "boolean" } as const;

export const REPEATED = { type: "array", nargs: 1, string: true } as const;
export const WORKERS = {
  describe: "how many threads play; max: one fewer than there are cores. The bytes are the same",
  type: "string",
  default: "1",
} as const;

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
        describe:
          "replay what a fate file, or a log of outages in CSV, says instead of the scenario's failures",
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
    .option("replay", {
      describe: "tell what a fate file, or a log of outages in CSV, says instead of the scenario's failures",
      type: "string",
    })
    .option("random", {
      describe: "under random failures too: the replication that `sweep` plays",
      type: "boolean",
    })
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
    .example("$0 timeline my-pool.yaml --fate > fate.yaml", "what is going to strike")
    .example("$0 timeline my-pool.yaml --random --replication 17", "one life of a sweep");
}

export function sweepArguments(args: Argv): Argv {
  return args
    .positional("file", FILE)
    .option("seed", { ...SEED, default: "1" })
    .option("replications", {
      describe: "how many, of each cell; with --until the most",
      type: "string",
      defaultDescription: "1000, with --until 100000",
    })
    .option("vary", {
      describe: "a field with several values: path=a,b,c, repeatable; all combinations are played",
      type: "array",
      nargs: 1,
      string: true,
    })
    .option("until", {
      describe: "go on until a figure is so precise, such as 'site-loss.rpo.p95 +- 5 %', repeatable",
      type: "array",
      nargs: 1,
      string: true,
    })
    .option("method", {
      describe:
        "how rare failures are met: as they come, each kind forced, or more often while another lasts",
      choices: METHODS,
      default: "plain",
    })
    .option("bias-factor", {
      describe: "with --method biased: how many times as often parts fail while another is under repair",
      type: "string",
      defaultDescription: "10",
    })
    .option("incidents", {
      describe: "which incidents are written one by one",
      choices: KEPT_INCIDENTS,
      default: "losing",
    })
    .option("require", {
      describe:
        "a requirement, such as 'site-loss.rpo.p95 <= 15 min'; exit status 4 unless every cell meets it",
      type: "array",
      nargs: 1,
      string: true,
    })
    .option("set", SET)
    .option("workers", WORKERS)
    .option("out", {
      describe: "folder for the result files; results/<scenario>/sweep where not given",
      type: "string",
    })
    .option("json", JSON_OPTION)
    .option("quiet", QUIET)
    .example("$0 sweep my-pool.yaml", "a thousand lives of the pool")
    .example("$0 sweep my-pool.yaml --until 'lostPerYear +- 5 %' --workers max", "as many as it takes")
    .example(
      "$0 sweep my-pool.yaml --vary 'logShipping.copy.offset=0 s,30 s'",
      "the same failures, two schedules",
    );
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
