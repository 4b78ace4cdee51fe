/**
 * All values of one measure: exact sums for ever, the values themselves while they are few, and counts by magnitude
 * beyond that. What a column knows depends on which values came, never on their order or on who collected them.
 */
import { Magnitudes } from "./magnitude.js";
import { quantileRank } from "./quantiles.js";
import { Tally, type TallyRecord } from "./tally.js";

/** Up to so many numbers above 0 are kept as they are: 512 KB. Beyond, 6,016 bins are: 48 KB. Zeros cost nothing. */
export const KEPT_EXACTLY = 65_536;
/** 128 bins an octave: the middle of a bin is within 1/256 of every value in it. */
const FINE = new Magnitudes(7);
/** How far a quantile may lie from the true one, in parts of it, once values are binned: below 0.4 %. */
export const BINNED_ERROR = 1 / 256;
const FIRST_ROOM = 16;
const NO_ROOM = new Float64Array(0);

/** The value of a rank: known exactly (low = value = high), or to lie between two edges. null: a null. */
export interface Ranked {
  readonly low: number | null;
  readonly value: number | null;
  readonly high: number | null;
}

/** What a column knows, for messages between workers: the same values give the same record. */
export type ColumnRecord =
  | {
      readonly kept: "values";
      readonly tally: TallyRecord;
      readonly zeros: number;
      readonly values: Float64Array;
    }
  | {
      readonly kept: "bins";
      readonly tally: TallyRecord;
      readonly zeros: number;
      /** The first bin with a value above 0. */
      readonly first: number;
      readonly counts: Float64Array;
    };

export class Column {
  #tally = new Tally();
  #zeros = 0;
  /** The numbers above 0, in the first places. */
  #values = NO_ROOM;
  #sorted = true;
  /** The counts, once there are too many values: then `values` is empty. */
  #bins: Float64Array | null = null;

  /** Adds a whole number from 0 to 2^53 - 1, or a null, which is larger than every number. Some 15 ns. */
  add(value: number | null): void {
    if (value !== null && value < 0) throw new RangeError(`a column holds numbers from 0 on, not ${value}`);
    this.#tally.add(value);
    if (value === null) return;
    if (value === 0) {
      this.#zeros++;
      return;
    }
    if (this.#bins !== null) {
      this.#bins[FINE.binOf(value)]! += 1;
      return;
    }
    const place = this.#above - 1;
    if (place === KEPT_EXACTLY) {
      this.#bin(place)[FINE.binOf(value)]! += 1;
      return;
    }
    if (place === this.#values.length) this.#makeRoom(place, place + 1);
    this.#values[place] = value;
    this.#sorted = false;
  }

  /** Takes over all that another column holds; the order and grouping of merges never shows. */
  merge(other: Column): void {
    const mine = this.#above;
    const added = other.#above;
    if (mine + added <= KEPT_EXACTLY) {
      this.#makeRoom(mine, mine + added);
      this.#values.set(other.#values.subarray(0, added), mine);
      this.#sorted = this.#sorted && added === 0;
    } else {
      const bins = this.#bins ?? this.#bin(mine);
      if (other.#bins === null) countInto(bins, other.#values, added);
      else for (let bin = 0; bin < bins.length; bin++) bins[bin]! += other.#bins[bin]!;
    }
    this.#zeros += other.#zeros;
    this.#tally.merge(other.#tally);
  }

  /** The same from a record. */
  absorb(record: ColumnRecord): void {
    const mine = this.#above;
    if (record.kept === "values" && mine + record.values.length <= KEPT_EXACTLY) {
      const added = record.values.length;
      this.#makeRoom(mine, mine + added);
      this.#values.set(record.values, mine);
      this.#sorted = this.#sorted && added === 0;
    } else {
      const bins = this.#bins ?? this.#bin(mine);
      if (record.kept === "values") countInto(bins, record.values, record.values.length);
      else for (const [index, count] of record.counts.entries()) bins[record.first + index]! += count;
    }
    this.#zeros += record.zeros;
    this.#tally.absorb(record.tally);
  }

  /** How many values, nulls included. */
  get n(): number {
    return this.#tally.count + this.#tally.nulls;
  }

  /** Counts, exact sums, the smallest and the largest: to be read, not added to. */
  get tally(): Tally {
    return this.#tally;
  }

  get isExact(): boolean {
    return this.#bins === null;
  }

  /** The rank-th smallest, counted from 1. */
  ranked(rank: number): Ranked {
    if (!(Number.isInteger(rank) && rank >= 1 && rank <= this.n)) {
      throw new RangeError(`rank ${rank} is not one of 1 to ${this.n}`);
    }
    if (rank > this.#tally.count) return { low: null, value: null, high: null };
    if (rank <= this.#zeros) return { low: 0, value: 0, high: 0 };
    if (this.#bins === null) {
      const value = this.#sortedValues()[rank - this.#zeros - 1]!;
      return { low: value, value, high: value };
    }
    const bin = binOfRank(this.#bins, rank - this.#zeros);
    const low = Math.max(FINE.lowest(bin), this.#tally.smallest!);
    const high = Math.min(FINE.highest(bin), this.#tally.largest!);
    return { low, value: low + Math.floor((high - low) / 2), high };
  }

  /** Quantile p, the ceil(p n)-th smallest; null where it falls on a null. */
  quantile(p: number): number | null {
    return this.ranked(quantileRank(p, this.n)).value;
  }

  toRecord(): ColumnRecord {
    const tally = this.#tally.toRecord();
    const zeros = this.#zeros;
    if (this.#bins === null) return { kept: "values", tally, zeros, values: this.#sortedValues().slice() };
    const first = this.#bins.findIndex((count) => count > 0);
    const counts = this.#bins.slice(first, FINE.binOf(tally.largest!) + 1);
    return { kept: "bins", tally, zeros, first, counts };
  }

  /** The way back from a record; the record is trusted to be one that `toRecord` made. */
  static fromRecord(record: ColumnRecord): Column {
    const column = new Column();
    column.#tally = Tally.fromRecord(record.tally);
    column.#zeros = record.zeros;
    if (record.kept === "values") {
      column.#values = record.values.slice();
    } else {
      column.#bins = new Float64Array(FINE.count);
      column.#bins.set(record.counts, record.first);
    }
    return column;
  }

  /** How many numbers above 0. */
  get #above(): number {
    return this.#tally.count - this.#zeros;
  }

  #sortedValues(): Float64Array {
    const numbers = this.#values.subarray(0, this.#above);
    if (!this.#sorted) numbers.sort();
    this.#sorted = true;
    return numbers;
  }

  /** From now on counts, of the first `count` values to begin with. */
  #bin(count: number): Float64Array {
    const bins = new Float64Array(FINE.count);
    countInto(bins, this.#values, count);
    this.#bins = bins;
    this.#values = NO_ROOM;
    return bins;
  }

  #makeRoom(used: number, needed: number): void {
    if (needed <= this.#values.length) return;
    const larger = new Float64Array(Math.max(needed, Math.min(FIRST_ROOM + 2 * used, KEPT_EXACTLY)));
    larger.set(this.#values.subarray(0, used));
    this.#values = larger;
  }
}

function countInto(bins: Float64Array, values: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) bins[FINE.binOf(values[i]!)]! += 1;
}

function binOfRank(bins: Float64Array, rank: number): number {
  let upTo = 0;
  for (let bin = 0; bin < bins.length; bin++) {
    upTo += bins[bin]!;
    if (upTo >= rank) return bin;
  }
  throw new RangeError(`rank ${rank} lies beyond ${upTo} values`);
}
