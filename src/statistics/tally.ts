/**
 * Exact tallies of whole numbers: microseconds, messages, bytes.
 *
 * Sum and sum of squares are whole numbers without rounding, so tallies of any parts, merged in any order, give
 * the same mean and variance to the last bit. A `null` (not within the horizon) is counted apart.
 */
import { nearestRatio } from "./exact-ratio.js";

/** What a tally knows, in plain JSON: for files and for messages between workers. */
export interface TallyRecord {
  readonly count: number;
  readonly nulls: number;
  /** Whole numbers beyond 2^53, in decimal digits. */
  readonly sum: string;
  readonly squares: string;
  readonly smallest: number | null;
  readonly largest: number | null;
}

const LIMB = 262_144; // 2^18: three limbs hold 2^53, and a product of two stays below 2^36
const LIMB_SQUARED = 68_719_476_736; // 2^36
/** The largest addend below is 3 × 2^36; 2^15 of them stay under 2^53, so the limbs add up without rounding. */
const ROOM = 32_768;

export class Tally {
  #count = 0;
  #nulls = 0;
  #smallest = Number.POSITIVE_INFINITY;
  #largest = Number.NEGATIVE_INFINITY;
  /** Carried sums; what was added since the last carry is in the limbs. */
  #sum = 0n;
  #squares = 0n;
  // Limb sums: a number is ±(high × 2^18 + low), its square Σ weight18^k × square_k.
  #sumLow = 0;
  #sumHigh = 0;
  #square0 = 0;
  #square1 = 0;
  #square2 = 0;
  #square3 = 0;
  #square4 = 0;
  #sinceCarry = 0;

  /** Adds a whole number between -(2^53 - 1) and 2^53 - 1, or a null. About 10 ns. */
  add(value: number | null): void {
    if (value === null) {
      this.#nulls++;
      return;
    }
    if (!Number.isSafeInteger(value)) throw new RangeError(`only whole numbers can be tallied, not ${value}`);
    if (this.#sinceCarry === ROOM) this.#carry();
    this.#sinceCarry++;
    this.#count++;
    if (value < this.#smallest) this.#smallest = value + 0; // no -0
    if (value > this.#largest) this.#largest = value + 0;
    if (value === 0) return;

    const size = Math.abs(value);
    const high = Math.floor(size / LIMB);
    const c = size - high * LIMB;
    const a = Math.floor(high / LIMB);
    const b = high - a * LIMB;
    if (value < 0) {
      this.#sumLow -= c;
      this.#sumHigh -= high;
    } else {
      this.#sumLow += c;
      this.#sumHigh += high;
    }
    this.#square0 += c * c;
    this.#square1 += 2 * b * c;
    this.#square2 += 2 * a * c + b * b;
    this.#square3 += 2 * a * b;
    this.#square4 += a * a;
  }

  /** Takes over all that another tally holds; the order and grouping of merges never shows. */
  merge(other: Tally): void {
    const sum = other.sum;
    const squares = other.sumOfSquares;
    this.#count += other.#count;
    this.#nulls += other.#nulls;
    this.#sum += sum;
    this.#squares += squares;
    this.#smallest = Math.min(this.#smallest, other.#smallest);
    this.#largest = Math.max(this.#largest, other.#largest);
  }

  /** The same from a record. */
  absorb(record: TallyRecord): void {
    this.#nulls += record.nulls;
    if (record.count === 0) return;
    this.#count += record.count;
    this.#sum += BigInt(record.sum);
    this.#squares += BigInt(record.squares);
    this.#smallest = Math.min(this.#smallest, record.smallest!);
    this.#largest = Math.max(this.#largest, record.largest!);
  }

  /** How many numbers, nulls not included. */
  get count(): number {
    return this.#count;
  }

  get nulls(): number {
    return this.#nulls;
  }

  get sum(): bigint {
    this.#carry();
    return this.#sum;
  }

  get sumOfSquares(): bigint {
    this.#carry();
    return this.#squares;
  }

  /** The smallest number, or null where there is none. */
  get smallest(): number | null {
    return this.#count === 0 ? null : this.#smallest;
  }

  /** The largest number, or null where there is none. */
  get largest(): number | null {
    return this.#count === 0 ? null : this.#largest;
  }

  /** The mean of the numbers, rounded once from the exact fraction; null where there are none. */
  get mean(): number | null {
    return this.#count === 0 ? null : nearestRatio(this.sum, BigInt(this.#count));
  }

  /** The sample variance (divided by count - 1), rounded once from the exact fraction; null below two numbers. */
  get variance(): number | null {
    const n = BigInt(this.#count);
    return n < 2n ? null : nearestRatio(this.#spread(n), n * (n - 1n));
  }

  /** The standard error of the mean, sqrt(variance / count); null below two numbers. */
  get standardError(): number | null {
    const n = BigInt(this.#count);
    return n < 2n ? null : Math.sqrt(nearestRatio(this.#spread(n), n * n * (n - 1n)));
  }

  toRecord(): TallyRecord {
    return {
      count: this.#count,
      nulls: this.#nulls,
      sum: this.sum.toString(),
      squares: this.sumOfSquares.toString(),
      smallest: this.smallest,
      largest: this.largest,
    };
  }

  /** The way back from a record; the record is trusted to be one that `toRecord` made. */
  static fromRecord(record: TallyRecord): Tally {
    const tally = new Tally();
    tally.#count = record.count;
    tally.#nulls = record.nulls;
    tally.#sum = BigInt(record.sum);
    tally.#squares = BigInt(record.squares);
    tally.#smallest = record.smallest ?? Number.POSITIVE_INFINITY;
    tally.#largest = record.largest ?? Number.NEGATIVE_INFINITY;
    return tally;
  }

  /** n Σx² - (Σx)² = n (n - 1) × variance, never negative and never rounded. */
  #spread(n: bigint): bigint {
    const sum = this.sum;
    return n * this.sumOfSquares - sum * sum;
  }

  #carry(): void {
    if (this.#sinceCarry === 0) return;
    this.#sum += BigInt(this.#sumHigh) * BigInt(LIMB) + BigInt(this.#sumLow);
    this.#squares +=
      BigInt(this.#square0) +
      BigInt(this.#square1) * BigInt(LIMB) +
      BigInt(this.#square2) * BigInt(LIMB_SQUARED) +
      ((BigInt(this.#square3) + (BigInt(this.#square4) << 18n)) << 54n);
    this.#sumLow = 0;
    this.#sumHigh = 0;
    this.#square0 = 0;
    this.#square1 = 0;
    this.#square2 = 0;
    this.#square3 = 0;
    this.#square4 = 0;
    this.#sinceCarry = 0;
  }
}
