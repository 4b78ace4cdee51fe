/**
 * From a stranger's text to a scenario, or to everything that is wrong with it.
 * Whatever the text: it ends with one of the two, in bounded time, and never throws.
 */
import type { Scenario } from "../spec/index.js";
import { fit } from "./fit.js";
import { givenPaths, type ScenarioSource, scenarioSource } from "./given.js";
import { type Finding, type Issue, issuesOf } from "./issue.js";
import { applyOverrides } from "./overrides.js";
import { resolveFailures } from "./resolve/failures.js";
import { resolveScenario } from "./resolve/scenario.js";
import { type Breach, breaches } from "./rules.js";
import { printable } from "./text/characters.js";
import { readTree } from "./text/read-tree.js";
import { place, sourceText, written } from "./text/source-text.js";
import { type Mapping, nodeAt, placeOf } from "./text/tree.js";

export interface ReadingOptions {
  /** As messages name it; its base name is the name of a scenario that gives none. */
  readonly file: string;
  /** `path=value`, as after --set. */
  readonly overrides?: readonly string[];
}

export type ScenarioReading =
  | { readonly ok: true; readonly scenario: Scenario; readonly source: ScenarioSource }
  | { readonly ok: false; readonly issues: readonly Issue[] };

export function readScenario(text: string, { file, overrides = [] }: ReadingOptions): ScenarioReading {
  const { tree, findings } = readMapping(text, file);
  findings.push(...applyOverrides(tree, overrides));
  if (tree === null) return { ok: false, issues: issuesOf(findings) };
  const { form, findings: misfits, isBroken } = fit(tree);
  findings.push(...misfits);
  for (const breach of form ? breaches(form) : []) {
    const looked = [breach.path, ...(breach.reads ?? [])];
    if (!looked.some(isBroken)) findings.push(findingOf(breach, tree));
  }
  if (form === null || findings.length > 0) return { ok: false, issues: issuesOf(findings) };
  const { failures, places } = resolveFailures(form.failures);
  const given = givenPaths(tree, places);
  const scenario = resolveScenario(form, { name: baseName(file), failures, given });
  return { ok: true, scenario, source: scenarioSource(tree, places) };
}

function readMapping(text: string, file: string): { tree: Mapping | null; findings: Finding[] } {
  const source = sourceText(file, text, null, 0);
  const reading = readTree(source);
  const findings = [...reading.findings];
  const { tree } = reading;
  if (tree === null || tree.kind === "mapping") return { tree, findings };
  const empty = tree.kind === "scalar" && tree.value === null;
  const message = empty ? "the file is empty" : "a scenario is a mapping: fields with their values";
  findings.push({
    at: place(source, tree.at.from, tree.at.to),
    path: [],
    message,
    allowed: "layout: low-bandwidth",
  });
  return { tree: null, findings };
}

function findingOf({ path, message, allowed }: Breach, tree: Mapping): Finding {
  const node = nodeAt(tree, path);
  const value = node?.kind === "scalar" ? written(node.at) : undefined;
  return { at: placeOf(tree, path), path, message, allowed, value };
}

/** "scenarios/site-1-lost.yaml" is called "site-1-lost". */
function baseName(file: string): string {
  const base = file.split(/[\\/]/).at(-1) ?? "";
  const name = printable(base.replace(/\.(ya?ml|json)$/i, "")).trim();
  return name === "" || name === "-" ? "scenario" : name.slice(0, 200);
}
