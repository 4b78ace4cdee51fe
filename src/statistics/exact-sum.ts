/**
 * Sums of floating-point numbers without any rounding, after Kulisch: numbers are taken apart into mantissa and exponent
 * and mantissas summed by exponent. Weights are no whole numbers, and yet their sums must not depend on who added first.
 */
import { nearestRatio } from "./exact-ratio.js";

const scratch = new Float64Array(1);
const words = new BigUint64Array(scratch.buffer);
const MANTISSA_BITS = 52n;
const MANTISSA = (1n << MANTISSA_BITS) - 1n;
const EXPONENTS = 0x7ffn;
/** The smallest number there is, 2^-1074, as a fraction of 1. */
const SMALLEST_BELOW_ONE = 1074n;

export class ExactSum {
  /** In units of 2^-1074, the smallest number there is: one way to write a sum. */
  #units = 0n;
  /** Mantissas by exponent, not yet in `units`. */
  readonly #pending = new Map<number, bigint>();

  /** Adds a finite number. Some 200 ns. */
  add(value: number): void {
    if (!Number.isFinite(value)) throw new RangeError(`only finite numbers can be summed, not ${value}`);
    if (value === 0) return;
    scratch[0] = value;
    const bits = words[0]!;
    const exponent = Number((bits >> MANTISSA_BITS) & EXPONENTS);
    const mantissa = exponent === 0 ? bits & MANTISSA : (bits & MANTISSA) + MANTISSA + 1n;
    const shift = Math.max(exponent, 1) - 1;
    this.#pending.set(shift, (this.#pending.get(shift) ?? 0n) + (value < 0 ? -mantissa : mantissa));
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
    for (const [shift, mantissas] of this.#pending) this.#units += mantissas << BigInt(shift);
    this.#pending.clear();
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
}
