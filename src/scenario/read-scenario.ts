/**
 * From a stranger's text to a scenario, or to everything that is wrong with it.
 * Whatever the text: it ends with one of the two, in bounded time, and never throws.
 */
import type { Scenario } from "../spec/index.js";
import { fit } from "./fit.js";
import { scenarioForm } from "./form/scenario-form.js";
import { givenPaths, type ScenarioSource, scenarioSource } from "./given.js";
import { type Issue, issuesOf } from "./issue.js";
import { applyOverrides } from "./overrides.js";
import { resolveFailures, resolveOperations } from "./resolve/failures.js";
import { resolveScenario } from "./resolve/scenario.js";
import { breaches, findingOf } from "./rules.js";
import { printable } from "./text/characters.js";
import { readMapping } from "./text/read-mapping.js";

export interface ReadingOptions {
  /** As messages name it; its base name is the name of a scenario that gives none. */
  readonly file: string;
  /** `path=value`, as after --set. */
  readonly overrides?: readonly string[];
}

export type ScenarioReading =
  | { readonly ok: true; readonly scenario: Scenario; readonly source: ScenarioSource }
  | { readonly ok: false; readonly issues: readonly Issue[] };

const SCENARIO = {
  message: "a scenario is a mapping: fields with their values",
  allowed: "layout: low-bandwidth",
};

export function readScenario(text: string, { file, overrides = [] }: ReadingOptions): ScenarioReading {
  const { tree, findings } = readMapping(text, file, SCENARIO);
  findings.push(...applyOverrides(tree, overrides));
  if (tree === null) return { ok: false, issues: issuesOf(findings) };
  const { form, findings: misfits, isBroken } = fit(tree, scenarioForm);
  findings.push(...misfits);
  for (const breach of form ? breaches(form) : []) {
    const looked = [breach.path, ...(breach.reads ?? [])];
    if (!looked.some(isBroken)) findings.push(findingOf(breach, tree));
  }
  if (form === null || findings.length > 0) return { ok: false, issues: issuesOf(findings) };
  const { resolved: failures, places: failuresAt } = resolveFailures(form.failures);
  const { resolved: operations, places: operationsAt } = resolveOperations(form.operations);
  const places = { failures: failuresAt, operations: operationsAt };
  const given = givenPaths(tree, places);
  const scenario = resolveScenario(form, { name: baseName(file), failures, operations, given });
  return { ok: true, scenario, source: scenarioSource(tree, places) };
}

/** "scenarios/site-1-lost.yaml" is called "site-1-lost". */
function baseName(file: string): string {
  const base = file.split(/[\\/]/).at(-1) ?? "";
  const name = printable(base.replace(/\.(ya?ml|json)$/i, "")).trim();
  return name === "" || name === "-" ? "scenario" : name.slice(0, 200);
}
