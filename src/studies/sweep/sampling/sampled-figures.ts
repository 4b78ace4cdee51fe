/** What a stratified or biased cell can tell, and what it cannot: that is null, with the method that can. */
import { type FatePlan, struckPerYear } from "../../../fate/index.js";
import {
  type CauseFigures,
  type CellFigures,
  type EstimateResult,
  type KindSummary,
  type LossOnceIn,
  MEASURES,
  type MeasureResult,
  type RpoPart,
  type RpoSplit,
  type SamplingResult,
  type YearlyCosts,
  type YearlyResult,
} from "../../../results/index.js";
import type { Scenario } from "../../../spec/index.js";
import { between, type Estimate } from "../../../statistics/index.js";
import { YEAR } from "../../../units/index.js";
import { lossesCost, moneyScale } from "../../costs/life-costs.js";
import { yearlyCosts } from "../../costs/yearly-costs.js";
import { tidy } from "../../run/incident-result.js";
import { WHOLE } from "../../run/whole.js";
import { figure, mostOf, restOf } from "../cell-figures.js";
import { AT, hasTargets } from "../life-line.js";
import type { SampledStratum } from "./sampled-cell.js";
import { type Counted, countOf, type SampledIncident } from "./sampled-tally.js";
import { meanOf, perYear, type Question, quantileOf, weightsOf } from "./weighing.js";

const MICROS = 1e6;
const NO_YEARS = "no life here is a plain year: --method plain";
const NO_INPUTS = "only --method plain tells chance from inputs";

const CANNOT = [
  "pLossInYear, pTargetMissedInYear and lossOnceIn: they need whole years as they come (--method plain)",
  "the messages of all lives, and lostPerMillion (--method plain)",
  "the band of the inputs (--method plain)",
];

const cannot: EstimateResult = { value: null, ci95: null, why: NO_YEARS };
const cannotYearly: YearlyResult = { ...cannot, inputs: null, whyNoInputs: NO_YEARS };
const cannotOnce: LossOnceIn = { lost: cannot, rpo: cannot };

export function sampledFigures(
  strata: readonly SampledStratum[],
  fates: FatePlan,
  scenario: Scenario,
  isStratified: boolean,
): CellFigures {
  const of = (name: Counted, unit = 1) =>
    yearly(
      perYear(strata, (one) => countOf(name, one)),
      unit,
    );
  const { count } = scenario.users;
  const down = of("down", MICROS);
  const unavailable = summedFigure(
    perYear(strata, (one) => countOf("down", one)),
    YEAR,
  );
  const kinds = kindsOf(strata);
  return {
    messages: null,
    strikesPerYear: { ...exactly(struckPerYear(fates)), inputs: null, whyNoInputs: NO_INPUTS },
    incidentsPerYear: of("incidents"),
    failbacksPerYear: of("failbacks"),
    lossEventsPerYear: of("lossEvents"),
    lostPerYear: of("lost"),
    refusedPerYear: of("refused"),
    lostPerMillion: cannot,
    downtimePerYear: down,
    userMinutesDownPerYear: count === 0 ? null : of("down", (60 * MICROS) / count),
    exposurePerYear: of("exposure", MICROS),
    availability: restOf(unavailable),
    nines:
      unavailable.value === null || unavailable.value === 0 ? null : tidy(-Math.log10(unavailable.value)),
    pLossInYear: cannotYearly,
    pTargetMissedInYear: hasTargets(scenario) ? cannotYearly : null,
    lossOnceIn: { "10": cannotOnce, "50": cannotOnce, "100": cannotOnce },
    costs: costsOf(strata, scenario),
    byCause: causesOf(strata, kinds),
    summary: Object.fromEntries(kinds.map((kind) => [kind, kindSummary(ofKind(strata, kind))])),
    rpoSplit: Object.fromEntries(
      kinds.filter((kind) => isLossy(strata, kind)).map((kind) => [kind, rpoSplit(ofKind(strata, kind))]),
    ),
    sampling: samplingOf(strata, isStratified),
  };
}

function costsOf(strata: readonly SampledStratum[], scenario: Scenario): YearlyCosts | null {
  const scale = moneyScale([scenario]);
  const losses = perYear(
    strata,
    (one) => scale * lossesCost(scenario, countOf("lost", one), countOf("down", one)),
  );
  return yearlyCosts(scenario, yearly(losses, scale));
}

/** Of what is never negative, such as whatever is summed over a year. */
const summedFigure = (of: Estimate, unit: number): EstimateResult =>
  figure(between(of, 0, Number.POSITIVE_INFINITY), unit);

const yearly = (of: Estimate, unit: number): YearlyResult => ({
  ...summedFigure(of, unit),
  inputs: null,
  whyNoInputs: NO_INPUTS,
});

/** Known without playing anything. */
const exactly = (value: number): EstimateResult => ({
  value: tidy(value),
  ci95: [tidy(value), tidy(value)],
  why: null,
});

function kindsOf(strata: readonly SampledStratum[]): string[] {
  const kinds = new Set<string>();
  for (const { lives } of strata) {
    for (const { incidents } of lives) for (const { what } of incidents) kinds.add(what);
  }
  return [...kinds].sort();
}

const isLossy = (strata: readonly SampledStratum[], kind: string): boolean =>
  strata.some(({ lives }) =>
    lives.some(({ incidents }) => incidents.some(({ what, isLoss }) => what === kind && isLoss)),
  );

function causesOf(strata: readonly SampledStratum[], kinds: readonly string[]): Record<string, CauseFigures> {
  const whole = (name: Counted) => perYear(strata, (one) => countOf(name, one)).value ?? 0;
  const lost = whole("lost");
  const down = whole("down");
  return Object.fromEntries(
    kinds.map((kind) => {
      const own = (value: (incident: SampledIncident) => number) =>
        perYear(strata, (one) => (one.what === kind ? value(one) : 0));
      const ofLost = own((one) => countOf("lost", one));
      const ofDown = own((one) => countOf("down", one));
      return [
        kind,
        {
          eventsPerYear: yearly(
            own(() => 1),
            1,
          ),
          lossEventsPerYear: yearly(
            own((one) => countOf("lossEvents", one)),
            1,
          ),
          lostPerYear: yearly(ofLost, 1),
          downtimePerYear: yearly(ofDown, MICROS),
          shareOfLoss: lost === 0 ? null : tidy((ofLost.value ?? 0) / lost),
          shareOfDowntime: down === 0 ? null : tidy((ofDown.value ?? 0) / down),
        },
      ];
    }),
  );
}

/** The same lives with the incidents of one kind alone: what is asked of a kind goes through its own only. */
const ofKind = (strata: readonly SampledStratum[], kind: string): SampledStratum[] =>
  strata.map((stratum) => ({
    ...stratum,
    lives: stratum.lives.map((life) => ({
      ...life,
      incidents: life.incidents.filter(({ what }) => what === kind),
    })),
  }));

/** `strata`: with the incidents of the kind alone. */
function kindSummary(strata: readonly SampledStratum[]): KindSummary {
  const measures = MEASURES.map((measure) => {
    const question: Question = { concerns: () => true, value: ({ values }) => values[AT[measure]]! };
    return [measure, measureResult(strata, question, WHOLE[measure], mostOf(measure))];
  });
  return Object.fromEntries(measures) as KindSummary;
}

function measureResult(
  strata: readonly SampledStratum[],
  question: Question,
  unit: number,
  most = Number.POSITIVE_INFINITY,
): MeasureResult {
  const values = strata.flatMap(({ lives }) =>
    lives.flatMap(({ incidents }) => incidents.filter(question.concerns).map(question.value)),
  );
  const nulls = values.filter((value) => value === null).length;
  const largest = values.reduce((most: number, value) => Math.max(most, value ?? 0), 0);
  const quantile = (p: number) => figure(quantileOf(strata, question, p), unit);
  return {
    n: values.length,
    nNull: nulls,
    mean: figure(between(meanOf(strata, question), 0, most), unit),
    p50: quantile(0.5),
    p90: quantile(0.9),
    p95: quantile(0.95),
    p99: quantile(0.99),
    observedMax: nulls > 0 || values.length === 0 ? null : tidy(largest / unit),
    worst: null,
  };
}

/** `strata`: with the incidents of the kind alone. */
function rpoSplit(strata: readonly SampledStratum[]): RpoSplit {
  const relied = ({ reliedOnLogs }: SampledIncident) => reliedOnLogs;
  const share = meanOf(strata, { concerns: relied, value: ({ shipped }) => (shipped ? 1 : 0) });
  const healthy = figure(between(share, 0, 1), 1);
  const part = (wanted: boolean, probability: EstimateResult): RpoPart => {
    const question: Question = {
      concerns: (one) => relied(one) && one.shipped === wanted,
      value: ({ values }) => values[AT.rpo]!,
    };
    const { n, mean, p50, p95, p99 } = measureResult(strata, question, MICROS);
    return { probability, n, mean, p50, p95, p99 };
  };
  return { healthy: part(true, healthy), broken: part(false, restOf(healthy)) };
}

function samplingOf(strata: readonly SampledStratum[], isStratified: boolean): SamplingResult {
  const { effective, largest } = weightsOf(strata);
  return {
    strata: !isStratified
      ? []
      : strata.map((stratum) => ({
          name: stratum.name,
          ratePerYear: tidy(stratum.ratePerYear),
          replications: stratum.lives.length,
          lostPerYear: summedFigure(
            perYear([stratum], (one) => countOf("lost", one)),
            1,
          ),
          downtimePerYear: summedFigure(
            perYear([stratum], (one) => countOf("down", one)),
            MICROS,
          ),
        })),
    effectiveSampleSize: tidy(effective),
    largestWeight: tidy(largest),
    cannot: CANNOT,
  };
}
