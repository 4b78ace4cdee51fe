/**
 * Uniforms by number instead of by position: the draw of tick 17 is the same whoever asks, whenever, and
 * whether or not ticks 1 to 16 were ever looked at. It must never keep state.
 */
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
  if (!Number.isSafeInteger(number)) throw new RangeError(`noise number ${number} is not a safe integer`);
  if ((lane & (LANES - 1)) !== lane) throw new RangeError(`noise lane ${lane} is not from 0 to ${LANES - 1}`);
  let low = number | 0;
  // A safe integer's high word has 22 bits with its sign; the lane takes the ten above.
  let high = (Math.floor(number * PER_WORD) & 0x3fffff) | (lane << 22);
  high ^= scramble((low + words.a) | 0);
  low ^= scramble((high + words.b) | 0);
  high ^= scramble((low + words.c) | 0);
  low ^= scramble((high + words.d) | 0);
  const uniform = ((high >>> 0) * 2_097_152 + (low >>> 11)) * STEP;
  return uniform > 0 ? uniform : STEP / 2;
}

/** The lanes of one number one after the other, for a draw that needs an unknown count of uniforms. */
export function successive(words: NoiseWords, number: number): () => number {
  let lane = 0;
  return () => noise(words, number, lane++);
}
