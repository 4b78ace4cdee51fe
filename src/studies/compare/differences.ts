/**
 * From what two options made of the same replications to the figures that a result prints: what each came to, how they
 * differ, who is better and how sure that is. It must never know how the lives were played.
 */
import type { DifferenceResult } from "../../results/index.js";
import {
  bareEstimate,
  clusteredQuantile,
  type Estimate,
  estimate,
  inUnit,
  pairedBands,
  pairedDifference,
  quantileDifference,
} from "../../statistics/index.js";
import { tidy } from "../run/incident-result.js";
import { figure } from "../sweep/cell-figures.js";
import { AT } from "../sweep/life-line.js";
import {
  type ComparedMeasure,
  isBetterMore,
  isPaired,
  type KindMeasure,
  type LifeMeasure,
} from "./measures.js";
import type { OptionTally } from "./option-tally.js";
import type { Pairs } from "./pairs.js";

/** The first option and another one. */
export interface Pair {
  readonly a: OptionTally;
  readonly b: OptionTally;
  readonly pairs: Pairs;
  /** How many replications both have played. */
  readonly lives: number;
  readonly names: readonly [a: string, b: string];
  readonly horizons: readonly [a: number, b: number];
  /** What each costs a year beside its losses, in the currency. */
  readonly prices: readonly [a: number, b: number];
}

/** In units of results. */
export interface Paired {
  readonly a: number | null;
  readonly b: number | null;
  /** B - A. */
  readonly difference: Estimate;
  readonly gain: number | null;
}

const NOT_SEEN: Paired = {
  a: null,
  b: null,
  difference: bareEstimate(null, "no incident of this kind was seen"),
  gain: null,
};

export function pairedOf(measure: ComparedMeasure, pair: Pair, miss?: number): Paired {
  return measure.of === "life" ? ofLives(measure, pair, miss) : ofKind(measure, pair, miss);
}

function ofLives(measure: LifeMeasure, pair: Pair, miss?: number): Paired {
  if (measure.isAvailability) return rest(downShare(pair, miss));
  const { pairs, lives, prices } = pair;
  const { a, b, chance, gain } = pairedBands(pairs.sum(measure.sum), lives, miss);
  const paired = scaled({ a, b, difference: chance, gain }, measure.unit);
  return measure.sum === "cost" ? dearer(paired, prices) : paired;
}

function downShare({ pairs, lives, horizons: [ofA, ofB] }: Pair, miss?: number): Paired {
  if (ofA !== ofB) return pairedDifference(pairs.downOfTime, miss);
  const { a, b, chance, gain } = pairedBands(pairs.sum("down"), lives, miss);
  return scaled({ a, b, difference: chance, gain }, ofA);
}

function ofKind({ kind, measure, p, unit }: KindMeasure, { a, b, pairs }: Pair, miss?: number): Paired {
  if (p === null) {
    const tally = isPaired(measure) ? pairs.of(kind, measure) : undefined;
    return tally === undefined ? NOT_SEEN : scaled(pairedDifference(tally, miss), unit);
  }
  const ofA = a.kind(kind)?.columns[AT[measure]];
  const ofB = b.kind(kind)?.columns[AT[measure]];
  if (ofA === undefined || ofB === undefined) return NOT_SEEN;
  const { difference, gain } = quantileDifference(ofA, ofB, p, miss);
  const [valueA, valueB] = [ofA, ofB].map((column) => clusteredQuantile(column, p, miss).value);
  return scaled({ a: valueA!, b: valueB!, difference, gain }, unit);
}

const by = (value: number | null, unit: number): number | null => (value === null ? null : value / unit);

const scaled = ({ a, b, difference, gain }: Paired, unit: number): Paired => ({
  a: by(a, unit),
  b: by(b, unit),
  difference: inUnit(difference, unit),
  gain,
});

const moved = (of: Estimate, ends: (value: number) => number): Estimate => {
  const move = (value: number | null) => (value === null ? null : ends(value));
  return of.ci95 === null
    ? bareEstimate(move(of.value), of.why)
    : estimate(move(of.value), [move(of.ci95[0]), move(of.ci95[1])]);
};

/** Of what is left of a whole of 1. */
function rest({ a, b, difference, gain }: Paired): Paired {
  const turned = moved(difference, (value) => 0 - value);
  const left = (share: number | null) => (share === null ? null : 1 - share);
  const { ci95 } = turned;
  return {
    a: left(a),
    b: left(b),
    difference: ci95 === null ? turned : estimate(turned.value, [ci95[1], ci95[0]]),
    gain,
  };
}

/** With what each costs whatever happens. */
function dearer({ a, b, difference, gain }: Paired, [ofA, ofB]: Pair["prices"]): Paired {
  const extra = ofB - ofA;
  return {
    a: a === null ? null : a + ofA,
    b: b === null ? null : b + ofB,
    difference: moved(difference, (value) => value + extra),
    gain,
  };
}

export function differenceResult(measure: ComparedMeasure, pair: Pair): DifferenceResult {
  const { a, b, difference, gain } = pairedOf(measure, pair);
  const { value: mean, ci95, why } = figure(difference, 1);
  const winner = winnerOf(difference, isBetterMore(measure), pair.names);
  return {
    a: a === null ? null : tidy(a),
    b: b === null ? null : tidy(b),
    mean,
    ci95,
    why,
    winner,
    gain: gain === null ? null : tidy(gain),
    needed: winner === null ? neededFor(difference, pair.lives) : null,
  };
}

/** Only where the whole interval lies on one side of 0. */
function winnerOf({ ci95 }: Estimate, isMoreBetter: boolean, [a, b]: Pair["names"]): string | null {
  if (ci95 === null) return null;
  const [low, high] = ci95;
  const isMore = low !== null && low > 0;
  const isLess = high !== null && high < 0;
  if (!isMore && !isLess) return null;
  return isMore === isMoreBetter ? b : a;
}

/** The half that reaches to 0 shrinks with the root of the replications. */
function neededFor({ value, ci95 }: Estimate, lives: number): number | null {
  if (value === null || value === 0 || ci95 === null) return null;
  const [low, high] = ci95;
  const half = value > 0 ? (low === null ? null : value - low) : high === null ? null : high - value;
  if (half === null) return null;
  const ratio = half / Math.abs(value);
  const needed = Math.max(lives + 1, Math.ceil(lives * ratio * ratio));
  return Number.isSafeInteger(needed) ? needed : null;
}

export function differencesOf(
  measures: readonly ComparedMeasure[],
  pair: Pair,
): Record<string, DifferenceResult> {
  return Object.fromEntries(measures.map((measure) => [measure.name, differenceResult(measure, pair)]));
}
