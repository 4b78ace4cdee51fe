/**
 * Two kinds of not knowing, kept apart: chance (more replications shrink it) and inputs (only better data shrink it).
 *
 * Replications come in groups, one for each draw of the inputs. Within a group only chance differs; between groups the
 * inputs do too (Barton, Nelson and Xie 2014).
 */
import { betaTails } from "./beta.js";
import { MISS } from "./confidence.js";
import { bareEstimate, type Estimate, estimate } from "./estimate.js";
import { nearestRatio } from "./exact-ratio.js";
import { ratioStandardError } from "./ratio-estimates.js";
import type { Moments } from "./ratio-tally.js";
import { studentQuantile } from "./student.js";

export type InputsBand =
  | { readonly band: readonly [low: number, high: number]; readonly why: null }
  | { readonly band: null; readonly why: string };

export interface Bands {
  /** The pooled figure; its interval is what chance leaves open about the average over these very inputs. */
  readonly chance: Estimate;
  /** Where 95 % of the figures lie that the inputs' uncertainty allows for, chance taken out. */
  readonly inputs: InputsBand;
}

/** Fewer draws of the inputs than this have no 2.5 % on each side: 20. */
const fewestGroups = (miss: number): number => Math.ceil(1 / miss - 1e-9);

/**
 * From the sums of each group: Σy / Σx over all, a mean where x is 1.
 *
 * With residuals e = y - R x: chance is R ± t √(Σ n s²) / Σx with s² the variance of e within a group of n and
 * Welch and Satterthwaite's degrees of freedom. For the inputs, the variance of the groups' own figures R_g minus what
 * chance gives them (the same, with each group's R_g) is that of the inputs; the figures are drawn
 * together around their mean until they have just that variance (Louis 1984), and the band reaches from 2.5 % to 97.5 %
 * of them, at ranks p G + 1/2, interpolated: each draw stands for the middle of one of G equal slices of what the inputs
 * may be (Hazen 1914). None where chance alone might spread the groups' figures as much.
 */
export function twoBands(groups: readonly Moments[], miss: number = MISS, of: Range = FROM_ZERO): Bands {
  const all = together(groups);
  const { x, y } = all;
  if (x === 0n) return neither(bareEstimate(null, "nothing seen in any replication"));
  const value = nearestRatio(y, x);
  if (all.yy === 0n) return neither(bareEstimate(0, `0 in all ${all.n} replications, whatever the inputs`));
  const freedomAtMost = of.freedomAtMost ?? Number.POSITIVE_INFINITY;
  if (groups.some((group) => group.n < 2n)) {
    return {
      chance: pooled(value, all, miss, of.least, freedomAtMost),
      inputs: { band: null, why: needsTwo(groups.length) },
    };
  }
  const within = groups.map((group) => withinVariance(group, x, y));
  const parts = within.map((s2, g) => [Number(groups[g]!.n) * s2, Number(groups[g]!.n) - 1] as const);
  return {
    chance: around(
      value,
      Math.sqrt(sum(parts.map(([part]) => part))) / Number(x),
      Math.min(freedomAtMost, satterthwaite(parts)),
      miss,
      of.least,
    ),
    inputs: inputsBand(groups, miss),
  };
}

/** What is known of the figure before any data. */
export interface Range {
  /** It is never less: nothing is lost by ending there. */
  readonly least: number;
  /** Student's t has no more degrees of freedom than this, where most replications say nothing. */
  readonly freedomAtMost?: number;
}

/** Of sums of what is never negative. */
const FROM_ZERO: Range = { least: 0 };

const needsTwo = (groups: number): string => `each of the ${groups} draws of the inputs needs 2 replications`;

/**
 * Before there are two replications for each draw of the inputs: the interval over all of them, which takes what the
 * inputs do for chance and so is rather too wide.
 */
function pooled(value: number, all: Moments, miss: number, least: number, freedomAtMost: number): Estimate {
  const count = Number(all.n);
  if (count < 2) return bareEstimate(value, "one replication has no spread: an interval needs 2");
  return around(value, ratioStandardError(all, count), Math.min(freedomAtMost, count - 1), miss, least);
}

function around(value: number, error: number, freedom: number, miss: number, least: number): Estimate {
  const half = error === 0 ? 0 : studentQuantile(1 - miss / 2, freedom) * error;
  return estimate(value, [Math.max(least, value - half), value + half]);
}

const neither = (chance: Estimate): Bands => ({
  chance,
  inputs: noBand(chance.why ?? "nothing seen in any replication"),
});

const noBand = (why: string): InputsBand => ({ band: null, why });

function together(groups: readonly Moments[]): Moments {
  const total = (of: (group: Moments) => bigint) => groups.reduce((so, group) => so + of(group), 0n);
  return {
    n: total(({ n }) => n),
    x: total(({ x }) => x),
    y: total(({ y }) => y),
    xx: total(({ xx }) => xx),
    xy: total(({ xy }) => xy),
    yy: total(({ yy }) => yy),
  };
}

function inputsBand(groups: readonly Moments[], miss: number): InputsBand {
  const { figures, why } = inputFigures(groups, miss);
  if (figures === null) return noBand(why);
  const ends = [miss / 2, 1 - miss / 2].map((p) => interpolated(figures, p));
  return { band: [ends[0]!, ends[1]!], why: null };
}

export type InputFigures =
  | { readonly figures: readonly number[]; readonly why: null }
  | { readonly figures: null; readonly why: string };

/** The figure under each draw of the inputs, chance taken out as `twoBands` says, rising. */
export function inputFigures(groups: readonly Moments[], miss: number = MISS): InputFigures {
  const none = (why: string): InputFigures => ({ figures: null, why });
  const count = groups.length;
  const needed = fewestGroups(miss);
  if (count < needed) return none(`a band of the inputs needs ${needed} draws of them, not ${count}`);
  if (groups.some((group) => group.n < 2n)) return none(needsTwo(count));
  const without = groups.filter((group) => group.x === 0n).length;
  if (without > 0) return none(`nothing seen under ${without} of ${count} draws of the inputs`);
  const figures = groups.map((group) => nearestRatio(group.y, group.x));
  const mean = sum(figures) / count;
  const observed = sum(figures.map((figure) => square(figure - mean))) / (count - 1);
  const chance = sum(groups.map(chanceOf)) / count;
  const freedom = groups.reduce((so, { n }) => so + Number(n) - 1, 0);
  if (chance > 0 && explainedByChance(observed / chance, count - 1, freedom) > MISS) {
    return none("what the inputs do cannot be told from chance yet: more replications can");
  }
  const kept = observed === 0 ? 0 : Math.sqrt(Math.max(0, observed - chance) / observed);
  const drawnTogether = figures.map((figure) => mean + kept * (figure - mean)).sort((a, b) => a - b);
  return { figures: drawnTogether, why: null };
}

/**
 * Fisher's test: how often chance alone would spread the groups' figures so much more than it does. Below that, a band
 * would be a guess, and one of no width would say that the inputs are known.
 */
function explainedByChance(quotient: number, above: number, below: number): number {
  const whole = below + above * quotient;
  return betaTails(below / whole, (above * quotient) / whole, below / 2, above / 2).lower;
}

/** The variance of a group's own figure. */
function chanceOf(group: Moments): number {
  return (Number(group.n) * withinVariance(group, group.x, group.y)) / square(Number(group.x));
}

/** The variance of y - R x in a group, R = y / x; rounded once from the exact fraction. */
function withinVariance(group: Moments, x: bigint, y: bigint): number {
  const { n } = group;
  const yy = n * group.yy - group.y * group.y;
  const xy = n * group.xy - group.x * group.y;
  const xx = n * group.xx - group.x * group.x;
  return nearestRatio(yy * x * x - 2n * x * y * xy + y * y * xx, n * (n - 1n) * x * x);
}

/**
 * The degrees of freedom of a sum of independent variances, each with its own: (Σv)² / Σ(v² / f) (Satterthwaite 1946,
 * Welch 1947). Never below the smallest of those that count.
 */
export function satterthwaite(parts: readonly (readonly [variance: number, freedom: number])[]): number {
  const total = sum(parts.map(([variance]) => variance));
  const squares = sum(
    parts.map(([variance, freedom]) => (variance === 0 ? 0 : square(variance / total) / freedom)),
  );
  return squares === 0 ? 1 : 1 / squares;
}

/** The value at rank p n + 1/2 of n sorted ones, between neighbours in proportion; the ends beyond. */
function interpolated(sorted: readonly number[], p: number): number {
  const rank = Math.min(Math.max(p * sorted.length + 0.5, 1), sorted.length);
  const below = Math.floor(rank);
  const low = sorted[below - 1]!;
  return low + (rank - below) * ((sorted[below] ?? low) - low);
}

const square = (x: number): number => x * x;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
