/**
 * The report of a sweep on a terminal: first the answer in words, then what a year brings, by which cause, what each
 * kind costs when it comes, and how sure all of that is.
 */
import type { SamplingResult, SweepCell, SweepResult, UntilResult } from "../../results/index.js";
import { amount, probability } from "./amounts.js";
import { count, duration } from "./figures.js";
import { Footnotes } from "./footnotes.js";
import type { Ink } from "./ink.js";
import {
  causeTable,
  costsTable,
  estimateText,
  kindTable,
  noInputsReason,
  onceTable,
  splitTable,
  titled,
  yearlyTable,
} from "./sweep-tables.js";
import { answerText, yearsText } from "./sweep-words.js";
import { wrapped } from "./table.js";

const COLUMNS = 100;

export function sweepText(result: SweepResult, ink: Ink): string[] {
  const [first] = result.cells;
  if (first === undefined) return [...heading(result, ink), "  Nothing was played.", ""];
  const notes = new Footnotes();
  const reason = noInputsReason(first);
  const sections = [
    answerText(result, first, settingsText(first)),
    gridTable(result, notes, ink),
    yearlyTable(first, notes, ink),
    costsTable(first, notes, ink),
    onceTable(first, notes, ink),
    causeTable(first, notes, ink),
    kindTable(first, notes, ink),
    splitTable(first, notes, ink),
    first.sampling === null ? [] : samplingText(first.sampling, notes, ink),
    result.until.map((until) => `  ${untilText(until)}`),
  ];
  const below = [
    notes.lines.flatMap((line) => wrapped(line, COLUMNS, "  ")),
    [
      ...(reason === null ? [] : [`No band for the rates: ${reason}.`]),
      ...result.notes.map((note) => `Note: ${note}`),
    ].flatMap((note) => wrapped(note, COLUMNS, "  ")),
  ];
  return [
    ...heading(result, ink),
    ...paragraphs(sections),
    ...paragraphs(below.map((lines) => lines.map(ink.dim))),
  ];
}

const paragraphs = (all: readonly (readonly string[])[]): string[] =>
  all.flatMap((lines) => (lines.length === 0 ? [] : [...lines, ""]));

function heading(
  { scenario, layout, seed, partial, replications, years, fingerprint }: SweepResult,
  ink: Ink,
): string[] {
  const played =
    partial === null
      ? `${count(replications)} replications of ${yearsText(years)}`
      : `interrupted: ${count(replications)} of ${count(partial.planned)} replications of ${yearsText(years)}`;
  return [
    ink.bold(scenario),
    ink.dim(`${layout} layout · seed ${seed} · ${played} · fingerprint ${fingerprint}`),
    "",
  ];
}

/** "logShipping.copy.offset=30 s, wan.bandwidth=100 Mbps"; empty without a grid. */
const settingsText = ({ settings }: SweepCell): string =>
  Object.entries(settings)
    .map(([path, value]) => `${path}=${value}`)
    .join(", ");

/** A line for each cell, so that the eye can run down a column. */
function gridTable({ cells, varied }: SweepResult, notes: Footnotes, ink: Ink): string[] {
  if (varied.length === 0) return [];
  const title = [
    varied.map(({ path }) => path.split(".").slice(-2).join(".")).join(" · "),
    "losses a year",
    "messages lost a year",
    "downtime a year",
    "lost once in 100 years",
  ];
  const rows = cells.map((cell) => [
    varied.map(({ path }) => cell.settings[path] ?? "").join(" · "),
    estimateText(cell.lossEventsPerYear, amount, notes),
    estimateText(cell.lostPerYear, amount, notes),
    estimateText(cell.downtimePerYear, duration, notes),
    estimateText(cell.lossOnceIn["100"].rpo, duration, notes),
  ]);
  return titled([title, ...rows], ink);
}

function samplingText(sampling: SamplingResult, notes: Footnotes, ink: Ink): string[] {
  const { strata, effectiveSampleSize, largestWeight, cannot } = sampling;
  const rows = strata.map(({ name, ratePerYear, replications, lostPerYear, downtimePerYear }) => [
    name,
    amount(ratePerYear),
    count(replications),
    estimateText(lostPerYear, amount, notes),
    estimateText(downtimePerYear, duration, notes),
  ]);
  const weights = [
    ...(effectiveSampleSize === null ? [] : [`weights worth ${amount(effectiveSampleSize)} equal ones`]),
    ...(largestWeight === null ? [] : [`largest weight ${amount(largestWeight)}`]),
  ];
  return [
    ...(rows.length === 0
      ? []
      : titled([["forced", "a year", "played", "messages lost a year", "downtime a year"], ...rows], ink)),
    ...(weights.length === 0 ? [] : [`  ${weights.join("; ")}`]),
    ...cannot.flatMap((text) => wrapped(text, COLUMNS, "  ")),
  ];
}

export function untilText({ text, reached, halfWidth, asked, confidence, looks }: UntilResult): string {
  const width = halfWidth === null ? null : widthText(text, halfWidth, asked);
  const level = `${probability(confidence)} for ${looks === 1 ? "one look" : `${count(looks)} looks`}`;
  const stands = width === null ? "no interval yet" : `± ${width}`;
  return `until ${text}: ${reached ? "reached" : "not reached"} (${stands} at ${level})`;
}

/** In the unit in which it was asked for; null: a share of what is not known. */
function widthText(text: string, width: number, asked: number | null): string | null {
  const percent = /([\d.]+) ?% *$/.exec(text)?.[1];
  if (percent !== undefined) {
    return asked === null || asked === 0 ? null : `${amount((Number(percent) * width) / asked)} %`;
  }
  return /^(?:.*\.)?(?:lost|refused)(?:\.|PerYear|PerMillion| )|^\w+EventsPerYear/.test(text)
    ? amount(width)
    : duration(width);
}
