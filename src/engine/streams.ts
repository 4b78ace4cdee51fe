/**
 * Random streams that belong to purposes: each (seed, replication, part, purpose) has its own, whatever else
 * exists and in whatever order it is asked for. It must never know what is drawn with it.
 *
 * The generator is seedrandom's alea, opened through its documented `state` option from words that were
 * mixed here. Its own seeding takes text, costs twenty times as much, reads the low byte of each character
 * only and gives texts that repeat one another the same stream.
 */
import alea from "seedrandom/lib/alea.js";
import type { Key } from "./key.js";
import type { NoiseWords } from "./noise.js";
import type { Uniforms } from "./uniforms.js";
import { type FourWords, Words } from "./words.js";

const PER_WORD = 1 / 4_294_967_296;
/** Half of the smallest step of 53 bits: what a zero is replaced by. */
const HALF_STEP = 1 / 18_014_398_509_481_984;
/** A stream and the noise of one key must have nothing to do with each other. */
const FOR_STREAM = 0x51ed270b;
const FOR_NOISE = 0x2f9be6cc;

/** Successive uniforms of one purpose. */
export class Stream implements Uniforms {
  private double: (() => number) | null = null;

  constructor(
    private readonly run: FourWords,
    private readonly key: Key,
  ) {}

  /**
   * The next uniform, 53 bits, in the open interval (0, 1): a zero, once in 2^53, becomes 2^-54. The generator
   * is opened at the first call, so a stream that is never used costs next to nothing. Cost: O(1), some 10 ns;
   * the first call some 150 ns.
   */
  next(): number {
    if (this.double === null) this.double = this.open();
    const uniform = this.double();
    return uniform > 0 ? uniform : HALF_STEP;
  }

  private open(): () => number {
    const words = new Words();
    words.blend(this.run, this.key.words, FOR_STREAM);
    const s0 = (words.a >>> 0) * PER_WORD;
    const s1 = (words.b >>> 0) * PER_WORD;
    const s2 = (words.c >>> 0) * PER_WORD;
    // The empty text is the cheapest seed; the state replaces all that comes of it.
    return alea("", { state: { c: 1, s0, s1, s2 } }).double;
  }
}

/** All streams of one replication. */
export class Streams {
  private readonly run: Words;

  /** Refuses (RangeError) a seed or replication that is not a safe integer from 0 on. Cost: O(1), some 100 ns. */
  constructor(seed: number, replication: number) {
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new RangeError(`seed ${seed} is not a whole number from 0 to 2^53 - 1`);
    }
    if (!Number.isSafeInteger(replication) || replication < 0) {
      throw new RangeError(`replication ${replication} is not a whole number from 0 to 2^53 - 1`);
    }
    this.run = new Words();
    this.run.absorbInteger(seed);
    this.run.absorbInteger(replication);
    this.run.stir();
  }

  /**
   * The stream of `key`, from its beginning: asking twice gives the same uniforms twice, so a stream has one
   * owner, who keeps it. Cost: O(1), some 10 ns.
   */
  stream(key: Key): Stream {
    return new Stream(this.run, key);
  }

  /** The words from which `noise` makes the uniforms of `key` by number. Cost: O(1), some 50 ns. */
  noise(key: Key): NoiseWords {
    const words = new Words();
    words.blend(this.run, key.words, FOR_NOISE);
    return words;
  }
}
