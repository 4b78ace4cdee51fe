/** How often parts fail, as a file gives it: names in one order, and nothing filled in that a file left out. */
import type { CommonCause, Reliability, ReliabilityGiven, ReliabilityName } from "../../spec/index.js";
import type { ScenarioForm } from "../form/scenario-form.js";

type Entry = NonNullable<ScenarioForm["reliability"]>;
type NamedEntry = Entry[ReliabilityName];

export function resolveReliability(form: ScenarioForm["reliability"] = {}): ReliabilityGiven {
  const { common: causes = {}, ...parts } = form;
  const named = byName(parts as Readonly<Record<string, NamedEntry>>).flatMap(([name, entry]) =>
    entry === undefined ? [] : [[name, resolveEntry(entry)] as const],
  );
  const common = byName(causes).map(
    ([name, { strikes, fails, repair = null, when = "uniform" }]): CommonCause => ({
      name,
      // In one order: what the draws of each part hang on is no matter of how a list was written.
      strikes: [...strikes].sort(),
      fails,
      repair,
      when,
    }),
  );
  return { parts: Object.fromEntries(named), common };
}

/** A way to fail that is not given does not happen. */
const NEVER = { by: "rate", rate: 0 as Extract<Reliability["fails"], { by: "rate" }>["rate"] } as const;

function resolveEntry(entry: NonNullable<NamedEntry>): Reliability {
  return {
    fails: entry.fails ?? NEVER,
    repair: "repair" in entry ? (entry.repair ?? null) : null,
    when: entry.when ?? null,
    forgottenDown: "forgottenDown" in entry ? (entry.forgottenDown ?? null) : null,
    perFailure: "perFailure" in entry ? (entry.perFailure ?? null) : null,
  };
}

/** By code unit: the same order in every locale, whatever the order in the file. */
function byName<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
