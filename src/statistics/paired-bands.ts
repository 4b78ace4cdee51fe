/**
 * How two options differ in a whole number of each replication (messages lost, time down, money), apart for each draw of
 * the inputs that replications were played under: draw = replication mod their number. It must never know what is counted.
 */
import { type Bands, type InputFigures, inputFigures, twoBands } from "./bands.js";
import { MISS } from "./confidence.js";
import { bareEstimate, type Estimate } from "./estimate.js";
import { nearestRatio } from "./exact-ratio.js";
import { NO_VALUES } from "./intervals.js";
import { constantInAll, FEWEST_FOR_CONSTANT, freedomOf, sameInAll } from "./paired-difference.js";
import { type Moments, momentsOf } from "./ratio-tally.js";
import { Tally, type TallyRecord } from "./tally.js";

interface Draw {
  readonly a: Tally;
  readonly b: Tally;
  /** b - a, where that is not 0. */
  readonly difference: Tally;
}

export type PairedBandRecord = readonly (readonly [
  draw: number,
  a: TallyRecord,
  b: TallyRecord,
  difference: TallyRecord,
])[];

/** Sums by draw of the inputs. Replications where both have a zero need not be told of: `lives` says how many there were. */
export class PairedBandTally {
  readonly #draws: (Draw | undefined)[] = [];
  readonly #count: number;

  /** `draws`: how many draws of the inputs there are; 1 where none are drawn. */
  constructor(draws: number) {
    this.#count = draws;
  }

  /** Adds what a replication was in both options: whole numbers. */
  add(replication: number, a: number, b: number): void {
    if (a === 0 && b === 0) return;
    const draw = this.#draw(replication % this.#count);
    draw.a.add(a);
    draw.b.add(b);
    if (a !== b) draw.difference.add(b - a);
  }

  merge(record: PairedBandRecord): void {
    for (const [index, a, b, difference] of record) {
      const draw = this.#draw(index);
      draw.a.absorb(a);
      draw.b.absorb(b);
      draw.difference.absorb(difference);
    }
  }

  toRecord(): PairedBandRecord {
    return [...this.#draws].flatMap((draw, index) =>
      draw === undefined
        ? []
        : [[index, draw.a.toRecord(), draw.b.toRecord(), draw.difference.toRecord()] as const],
    );
  }

  /** In how many replications the options differ. */
  get unequal(): number {
    return this.#draws.reduce((count, draw) => count + (draw?.difference.count ?? 0), 0);
  }

  sum(side: "a" | "b"): bigint {
    return this.#draws.reduce((sum, draw) => sum + (draw?.[side].sum ?? 0n), 0n);
  }

  /** The sums of each draw, of replications 0 to `lives` - 1. */
  moments(of: keyof Draw, lives: number): Moments[] {
    return Array.from({ length: Math.min(this.#count, lives) }, (_, index) => {
      const own = Math.floor(lives / this.#count) + (index < lives % this.#count ? 1 : 0);
      const n = BigInt(own);
      const sums = momentsOf(this.#draws[index]?.[of] ?? new Tally());
      return { ...sums, n, x: n, xx: n };
    });
  }

  #draw(index: number): Draw {
    const known = this.#draws[index];
    if (known !== undefined) return known;
    const made = { a: new Tally(), b: new Tally(), difference: new Tally() };
    this.#draws[index] = made;
    return made;
  }
}

export interface PairedBands extends Bands {
  /** Means over replications. */
  readonly a: number | null;
  readonly b: number | null;
  /** As `PairedEstimate` has it; with drawn inputs, of the variance within draws. */
  readonly gain: number | null;
  /** As `PairedEstimate` has it; with drawn inputs, the same within each draw. */
  readonly sameIn: number | null;
}

/**
 * The mean of b - a over replications, with what chance leaves open of it and what the inputs do. Student's t has no
 * more degrees of freedom than replications in which the options differ, less one, and what is the same in all has an
 * interval of no width or a reason, as in `pairedDifference`.
 */
export function pairedBands(tally: PairedBandTally, lives: number, miss: number = MISS): PairedBands {
  if (lives === 0)
    return { ...none(bareEstimate(null, NO_VALUES)), a: null, b: null, gain: null, sameIn: null };
  const count = BigInt(lives);
  const means = { a: nearestRatio(tally.sum("a"), count), b: nearestRatio(tally.sum("b"), count) };
  const { unequal } = tally;
  if (unequal === 0) {
    return { ...none(bareEstimate(0, sameInAll(lives, miss))), ...means, gain: null, sameIn: lives };
  }
  const groups = tally.moments("difference", lives);
  const bands = twoBands(groups, miss, {
    least: Number.NEGATIVE_INFINITY,
    freedomAtMost: freedomOf(lives, unequal),
  });
  const { value, ci95 } = bands.chance;
  const isSame = ci95 !== null && ci95[0] === ci95[1];
  const chance =
    isSame && unequal < FEWEST_FOR_CONSTANT
      ? bareEstimate(value, constantInAll(unequal, miss))
      : bands.chance;
  return {
    ...bands,
    chance,
    ...means,
    gain: ci95 === null || isSame ? null : gainOf(tally, lives),
    sameIn: isSame ? unequal : null,
  };
}

/** The difference under each draw of the inputs, chance taken out: for the share of draws in which it passes a price. */
export function differenceByDraw(tally: PairedBandTally, lives: number): InputFigures {
  return inputFigures(tally.moments("difference", lives));
}

const none = (chance: Estimate): Bands => ({ chance, inputs: { band: null, why: chance.why ?? NO_VALUES } });

function gainOf(tally: PairedBandTally, lives: number): number | null {
  const spread = (of: keyof Draw) => within(tally.moments(of, lives));
  const both = spread("difference");
  return both === 0 ? null : (spread("a") + spread("b")) / both;
}

/** Σ(y - mean)² within draws; over all replications where a draw has only one. */
function within(groups: readonly Moments[]): number {
  const own = (n: bigint, y: bigint, yy: bigint): number => (n === 0n ? 0 : nearestRatio(n * yy - y * y, n));
  if (groups.every(({ n }) => n > 1n)) return groups.reduce((sum, { n, y, yy }) => sum + own(n, y, yy), 0);
  const total = (of: (group: Moments) => bigint) => groups.reduce((sum, group) => sum + of(group), 0n);
  return own(
    total(({ n }) => n),
    total(({ y }) => y),
    total(({ yy }) => yy),
  );
}
