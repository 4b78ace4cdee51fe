/** The tables of a sweep: what a year brings, by which cause, and what it costs when it comes. It writes no sentences. */
import type {
  CauseFigures,
  CellFigures,
  EstimateResult,
  KindSummary,
  LossOnceIn,
  MeasureResult,
  RpoPart,
  YearlyResult,
} from "../../results/index.js";
import { amount, probability } from "./amounts.js";
import { count, duration } from "./figures.js";
import type { Footnotes } from "./footnotes.js";
import type { Ink } from "./ink.js";
import { manyOf } from "./kind-names.js";
import { spanText } from "./sweep-words.js";
import { table, wrapped } from "./table.js";

const COLUMNS = 100;

export type Print = (value: number) => string;

const NO_REASON = "not to be had from these data";
const NOT_RECOVERED =
  "some of these did not end within the horizon, which counts as longer than every number";
const TOO_FEW = "too few values for an interval of this quantile: what was seen is no bound";

/** A table whose first line is a title. */
export function titled(rows: readonly (readonly string[])[], ink: Ink): string[] {
  const [title = "", ...lines] = table(rows, "  ", "  ");
  return [ink.dim(title), ...lines];
}

/** The value, or "–" with its reason. */
export function valueText({ value, why }: EstimateResult, print: Print, notes: Footnotes): string {
  return value === null ? notes.unknown(why ?? NO_REASON) : print(value);
}

/** "1.1 to 1.3", or "–" with its reason. */
export function chanceText({ ci95, why }: EstimateResult, print: Print, notes: Footnotes): string {
  return ci95 === null ? notes.unknown(why ?? NO_REASON) : spanText(ci95, print);
}

/** "16 min (15 min to 17 min)" */
export function estimateText(of: EstimateResult, print: Print, notes: Footnotes): string {
  const value = valueText(of, print, notes);
  if (of.value === null || of.ci95 === null) return value;
  const isCertain = of.ci95.every((end) => end === of.value);
  return isCertain ? value : `${value} (${spanText(of.ci95, print)})`;
}

type Line = readonly [name: string, of: EstimateResult | YearlyResult | null, print: Print];

function yearlyLines(figures: CellFigures): Line[] {
  return [
    ["failures that strike", figures.strikesPerYear, amount],
    ["incidents", figures.incidentsPerYear, amount],
    ["failbacks", figures.failbacksPerYear, amount],
    ["losses of history", figures.lossEventsPerYear, amount],
    ["messages lost", figures.lostPerYear, amount],
    ["  of a million accepted", figures.lostPerMillion, amount],
    ["messages refused", figures.refusedPerYear, amount],
    ["an average user cannot send", figures.downtimePerYear, duration],
    ["  user-minutes of all", figures.userMinutesDownPerYear, amount],
    ["  availability", figures.availability, probability],
    ["exposure", figures.exposurePerYear, duration],
    ["years with a loss", figures.pLossInYear, probability],
    ["years that miss a target", figures.pTargetMissedInYear, probability],
  ];
}

/** What a year costs at the prices of the scenario; empty where it counts no money. */
export function costsTable({ costs }: CellFigures, notes: Footnotes, ink: Ink): string[] {
  if (costs === null) return [];
  const { currency, prices, lossPerYear, totalPerYear } = costs;
  const hasInputs = inputsOf(lossPerYear) !== null;
  const uncertain = (name: string, of: YearlyResult) => [
    name,
    valueText(of, amount, notes),
    chanceText(of, amount, notes),
    ...(hasInputs ? [inputsText(of, amount, notes)] : []),
  ];
  const rows = [
    uncertain("lost messages and hours down", lossPerYear),
    ...Object.entries(prices).map(([name, price]) => [name, amount(price), "as given"]),
    uncertain("in all", totalPerYear),
  ];
  const inputs = hasInputs ? ["whatever the rates (95 %)"] : [];
  return titled([[`costs a year, ${currency}`, "mean", "chance (95 %)", ...inputs], ...rows], ink);
}

const inputsOf = (of: EstimateResult | YearlyResult | null): YearlyResult["inputs"] =>
  of !== null && "inputs" in of ? of.inputs : null;

export function yearlyTable(figures: CellFigures, notes: Footnotes, ink: Ink): string[] {
  const lines = yearlyLines(figures).filter(([, of]) => of !== null);
  const hasInputs = lines.some(([, of]) => inputsOf(of) !== null);
  const rows = lines.map(([name, of, print]) => [
    name,
    valueText(of!, print, notes),
    chanceText(of!, print, notes),
    ...(hasInputs ? [inputsText(of!, print, notes)] : []),
  ]);
  const inputs = hasInputs ? ["whatever the rates (95 %)"] : [];
  return titled([["a year", "mean", "chance (95 %)", ...inputs], ...rows], ink);
}

function inputsText(of: EstimateResult | YearlyResult, print: Print, notes: Footnotes): string {
  if (!("inputs" in of)) return "";
  return of.inputs === null ? notes.unknown(of.whyNoInputs ?? NO_REASON) : spanText(of.inputs, print);
}

/** Why there is no second band, where no figure has one. */
export function noInputsReason(figures: CellFigures): string | null {
  const yearly = yearlyLines(figures).flatMap(([, of]) => (of !== null && "inputs" in of ? [of] : []));
  if (yearly.some(({ inputs }) => inputs !== null)) return null;
  return yearly.find(({ whyNoInputs }) => whyNoInputs !== null)?.whyNoInputs ?? null;
}

const ONCE = ["10", "50", "100"] as const;

export function onceTable({ lossOnceIn }: CellFigures, notes: Footnotes, ink: Ink): string[] {
  const row = (name: string, of: (loss: LossOnceIn) => EstimateResult, print: Print) => [
    name,
    ...ONCE.map((years) => estimateText(of(lossOnceIn[years]), print, notes)),
  ];
  return titled(
    [
      ["lost at one time, once in", ...ONCE.map((years) => `${years} years`)],
      row("messages", ({ lost }) => lost, amount),
      row("history", ({ rpo }) => rpo, duration),
    ],
    ink,
  );
}

export function causeTable({ byCause }: CellFigures, notes: Footnotes, ink: Ink): string[] {
  const kinds = Object.entries(byCause).sort(([a, one], [b, other]) => weigh(other, one) || (a < b ? -1 : 1));
  if (kinds.length === 0) return [];
  const rows = kinds.map(([kind, figures]) => [
    manyOf(kind),
    valueText(figures.eventsPerYear, amount, notes),
    valueText(figures.lossEventsPerYear, amount, notes),
    valueText(figures.lostPerYear, amount, notes),
    partText(figures.shareOfLoss, "nothing was lost at all", notes),
    valueText(figures.downtimePerYear, duration, notes),
    partText(figures.shareOfDowntime, "nobody was ever kept from sending", notes),
  ]);
  const title = [
    "by cause, a year",
    "events",
    "losses",
    "messages",
    "of all lost",
    "downtime",
    "of all down",
  ];
  return titled([title, ...rows], ink);
}

/** What costs most stands first: loss before downtime, downtime before mere number. */
const weigh = (one: CauseFigures, other: CauseFigures): number =>
  (one.shareOfLoss ?? 0) - (other.shareOfLoss ?? 0) ||
  (one.shareOfDowntime ?? 0) - (other.shareOfDowntime ?? 0) ||
  (one.eventsPerYear.value ?? 0) - (other.eventsPerYear.value ?? 0);

const partText = (value: number | null, why: string, notes: Footnotes): string =>
  value === null ? notes.unknown(why) : probability(value);

export function kindTable({ summary }: CellFigures, notes: Footnotes, ink: Ink): string[] {
  const kinds = Object.entries(summary).sort(
    ([a, one], [b, other]) => other.rpo.n - one.rpo.n || (a < b ? -1 : 1),
  );
  const rows = kinds
    .filter(([, one]) => !costsNothing(one))
    .map(([kind, { rpo, rto, lost, refused }]) => [
      manyOf(kind),
      count(rpo.n),
      meanText(rpo, duration, notes),
      quantileText(rpo.p50, duration, notes),
      quantileText(rpo.p99, duration, notes),
      quantileText(rto.p50, duration, notes),
      quantileText(rto.p95, duration, notes),
      meanText(lost, amount, notes),
      meanText(refused, amount, notes),
    ]);
  const title = ["when it happens", "seen", "RPO mean", "p50", "p99", "RTO p50", "p95", "lost", "refused"];
  const free = kinds.filter(([, one]) => costsNothing(one));
  const names = free.map(([kind, { rpo }]) => `${manyOf(kind)} (${count(rpo.n)})`).join(", ");
  return [
    ...(rows.length === 0 ? [] : titled([title, ...rows], ink)),
    ...(names === "" ? [] : wrapped(`Nothing lost, nothing refused, nobody out: ${names}.`, COLUMNS, "  ")),
  ];
}

/** By itself: it may be what makes the next failure worse. */
const costsNothing = ({ rpo, rto, lost, refused }: KindSummary): boolean =>
  [rpo, rto, lost, refused].every(({ observedMax }) => observedMax === 0);

const meanText = ({ mean }: MeasureResult, print: Print, notes: Footnotes): string =>
  valueText(mean, print, notes);

function quantileText({ value, ci95, why }: EstimateResult, print: Print, notes: Footnotes): string {
  if (value === null) return notes.unknown(why ?? NOT_RECOVERED);
  return ci95 === null && value !== 0 ? print(value) + notes.mark(TOO_FEW) : print(value);
}

/** The kinds that lost something: what a loss is while shipping is in order, and what it is when it is not. */
export function splitTable(
  { rpoSplit, summary, byCause }: CellFigures,
  notes: Footnotes,
  ink: Ink,
): string[] {
  const lost = (kind: string) => byCause[kind]?.shareOfLoss ?? 0;
  const kinds = Object.entries(rpoSplit).sort(([a], [b]) => lost(b) - lost(a) || (a < b ? -1 : 1));
  if (kinds.length === 0) return [];
  const rows = kinds.flatMap(([kind, { healthy, broken }]) => [
    ...(summary[kind] === undefined ? [] : [wholeRow(manyOf(kind), summary[kind].rpo, notes)]),
    partRow("  shipping in order", healthy, notes),
    partRow("  shipping broken", broken, notes),
  ]);
  return titled([["history lost by", "share", "seen", "mean (95 %)", "p50", "p95", "p99"], ...rows], ink);
}

const wholeRow = (name: string, { n, mean, p50, p95, p99 }: MeasureResult, notes: Footnotes): string[] => [
  name,
  "",
  count(n),
  estimateText(mean, duration, notes),
  ...[p50, p95, p99].map((quantile) => quantileText(quantile, duration, notes)),
];

function partRow(
  name: string,
  { probability: share, n, mean, p50, p95, p99 }: RpoPart,
  notes: Footnotes,
): string[] {
  const figures =
    n === 0
      ? ["none", "", "", ""]
      : [
          estimateText(mean, duration, notes),
          ...[p50, p95, p99].map((quantile) => quantileText(quantile, duration, notes)),
        ];
  return [name, estimateText(share, probability, notes), count(n), ...figures];
}
