/**
 * Bins whose width grows with the value, after the HDR histogram (Tene): each octave is cut into 2^bits equal bins, so
 * a bin is at most 1 / 2^bits of its lower edge wide, and whole numbers below 2^(bits + 1) have a bin each, 0 too.
 * Edges are whole numbers and come from the bits of the number itself: no logarithm, no rounding.
 */

const scratch = new Float64Array(1);
const words = new Uint32Array(scratch.buffer);
scratch[0] = 1;
/** Which of the two words holds sign, exponent and the first 20 bits of the mantissa. */
const HIGH = words[1] === 0 ? 0 : 1;
const MANTISSA_BITS = 20;
const EXPONENT_OF_ONE = 1023;
const VALUE_BITS = 53;

export class Magnitudes {
  /** How many bins hold all whole numbers from 0 to 2^53 - 1. */
  readonly count: number;
  readonly #each: number;
  readonly #shift: number;
  readonly #offset: number;

  constructor(readonly bits: number) {
    this.#each = 1 << bits;
    this.count = (VALUE_BITS + 1 - bits) * this.#each;
    this.#shift = MANTISSA_BITS - bits;
    this.#offset = (EXPONENT_OF_ONE + bits - 1) * this.#each;
  }

  /** The bin of a whole number from 0 to 2^53 - 1. Cost: some 2 ns. */
  binOf(value: number): number {
    if (value < this.#each) return value;
    scratch[0] = value;
    return (words[HIGH]! >>> this.#shift) - this.#offset;
  }

  /** The smallest whole number of a bin. */
  lowest(bin: number): number {
    return bin < this.#each ? bin : (this.#each + (bin % this.#each)) * this.#width(bin);
  }

  /** The largest whole number of a bin. */
  highest(bin: number): number {
    return this.lowest(bin) + this.#width(bin) - 1;
  }

  #width(bin: number): number {
    let width = 1;
    for (let octave = Math.floor(bin / this.#each); octave > 1; octave--) width *= 2;
    return width;
  }
}
