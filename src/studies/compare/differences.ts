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
  FEWEST_FOR_CONSTANT,
  inUnit,
  MISS,
  pairedBands,
  pairedDifference,
  quantileDifference,
  signTest,
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
  /** Of both. */
  readonly horizon: number;
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
  /** As `PairedEstimate` has it. */
  readonly sameIn: number | null;
  /** As `QuantileDifference` has it. */
  readonly timesAsMany: number | null;
  /** In how many replications something was not over within the horizon in this option alone. */
  readonly notOverAlone: readonly [a: number, b: number];
}

const PLAIN = { sameIn: null, timesAsMany: null, notOverAlone: [0, 0] } as const;
const NOT_SEEN: Paired = {
  a: null,
  b: null,
  difference: bareEstimate(null, "no incident of this kind was seen"),
  gain: null,
  ...PLAIN,
};

export function pairedOf(measure: ComparedMeasure, pair: Pair, miss?: number): Paired {
  return measure.of === "life" ? ofLives(measure, pair, miss) : ofKind(measure, pair, miss);
}

function ofLives(measure: LifeMeasure, pair: Pair, miss?: number): Paired {
  if (measure.isAvailability) return rest(downShare(pair, miss));
  const { pairs, lives, prices } = pair;
  const { a, b, chance, gain, sameIn } = pairedBands(pairs.sum(measure.sum), lives, miss);
  const paired = scaled({ ...PLAIN, a, b, difference: chance, gain, sameIn }, measure.unit);
  return measure.sum === "cost" ? dearer(paired, prices) : paired;
}

function downShare({ pairs, lives, horizon }: Pair, miss?: number): Paired {
  const { a, b, chance, gain, sameIn } = pairedBands(pairs.sum("down"), lives, miss);
  return scaled({ ...PLAIN, a, b, difference: chance, gain, sameIn }, horizon);
}

function ofKind(measure: KindMeasure, pair: Pair, miss?: number): Paired {
  const paired =
    measure.p === null ? meansOf(measure, pair, miss) : quantilesOf(measure, measure.p, pair, miss);
  const unseen = neverSeenIn(measure, pair);
  if (unseen === null) return paired;
  return { ...paired, ...PLAIN, difference: bareEstimate(null, `never seen in ${unseen}`), gain: null };
}

/** Who has seen no incident of a kind that the other has; null: nobody, or both. */
function neverSeenIn({ kind }: KindMeasure, { a, b, names: [one, other] }: Pair): string | null {
  const [inA, inB] = [a.kind(kind) !== undefined, b.kind(kind) !== undefined];
  if (inA === inB) return null;
  return inA ? other : one;
}

function meansOf({ kind, measure, unit }: KindMeasure, { pairs }: Pair, miss?: number): Paired {
  const tally = isPaired(measure) ? pairs.of(kind, measure) : undefined;
  if (tally === undefined) return NOT_SEEN;
  const { a, b, difference, gain, sameIn } = pairedDifference(tally, miss);
  return scaled({ ...PLAIN, a, b, difference, gain, sameIn, notOverAlone: tally.nullAlone }, unit);
}

function quantilesOf({ kind, measure, unit }: KindMeasure, p: number, pair: Pair, miss?: number): Paired {
  const [ofA, ofB] = [pair.a, pair.b].map((option) => option.kind(kind)?.columns[AT[measure]]);
  const quantileOf = (column: typeof ofA) =>
    column === undefined ? null : clusteredQuantile(column, p, miss).value;
  const values = { a: quantileOf(ofA), b: quantileOf(ofB) };
  if (ofA === undefined || ofB === undefined) return scaled({ ...NOT_SEEN, ...values }, unit);
  const { difference, gain, timesAsMany } = quantileDifference(ofA, ofB, p, miss);
  return scaled({ ...PLAIN, ...values, difference, gain, timesAsMany }, unit);
}

const by = (value: number | null, unit: number): number | null => (value === null ? null : value / unit);

const scaled = ({ a, b, difference, ...rest }: Paired, unit: number): Paired => ({
  ...rest,
  a: by(a, unit),
  b: by(b, unit),
  difference: inUnit(difference, unit),
});

const moved = (of: Estimate, ends: (value: number) => number): Estimate => {
  const move = (value: number | null) => (value === null ? null : ends(value));
  return of.ci95 === null
    ? bareEstimate(move(of.value), of.why)
    : estimate(move(of.value), [move(of.ci95[0]), move(of.ci95[1])]);
};

/** Of what is left of a whole of 1. */
function rest({ a, b, difference, ...others }: Paired): Paired {
  const turned = moved(difference, (value) => 0 - value);
  const left = (share: number | null) => (share === null ? null : 1 - share);
  const { ci95 } = turned;
  return {
    ...others,
    a: left(a),
    b: left(b),
    difference: ci95 === null ? turned : estimate(turned.value, [ci95[1], ci95[0]]),
  };
}

/** With what each costs whatever happens. */
function dearer({ a, b, difference, ...others }: Paired, [ofA, ofB]: Pair["prices"]): Paired {
  const extra = ofB - ofA;
  return {
    ...others,
    a: a === null ? null : a + ofA,
    b: b === null ? null : b + ofB,
    difference: moved(difference, (value) => value + extra),
  };
}

/** Who is better, as far as intervals that miss so often tell; null: no difference is seen. */
export function winnerIn(measure: ComparedMeasure, pair: Pair, miss: number = MISS): string | null {
  return winnerOf(pairedOf(measure, pair, miss), isBetterMore(measure), pair.names, miss);
}

/** `stands`: as results have it. */
export function differenceResult(
  measure: ComparedMeasure,
  pair: Pair,
  stands: boolean | null,
): DifferenceResult {
  const paired = pairedOf(measure, pair);
  const { a, b, difference, gain } = paired;
  const { value: mean, ci95, why } = figure(difference, 1);
  const winner = winnerOf(paired, isBetterMore(measure), pair.names, MISS);
  return {
    a: a === null ? null : tidy(a),
    b: b === null ? null : tidy(b),
    mean,
    ci95,
    why,
    winner,
    stands,
    gain: gain === null ? null : tidy(gain),
    needed: winner === null ? neededFor(paired, pair.lives) : null,
  };
}

/** Only where the whole interval lies on one side of 0. */
function winnerOf(paired: Paired, isMoreBetter: boolean, [a, b]: Pair["names"], miss: number): string | null {
  const { ci95 } = paired.difference;
  if (ci95 === null) return moreOftenOver(paired, [a, b], miss);
  const [low, high] = ci95;
  const isMore = low !== null && low > 0;
  const isLess = high !== null && high < 0;
  if (!isMore && !isLess) return null;
  return isMore === isMoreBetter ? b : a;
}

/** Without end has no mean, but whoever ends more often under the same fate is the better one. */
function moreOftenOver({ notOverAlone }: Paired, [a, b]: Pair["names"], miss: number): string | null {
  const [inA, inB] = notOverAlone;
  if (signTest(inA, inB) > miss) return null;
  return inA < inB ? a : b;
}

/** The half that reaches to 0 shrinks with the root of the replications. */
function neededFor({ difference, sameIn, timesAsMany }: Paired, lives: number): number | null {
  const { value, ci95 } = difference;
  if (value === null || value === 0) return null;
  if (timesAsMany !== null) return moreThan(lives, lives * timesAsMany);
  if (ci95 === null) return sameIn === null ? null : moreThan(lives, (lives * FEWEST_FOR_CONSTANT) / sameIn);
  const [low, high] = ci95;
  const half = value > 0 ? (low === null ? null : value - low) : high === null ? null : high - value;
  if (half === null) return null;
  const ratio = half / Math.abs(value);
  return moreThan(lives, lives * ratio * ratio);
}

function moreThan(lives: number, needed: number): number | null {
  const whole = Math.max(lives + 1, Math.ceil(needed));
  return Number.isSafeInteger(whole) ? whole : null;
}
