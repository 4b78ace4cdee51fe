/**
 * Sums of floating-point numbers without any rounding, after Kulisch: numbers are taken apart into mantissa and exponent
 * and mantissas summed by exponent. Weights are no whole numbers, and yet their sums must not depend on who added first.
 */
import { nearestRatio } from "./exact-ratio.js";

const scratch = new Float64Array(1);
const words = new Uint32Array(scratch.buffer);
scratch[0] = 1;
/** Which of the two words holds sign, exponent and the first 20 bits of the mantissa. */
const HIGH = words[1] === 0 ? 0 : 1;
const LOW = 1 - HIGH;
const UPPER_BITS = 1_048_576; // 2^20
const WORD = 32n;
/** So many 32-bit words stay under 2^53, so that they add up without rounding. */
const ROOM = 2_000_000;

/** Mantissas of one exponent, summed by their two words. */
interface Pending {
  upper: number;
  lower: number;
  count: number;
}

/** The smallest number there is, 2^-1074, as a fraction of 1. */
const SMALLEST_BELOW_ONE = 1074n;

export class ExactSum {
  /** In units of 2^-1074, the smallest number there is: one way to write a sum. */
  #units = 0n;
  /** Mantissas by exponent, not yet in `units`. */
  readonly #pending = new Map<number, Pending>();

  /** Adds a finite number. Some 30 ns. */
  add(value: number): void {
    if (!Number.isFinite(value)) throw new RangeError(`only finite numbers can be summed, not ${value}`);
    if (value === 0) return;
    scratch[0] = value;
    const high = words[HIGH]!;
    const exponent = (high >>> 20) & 0x7ff;
    // Numbers below the smallest normal one have no leading bit, and the exponent of that one.
    const upper = (high & (UPPER_BITS - 1)) + (exponent === 0 ? 0 : UPPER_BITS);
    const shift = exponent === 0 ? 0 : exponent - 1;
    let pending = this.#pending.get(shift);
    if (pending === undefined) {
      pending = { upper: 0, lower: 0, count: 0 };
      this.#pending.set(shift, pending);
    }
    pending.upper += value < 0 ? -upper : upper;
    pending.lower += value < 0 ? -words[LOW]! : words[LOW]!;
    pending.count++;
    if (pending.count === ROOM) this.#settle();
  }

  merge(other: ExactSum): void {
    this.#units = this.units + other.units;
  }

  /** The sum, rounded once. */
  get value(): number {
    const units = this.units;
    return units === 0n ? 0 : nearestRatio(units, 1n << SMALLEST_BELOW_ONE);
  }

  get units(): bigint {
    this.#settle();
    return this.#units;
  }

  /** The units in decimal digits, for messages. */
  toRecord(): string {
    return this.units.toString();
  }

  static fromRecord(units: string): ExactSum {
    const sum = new ExactSum();
    sum.#units = BigInt(units);
    return sum;
  }

  #settle(): void {
    for (const [shift, { upper, lower }] of this.#pending) {
      this.#units += ((BigInt(upper) << WORD) + BigInt(lower)) << BigInt(shift);
    }
    this.#pending.clear();
  }
}
