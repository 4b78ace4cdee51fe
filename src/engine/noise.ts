/**
 * Uniforms by number instead of by position: the draw of tick 17 is the same whoever asks, whenever, and
 * whether or not ticks 1 to 16 were ever looked at. It must never keep state but the place in a row of lanes.
 */
import type { Uniforms } from "./uniforms.js";
import { type FourWords, scramble } from "./words.js";

/** Which purpose of which replication: from `Streams.noise`. */
export type NoiseWords = FourWords;

/** Lanes 0 to 1023: several uniforms of one number. */
export const LANES = 1024;

const STEP = 1 / 9_007_199_254_740_992;
const PER_WORD = 1 / 4_294_967_296;

/**
 * The uniform of a number and lane, 53 bits, in the open interval (0, 1).
 *
 * Number (53 bits and a sign) and lane (10 bits) fill 64 bits exactly; a Feistel network of four rounds
 * permutes these, so no two (number, lane) of a purpose share their 64 bits, of which the uniform shows 53.
 * Refuses (RangeError) a number that is not a safe integer (negative ones are fine) and a lane outside
 * 0..1023. Cost: O(1), some 10 ns.
 */
export function noise(words: NoiseWords, number: number, lane = 0): number {
  if ((lane & (LANES - 1)) !== lane) throw new RangeError(`noise lane ${lane} is not from 0 to ${LANES - 1}`);
  const low = lowOf(number);
  return uniformOf(words, low, (highOf(number) | (lane << LANE_AT)) ^ scramble((low + words.a) | 0));
}

/** The lower half of a number, which has to be a safe integer. */
function lowOf(number: number): number {
  if (!Number.isSafeInteger(number)) throw new RangeError(`noise number ${number} is not a safe integer`);
  return number | 0;
}

/** A safe integer's high word has 22 bits with its sign; the lane takes the ten above. */
const highOf = (number: number): number => Math.floor(number * PER_WORD) & 0x3fffff;
const LANE_AT = 22;

/** The rounds behind the first, which is the same for all lanes of a number but for the lane itself. */
function uniformOf(words: NoiseWords, lowBefore: number, highAfterFirst: number): number {
  let high = highAfterFirst;
  const low = lowBefore ^ scramble((high + words.b) | 0);
  high ^= scramble((low + words.c) | 0);
  const last = low ^ scramble((high + words.d) | 0);
  const uniform = ((high >>> 0) * 2_097_152 + (last >>> 11)) * STEP;
  return uniform > 0 ? uniform : STEP / 2;
}

/**
 * The lanes of one number one after the other, for draws that need an unknown count of uniforms. One object serves all
 * numbers of a purpose, one draw after another: it costs no draw an object of its own.
 */
export class Lanes implements Uniforms {
  readonly #words: NoiseWords;
  #low = 0;
  #high = 0;
  #lane = 0;

  constructor(words: NoiseWords) {
    this.#words = words;
  }

  /** From lane 0 of `number` on. Refuses (RangeError) what is not a safe integer. */
  of(number: number): this {
    const low = lowOf(number);
    this.#low = low;
    this.#high = highOf(number) ^ scramble((low + this.#words.a) | 0);
    this.#lane = 0;
    return this;
  }

  next(): number {
    const lane = this.#lane;
    if (lane === LANES) throw new RangeError(`a draw took more than ${LANES} uniforms`);
    this.#lane = lane + 1;
    return uniformOf(this.#words, this.#low, this.#high ^ (lane << LANE_AT));
  }
}

/** The lanes of one number alone. */
export const successive = (words: NoiseWords, number: number): Uniforms => new Lanes(words).of(number);
