/** People, monitoring, runbook and costs with every default filled in. */
import type { Costs, Failback, Monitoring, People, Runbook } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import type { ScenarioForm } from "../form/scenario-form.js";
import { fixed, MONITORING, PEOPLE } from "./defaults.js";

export function resolvePeople(form: ScenarioForm["people"] = {}): People {
  return {
    detect: form.detect ?? PEOPLE.detect,
    decide: form.decide ?? PEOPLE.decide,
    onCall: form.onCall ?? "always",
    step: form.step ?? PEOPLE.step,
  };
}

export function resolveMonitoring(form: ScenarioForm["monitoring"] = {}): Monitoring {
  return {
    backupAlert: alertOf(form.backupAlert, MONITORING.backupAlert),
    restoreAlert: alertOf(form.restoreAlert, MONITORING.restoreAlert),
    newestFileAge: alertOf(form.newestFileAge, null),
    reaction: form.reaction ?? MONITORING.reaction,
  };
}

const alertOf = (given: Micros | "none" | undefined, otherwise: Micros | null): Micros | null =>
  given === "none" ? null : (given ?? otherwise);

/** Steps by name: their order in the file says nothing, `after` and `before` do. */
export function resolveRunbook(form: ScenarioForm["runbook"] = {}): Runbook {
  const steps = byName(form.steps ?? {}).map(([name, step]) => ({
    name,
    takes: step.takes ?? null,
    retry: step.retry ?? null,
    after: step.after ?? null,
    before: step.before ?? null,
  }));
  return { order: form.order ?? "documented", steps };
}

export function resolveFailback(form: ScenarioForm["failback"]): Failback | null {
  if (form === undefined) return null;
  return {
    order: form.order ?? "documented",
    drain: form.drain ?? "hard-stop",
    wait: form.wait ?? fixed(0),
  };
}

export function resolveCosts(form: ScenarioForm["costs"]): Costs | null {
  if (form === undefined) return null;
  return {
    lostMessage: form.lostMessage ?? null,
    userHourDown: form.userHourDown ?? null,
    options: Object.fromEntries(byName(form.options ?? {})),
  };
}

/** By code unit: the same order in every locale, whatever the order in the file. */
function byName<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
