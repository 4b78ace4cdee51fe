/**
 * The measures in which options are compared, by the names that results and expressions have for them. It must never know
 * what was seen of them.
 */
import type { ComparedFate, Measure } from "../../results/index.js";
import type { Scenario } from "../../spec/index.js";
import { YEAR } from "../../units/index.js";
import { countsLosses } from "../costs/yearly-costs.js";
import { WHOLE } from "../run/whole.js";
import { completeYears, hasTargets } from "../sweep/life-line.js";
import { type LifeSum, PAIRED_MEASURES, type PairedMeasure } from "./compared-life.js";
import { moneyScale } from "./costs.js";

/** Of a whole life: a sum of it, in whole numbers, by so much of its unit. */
export interface LifeMeasure {
  readonly of: "life";
  readonly name: string;
  readonly sum: LifeSum;
  /** Down time of the horizon, told as what is left of it. */
  readonly isAvailability: boolean;
  /** Whole numbers of the sum to one unit of the result. */
  readonly unit: number;
  readonly isDuration: boolean;
}

/** The mean over the incidents of a kind, or a quantile of them. */
export interface KindMeasure {
  readonly of: "kind";
  readonly name: string;
  /** Or a kind in one place. */
  readonly kind: string;
  readonly measure: Measure;
  /** null: the mean. */
  readonly p: number | null;
  readonly unit: number;
  readonly isDuration: boolean;
}

export type ComparedMeasure = LifeMeasure | KindMeasure;

const MICROS = 1e6;
const AVAILABILITY = "availability";

/** What is best small; all but one. */
export const isBetterMore = (measure: ComparedMeasure): boolean =>
  measure.of === "life" ? measure.isAvailability : measure.measure === AVAILABILITY;

/** Distributions are compared at these quantiles. */
const QUANTILES = [
  ["p50", 0.5],
  ["p95", 0.95],
] as const;
const COMPARED_AT_QUANTILES: readonly PairedMeasure[] = ["rpo", "rto"];

const life = (name: string, sum: LifeSum, unit: number): LifeMeasure => ({
  of: "life",
  name,
  sum,
  isAvailability: name === AVAILABILITY,
  unit,
  isDuration: name.startsWith("downtime") || name.startsWith("exposure"),
});

/** Of whole lives, for scenarios that are compared under such a fate. */
export function lifeMeasures(fate: ComparedFate, scenarios: readonly Scenario[]): LifeMeasure[] {
  if (fate === "scripted") {
    return [
      life("lossEvents", "lossEvents", 1),
      life("lost", "lost", 1),
      life("refused", "refused", 1),
      life("downtime", "down", MICROS),
      life("exposure", "exposure", MICROS),
      life(AVAILABILITY, "down", 1),
    ];
  }
  const [first] = scenarios;
  const years = first!.horizon / YEAR;
  const complete = completeYears(first!);
  const measures = [
    life("lossEventsPerYear", "lossEvents", years),
    life("lostPerYear", "lost", years),
    life("refusedPerYear", "refused", years),
    life("downtimePerYear", "down", MICROS * years),
    life("exposurePerYear", "exposure", MICROS * years),
    life("failbacksPerYear", "failbacks", years),
    life(AVAILABILITY, "down", 1),
  ];
  if (complete > 0) measures.push(life("pLossInYear", "yearsWithLoss", complete));
  if (complete > 0 && scenarios.some(hasTargets))
    measures.push(life("pTargetMissedInYear", "yearsMissed", complete));
  if (scenarios.every(countsLosses))
    measures.push(life("costPerYear", "cost", moneyScale(scenarios) * years));
  return measures;
}

/** Of the incidents of a kind, or of a kind in one place. */
export function kindMeasures(kind: string): KindMeasure[] {
  const means = PAIRED_MEASURES.map((measure) => kindMeasure(kind, measure, null));
  const quantiles = COMPARED_AT_QUANTILES.flatMap((measure) =>
    QUANTILES.map(([name, p]) => kindMeasure(kind, measure, { name, p })),
  );
  return [...means, ...quantiles];
}

/** `quantile`: null is the mean. */
export function kindMeasure(
  kind: string,
  measure: Measure,
  quantile: { readonly name: string; readonly p: number } | null,
): KindMeasure {
  const name = quantile === null ? `${kind}.${measure}` : `${kind}.${measure}.${quantile.name}`;
  const unit = WHOLE[measure];
  return { of: "kind", name, kind, measure, p: quantile?.p ?? null, unit, isDuration: unit === MICROS };
}

export const isPaired = (measure: Measure): measure is PairedMeasure =>
  (PAIRED_MEASURES as readonly Measure[]).includes(measure);
