/**
 * Figures of lives that do not all count alike: each stratum's mean by its exact rate, the weights of lives within.
 * Everything is summed in whole parts, so that nothing hangs on who came first.
 */
import {
  bareEstimate,
  type Estimate,
  estimate,
  fewestForQuantile,
  MISS,
  normalHalf,
  type Stratum,
  stratifiedEstimate,
  Tally,
  type Weights,
} from "../../../statistics/index.js";
import type { SampledStratum } from "./sampled-cell.js";
import { countOf, type SampledIncident, type SampledLife } from "./sampled-tally.js";

/** Weighted figures are no whole numbers: they are tallied in these parts of a unit. */
const PARTS = 1e6;
/** What a tally can hold. */
const MOST = Number.MAX_SAFE_INTEGER;

/** A sum over the incidents of a life. */
export type Of = (incident: SampledIncident) => number;

/** Per year: Σ rate × mean of (weight × sum over the incidents of a life). */
export function perYear(strata: readonly SampledStratum[], of: Of, miss: number = MISS): Estimate {
  const estimate = perYearAsSampled(strata, of, miss);
  const distrust = strata.find((stratum) => stratum.distrust !== null)?.distrust;
  return distrust == null ? estimate : bareEstimate(estimate.value, distrust);
}

function perYearAsSampled(strata: readonly SampledStratum[], of: Of, miss: number): Estimate {
  const parts = partsFor(strata, of);
  const tallied = strata.map(
    (stratum): Stratum => ({ rate: stratum.ratePerYear, tally: tallyOf(stratum, of, parts) }),
  );
  return scaledBy(stratifiedEstimate(tallied, miss), 1 / parts);
}

const sumOf = ({ incidents, weight }: SampledLife, of: Of): number =>
  weight * incidents.reduce((sum, incident) => sum + of(incident), 0);

function tallyOf({ lives }: SampledStratum, of: Of, parts: number): Tally {
  const tally = new Tally();
  for (const life of lives) tally.add(Math.round(sumOf(life, of) * parts));
  return tally;
}

/** As fine as the largest sum allows: with heavy weights in parts of several units, and never too coarse to matter. */
function partsFor(strata: readonly SampledStratum[], of: Of): number {
  let most = 1;
  for (const { lives } of strata) {
    for (const life of lives) most = Math.max(most, Math.abs(sumOf(life, of)));
  }
  let parts = 1;
  while (parts * most > MOST) parts /= 2;
  while (parts < PARTS && 2 * parts * most <= MOST) parts *= 2;
  return parts;
}

function scaledBy({ value, ci95, why }: Estimate, factor: number): Estimate {
  const by = (end: number | null) => (end === null ? null : end * factor);
  if (ci95 === null) return bareEstimate(by(value), why);
  return estimate(by(value), [by(ci95[0]), by(ci95[1])]);
}

/** Those incidents that a question is about, and what each is asked for; null: longer than its life. */
export interface Question {
  readonly concerns: (incident: SampledIncident) => boolean;
  readonly value: (incident: SampledIncident) => number | null;
}

/** The mean of a value over the incidents that a question is about: a ratio of two sums per year. */
export function meanOf(
  strata: readonly SampledStratum[],
  { concerns, value }: Question,
  miss: number = MISS,
): Estimate {
  const concerned = strata.flatMap(({ lives }) =>
    lives.flatMap(({ incidents }) => incidents.filter(concerns)),
  );
  if (concerned.length === 0) return bareEstimate(null, "no such incident was seen");
  const nulls = concerned.filter((incident) => value(incident) === null).length;
  if (nulls > 0)
    return bareEstimate(null, `null in ${nulls} of ${concerned.length} incidents, so there is no mean`);
  const counted = perYear(strata, (incident) => (concerns(incident) ? 1 : 0));
  const count = counted.value;
  // Whoever interrupts may leave strata without a life, and then nothing is known of the whole.
  if (count === null) return counted;
  if (count === 0) return bareEstimate(null, "no such incident was seen");
  const common = value(concerned[0]!)!;
  if (common !== 0 && concerned.every((incident) => value(incident) === common)) {
    // Weighed and divided again it would be a little beside itself.
    return bareEstimate(common, counted.ci95 === null ? counted.why : alikeText(concerned.length));
  }
  const sum = perYear(strata, (incident) => (concerns(incident) ? value(incident)! : 0)).value!;
  const ratio = sum / count;
  // What is left of each life once its own share of the ratio is taken: its spread is that of the ratio.
  const rest = perYear(strata, (incident) => (concerns(incident) ? value(incident)! - ratio : 0), miss);
  if (rest.ci95 === null) return bareEstimate(ratio, rest.why);
  const half = (rest.ci95[1]! - rest.ci95[0]!) / 2 / count;
  return estimate(ratio, [ratio - half, ratio + half]);
}

/** What never differed says nothing of how it differs. */
const alikeText = (n: number): string =>
  n === 1 ? "seen once: an interval needs 2" : `the same in all ${n} that were seen, which shows no spread`;

/**
 * A quantile of the incidents that a question is about, each counting by its stratum's rate and its life's weight
 * (Woodruff 1952): the share of incidents at or below the value has an interval like any mean, and the values at its two
 * ends are the quantile's.
 */
export function quantileOf(
  strata: readonly SampledStratum[],
  question: Question,
  p: number,
  miss: number = MISS,
): Estimate {
  const { concerns, value } = question;
  const counted = strata.flatMap(({ lives, ratePerYear }) =>
    lives.flatMap(({ incidents }) =>
      incidents.filter(concerns).map((incident) => ({
        value: value(incident),
        counts: (ratePerYear * incident.weight) / lives.length,
      })),
    ),
  );
  const all = counted.reduce((sum, { counts }) => sum + counts, 0);
  if (counted.length === 0 || all === 0) return bareEstimate(null, "no such incident was seen");
  counted.sort((a, b) => orderOf(a.value) - orderOf(b.value));
  const at = (share: number): number | null => {
    let left = share * all;
    for (const { value, counts } of counted) {
      left -= counts;
      if (left <= all * 1e-12) return value;
    }
    return counted[counted.length - 1]!.value;
  };
  const found = at(p);
  const worth = worthOf(counted.map(({ counts }) => counts));
  const fewest = fewestForQuantile(p, miss);
  if (worth < fewest) {
    return bareEstimate(
      found,
      `an interval for this quantile needs ${fewest} values, not ${counted.length}, worth ${Math.floor(worth)} of equal weight`,
    );
  }
  const level = orderOf(found);
  const below = meanOf(
    strata,
    { concerns, value: (incident) => (orderOf(value(incident)) <= level ? 1 : 0) },
    miss,
  );
  if (below.ci95 === null) return bareEstimate(found, below.why);
  const half = (below.ci95[1]! - below.ci95[0]!) / 2;
  // Never narrower than as many values of equal weight would be.
  const least = Math.sqrt((p * (1 - p)) / worth) * normalHalf(miss);
  const reach = Math.max(half, least);
  return estimate(found, [at(Math.max(0, p - reach)), at(Math.min(1, p + reach))]);
}

const orderOf = (value: number | null): number => value ?? Number.POSITIVE_INFINITY;

/** (Σw)² / Σw²: as many of equal weight. */
function worthOf(weights: readonly number[]): number {
  const sum = weights.reduce((so, weight) => so + weight, 0);
  const squares = weights.reduce((so, weight) => so + weight * weight, 0);
  return squares === 0 ? 0 : (sum * sum) / squares;
}

/** How evenly the lives carry what is told of them. */
export function weightsOf(strata: readonly SampledStratum[]): Weights {
  const weights = strata.flatMap(({ lives, ratePerYear }) =>
    lives.map(({ weight }) => (ratePerYear * weight) / lives.length),
  );
  const sum = weights.reduce((so, weight) => so + weight, 0);
  const largest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  return { effective: worthOf(weights), largest: sum === 0 ? 0 : largest / sum };
}

/** Lives worth fewer than this of equal weight carry no interval. */
const FEWEST_WORTH = 50;

/**
 * Why the weights of biased lives carry no interval; null: they do. Their mean is 1 by construction: where it is seen far
 * from it, the few lives that would make it 1 have not come yet.
 */
export function distrustOf(lives: readonly SampledLife[]): string | null {
  const worth = worthOf(lives.map(({ weight }) => weight));
  const method = "a smaller --bias-factor, more --replications, or --method stratified";
  if (worth < FEWEST_WORTH) {
    return `${lives.length} lives are worth ${Math.floor(worth)} of equal weight, of which an interval needs ${FEWEST_WORTH}: ${method}`;
  }
  const n = lives.length;
  const mean = lives.reduce((sum, { weight }) => sum + weight, 0) / n;
  const variance = lives.reduce((sum, { weight }) => sum + (weight - mean) * (weight - mean), 0) / (n - 1);
  if (Math.abs(mean - 1) <= 4 * Math.sqrt(variance / n)) return null;
  return `the weights of ${n} lives have a mean of ${mean.toPrecision(3)} and not of 1: ${method}`;
}

/** How much the lives of each stratum differ in what is lost and in what is down, each measured by the whole. */
export function deviationsOf(
  strata: readonly SampledStratum[],
): { readonly rate: number; readonly deviation: number }[] {
  const wanted: readonly Of[] = [(one) => countOf("lost", one), (one) => countOf("down", one)];
  const wholes = wanted.map((of) => perYear(strata, of).value ?? 0);
  return strata.map((stratum) => {
    const squares = wanted.map((of, index) => {
      const whole = wholes[index]!;
      const variance = tallyOf(stratum, of, 1).variance ?? 0;
      return whole === 0 ? 0 : variance / (whole * whole);
    });
    return {
      rate: stratum.ratePerYear,
      deviation: Math.sqrt(squares.reduce((sum, square) => sum + square, 0)),
    };
  });
}
