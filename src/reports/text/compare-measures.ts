/**
 * The measures in which options are compared, as people speak of them: what kind of figure each is, of which failure, and
 * how a difference in it is said. It knows no results.
 */
import { amount, probability } from "./amounts.js";
import { duration } from "./figures.js";
import { manyOf } from "./kind-names.js";
import { nameOf, spoken } from "./names.js";

type Dimension = "duration" | "messages" | "events" | "share" | "money";

/** The name of a measure, in its parts. */
export interface NamedMeasure {
  readonly name: string;
  /** A `what`, with `@where` where it is told by place; null: of a whole replication, or of a year. */
  readonly kind: string | null;
  readonly measure: string;
  /** null: the mean. */
  readonly statistic: string | null;
}

export function measureOf(name: string): NamedMeasure {
  const [first = "", second, third] = name.split(".");
  if (second === undefined) return { name, kind: null, measure: first, statistic: null };
  return { name, kind: first, measure: second, statistic: third ?? null };
}

interface Wording {
  readonly dimension: Dimension;
  /** As a line of a table. */
  readonly title: string;
  /** What whoever is better does, with the size between: "loses 3 min less history". null: told in tables only. */
  readonly better: readonly [before: string, behind: string] | null;
}

const wording = (dimension: Dimension, title: string, ...better: [string, string] | []): Wording => ({
  dimension,
  title,
  better: better.length === 0 ? null : better,
});

const WORDINGS: Readonly<Record<string, Wording>> = {
  rpo: wording("duration", "history lost (RPO)", "loses", "less history"),
  rto: wording("duration", "users out (RTO)", "has users back", "sooner"),
  rtoFull: wording("duration", "until everybody is back", "has everybody back", "sooner"),
  lost: wording("messages", "messages lost", "loses", "messages fewer"),
  refused: wording("messages", "messages refused", "refuses", "messages fewer"),
  exposure: wording("duration", "exposure", "is exposed", "less long"),
  lossEvents: wording("events", "losses of history"),
  downtime: wording("duration", "an average user cannot send", "keeps an average user out", "less"),
  availability: wording("share", "availability"),
  lossEventsPerYear: wording("events", "losses of history"),
  lostPerYear: wording("messages", "messages lost", "loses", "messages a year fewer"),
  refusedPerYear: wording("messages", "messages refused", "refuses", "messages a year fewer"),
  downtimePerYear: wording(
    "duration",
    "an average user cannot send",
    "keeps an average user out",
    "a year less",
  ),
  exposurePerYear: wording("duration", "exposure", "is exposed", "a year less long"),
  failbacksPerYear: wording("events", "failbacks"),
  pLossInYear: wording("share", "years with a loss"),
  pTargetMissedInYear: wording("share", "years that miss a target"),
  costPerYear: wording("money", "losses and prices", "costs", "a year less"),
};

export const wordingOf = ({ measure }: NamedMeasure): Wording =>
  WORDINGS[measure] ?? wording("events", spoken(measure));

export const titleOf = (measure: NamedMeasure): string =>
  `${wordingOf(measure).title}${measure.statistic === null ? "" : `, ${measure.statistic}`}`;

/** `currency`: of amounts of money. */
export function printValue(measure: NamedMeasure, value: number, currency: string): string {
  switch (wordingOf(measure).dimension) {
    case "duration":
      return duration(value);
    case "share":
      return probability(value);
    case "money":
      return `${amount(value)} ${currency}`;
    default:
      return amount(value);
  }
}

/** Of shares: points, for a percentage of a percentage is read as something else. */
export function printDifference(measure: NamedMeasure, value: number, currency: string): string {
  if (wordingOf(measure).dimension === "share") return `${amount(value * 100)} points`;
  return printValue(measure, value, currency);
}

/** A kind, or a kind in one place, as its name stands in results. */
export function placedKind(kind: string): { readonly what: string; readonly where: string | null } {
  const [what = "", where] = kind.split("@");
  return { what, where: where ?? null };
}

/** Of several kinds of failure, as the beginning of a line. */
export function kindTitle(kind: string): string {
  const { what, where } = placedKind(kind);
  if (where !== null) return nameOf(what, where);
  return what === "failback" ? "failbacks" : manyOf(what);
}

const CLAUSES: Readonly<Record<string, string>> = {
  "site-loss": "a site is lost",
  "wan-cut": "the link is cut",
  "wan-slow": "the link is slow",
  "principal-crash": "the principal fails",
  "mirror-crash": "the mirror fails",
  "witness-crash": "a witness fails",
  "secondary-crash": "the secondary fails",
  "compliance-crash": "compliance fails",
  "server-crash": "a chat server fails",
  "front-end-loss": "a Front End is lost",
  "share-loss": "the backup share is lost",
  "job-failing": "a job fails",
  "corrupt-backup": "a log backup cannot be read",
  "chain-broken": "the log chain is broken",
  "bad-delete": "history is deleted",
  "operator-error": "somebody takes a wrong step",
  switchover: "people switch over to the other site",
  failback: "people fail back",
};

const PLACED: Readonly<Record<string, (where: string) => string>> = {
  "site-loss": (where) => `${where} is lost`,
  "front-end-loss": (where) => `${where} is lost`,
  "server-crash": (where) => `chat ${where} fails`,
  "witness-crash": (where) => `the ${where} fails`,
  "secondary-crash": (where) => `the ${where} fails`,
  "job-failing": (where) => `the ${where} job fails`,
};

/** "when site 1 is lost", without the when. */
export function clauseOf(kind: string): string {
  const { what, where } = placedKind(kind);
  const clause = CLAUSES[what] ?? `${spoken(what)} strikes`;
  if (where === null) return clause;
  return PLACED[what]?.(spoken(where)) ?? `${clause} (${spoken(where)})`;
}

/** As a table for spreadsheets names it. */
export function unitOf(measure: NamedMeasure, currency: string): string {
  switch (wordingOf(measure).dimension) {
    case "duration":
      return "s";
    case "messages":
      return "messages";
    case "events":
      return "events";
    case "share":
      return "share";
    case "money":
      return currency;
  }
}
