/**
 * What a director asks of a comparison, in sentences: what each option buys, under which failure, by how much and how
 * surely; what none of them helps with; what it is worth. Only what stands when all differences are judged together is
 * named.
 */
import type { CompareResult, OptionResult } from "../../results/index.js";
import { amount, probability } from "./amounts.js";
import type { Labels } from "./compare-labels.js";
import { listed } from "./compare-listed.js";
import { clauseOf, measureOf, printDifference, titleOf, wordingOf } from "./compare-measures.js";
import { worthText } from "./compare-money.js";
import { noHelpText } from "./compare-no-help.js";
import { type AllSeen, matters, type Seen, type Unfinished } from "./compare-seen.js";
import { currencyOf } from "./compare-tables.js";
import { type Trade, tradeOf, VERDICTS, verdictOf } from "./compare-trade.js";
import { count } from "./figures.js";
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
  const { option, buys, costs, unfinished } = trade;
  const first = result.options[0]!;
  const [one, other] = [labels.of(first.name), labels.of(option.name)];
  const open = unfinished.map((each) => ` ${openText(result, each, labels)}`).join("");
  const said = (name: string, all: readonly Seen[]) =>
    all.length === 0
      ? []
      : [
          `${name} ${listed(all.slice(0, NAMED).map((one) => phrase(one, currencyOf(result))))}${moreText(all.length - NAMED)}`,
        ];
  // Behind a sentence on another it would be that other.
  const own = (name: string, all: readonly Seen[]) =>
    said(open === "" ? "It" : name, all)
      .map((sentence) => ` ${sentence}.`)
      .join("");
  const head = `${other} against ${one}${fieldsText(result, option)}:`;
  switch (verdictOf(trade)) {
    case "a trade": {
      const sides = [...said(other, buys), ...said(one, costs)];
      return `${head} a trade.${open}${sides.length === 0 ? "" : ` ${sides.join("; ")}.`}`;
    }
    case "better":
      return `${head} ${other} is better.${open}${own(other, buys)} ${silenceText(trade, first.name, one)}`;
    case "worse":
      return `${head} ${one} is better.${open}${own(one, costs)} ${silenceText(trade, option.name, other)}`;
    case "not seen to differ":
      return open === ""
        ? `${head} no difference that matters was seen at this precision.`
        : `${head}${open} No other difference that matters was seen at this precision.`;
  }
}

/** "low is not back within the horizon in 10 of 10 replications when site 1 is lost." */
function openText(
  result: CompareResult,
  { name, kind, measure, many, of }: Unfinished,
  labels: Labels,
): string {
  const what = measure === "rto" ? "is not back" : "does not know what is lost";
  const cases = result.fate === "scripted" && of === result.replications ? "replications" : "cases";
  return `${labels.of(name)} ${what} within the horizon in ${count(many)} of ${count(of)} ${cases} when ${clauseOf(kind)}.`;
}

/** Nothing is said to have been seen of what the tables below show. */
function silenceText({ option, unfinished }: Trade, name: string, label: string): string {
  const won = Object.entries(option.differences ?? {}).filter(([, { winner }]) => winner === name);
  if (won.length === 0) return `Nothing that was seen speaks for ${label}.`;
  const standing = won.filter(([, { stands }]) => stands);
  if (standing.length === 0) return `Nothing that stands speaks for ${label}.`;
  const isSafer = standing.some(
    ([measure, of]) =>
      measureOf(measure).measure.startsWith("exposure") &&
      of.mean !== null &&
      matters({ mean: of.mean, of }) &&
      !unfinished.some((one) => one.name === name),
  );
  return `Nothing ${isSafer ? "but less exposure" : "that matters"} speaks for ${label}.`;
}

/** " (layout, wan.bandwidth)": what alone can make the difference; no more than fit into a line. */
function fieldsText({ differing, options }: CompareResult, option: OptionResult): string {
  const index = options.indexOf(option);
  const own = differing.filter(({ values }) => values[index] !== values[0]).map(({ path }) => path);
  if (own.length === 0) return "";
  return own.length > 3 ? ` (${count(own.length)} fields)` : ` (${own.join(", ")})`;
}

const moreText = (more: number): string => (more > 0 ? `, and ${count(more)} more below` : "");

/** "loses 30.2 s less history when site 1 is lost (95 %: 29 to 31 s)", said of the better one. */
function phrase({ measure, mean, of: { ci95 } }: Seen, currency: string): string {
  const { better } = wordingOf(measure);
  const [before, behind] = better ?? ["is better by", ""];
  const print = (value: number) => printDifference(measure, value, currency);
  const all = measure.measure.endsWith("PerYear") ? "" : " in all";
  const when = measure.kind === null ? all : ` when ${clauseOf(measure.kind)}`;
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
  if (judged === 1) {
    return together.length > 0
      ? "What is named stands with 95 %: it is the one difference that could be named."
      : "The one difference that could be named is not seen at 95 %.";
  }
  const differences = `all ${count(judged)} differences`;
  if (together.length > 0)
    return `What is named stands with 95 % for ${differences} together that could be named; the intervals are those of each alone.`;
  const look = won === 0 ? "none looks" : won === 1 ? "one looks" : `${count(won)} look`;
  return `Of ${differences} that could be named ${look} different at 95 %; chance alone would make about ${amount(0.05 * judged)} look so.`;
}
