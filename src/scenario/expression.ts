/**
 * The one grammar of requirements, targets and precisions:
 * `[kind.]measure[.statistic] <= quantity` and `[kind.]measure.statistic +- quantity`.
 * Measures of random years need no statistic: each is one figure.
 */
import { PLANNED_WHATS, type PlannedWhat, WHATS, type What } from "../spec/index.js";
import { DURATION_HINT, type Parsed, parseDuration, parseShare, SHARE_HINT } from "../units/index.js";
import { type Issue, issueOf } from "./issue.js";
import {
  BY_CAUSE,
  type Dimension,
  MEASURE_NAMES,
  MEASURES,
  type Measure,
  readStatistic,
  STATISTIC_NAMES,
  type Statistic,
  YEARLY_MEASURE_NAMES,
  YEARLY_MEASURES,
  type YearlyDimension,
  type YearlyMeasure,
} from "./measures.js";
import { nearest } from "./text/nearest.js";
import { place, type SourceText, sourceText } from "./text/source-text.js";

/** Failures, and what people do on purpose, by their names. */
const KINDS: readonly (What | PlannedWhat)[] = [...WHATS, ...PLANNED_WHATS];

export type Comparison = "<" | "<=" | ">" | ">=";

interface Subject {
  /** As written, without blanks around it. */
  readonly text: string;
  /** null: of all kinds. */
  readonly what: What | PlannedWhat | null;
}

interface OfIncidents extends Subject {
  readonly measure: Measure;
  readonly dimension: Dimension;
}

/** Of random years; with a kind, its part of the whole. */
interface OfYears extends Subject {
  readonly measure: YearlyMeasure;
  readonly dimension: YearlyDimension;
}

export interface Requirement extends OfIncidents {
  readonly form: "requirement";
  /** null: none was named; whoever asks decides what that means. */
  readonly statistic: Statistic | null;
  readonly comparison: Comparison;
  /** In µs, messages or as a share from 0 to 1, by dimension. */
  readonly bound: number;
}

export interface YearlyRequirement extends OfYears {
  readonly form: "yearly-requirement";
  readonly comparison: Comparison;
  /** In µs, messages or events, or as a share from 0 to 1, by dimension. */
  readonly bound: number;
}

/** Half the width of the interval: as a part of the value, or in the units of the dimension. */
export type HalfWidth = { readonly relative: number } | { readonly absolute: number };

export interface IncidentPrecision extends OfIncidents {
  readonly form: "precision";
  readonly statistic: Statistic;
  readonly halfWidth: HalfWidth;
}

export interface YearlyPrecision extends OfYears {
  readonly form: "yearly-precision";
  readonly halfWidth: HalfWidth;
}

export type Precision = IncidentPrecision | YearlyPrecision;

/** What may be written behind an option, by its command: `run` plays no random years, so it has no figures of them. */
export interface ExpressionForms {
  readonly requirement: Requirement;
  readonly "sweep-requirement": Requirement | YearlyRequirement;
  readonly precision: Precision;
}

export type ExpressionReading<E> =
  | { readonly ok: true; readonly expression: E }
  | { readonly ok: false; readonly issue: Issue };

/** `option` is what messages call the argument. */
export function readExpression<F extends keyof ExpressionForms>(
  text: string,
  form: F,
  option = form === "precision" ? "--until" : "--require",
): ExpressionReading<ExpressionForms[F]> {
  const source = sourceText(option, text, text, 1);
  try {
    const expression =
      form === "precision" ? precision(source) : requirement(source, form === "sweep-requirement");
    return { ok: true, expression: expression as ExpressionForms[F] };
  } catch (problem) {
    if (problem instanceof Wrong) return { ok: false, issue: problem.issue };
    throw problem;
  }
}

interface Details {
  readonly allowed?: string | undefined;
  readonly suggestion?: string | null | undefined;
}

/** Unwinds the reader to its only caller; never leaves this file. */
class Wrong extends Error {
  readonly issue: Issue;
  constructor(source: SourceText, word: Word, message: string, { allowed, suggestion }: Details = {}) {
    super(message);
    const at = place(source, word.at, word.at + word.text.length);
    const value = word.text === "" ? undefined : word.text;
    this.issue = issueOf({ at, path: [], message, value, allowed, suggestion: suggestion ?? undefined });
  }
}

interface Word {
  readonly text: string;
  readonly at: number;
}

const REQUIREMENT_FORM = "[kind.]measure[.statistic] <= quantity, such as site-loss.rpo.p99 <= 15 min";
const PRECISION_FORM = "measure.statistic +- quantity, such as rpo.mean +- 5 % or rto.p95 +- 10 s";
const COMPARISONS: readonly string[] = ["<", "<=", ">", ">="];
/** Longer texts are no expression; the bound keeps hostile input cheap. */
const LONGEST_EXPRESSION = 300;

function requirement(source: SourceText, hasYears: boolean): Requirement | YearlyRequirement {
  const { head, operator, quantity } = split(source, REQUIREMENT_FORM);
  if (!COMPARISONS.includes(operator.text))
    throw new Wrong(source, operator, "not a comparison", {
      allowed: COMPARISONS.join(" "),
      suggestion: "<=",
    });
  const comparison = operator.text as Comparison;
  const asked = askedOf(source, head, hasYears);
  const bound = readQuantity(source, quantity, asked.subject.dimension);
  return asked.of === "years"
    ? { form: "yearly-requirement", ...asked.subject, comparison, bound }
    : { form: "requirement", ...asked.subject, statistic: asked.statistic, comparison, bound };
}

function precision(source: SourceText): Precision {
  const { head, operator, quantity } = split(source, PRECISION_FORM);
  if (operator.text !== "+-")
    throw new Wrong(source, operator, "a precision is asked for with +-", {
      allowed: PRECISION_FORM,
      suggestion: "+-",
    });
  const asked = askedOf(source, head, true);
  const isRelative = quantity.text.endsWith("%");
  const width = readQuantity(source, quantity, isRelative ? "share" : asked.subject.dimension);
  if (width === 0) throw new Wrong(source, quantity, "must be more than 0");
  const halfWidth = isRelative ? { relative: width } : { absolute: width };
  if (asked.of === "years") return { form: "yearly-precision", ...asked.subject, halfWidth };
  const { subject, statistic } = asked;
  if (statistic === null) {
    const end = { text: "", at: head.at + head.text.length };
    throw new Wrong(source, end, "a statistic is missing", { allowed: STATISTIC_NAMES.join(" | ") });
  }
  return { form: "precision", ...subject, statistic, halfWidth };
}

/** Head, operator and quantity, each without the blanks around it. */
function split(source: SourceText, form: string): { head: Word; operator: Word; quantity: Word } {
  const { text } = source;
  const all = { text: "", at: 0 };
  if (text.length > LONGEST_EXPRESSION)
    throw new Wrong(source, all, "too long for an expression", { allowed: form });
  const match = /[<>=≤≥±]+|\+\/?-/.exec(text);
  if (!match) {
    const end = { text: "", at: text.trimEnd().length };
    throw new Wrong(source, end, "a comparison is missing", { allowed: form });
  }
  const behind = match.index + match[0].length;
  const quantity = trimmed(text.slice(behind), behind);
  if (quantity.text === "") throw new Wrong(source, quantity, "a quantity is missing", { allowed: form });
  const head = trimmed(text.slice(0, match.index), 0);
  if (head.text === "")
    throw new Wrong(source, head, "a measure is missing", { allowed: MEASURE_NAMES.join(" | ") });
  return { head, operator: { text: match[0], at: match.index }, quantity };
}

const trimmed = (text: string, at: number): Word => ({
  text: text.trim(),
  at: at + (text.trim() === "" ? 0 : text.length - text.trimStart().length),
});

type Asked =
  | { readonly of: "incidents"; readonly subject: OfIncidents; readonly statistic: Statistic | null }
  | { readonly of: "years"; readonly subject: OfYears };

function askedOf(source: SourceText, head: Word, hasYears: boolean): Asked {
  const words = wordsOf(head);
  const first = words[0]!;
  const isKind =
    words.length === 3 || (words.length === 2 && !isMeasure(first.text) && !isStatistic(words[1]!.text));
  if (words.length > 3)
    throw new Wrong(source, words[3]!, "too many points", { allowed: "[kind.]measure[.statistic]" });
  if (isKind && !KINDS.includes(first.text as What)) throw unknown(source, first, "kind of failure", KINDS);
  const [measure, statistic] = isKind ? words.slice(1) : words;
  const name = measure!.text;
  if (!isMeasure(name)) throw unknown(source, measure!, "measure", hasYears ? ALL_NAMES : MEASURE_NAMES);
  const read = statistic === undefined ? null : readStatistic(statistic.text);
  if (statistic !== undefined && read === null)
    throw unknown(source, statistic, "statistic", STATISTIC_NAMES);
  const subject = { text: source.text.trim(), what: isKind ? (first.text as What) : null };
  const isMean = read === null || read.statistic === "mean";
  // The one name of both: of incidents where a kind or a distribution is asked for.
  const isYearsAvailability = name === "availability" && hasYears && !isKind && isMean;
  if (Object.hasOwn(MEASURES, name) && !isYearsAvailability) {
    const incidents = { measure: name as Measure, dimension: MEASURES[name as Measure] };
    return { of: "incidents", subject: { ...subject, ...incidents }, statistic: read };
  }
  if (!hasYears)
    throw new Wrong(source, measure!, `${name} is a figure of random years: only \`sweep\` has it`, {
      allowed: MEASURE_NAMES.join(" | "),
    });
  if (isKind && !(BY_CAUSE as readonly string[]).includes(name))
    throw new Wrong(source, first, `${name} is of all kinds of failure together`, {
      allowed: `${name} without a kind, or a kind with ${BY_CAUSE.join(" | ")}`,
    });
  if (!isMean)
    throw new Wrong(source, statistic!, `${name} is one figure, without a distribution`, {
      allowed: "mean, or nothing",
    });
  const yearly = name as YearlyMeasure;
  return { of: "years", subject: { ...subject, measure: yearly, dimension: YEARLY_MEASURES[yearly] } };
}

/** The words between the points; the point of p99.9 is none of those. */
function wordsOf(head: Word): Word[] {
  const found: { text: string; at: number }[] = [];
  let at = head.at;
  for (const text of head.text.split(".")) {
    const last = found.at(-1);
    if (last && /^p\d+$/.test(last.text) && /^\d+$/.test(text)) last.text += `.${text}`;
    else found.push({ text, at });
    at += text.length + 1;
  }
  return found;
}

const ALL_NAMES: readonly string[] = [...new Set([...MEASURE_NAMES, ...YEARLY_MEASURE_NAMES])];
const isMeasure = (text: string): text is Measure | YearlyMeasure =>
  Object.hasOwn(MEASURES, text) || Object.hasOwn(YEARLY_MEASURES, text);
const isStatistic = (text: string): boolean => readStatistic(text) !== null;

function unknown(source: SourceText, word: Word, kind: string, known: readonly string[]): Wrong {
  const message = word.text === "" ? `a ${kind} is missing` : `unknown ${kind} ${word.text}`;
  const more = kind === "statistic" ? ", or another quantile such as p99.9" : "";
  return new Wrong(source, word, message, {
    allowed: known.join(" | ") + more,
    suggestion: nearest(word.text, known),
  });
}

function readQuantity(source: SourceText, word: Word, dimension: YearlyDimension): number {
  const parsed = parseQuantity(word.text, dimension);
  if (parsed.ok) return parsed.value;
  throw new Wrong(source, word, parsed.problem, { allowed: QUANTITY_FORMS[dimension] });
}

const QUANTITY_FORMS: Readonly<Record<YearlyDimension, string>> = {
  duration: DURATION_HINT,
  count: "a number of messages such as 1000",
  share: SHARE_HINT,
  events: "a number of events in a year such as 0.1",
};

function parseQuantity(text: string, dimension: YearlyDimension): Parsed<number> {
  if (dimension === "duration") return parseDuration(text);
  if (dimension === "share") return parseShare(text);
  const unit = dimension === "count" ? "(?:\\s*messages?)?" : "(?:\\s*events?)?(?:\\s*\\/\\s*year)?";
  const match = new RegExp(`^(\\d{1,15}(?:\\.\\d{1,9})?)${unit}$`).exec(text);
  if (match) return { ok: true, value: Number(match[1]) };
  return { ok: false, problem: `expected a number of ${dimension === "count" ? "messages" : "events"}` };
}
