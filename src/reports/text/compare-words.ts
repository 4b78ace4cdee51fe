/**
 * What a director asks of a comparison, in sentences: what each option buys, under which failure, by how much and how
 * surely; what none of them helps with; what it is worth. Only what stands when all differences are judged together is
 * named.
 */
import type { CompareResult, OptionResult } from "../../results/index.js";
import { amount, probability } from "./amounts.js";
import type { Labels } from "./compare-labels.js";
import { clauseOf, measureOf, printDifference, titleOf, wordingOf } from "./compare-measures.js";
import { worthText } from "./compare-money.js";
import { type AllSeen, kindsOf, matters, type Seen, TOLD_OF_KIND, TOLD_OF_YEARS } from "./compare-seen.js";
import { currencyOf } from "./compare-tables.js";
import { count, duration } from "./figures.js";
import { spanText } from "./sweep-words.js";
import { wrapped } from "./table.js";

const COLUMNS = 100;
/** More of them stand in the tables. */
const NAMED = 3;

export function compareAnswer(result: CompareResult, seen: AllSeen, labels: Labels): string[] {
  const { differing, options } = result;
  if (differing.length === 0) {
    const names = listed(options.map(({ name }) => name));
    return paragraph(`${names} do not differ in any field: every figure of one is that of the other.`);
  }
  const trades = options.slice(1).map((option) => tradeOf(result, option, seen));
  const sentences = [
    headline(result, trades, labels),
    ...trades.map((trade) => tradeText(result, trade, labels)),
    noHelpText(result, seen),
    ...options.slice(1).map((option) => worthText(result, option, labels)),
    bestText(result, labels),
    jointText(seen),
  ].filter((text) => text !== "");
  return sentences.flatMap(paragraph);
}

/** No line ends between a number and its unit. */
const paragraph = (text: string): string[] =>
  wrapped(text.replace(/(\d) (?=(?:%|µs|ms|s|min|h|d|points)(?![a-z]))/g, "$1\u00a0"), COLUMNS, "  ").map(
    (line) => line.replaceAll("\u00a0", " "),
  );

/** What speaks for an option against the first, and what for the first. */
interface Trade {
  readonly option: OptionResult;
  readonly buys: readonly Seen[];
  readonly costs: readonly Seen[];
}

function tradeOf({ options }: CompareResult, option: OptionResult, { together }: AllSeen): Trade {
  const own = told(together.filter((one) => one.option === option && matters(one)));
  const won = (name: string) => withoutLesser(own.filter(({ winner }) => winner === name));
  return { option, buys: won(option.name), costs: won(options[0]!.name) };
}

/** To be exposed is to be in danger: it is worth a word where nothing that came to pass is. */
function withoutLesser(all: readonly Seen[]): readonly Seen[] {
  const came = all.filter(({ measure: { measure } }) => !measure.startsWith("exposure"));
  return came.length > 0 ? came : all;
}

const VERDICTS = ["better", "worse", "a trade", "not seen to differ"] as const;
type VerdictWord = (typeof VERDICTS)[number];

function verdictOf({ buys, costs }: Trade): VerdictWord {
  if (buys.length > 0) return costs.length > 0 ? "a trade" : "better";
  return costs.length > 0 ? "worse" : "not seen to differ";
}

/** Of two options their own sentence says it. */
function headline({ options }: CompareResult, trades: readonly Trade[], labels: Labels): string {
  if (trades.length < 2) return "";
  const said = VERDICTS.flatMap((verdict) => {
    const own = trades.filter((trade) => verdictOf(trade) === verdict);
    const names = own.map(({ option }) => labels.introduce(option.name));
    const are = verdict === "a trade" ? "are trades" : `are ${verdict}`;
    return own.length === 0 ? [] : [`${listed(names)} ${own.length === 1 ? `is ${verdict}` : are}`];
  });
  return `Held against ${labels.introduce(options[0]!.name)}: ${said.join("; ")}.`;
}

function tradeText(result: CompareResult, trade: Trade, labels: Labels): string {
  const { option, buys, costs } = trade;
  const [one, other] = [labels.of(result.options[0]!.name), labels.of(option.name)];
  const said = (name: string, all: readonly Seen[]) =>
    `${name} ${listed(all.slice(0, NAMED).map(phrase))}${moreText(all.length - NAMED)}`;
  const head = `${other} against ${one}${fieldsText(result, option)}:`;
  switch (verdictOf(trade)) {
    case "a trade":
      return `${head} a trade. ${said(other, buys)}; ${said(one, costs)}.`;
    case "better":
      return `${head} ${other} is better. It ${said("", buys).trim()}. Nothing that was seen speaks for ${one}.`;
    case "worse":
      return `${head} ${one} is better. It ${said("", costs).trim()}. Nothing that was seen speaks for ${other}.`;
    case "not seen to differ":
      return `${head} no difference that matters was seen at this precision.`;
  }
}

/** " (layout, wan.bandwidth)": what alone can make the difference; no more than fit into a line. */
function fieldsText({ differing, options }: CompareResult, option: OptionResult): string {
  const index = options.indexOf(option);
  const own = differing.filter(({ values }) => values[index] !== values[0]).map(({ path }) => path);
  if (own.length === 0) return "";
  return own.length > 3 ? ` (${count(own.length)} fields)` : ` (${own.join(", ")})`;
}

const moreText = (more: number): string => (more > 0 ? `, and ${count(more)} more below` : "");

/** What costs history before what costs time, years before single kinds, the larger first. */
function told(all: readonly Seen[]): Seen[] {
  const spokenFor = new Set(
    all.filter(({ measure }) => rankOf(measure.measure) < 2).map(({ measure }) => measure.kind),
  );
  const rank = ({ measure: { kind, measure } }: Seen) =>
    kind === null ? TOLD_OF_YEARS.indexOf(measure) : TOLD_OF_YEARS.length + rankOf(measure);
  return all
    .filter(
      ({ measure: { kind, measure } }) =>
        kind === null || measure === "lost" || rankOf(measure) < 2 || !spokenFor.has(kind),
    )
    .sort((one, other) => rank(one) - rank(other) || Math.abs(other.mean) - Math.abs(one.mean));
}

const rankOf = (measure: string): number => TOLD_OF_KIND.indexOf(measure);

/** "loses 30.2 s less history when site 1 is lost (95 %: 29 to 31 s)", said of the better one. */
function phrase({ measure, mean, of: { ci95 } }: Seen): string {
  const { better } = wordingOf(measure);
  const [before, behind] = better ?? ["is better by", ""];
  const print = (value: number) => printDifference(measure, value, "");
  const when = measure.kind === null ? "" : ` when ${clauseOf(measure.kind)}`;
  const [low, high] = ci95 ?? [null, null];
  const ends = [low, high].map((end) => (end === null ? null : Math.abs(end))) as [
    number | null,
    number | null,
  ];
  const span: readonly [number | null, number | null] = mean < 0 ? [ends[1], ends[0]] : ends;
  const isCertain = span.every((end) => end !== null && print(end) === print(Math.abs(mean)));
  const sure = isCertain ? "" : ` (95 %: ${spanText(span, print)})`;
  return `${before} ${print(Math.abs(mean))} ${behind}${when}${sure}`;
}

/** What failures cost whichever option is taken, with nothing between them that was seen or matters. */
function noHelpText(result: CompareResult, { together }: AllSeen): string {
  const isHelped = (kind: string, measures: readonly string[]) =>
    together.some(
      (one) => one.measure.kind === kind && measures.includes(one.measure.measure) && matters(one),
    );
  const helpless = kindsOf(result).flatMap((kind) => {
    const parts = [
      ...(isHelped(kind, ["rpo", "lost"]) ? [] : costText(result, kind, "rpo", "of history")),
      ...(isHelped(kind, ["rto"]) ? [] : costText(result, kind, "rto", "out")),
    ];
    return parts.length === 0 ? [] : [`when ${clauseOf(kind)} (${parts.join(", ")})`];
  });
  if (helpless.length === 0) return "";
  const subject = result.options.length === 2 ? "Neither" : "None of them";
  return `${subject} helps, as far as these replications show, ${listed(helpless, "or")}.`;
}

/** What the first option comes to; empty where it is nothing in any of them. */
function costText(
  { options }: CompareResult,
  kind: string,
  measure: "rpo" | "rto",
  behind: string,
): string[] {
  const all = options.map(({ summary }) => (Object.hasOwn(summary, kind) ? summary[kind]![measure] : null));
  if (all.some((one) => one === null || one.observedMax === 0)) return [];
  const { mean, nNull } = all[0]!;
  if (mean.value === null) return nNull > 0 ? [`sometimes without end`] : [];
  return [`${duration(mean.value)} ${behind}`];
}

function bestText(result: CompareResult, labels: Labels): string {
  const { best, options } = result;
  if (best === null) return "";
  const measure = measureOf(best.measure);
  const when = measure.kind === null ? "" : ` when ${clauseOf(measure.kind)}`;
  const by = `by ${titleOf(measure)}${when}`;
  const none = printDifference(measure, best.indifference, currencyOf(result));
  const sure = `with ${probability(best.confidence)}, counting less than ${none} as no difference`;
  if (best.options.length === 1) return `Best ${by} is ${labels.of(best.options[0]!)}, ${sure}.`;
  if (best.options.length === options.length)
    return `None of them can be ruled out as the best ${by}, ${sure}.`;
  return `The best ${by} is among ${listed(best.options.map((name) => labels.of(name)))}, ${sure}.`;
}

function jointText({ judged, won, together }: AllSeen): string {
  if (judged === 0) return "";
  const differences = judged === 1 ? "the one difference" : `all ${count(judged)} differences`;
  if (together.length > 0)
    return `What is named stands with 95 % for ${differences} together that could be named; the intervals are those of each alone.`;
  const look = won === 0 ? "none looks" : won === 1 ? "one looks" : `${count(won)} look`;
  return `Of ${differences} that could be named ${look} different at 95 %; chance alone would make about ${amount(0.05 * judged)} look so.`;
}

export function listed(all: readonly string[], word = "and"): string {
  if (all.length < 2) return all.join("");
  const joint = all.some((one) => one.includes(", ")) ? "; " : ", ";
  return `${all.slice(0, -1).join(joint)}${all.length > 2 && joint === "; " ? ";" : ""} ${word} ${all.at(-1)}`;
}
