/** From what a cell has seen to the figures that a result prints. It must never know how the lives were dealt. */
import {
  type CauseFigures,
  type CellFigures,
  type EstimateResult,
  type KindSummary,
  type LossOnceIn,
  MEASURES,
  type Measure,
  type MeasureResult,
  type RpoPart,
  type RpoSplit,
  type SeenMessages,
  type YearlyCosts,
  type YearlyFigures,
  type YearlyResult,
} from "../../results/index.js";
import type { Scenario } from "../../spec/index.js";
import {
  type Bands,
  bareEstimate,
  between,
  clusteredQuantile,
  clusteredShare,
  type Estimate,
  meanEstimate,
  onceIn,
  type RatioTally,
  rateEstimate,
  ratioEstimate,
  type SectionedColumn,
} from "../../statistics/index.js";
import { YEAR } from "../../units/index.js";
import { yearlyCosts } from "../costs/yearly-costs.js";
import { tidy } from "../run/incident-result.js";
import { WHOLE } from "../run/whole.js";
import { type BandTally, bandsOf } from "./band-tally.js";
import { CAUSE_COUNTS, type CauseCount, type CellTally, LIFE_COUNTS, type LifeCount } from "./cell-tally.js";
import type { KindTally } from "./kind-tally.js";
import { AT, completeYears, hasTargets } from "./life-line.js";

/** What the figures hang on beside what was seen. */
export interface Frame {
  readonly scenario: Scenario;
  /** Some rates are known only from evidence. */
  readonly hasEvidence: boolean;
}

const MICROS = 1e6;
const NO_EVIDENCE = "every rate is given as it is";

export function cellFigures(tally: CellTally, frame: Frame): Omit<CellFigures, "sampling"> {
  return {
    messages: messagesOf(tally, frame.scenario),
    ...yearlyFigures(tally, frame),
    costs: costsOf(tally, frame),
    byCause: causesOf(tally, frame),
    summary: Object.fromEntries(sorted(tally.kinds).map(([kind, own]) => [kind, kindSummary(own)])),
    rpoSplit: Object.fromEntries(
      sorted(tally.kinds)
        .filter(([, own]) => isLossy(own))
        .map(([kind, own]) => [kind, rpoSplit(own)]),
    ),
  };
}

/** Of all lives together. */
export function messagesOf({ messages, seenButLost }: CellTally, { users }: Scenario): SeenMessages {
  const [offered, accepted, refused, kept, lost, salvageable] = messages.map(Number);
  return {
    offered: offered!,
    accepted: accepted!,
    refused: refused!,
    kept: kept!,
    lost: lost!,
    salvageable: salvageable!,
    // With one notional user there is nobody else who could have seen anything.
    seenButLost: users.count > 0 ? Number(seenButLost) : null,
  };
}

/** By name. */
export const sorted = <T>(map: ReadonlyMap<string, T>): [string, T][] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

/** Something of it was lost, or is not recovered yet. */
const isLossy = ({ columns }: KindTally): boolean => {
  const { tally } = columns[AT.rpo]!.column;
  return tally.nulls > 0 || (tally.largest ?? 0) > 0;
};

export const figure = (of: Estimate, unit: number): EstimateResult => ({
  value: scaled(of.value, unit),
  ci95: of.ci95 && [scaled(of.ci95[0], unit), scaled(of.ci95[1], unit)],
  why: of.why,
});

const scaled = (value: number | null, unit: number): number | null =>
  value === null ? null : tidy(value / unit);

export function yearlyFigures(tally: CellTally, frame: Frame): YearlyFigures {
  const { scenario } = frame;
  const years = scenario.horizon / YEAR;
  const count = (name: LifeCount) => tally.counts[LIFE_COUNTS.indexOf(name)]!;
  const perYear = (name: LifeCount, unit = 1) => yearly(count(name), tally, unit * years, frame);
  const down = ratioEstimate(tally.downOfTime);
  const userMinutes = (60 * MICROS) / Math.max(1, scenario.users.count);
  return {
    strikesPerYear: events(count("strikes"), tally, years, frame),
    incidentsPerYear: events(count("incidents"), tally, years, frame),
    failbacksPerYear: events(count("failbacks"), tally, years, frame),
    lossEventsPerYear: events(count("lossEvents"), tally, years, frame),
    lostPerYear: perYear("lost"),
    refusedPerYear: perYear("refused"),
    lostPerMillion: figure(ratioEstimate(tally.lostOfAccepted), 1e-6),
    downtimePerYear: perYear("down", MICROS),
    userMinutesDownPerYear: scenario.users.count === 0 ? null : perYear("down", userMinutes),
    exposurePerYear: perYear("exposure", MICROS),
    availability: restOf(figure(down, 1)),
    nines: down.value === null || down.value === 0 ? null : tidy(-Math.log10(down.value)),
    pLossInYear: ofYears(tally.lossYears, count("yearsWithLoss"), tally, frame),
    pTargetMissedInYear: hasTargets(scenario)
      ? ofYears(tally.missedYears, count("yearsMissed"), tally, frame)
      : null,
    lossOnceIn: {
      "10": lossOnceIn(tally, years, 10),
      "50": lossOnceIn(tally, years, 50),
      "100": lossOnceIn(tally, years, 100),
    },
  };
}

/** As results tell it: what is left of a whole of 1. */
export const restOf = ({ value, ci95, why }: EstimateResult): EstimateResult => ({
  value: value === null ? null : tidy(1 - value),
  ci95: ci95 && [oneLess(ci95[1]), oneLess(ci95[0])],
  why,
});

const oneLess = (value: number | null): number | null => (value === null ? null : tidy(1 - value));

/** What a year costs at the prices of the scenario; null: it counts no money. */
export function costsOf(tally: CellTally, frame: Frame): YearlyCosts | null {
  const losses = tally.counts[LIFE_COUNTS.indexOf("cost")]!;
  const unit = (tally.moneyScale * frame.scenario.horizon) / YEAR;
  return yearlyCosts(frame.scenario, yearly(losses, tally, unit, frame));
}

/** A sum per year: its mean over lives. */
export function yearly(
  of: BandTally,
  { lives }: { readonly lives: number },
  unit: number,
  frame: Frame,
): YearlyResult {
  if (!frame.hasEvidence) {
    // What is summed is never negative.
    const mean = between(meanEstimate(of.overLives(lives)), 0, Number.POSITIVE_INFINITY);
    return { ...figure(mean, unit), ...inputsBand(null, unit) };
  }
  const bands = bandsOf(of, lives);
  return { ...figure(bands.chance, unit), ...inputsBand(bands, unit) };
}

/** Things that can be counted, per year. */
function events(of: BandTally, { lives }: CellTally, years: number, frame: Frame): YearlyResult {
  const rate = rateEstimate(of.overLives(lives), years * lives);
  return { ...figure(rate, 1), ...inputsBand(frame.hasEvidence ? bandsOf(of, lives) : null, years) };
}

/** With drawn inputs, chance is what differs between lives under the same draw. */
export function meanOverLives(of: BandTally, lives: number, { hasEvidence }: Frame, miss?: number): Estimate {
  return hasEvidence ? bandsOf(of, lives, miss).chance : meanEstimate(of.overLives(lives), miss);
}

/** null: nothing of the inputs was drawn. */
function inputsBand(bands: Bands | null, unit: number): Pick<YearlyResult, "inputs" | "whyNoInputs"> {
  if (bands === null) return { inputs: null, whyNoInputs: NO_EVIDENCE };
  const { band, why } = bands.inputs;
  const [low, high] = band ?? [null, null];
  if (low === null || high === null) return { inputs: null, whyNoInputs: why };
  return { inputs: [tidy(low / unit), tidy(high / unit)], whyNoInputs: null };
}

/** A share of complete years. */
function ofYears(share: RatioTally, of: BandTally, { lives }: CellTally, frame: Frame): YearlyResult {
  const complete = completeYears(frame.scenario);
  if (complete === 0) {
    const why = "a replication shorter than a year has no year; set horizon to 1 year or more";
    return { value: null, ci95: null, why, inputs: null, whyNoInputs: why };
  }
  return {
    ...figure(clusteredShare(share, "each"), 1),
    ...inputsBand(frame.hasEvidence ? bandsOf(of, lives) : null, complete),
  };
}

function lossOnceIn({ losses, lossLengths, lives }: CellTally, years: number, once: number): LossOnceIn {
  const expected = (lives * years) / once;
  const of = (column: SectionedColumn, unit: number) =>
    figure(lives === 0 ? bareEstimate(null, "nothing was played") : onceIn(column, expected, lives), unit);
  return { lost: of(losses, 1), rpo: of(lossLengths, MICROS) };
}

export function causesOf(tally: CellTally, frame: Frame): Record<string, CauseFigures> {
  const years = frame.scenario.horizon / YEAR;
  const totals = (name: CauseCount) =>
    [...tally.causes.values()].reduce((sum, own) => sum + own[CAUSE_COUNTS.indexOf(name)]!.sum, 0n);
  const lost = totals("lost");
  const down = totals("down");
  return Object.fromEntries(
    sorted(tally.causes).map(([kind, own]) => {
      const of = (name: CauseCount) => own[CAUSE_COUNTS.indexOf(name)]!;
      return [
        kind,
        {
          eventsPerYear: events(of("events"), tally, years, frame),
          lossEventsPerYear: events(of("lossEvents"), tally, years, frame),
          lostPerYear: yearly(of("lost"), tally, years, frame),
          downtimePerYear: yearly(of("down"), tally, years * MICROS, frame),
          shareOfLoss: shareOf(of("lost").sum, lost),
          shareOfDowntime: shareOf(of("down").sum, down),
        },
      ];
    }),
  );
}

const shareOf = (part: bigint, whole: bigint): number | null =>
  whole === 0n ? null : tidy(Number(part) / Number(whole));

/** Every measure of a kind. */
export function kindSummary(tally: KindTally): KindSummary {
  const measures = MEASURES.map((measure, index) => [
    measure,
    measureResult(tally.columns[index]!, tally.means[index]!, WHOLE[measure], mostOf(measure)),
  ]);
  return Object.fromEntries(measures) as KindSummary;
}

/** What no mean of a measure can pass: shares end at 1. */
export const mostOf = (measure: Measure): number =>
  measure === "availability" || measure === "usersDown" ? WHOLE[measure] : Number.POSITIVE_INFINITY;

function measureResult(
  column: SectionedColumn,
  mean: RatioTally,
  unit: number,
  most = Number.POSITIVE_INFINITY,
): MeasureResult {
  const { tally, n } = column.column;
  const quantile = (p: number) => figure(clusteredQuantile(column, p), unit);
  return {
    n,
    nNull: tally.nulls,
    mean: figure(between(ratioEstimate(mean), 0, most), unit),
    p50: quantile(0.5),
    p90: quantile(0.9),
    p95: quantile(0.95),
    p99: quantile(0.99),
    observedMax: tally.nulls > 0 ? null : scaled(tally.largest, unit),
    worst: null,
  };
}

function rpoSplit(tally: KindTally): RpoSplit {
  const share = figure(clusteredShare(tally.healthyShare), 1);
  return {
    healthy: rpoPart(tally.healthy, tally.healthyMean, share),
    broken: rpoPart(tally.broken, tally.brokenMean, restOf(share)),
  };
}

function rpoPart(column: SectionedColumn, mean: RatioTally, probability: EstimateResult): RpoPart {
  const { n, mean: average, p50, p95, p99 } = measureResult(column, mean, MICROS);
  return { probability, n, mean: average, p50, p95, p99 };
}
