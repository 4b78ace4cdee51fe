/**
 * Exact quantiles of stored values: quantile p of n values is the ceil(p n)-th smallest, and `null` (not within
 * the horizon) is larger than every number.
 */

/**
 * ceil(p n) for the decimal number that p is written as. 0.07 * 100 is 7.000000000000001 in floating point and
 * would be rank 8; in decimal it is 7.
 */
export function quantileRank(p: number, n: number): number {
  if (!(p > 0 && p <= 1)) throw new RangeError(`a quantile lies above 0 and up to 1, not at ${p}`);
  if (!(Number.isSafeInteger(n) && n >= 1))
    throw new RangeError(`a quantile needs at least one value, not ${n}`);
  const [mantissa, exponent = "0"] = String(p).split("e");
  const [whole, decimals = ""] = mantissa!.split(".");
  const numerator = BigInt(whole! + decimals) * BigInt(n);
  const zeros = decimals.length - Number(exponent);
  const denominator = BigInt(`1${"0".repeat(zeros)}`);
  return Number((numerator + denominator - 1n) / denominator);
}

const FIRST_ROOM = 64;

/** Values that are kept: 8 bytes each, sorted when first asked after the last change. */
export class Sample {
  #values = new Float64Array(FIRST_ROOM);
  #count = 0;
  #nulls = 0;
  #sorted = true;

  add(value: number | null): void {
    if (value === null) {
      this.#nulls++;
      return;
    }
    if (!Number.isFinite(value)) throw new RangeError(`only finite numbers can be kept, not ${value}`);
    this.#makeRoom(this.#count + 1);
    this.#values[this.#count++] = value + 0; // -0 becomes 0: the two must not differ by order of arrival
    this.#sorted = false;
  }

  /** Takes over all that another sample holds; the order and grouping of merges never shows. */
  merge(other: Sample): void {
    const added = other.#count;
    this.#makeRoom(this.#count + added);
    this.#values.set(other.#values.subarray(0, added), this.#count);
    this.#count += added;
    this.#nulls += other.#nulls;
    this.#sorted = this.#sorted && added === 0;
  }

  /** How many values, nulls included. */
  get n(): number {
    return this.#count + this.#nulls;
  }

  get nulls(): number {
    return this.#nulls;
  }

  /** The numbers in rising order, nulls left out: a copy. */
  sortedNumbers(): Float64Array {
    return this.#sort().slice();
  }

  /** The rank-th smallest, counted from 1; null where that one is a null. */
  ranked(rank: number): number | null {
    if (!(Number.isInteger(rank) && rank >= 1 && rank <= this.n)) {
      throw new RangeError(`rank ${rank} is not one of 1 to ${this.n}`);
    }
    return rank <= this.#count ? this.#sort()[rank - 1]! : null;
  }

  /** Quantile p; null where it falls on a null. */
  quantile(p: number): number | null {
    return this.ranked(quantileRank(p, this.n));
  }

  #sort(): Float64Array {
    const numbers = this.#values.subarray(0, this.#count);
    if (!this.#sorted) numbers.sort();
    this.#sorted = true;
    return numbers;
  }

  #makeRoom(needed: number): void {
    if (needed <= this.#values.length) return;
    const larger = new Float64Array(Math.max(needed, 2 * this.#values.length));
    larger.set(this.#values.subarray(0, this.#count));
    this.#values = larger;
  }
}
