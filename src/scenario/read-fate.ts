/**
 * From the text of a fate file to failures with nothing left to chance, or to everything that is wrong with it.
 * Whatever the text: it ends with one of the two, in bounded time, and never throws.
 */
import { type Failure, isPlanned, type Planned, type Scenario } from "../spec/index.js";
import { fit } from "./fit.js";
import type { FailureForm } from "./form/failure-form.js";
import { FATE_SCHEMA, fateForm, STRIKE_FIELDS, type StrikeForm } from "./form/fate-form.js";
import { givenPaths, type ScenarioSource, scenarioSource } from "./given.js";
import { type Finding, type Issue, issuesOf } from "./issue.js";
import { isOutageLog, readOutageLog } from "./outage-log.js";
import { resolveAll } from "./resolve/failures.js";
import { breaches, findingOf } from "./rules.js";
import type { Path } from "./text/path.js";
import { readMapping } from "./text/read-mapping.js";
import type { Mapping } from "./text/tree.js";

export interface FateHead {
  /** The name of the scenario for which it was drawn. */
  readonly scenario: string;
  readonly seed: number;
  readonly replication: number;
}

export interface ReadFate {
  readonly head: FateHead;
  readonly failures: readonly Failure[];
  readonly operations: readonly Planned[];
  /** Paths are those of a scenario with these failures and operations: `failures[0].at`. */
  readonly source: ScenarioSource;
  /** The paths of all fields of the failures that the file gives. */
  readonly given: readonly string[];
}

export type FateReading =
  | ({ readonly ok: true } & ReadFate)
  | { readonly ok: false; readonly issues: readonly Issue[] };

const FATE = {
  message: "a fate is a mapping: schema, scenario, seed, replication and strikes",
  allowed: "what `stretchpool timeline --fate` prints",
};

export function readFate(text: string, { file }: { readonly file: string }): FateReading {
  const { tree, findings } = isOutageLog(file)
    ? readOutageLog(text, file, FATE_SCHEMA, STRIKE_FIELDS)
    : readMapping(text, file, FATE);
  if (tree === null) return { ok: false, issues: issuesOf(findings) };
  const { form, findings: misfits, isBroken } = fit(tree, fateForm);
  findings.push(...misfits);
  if (form !== null) findings.push(...betweenFields(form.strikes, tree, isBroken));
  if (form === null || findings.length > 0) return { ok: false, issues: issuesOf(findings) };
  const { seed, replication, scenario, strikes } = form;
  const { resolved, places: inFile } = resolveAll(strikes);
  const placesOf = (planned: boolean) => inFile.filter((_, index) => isPlanned(resolved[index]!) === planned);
  const places = { failures: placesOf(false), operations: placesOf(true) };
  const asScenario = withFailuresFor(tree);
  return {
    ok: true,
    head: { scenario, seed, replication },
    failures: resolved.filter((one): one is Failure => !isPlanned(one)),
    operations: resolved.filter(isPlanned),
    source: scenarioSource(asScenario, places),
    given: givenPaths(asScenario, places),
  };
}

/** The rules between the fields of failures, as they hold in a scenario; doubled names are one of them. */
function betweenFields(
  strikes: readonly StrikeForm[],
  tree: Mapping,
  isBroken: (path: Path) => boolean,
): Finding[] {
  // What stands in for a strike that could not be read is nobody's namesake.
  const read = strikes.map((strike, index) =>
    isBroken(["strikes", index]) ? { ...strike, id: `not read/${index}` } : strike,
  );
  // Whatever holds for a failure holds for what is planned.
  return breaches({ failures: read as readonly FailureForm[] as FailureForm[] })
    .map((breach) => ({ ...breach, path: inFate(breach.path), reads: breach.reads?.map(inFate) ?? [] }))
    .filter(({ path, reads }) => ![path, ...reads].some(isBroken))
    .map((breach) => findingOf(breach, tree));
}

const inFate = ([, ...below]: Path): Path => ["strikes", ...below];

/** The same tree with its strikes under the name that failures have in a scenario. */
function withFailuresFor(tree: Mapping): Mapping {
  const strikes = tree.entries.get("strikes");
  const named = strikes === undefined ? [] : (["failures", "operations"] as const);
  return { ...tree, entries: new Map(named.map((name) => [name, strikes!])) };
}

/** A scenario struck by a fate instead of by its own failures; what is said of a failure points into the fate file. */
export function struckBy(
  fate: ReadFate,
  scenario: Scenario,
  source: ScenarioSource,
): { readonly scenario: Scenario; readonly source: ScenarioSource } {
  const isFailure = (path: string): boolean => /^(failures|operations)\b/.test(path);
  const sourceOf = (path: string): ScenarioSource => (isFailure(path) ? fate.source : source);
  const given = [...scenario.given.filter((path) => !isFailure(path)), ...fate.given].sort();
  return {
    scenario: { ...scenario, failures: fate.failures, operations: fate.operations, given },
    source: {
      file: source.file,
      text: source.text,
      positionOf: (path) => sourceOf(path).positionOf(path),
      issueAt: (path, message, more) => sourceOf(path).issueAt(path, message, more),
    },
  };
}
