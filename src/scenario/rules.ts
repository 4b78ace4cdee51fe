/**
 * What must hold between fields, where each of them is well-formed by itself. Errors only: what is merely unwise
 * is the business of the planning rules.
 */
import { support } from "../engine/index.js";
import { DAY, printExactDuration } from "../units/index.js";
import type { ScenarioForm } from "./form/scenario-form.js";
import type { Finding } from "./issue.js";
import { SERVERS, USERS } from "./resolve/defaults.js";
import type { Path } from "./text/path.js";
import { written } from "./text/source-text.js";
import { type Mapping, nodeAt, placeOf } from "./text/tree.js";

export interface Breach {
  /** The field that is to blame. */
  readonly path: Path;
  readonly message: string;
  readonly allowed?: string;
  /** The other fields that the rule looked at; where one of them could not be read, the rule says nothing. */
  readonly reads?: readonly Path[];
}

export function breaches(form: ScenarioForm): Breach[] {
  return [
    ...dailyGrids(form),
    ...runTimes(form),
    ...copyTrigger(form),
    ...bursts(form),
    ...backOffs(form),
    ...recycling(form),
    ...struckTwice(form),
    ...failures(form),
    ...currencies(form),
    ...commonCauses(form),
  ];
}

/** A breach with its place in the file. */
export function findingOf({ path, message, allowed }: Breach, tree: Mapping): Finding {
  const node = nodeAt(tree, path);
  const value = node?.kind === "scalar" ? written(node.at) : undefined;
  return { at: placeOf(tree, path), path, message, allowed, value };
}

/** An agent that begins anew every midnight knows no interval and no offset that passes midnight. */
function* dailyGrids({ logShipping }: ScenarioForm): Iterable<Breach> {
  if (logShipping?.anchor === "run") return;
  const reads = [["logShipping", "anchor"]];
  const wayOut = "with `anchor: day` up to 1 d; `anchor: run` counts from time 0 without restart";
  for (const job of ["backup", "copy", "restore"] as const) {
    const { every, offset } = logShipping?.[job] ?? {};
    if (every !== undefined && every > DAY)
      yield { path: ["logShipping", job, "every"], message: "longer than a day", allowed: wayOut, reads };
    if (offset !== undefined && support(offset).highest >= DAY)
      yield {
        path: ["logShipping", job, "offset"],
        message: "an offset that can reach a whole day",
        allowed: wayOut,
        reads,
      };
  }
}

/** A run time is either given or computed. */
function* runTimes({ logShipping }: ScenarioForm): Iterable<Breach> {
  for (const job of ["backup", "restore"] as const) {
    const fields = logShipping?.[job];
    if (fields?.duration === undefined) continue;
    for (const part of ["overhead", "rate"] as const) {
      const given = fields[part];
      // No overhead at all agrees with any duration.
      if (given === undefined || isNothing(given)) continue;
      yield {
        path: ["logShipping", job, part],
        message: `${part} and duration of the ${job} job exclude each other`,
        allowed: "either duration, which fixes the run time, or overhead and rate, from which it is computed",
      };
    }
  }
}

function* copyTrigger({ logShipping }: ScenarioForm): Iterable<Breach> {
  const copy = logShipping?.copy;
  if (copy?.after === undefined) return;
  for (const part of ["every", "offset"] as const) {
    const given = copy[part];
    if (given === undefined || (part === "offset" && isNothing(given))) continue;
    yield {
      path: ["logShipping", "copy", part],
      message: `${part} and after of the copy job exclude each other`,
      allowed: "either after: backup, or a grid by every and offset",
    };
  }
}

function* bursts({ workload }: ScenarioForm): Iterable<Breach> {
  const names = new Set<string>();
  for (const [index, burst] of (workload?.bursts ?? []).entries()) {
    const path = ["workload", "bursts", index];
    if (burst.lasts > burst.every)
      yield {
        path: [...path, "lasts"],
        message: "lasts longer than the time from one burst to the next",
        allowed: `at most ${printExactDuration(burst.every)}`,
        reads: [[...path, "every"]],
      };
    if (burst.name === undefined) continue;
    if (names.has(burst.name))
      yield { path: [...path, "name"], message: `a second burst named ${burst.name}` };
    names.add(burst.name);
  }
}

/** Two fields that may not change places, each by its default where it is left out. */
function* backOffs({ users }: ScenarioForm): Iterable<Breach> {
  const { backOff = USERS.backOff, longestBackOff = USERS.longestBackOff } = users ?? {};
  if (longestBackOff >= backOff) return;
  const [first, longest] = [printExactDuration(backOff), printExactDuration(longestBackOff)];
  if (users?.longestBackOff !== undefined)
    yield {
      path: ["users", "longestBackOff"],
      message: "the longest window to try again is shorter than the first",
      allowed: `${first} or more, or a shorter backOff`,
      reads: [["users", "backOff"]],
    };
  else
    yield {
      path: ["users", "backOff"],
      message: "the first window to try again is longer than the longest",
      allowed: `at most ${longest}, or a longestBackOff of ${first} or more`,
      reads: [["users", "longestBackOff"]],
    };
}

/** A server that is still down cannot go down again. */
function* recycling({ servers }: ScenarioForm): Iterable<Breach> {
  const given = servers?.recycle;
  const { lasts = SERVERS.recycle.lasts, every = SERVERS.recycle.every } = given ?? {};
  if (every >= lasts) return;
  const field = given?.every === undefined ? "lasts" : "every";
  yield {
    path: ["servers", "recycle", field],
    message: "a recycling lasts longer than the time from one to the next",
    allowed:
      field === "every"
        ? `${printExactDuration(lasts)} or more, or a shorter lasts`
        : `at most ${printExactDuration(every)}, or an every of ${printExactDuration(lasts)} or more`,
    reads: [["servers", "recycle", field === "every" ? "lasts" : "every"]],
  };
}

/** What holds for failures and planned operations alike. */
function* struckTwice(form: ScenarioForm): Iterable<Breach> {
  const ids = new Set<string>();
  const lists = { failures: form.failures ?? [], operations: form.operations ?? [] };
  for (const [list, strikes] of Object.entries(lists)) {
    for (const [index, { id, at, from }] of strikes.entries()) {
      const path = [list, index];
      const one = list === "failures" ? "failure" : "operation";
      if (id !== undefined && ids.has(id))
        yield { path: [...path, "id"], message: `a second ${one} with the id ${id}` };
      if (id !== undefined) ids.add(id);
      if (from !== undefined && (at ?? "any") !== "any")
        yield {
          path: [...path, "from"],
          message: "from goes with `at: any` only",
          allowed: "leave from out: at says when it strikes",
          reads: [[...path, "at"]],
        };
    }
  }
}

function* failures(form: ScenarioForm): Iterable<Breach> {
  for (const [index, failure] of (form.failures ?? []).entries()) {
    const path = ["failures", index];
    if (failure.what === "site-loss" && failure.lasts === "forever" && failure.disks === "kept")
      yield {
        path: [...path, "disks"],
        message: "a site that is lost forever keeps no disks",
        allowed: "leave disks out, or let the loss last a while: lasts: 30 d",
      };
    const slowed =
      failure.what !== "wan-slow" || failure.bandwidth !== undefined || failure.roundTrip !== undefined;
    if (!slowed)
      yield {
        path,
        message: "wan-slow changes nothing: bandwidth and roundTrip are missing",
        allowed: "bandwidth: 5 Mbps, or roundTrip: 300 ms, or both",
        reads: [
          [...path, "bandwidth"],
          [...path, "roundTrip"],
        ],
      };
  }
}

/** One cause strikes a part once. */
function* commonCauses({ reliability }: ScenarioForm): Iterable<Breach> {
  for (const [name, { strikes }] of Object.entries(reliability?.common ?? {})) {
    for (const [index, part] of strikes.entries()) {
      if (strikes.indexOf(part) === index) continue;
      const path = ["reliability", "common", name, "strikes", index];
      yield { path, message: `${part} stands in the list twice`, allowed: "each part once" };
    }
  }
}

/** Sums of money of different currencies cannot be added. */
function* currencies({ costs }: ScenarioForm): Iterable<Breach> {
  const amounts = [
    [["costs", "lostMessage"], costs?.lostMessage],
    [["costs", "userHourDown"], costs?.userHourDown],
    ...Object.entries(costs?.options ?? {}).map(
      ([name, amount]) => [["costs", "options", name], amount] as const,
    ),
  ] as const;
  let first: string | null = null;
  for (const [path, amount] of amounts) {
    if (amount === undefined) continue;
    first ??= amount.currency;
    if (amount.currency === first) continue;
    yield {
      path: [...path],
      message: `two currencies: ${first} and ${amount.currency}`,
      allowed: "one currency in a scenario",
    };
  }
}

/** A length that is given and is zero. */
const isNothing = (given: unknown): boolean =>
  typeof given === "object" && given !== null && "value" in given && given.value === 0;
