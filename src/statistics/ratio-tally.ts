/**
 * Exact tallies of pairs of whole numbers, one pair per independent replication: what a pooled figure Σy / Σx (loss per
 * incident, downtime per time, share of incidents) and its uncertainty are made of.
 */
import { Tally, type TallyRecord } from "./tally.js";

export interface RatioRecord {
  readonly x: TallyRecord;
  readonly y: TallyRecord;
  readonly difference: TallyRecord;
  readonly without: number;
}

/** Exact sums over replications: of x, y, their squares and their product. */
export interface Moments {
  /** How many replications. */
  readonly n: bigint;
  readonly x: bigint;
  readonly y: bigint;
  readonly xx: bigint;
  readonly xy: bigint;
  readonly yy: bigint;
}

export class RatioTally {
  #x = new Tally();
  #y = new Tally();
  /** Of y - x: 2 Σxy = Σx² + Σy² - Σ(y - x)², and a difference of two numbers from 0 on never leaves their range. */
  #difference = new Tally();
  #without = 0;

  /**
   * Adds a replication: x >= 0 of what is divided by (incidents, time) and y >= 0 of what is divided. A null y (it was
   * not over within the horizon) makes the pooled figure null. About 35 ns, 2 ns where both are 0.
   */
  add(x: number, y: number | null): void {
    if (x === 0 && y === 0) {
      this.#without++;
      return;
    }
    if (!(x >= 0 && (y === null || y >= 0))) {
      throw new RangeError(`a ratio is tallied from numbers from 0 on, not ${y} by ${x}`);
    }
    this.#x.add(x);
    this.#y.add(y);
    this.#difference.add(y === null ? null : y - x);
  }

  /** Takes over all that another tally holds; the order and grouping of merges never shows. */
  merge(other: RatioTally): void {
    this.#x.merge(other.#x);
    this.#y.merge(other.#y);
    this.#difference.merge(other.#difference);
    this.#without += other.#without;
  }

  /** The same from a record. */
  absorb(record: RatioRecord): void {
    this.#x.absorb(record.x);
    this.#y.absorb(record.y);
    this.#difference.absorb(record.difference);
    this.#without += record.without;
  }

  /** How many replications, with and without. */
  get n(): number {
    return this.#x.count + this.#without;
  }

  /** How many replications had any of x or y. */
  get occupied(): number {
    return this.#x.count;
  }

  /** In how many replications y is null. */
  get nulls(): number {
    return this.#y.nulls;
  }

  /** The sums; where y is null somewhere, those with y are of the rest. */
  get moments(): Moments {
    const xx = this.#x.sumOfSquares;
    const yy = this.#y.sumOfSquares;
    const xy = this.nulls > 0 ? 0n : (xx + yy - this.#difference.sumOfSquares) / 2n;
    return { n: BigInt(this.n), x: this.#x.sum, y: this.#y.sum, xx, xy, yy };
  }

  toRecord(): RatioRecord {
    return {
      x: this.#x.toRecord(),
      y: this.#y.toRecord(),
      difference: this.#difference.toRecord(),
      without: this.#without,
    };
  }

  /** The way back from a record; the record is trusted to be one that `toRecord` made. */
  static fromRecord(record: RatioRecord): RatioTally {
    const tally = new RatioTally();
    tally.#x = Tally.fromRecord(record.x);
    tally.#y = Tally.fromRecord(record.y);
    tally.#difference = Tally.fromRecord(record.difference);
    tally.#without = record.without;
    return tally;
  }
}

/** The sums of a plain tally: each replication counts once (x = 1), so that the ratio is the mean. */
export function momentsOf(tally: Tally): Moments {
  const n = BigInt(tally.count);
  return { n, x: n, y: tally.sum, xx: n, xy: tally.sum, yy: tally.sumOfSquares };
}
