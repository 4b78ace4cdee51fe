/**
 * The tables of a comparison: in what the options differ, what each comes to, how each differs from the first, what it
 * costs, how it stands to the targets. It writes no sentences.
 */
import type { CompareResult, DifferenceResult, KindSummary, OptionResult } from "../../results/index.js";
import { amount } from "./amounts.js";
import type { Labels } from "./compare-labels.js";
import {
  clauseOf,
  kindTitle,
  measureOf,
  type NamedMeasure,
  printDifference,
  printValue,
  titleOf,
} from "./compare-measures.js";
import { isNothing, kindsOf } from "./compare-seen.js";
import { count, UNKNOWN } from "./figures.js";
import type { Footnotes } from "./footnotes.js";
import type { Ink } from "./ink.js";
import { lowerFirst } from "./names.js";
import { estimateText, titled } from "./sweep-tables.js";
import { wrapped } from "./table.js";

const COLUMNS = 100;

export function differingTable({ differing, options }: CompareResult, labels: Labels, ink: Ink): string[] {
  if (differing.length === 0) return [];
  const text = (value: string | null) => value ?? UNKNOWN;
  const title = ["in these fields they differ", ...options.map(({ name }) => labels.of(name))];
  const beside = titled([title, ...differing.map(({ path, values }) => [path, ...values.map(text)])], ink);
  if (beside.every((line) => [...line].length <= COLUMNS)) return beside;
  const stacked = differing.flatMap(({ path, values }) => {
    const distinct = [...new Set(values)];
    const lines = distinct.map((value) => {
      const holders = options
        .filter((_, index) => values[index] === value)
        .map(({ name }) => labels.of(name));
      return `${holders.join(", ")}: ${text(value)}`;
    });
    return [`  ${path}`, ...lines.flatMap((line) => wrapped(line, COLUMNS, "    "))];
  });
  return [ink.dim("  in these fields they differ"), ...stacked];
}

/** What is told of a kind in a report; the rest stands in differences.csv. */
const TOLD: readonly string[] = ["rpo", "rpo.p95", "rto", "rto.p95", "lost", "refused", "exposure"];

interface Block {
  readonly title: string;
  readonly measures: readonly NamedMeasure[];
}

/** Of whole replications or years first, then kind by kind; only what is not 0 in all options. */
function blocksOf(result: CompareResult, others: readonly OptionResult[]): Block[] {
  const all = [...new Set(others.flatMap(({ differences }) => Object.keys(differences ?? {})))];
  const differs = (name: string) =>
    others.some(({ differences }) => {
      const of = ownOf(differences, name);
      return of !== null && !isNothing(of);
    });
  const known = all.filter(differs).map(measureOf);
  const pooled = result.fate === "random" ? "a year" : "all together";
  const kinds = kindsOf(result).map((kind) => ({
    title: titleOfKind(kind, result),
    measures: TOLD.flatMap((told) => known.filter(({ name }) => name === `${kind}.${told}`)),
  }));
  const blocks = [{ title: pooled, measures: known.filter(({ kind }) => kind === null) }, ...kinds];
  return blocks.filter(({ measures }) => measures.length > 0);
}

/** One failure of each kind where they are scripted, many where chance deals them. */
const titleOfKind = (kind: string, { fate }: CompareResult): string =>
  fate === "random" ? kindTitle(kind) : upperFirst(clauseOf(kind));

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const ownOf = (
  differences: Readonly<Record<string, DifferenceResult>> | null,
  name: string,
): DifferenceResult | null =>
  differences !== null && Object.hasOwn(differences, name) ? differences[name]! : null;

/** Every option beside the others; of two the table of differences says it. */
export function valuesTable(result: CompareResult, labels: Labels, ink: Ink): string[] {
  const [first, ...others] = result.options;
  if (first === undefined || others.length < 2) return [];
  const currency = currencyOf(result);
  const rows = blocksOf(result, others).flatMap(({ title, measures }) => [
    [title],
    ...measures.map((measure) => {
      const values = others.map(({ differences }) => ownOf(differences, measure.name));
      const figures = [values.find((of) => of !== null)?.a ?? null, ...values.map((of) => of?.b ?? null)];
      return [`  ${titleOf(measure)}`, ...figures.map((value) => valueText(measure, value, currency))];
    }),
  ]);
  if (rows.length === 0) return [];
  return titled([["side by side", ...result.options.map(({ name }) => labels.of(name))], ...rows], ink);
}

const valueText = (measure: NamedMeasure, value: number | null, currency: string): string =>
  value === null ? UNKNOWN : printValue(measure, value, currency);

export const currencyOf = ({ options }: CompareResult): string =>
  options.find(({ costs }) => costs !== null)?.costs?.currency ?? "";

const NO_INTERVAL = "no interval can be had from these data";

/** One option against the first. */
export function differencesTable(
  result: CompareResult,
  option: OptionResult,
  labels: Labels,
  notes: Footnotes,
  ink: Ink,
): string[] {
  const [first] = result.options;
  const { differences } = option;
  if (first === undefined || differences === null) return [];
  const currency = currencyOf(result);
  const blocks = blocksOf(result, [option]).map(({ title, measures }) => ({
    title,
    measures: measures.filter(({ name }) => !isTheSame(differences, name)),
  }));
  const differing = blocks.filter(({ measures }) => measures.length > 0);
  const same = blocks.filter(({ measures }) => measures.length === 0).map(({ title }) => lowerFirst(title));
  const rows = differing.flatMap(({ title, measures }) => [
    [title],
    ...measures.map((measure) => {
      const of = differences[measure.name]!;
      return [
        `  ${titleOf(measure)}`,
        valueText(measure, of.a, currency),
        valueText(measure, of.b, currency),
        differenceText(measure, of, currency, notes),
        betterText(of, labels),
        of.gain === null ? "" : gainText(of.gain),
      ];
    }),
  ]);
  const [one, other] = [labels.of(first.name), labels.of(option.name)];
  const title = [`${other} against ${one}`, one, other, "difference (95 %)", "better", "gain"];
  return [
    ...(rows.length === 0 ? [] : titled([title, ...rows], ink)),
    ...(same.length === 0
      ? []
      : wrapped(`${other} is as ${one}, within 0.1 %: ${same.join("; ")}.`, COLUMNS, "  ")),
  ];
}

/** Below this nobody decides by it; differences.csv has all of them. */
const NEGLIGIBLE = 0.001;

/** A quantile is not told either where every single replication came out alike. */
function isTheSame(differences: Readonly<Record<string, DifferenceResult>>, name: string): boolean {
  const { kind, measure, statistic } = measureOf(name);
  const of = ownOf(differences, name);
  const mean = statistic === null ? of : ownOf(differences, `${kind}.${measure}`);
  return isNegligible(of) || (statistic !== null && isNegligible(mean));
}

const isNegligible = (of: DifferenceResult | null): boolean =>
  of !== null &&
  of.mean !== null &&
  Math.abs(of.mean) <= NEGLIGIBLE * Math.max(Math.abs(of.a ?? 0), Math.abs(of.b ?? 0)) &&
  (of.ci95 === null || of.winner !== null || of.mean === 0);

/** Beyond this it says only that chance was dealt out alike. */
const GREAT_GAIN = 1_000;
const gainText = (gain: number): string => (gain > GREAT_GAIN ? `> ${count(GREAT_GAIN)}` : amount(gain));

function differenceText(
  measure: NamedMeasure,
  { mean, ci95, why }: DifferenceResult,
  currency: string,
  notes: Footnotes,
): string {
  if (mean === null) return notes.unknown(why ?? NO_INTERVAL);
  const print = (value: number | null) =>
    value === null ? "beyond" : printDifference(measure, value, currency);
  if (ci95 === null) return signed(print(mean), mean) + notes.mark(why ?? NO_INTERVAL);
  if (ci95.every((end) => print(end) === print(mean))) return signed(print(mean), mean);
  return `${signed(print(mean), mean)} (${withoutUnit(print(ci95[0]), print(ci95[1]))} to ${print(ci95[1])})`;
}

const signed = (text: string, value: number): string => (value > 0 ? `+${text}` : text);

/** "-31.2 to -29.9 s": a unit that both have is said once. */
function withoutUnit(from: string, to: string): string {
  const unit = / [^ ]+$/.exec(to)?.[0] ?? "";
  return unit !== "" && from.endsWith(unit) ? from.slice(0, -unit.length) : from;
}

function betterText({ winner, needed, ci95, mean }: DifferenceResult, labels: Labels): string {
  if (winner !== null) return labels.of(winner);
  const isSame = ci95 === null || (ci95[0] === 0 && ci95[1] === 0);
  if (mean === 0 && isSame) return "the same";
  return needed === null ? "none seen" : `none seen (${count(needed)})`;
}

/** Kinds of failure that cost nothing in any option. */
export function freeKinds(result: CompareResult): string[] {
  const free = kindsOf(result).filter((kind) =>
    result.options.every(({ summary }) => !Object.hasOwn(summary, kind) || costsNothing(summary[kind]!)),
  );
  if (free.length === 0) return [];
  return wrapped(
    `Nothing lost, nothing refused, nobody out: ${free.map((kind) => lowerFirst(titleOfKind(kind, result))).join("; ")}.`,
    COLUMNS,
    "  ",
  );
}

const costsNothing = ({ rpo, rto, lost, refused }: KindSummary): boolean =>
  [rpo, rto, lost, refused].every(({ observedMax }) => observedMax === 0);

export function costsTable(result: CompareResult, labels: Labels, notes: Footnotes, ink: Ink): string[] {
  const counted = result.options.flatMap(({ name, costs }) => (costs === null ? [] : [{ name, costs }]));
  if (counted.length === 0) return [];
  const { currency } = counted[0]!.costs;
  const names = [...new Set(counted.flatMap(({ costs }) => Object.keys(costs.prices)))];
  const rows = [
    [`${currency} a year`, ...counted.map(({ name }) => labels.of(name))],
    ...names.map((name) => [name, ...counted.map(({ costs }) => priceText(costs.prices, name))]),
    ["all prices", ...counted.map(({ costs }) => amount(costs.pricePerYear))],
    ["losses (95 %)", ...counted.map(({ costs }) => estimateText(costs.lossPerYear, amount, notes))],
    ["both (95 %)", ...counted.map(({ costs }) => estimateText(costs.totalPerYear, amount, notes))],
  ];
  return titled(rows, ink);
}

const priceText = (prices: Readonly<Record<string, number>>, name: string): string =>
  Object.hasOwn(prices, name) ? amount(prices[name]!) : "not there";

export function targetsTable(result: CompareResult, labels: Labels, notes: Footnotes, ink: Ink): string[] {
  const texts = [...new Set(result.options.flatMap(({ targets }) => targets.map(({ text }) => text)))];
  if (texts.length === 0) return [];
  const rows = texts.map((text) => [
    text,
    ...result.options.map(({ targets }) => {
      const standing = targets.find((target) => target.text === text);
      if (standing === undefined) return "";
      return standing.why === null ? standing.verdict : standing.verdict + notes.mark(standing.why);
    }),
  ]);
  const title = ["targets, 95 % for all together", ...result.options.map(({ name }) => labels.of(name))];
  return titled([title, ...rows], ink);
}
