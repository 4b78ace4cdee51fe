/**
 * What a director asks of years of chance, in sentences: how much is lost, how often, how sure, and where to begin.
 * It must never show a figure without saying how sure it is.
 */
import type {
  CauseFigures,
  EstimateResult,
  RpoSplit,
  SweepCell,
  SweepResult,
  YearlyResult,
} from "../../results/index.js";
import { amount, probability } from "./amounts.js";
import { count, duration } from "./figures.js";
import { manyOf } from "./kind-names.js";
import { wrapped } from "./table.js";

const COLUMNS = 100;

/** `subject`: whom the first cell of a grid stands for; empty without a grid. */
export function answerText(result: SweepResult, cell: SweepCell, subject: string): string[] {
  const sentences = [
    `${playedText(result, cell)} ${lossText(cell, subject)}`,
    onceText(cell),
    downText(cell),
    causesText(cell),
    isHeld(cell) ? beginText(cell) : unheldText(cell),
    unsureText(result),
  ].filter((text) => text !== "");
  return sentences.flatMap(paragraph);
}

/** Lives that do not all count alike may be too few to say anything: then no advice is built on them. */
const isHeld = ({ sampling, lostPerYear }: SweepCell): boolean =>
  sampling === null || lostPerYear.ci95 !== null || lostPerYear.value === 0;

const unheldText = ({ lostPerYear: { why } }: SweepCell): string =>
  `None of these figures has an interval, and any of them may be far off: ${why}.`;

/** No line ends between a number and its unit. */
const paragraph = (text: string): string[] =>
  wrapped(text.replace(/(\d) (?=(?:%|µs|ms|s|min|h|d)(?![a-z]))/g, "$1\u00a0"), COLUMNS, "  ").map((line) =>
    line.replaceAll("\u00a0", " "),
  );

function playedText({ method, years }: SweepResult, { replications }: SweepCell): string {
  const lives = `${count(replications)} ${replications === 1 ? "life" : "lives"} of ${yearsText(years)}`;
  switch (method) {
    case "plain":
      return `In ${yearsText(years * replications, "simulated ")} (${lives})`;
    case "stratified":
      return `From ${lives}, into each of which one failure was forced,`;
    case "biased":
      return `From ${lives}, in which more failed while something was under repair, weighed back,`;
  }
}

export const yearsText = (years: number, kind = ""): string =>
  `${amount(years)} ${kind}${years === 1 ? "year" : "years"}`;

function lossText({ lossEventsPerYear, lostPerYear, pLossInYear }: SweepCell, subject: string): string {
  const pool = subject === "" ? "the pool" : `the pool with ${subject}`;
  const { value } = lossEventsPerYear;
  if (value === 0) return `${pool} lost nothing${reasonText(lossEventsPerYear)}.`;
  const events =
    value === null
      ? `how often ${pool} loses history is not known${reasonText(lossEventsPerYear)}`
      : `${pool} loses history ${amount(value)} times a year${bandsText(lossEventsPerYear, amount)}, ` +
        `about once in ${yearsText(1 / value)}`;
  const messages =
    lostPerYear.value === null
      ? ""
      : `, and ${amount(lostPerYear.value)} messages a year on average${bandsText(lostPerYear, amount)}`;
  const years =
    pLossInYear.value === null
      ? ""
      : `. That is an average and no typical year: in ${probability(pLossInYear.value)} of the years something is lost at all`;
  return `${events}${messages}${years}.`;
}

const reasonText = ({ why }: EstimateResult): string => (why === null ? "" : ` (${why})`);

/** " (95 % by chance 1.1 to 1.3; for all that the rates may be 0.2 to 3)" */
function bandsText({ ci95, inputs }: YearlyResult, print: (value: number) => string): string {
  const bands = [
    ...(ci95 === null ? [] : [`95 % by chance ${spanText(ci95, print)}`]),
    ...(inputs === null ? [] : [`for all that the rates may be ${spanText(inputs, print)}`]),
  ];
  return bands.length === 0 ? "" : ` (${bands.join("; ")})`;
}

/**
 * "52.1 to 63.7 min". What cannot be negative is not shown as if it could, whatever the arithmetic of an interval gives.
 */
export function spanText(
  [low, high]: readonly [number | null, number | null],
  print: (value: number) => string,
): string {
  const [from, to] = [low, high].map((end) => (end === null ? "beyond" : print(Math.max(0, end)))) as [
    string,
    string,
  ];
  const unit = / [^ ]+$/.exec(to)?.[0] ?? "";
  return `${unit !== "" && from.endsWith(unit) ? from.slice(0, -unit.length) : from} to ${to}`;
}

const ONCE = ["10", "50", "100"] as const;

function onceText({ lossOnceIn }: SweepCell): string {
  const known = ONCE.filter((years) => lossOnceIn[years].lost.value !== null);
  if (known.length === 0) return "";
  const told = known.map((years) => {
    const { lost, rpo } = lossOnceIn[years];
    const history = rpo.value === null ? "" : ` and ${duration(rpo.value)} of history`;
    const what = lost.value === 0 ? "nothing" : `${amount(lost.value!)} messages or more${history}`;
    return `once in ${years} years ${what}${rangeText(lost)}`;
  });
  return `What is lost at one time: ${told.join("; ")}.`;
}

const rangeText = ({ value, ci95 }: EstimateResult): string =>
  value === 0 || ci95 === null ? "" : ` (95 %: ${spanText(ci95, amount)} messages)`;

function downText({ downtimePerYear, availability, nines }: SweepCell): string {
  const { value } = downtimePerYear;
  if (value === null) return "";
  if (value === 0) return "Nobody was ever kept from sending.";
  const standing =
    availability.value === null
      ? ""
      : `: availability ${probability(availability.value)}${nines === null ? "" : `, ${amount(nines)} nines`}`;
  const user = `An average user cannot send for ${duration(value)} a year`;
  return `${user}${bandsText(downtimePerYear, duration)}${standing}.`;
}

/** A cause and its share of something; null: there was nothing to share. */
interface Most {
  readonly kind: string;
  readonly share: number;
}

export function mostOf(
  byCause: Readonly<Record<string, CauseFigures>>,
  share: "shareOfLoss" | "shareOfDowntime",
): Most | null {
  let most: Most | null = null;
  for (const [kind, figures] of Object.entries(byCause)) {
    const own = figures[share];
    if (own !== null && own > 0 && (most === null || own > most.share)) most = { kind, share: own };
  }
  return most;
}

function causesText({ byCause, rpoSplit }: SweepCell): string {
  const loss = mostOf(byCause, "shareOfLoss");
  const downtime = mostOf(byCause, "shareOfDowntime");
  const texts: string[] = [];
  if (loss !== null) {
    const split = rpoSplit[loss.kind];
    texts.push(
      `${mostText(loss)} of the loss, ${wholePart(loss.share)}, comes with ${manyOf(loss.kind)}${split === undefined ? "" : splitText(split)}.`,
    );
  }
  if (downtime !== null) {
    texts.push(
      `${mostText(downtime)} of the downtime, ${wholePart(downtime.share)}, comes with ${manyOf(downtime.kind)}.`,
    );
  }
  return texts.join(" ");
}

const mostText = ({ share }: Most): string => (share > 0.5 ? "Most" : "The largest part");

/** Shares of a whole in whole percents: more digits would only be noise. */
const wholePart = (value: number): string =>
  value >= 0.995 && value < 1 ? "over 99 %" : `${Math.round(value * 100)} %`;

/** How much of a kind's loss falls on the few times at which shipping was broken before. */
export function brokenPart({ healthy, broken }: RpoSplit): number | null {
  const part = ({ probability, mean }: RpoSplit["healthy"]) =>
    probability.value === 0
      ? 0
      : probability.value === null || mean.value === null
        ? null
        : probability.value * mean.value;
  const [well, ill] = [part(healthy), part(broken)];
  return well === null || ill === null || well + ill === 0 ? null : ill / (well + ill);
}

/** What carries less than this of a loss is not what makes it dear. */
const WORTH_TELLING = 0.1;
/** Nor is what carries less than this many times its share. */
const OUT_OF_PROPORTION = 1.5;

/** How much of the loss broken shipping carries, where that is much, and more than its share; else null. */
function dearPart(split: RpoSplit): number | null {
  const part = brokenPart(split);
  const { value } = split.broken.probability;
  if (part === null || value === null || part < WORTH_TELLING) return null;
  return part >= Math.min(1, OUT_OF_PROPORTION * value) ? part : null;
}

function splitText(split: RpoSplit): string {
  const part = dearPart(split);
  return part === null
    ? ""
    : `; the ${probability(split.broken.probability.value!)} of these that meet broken log shipping carry ${wholePart(part)} of the lost history`;
}

function beginText({ byCause, rpoSplit }: SweepCell): string {
  const loss = mostOf(byCause, "shareOfLoss");
  const downtime = mostOf(byCause, "shareOfDowntime");
  const first: string[] = [];
  if (loss !== null) {
    const split = rpoSplit[loss.kind];
    const isShipping = split !== undefined && (dearPart(split) ?? 0) > 0.5;
    first.push(
      isShipping
        ? "to lose less, notice and mend broken log shipping sooner: the schedule decides the smaller part"
        : `to lose less, begin with ${manyOf(loss.kind)}`,
    );
  }
  if (downtime !== null) first.push(`to be out less, begin with ${manyOf(downtime.kind)}`);
  return first.length === 0 ? "" : `So, ${first.join("; ")}.`;
}

function unsureText({ clocks }: SweepResult): string {
  const parts = [...new Set(clocks.filter(({ fromEvidence }) => fromEvidence).map(({ name }) => name))];
  if (parts.length === 0) return "";
  return (
    `How often ${parts.join(", ")} ${parts.length === 1 ? "fails" : "fail"} is known from evidence only: ` +
    "more replications do not narrow the second band, better data do."
  );
}
