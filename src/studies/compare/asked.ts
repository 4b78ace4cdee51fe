/**
 * What may be asked of a comparison in an expression, and which measure that is; known before anything is played.
 */
import type { ComparedFate } from "../../results/index.js";
import type { Measure, Precision, Requirement, Statistic, YearlyRequirement } from "../../scenario/index.js";
import { PLANNED_WHATS, type Scenario, WHATS } from "../../spec/index.js";
import { hasTargets } from "../sweep/life-line.js";
import { PAIRED_MEASURES } from "./compared-life.js";
import { type ComparedMeasure, isPaired, kindMeasure, lifeMeasures } from "./measures.js";
import type { CompareSetup } from "./task.js";

type Setup = Pick<CompareSetup, "fate" | "options">;
type Asked = Precision | Requirement | YearlyRequirement;

const scenariosOf = ({ options }: Setup): Scenario[] => options.map(({ scenario }) => scenario);

/** Whose differences a precision is asked of; null: it is none of those that are compared. */
export function measureAsked(asked: Precision, setup: Setup): ComparedMeasure | null {
  if (asked.form === "yearly-precision") return asked.what === null ? ofLives(asked.measure, setup) : null;
  const { what, measure, statistic } = asked;
  if (what === null) return isMean(statistic) ? ofLives(measure, setup) : null;
  if (statistic.statistic === "quantile") return kindMeasure(what, measure, statistic);
  return isMean(statistic) && isPaired(measure) ? kindMeasure(what, measure, null) : null;
}

const isMean = ({ statistic }: Statistic): boolean => statistic === "mean";

const ofLives = (name: string, setup: Setup): ComparedMeasure | null =>
  lifeMeasures(setup.fate, scenariosOf(setup)).find((measure) => measure.name === name) ?? null;

/** Why it cannot be asked of these options, or null. */
export function compareMisuseOf(asked: Asked, setup: Setup): string | null {
  switch (asked.form) {
    case "yearly-precision":
    case "yearly-requirement":
      return yearlyMisuse(asked, setup);
    case "precision":
      return differenceMisuse(asked, setup) ?? unseenMisuse(asked, setup) ?? phaseMisuse(asked, setup);
    case "requirement":
      return figureMisuse(asked) ?? phaseMisuse(asked, setup);
  }
}

function yearlyMisuse(
  { text, measure, what, form }: Exclude<Asked, { form: "precision" | "requirement" }>,
  setup: Setup,
): string | null {
  if (setup.fate === "scripted" && measure !== "availability") {
    return `${text}: ${measure} is a figure of random years; add --random, or ask for ${namesOf(setup)}`;
  }
  if (measure === "pTargetMissedInYear" && !scenariosOf(setup).every(hasTargets)) {
    return `${text}: not all options have targets; give targets.rpo or targets.rto`;
  }
  if (form === "yearly-precision" && what !== null) {
    return `${text}: ${measure} is compared over all kinds of failure together; leave ${what} out`;
  }
  return null;
}

function differenceMisuse(asked: Extract<Precision, { form: "precision" }>, setup: Setup): string | null {
  if (measureAsked(asked, setup) !== null) return null;
  const { text, what, measure, statistic } = asked;
  if (what === null) {
    return `${text}: name the kind, such as site-loss.${measure}, or ask for ${namesOf(setup)}`;
  }
  if (isMean(statistic)) {
    return `${text}: means are compared of ${PAIRED_MEASURES.join(", ")}; of ${measure} ask for a quantile`;
  }
  return `${text}: ${statistic.statistic} never settles; ask for the mean or a quantile`;
}

/** A scripted fate holds nothing but what a scenario lists: of another kind no number of replications shows one. */
function unseenMisuse(
  { text, what }: Extract<Precision, { form: "precision" }>,
  setup: Setup,
): string | null {
  if (setup.fate === "random" || what === null) return null;
  const kinds = kindsToCome(scenariosOf(setup));
  if (kinds.includes(what)) return null;
  const known = kinds.length === 0 ? namesOf(setup) : kinds.join(", ");
  return `${text}: no option is struck by ${what} or plans one; ask for ${known}, or add --random`;
}

function kindsToCome(scenarios: readonly Scenario[]): string[] {
  const kinds = scenarios.flatMap(({ failures, operations, failback }) => [
    ...[...failures, ...operations].map(({ what }) => what),
    ...(failback === null ? [] : ["failback"]),
  ]);
  return [...new Set(kinds)].sort();
}

function figureMisuse({ text, what, measure, statistic }: Requirement): string | null {
  if (what === null) return `${text}: name the kind, such as site-loss.${measure}`;
  if (statistic === null) return `${text}: name the statistic, such as ${what}.${measure}.p95`;
  if (statistic.statistic === "mean" || statistic.statistic === "quantile") return null;
  return `${text}: ${statistic.statistic} has no interval to be judged on; ask for the mean or a quantile`;
}

const OF_PHASE: readonly Measure[] = ["rpo", "lost"];

/** At a fixed instant the schedule stands at one phase, and what is lost there is no distribution. */
function phaseMisuse({ text, what, measure }: Requirement | Precision, setup: Setup): string | null {
  if (!(OF_PHASE as readonly string[]).includes(measure) || what === null) return null;
  if (!isAtFixedInstant(what, setup.fate, scenariosOf(setup))) return null;
  return `${text}: ${what} strikes at a fixed instant, which is one phase of the schedule; strike at: any`;
}

export function isAtFixedInstant(what: string, fate: ComparedFate, scenarios: readonly Scenario[]): boolean {
  if (fate === "random") return false;
  return scenarios.some(({ failures, operations }) =>
    [...failures, ...operations].some(
      (one) => one.what === what && one.when.at === "drawn" && one.when.law.law === "fixed",
    ),
  );
}

const namesOf = (setup: Setup): string =>
  lifeMeasures(setup.fate, scenariosOf(setup))
    .map(({ name }) => name)
    .join(", ");

/** The measure of that name which can decide which option is best; null: there is none. */
export function decidingMeasure(name: string, setup: Setup): ComparedMeasure | null {
  const known = ofLives(name, setup);
  return known ?? (setup.fate === "random" ? null : ofOneKind(name));
}

/** The mean of a kind, or of a kind in one place, as in `site-loss@site-1.rpo`. */
function ofOneKind(name: string): ComparedMeasure | null {
  const [kind, measure, ...more] = name.split(".");
  const [what, place, ...others] = kind!.split("@");
  const isKind = ([...WHATS, ...PLANNED_WHATS] as readonly (string | undefined)[]).includes(what);
  if (!isKind || place === "" || more.length + others.length > 0) return null;
  return measure !== undefined && isPaired(measure as Measure)
    ? kindMeasure(kind!, measure as Measure, null)
    : null;
}

/** Why it cannot decide which option is best, or null. */
export function bestMisuseOf(name: string, setup: Setup): string | null {
  if (decidingMeasure(name, setup) !== null) return null;
  if (setup.fate === "scripted") {
    return (
      `--best ${name}: expected ${namesOf(setup)}, or the mean of a kind: ` +
      `site-loss.${PAIRED_MEASURES.join(", site-loss.")}`
    );
  }
  const why =
    ofOneKind(name) === null
      ? ""
      : "in random years lives have any number of incidents, and no mean of a life decides; ";
  return `--best ${name}: ${why}expected ${namesOf(setup)}`;
}
