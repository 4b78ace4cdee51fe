/**
 * Sixteen hex digits that stand for everything that happened, so that two runs can be told apart or trusted
 * to be the same. It must never know what the numbers mean; it is no cryptographic hash.
 */
import { scramble } from "./words.js";

const PER_WORD = 1 / 4_294_967_296;
/** Odd multipliers: a step can be undone, so nothing mixed in before is ever forgotten. */
const FIRST = 0x9e3779b1 | 0;
const SECOND = 0x85ebca77 | 0;
const THIRD = 0xc2b2ae3d | 0;
const FOURTH = 0x27d4eb2f | 0;

/** Takes a word into a lane. The shift brings the well-mixed high bits down, where the next product needs them. */
function step(lane: number, word: number, multiplier: number): number {
  const product = Math.imul(lane ^ word, multiplier);
  return product ^ (product >>> 15);
}

const halvesSwapped = (word: number): number => (word << 16) | (word >>> 16);

const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, "0");

/** The rolling hash over (time, kind, part, payload) of the events of one replication, in their order. */
export class Fingerprint {
  private up = 0x243f6a88;
  private down = 0x13198a2e;

  /** Any whole numbers up to 2^53; what is beyond 32 bits counts as well. O(1), a few nanoseconds. */
  mix(at: number, kind: number, part: number, payload: number): void {
    const high = Math.floor(at * PER_WORD) | 0;
    // Each lane folds the pairs in another way: what meets in the one does not meet in the other.
    let up = step(this.up, at | 0, FIRST);
    up = step(up, Math.imul(kind, THIRD) ^ halvesSwapped(part), SECOND);
    up = step(up, Math.imul(high, FOURTH) ^ payload, FIRST);
    let down = step(this.down, Math.imul(high, THIRD) ^ at, SECOND);
    down = step(down, Math.imul(part, FOURTH) ^ halvesSwapped(kind), FIRST);
    down = step(down, payload | 0, SECOND);
    if ((payload | 0) !== payload) {
      const payloadHigh = Math.floor(payload * PER_WORD) | 0;
      up = step(up, payloadHigh, THIRD);
      down = step(down, payloadHigh, FOURTH);
    }
    this.up = up;
    this.down = down;
  }

  /** Takes in another fingerprint as if it were one event. The order of taking in counts. O(1). */
  absorb(other: Fingerprint): void {
    this.mix(scramble(other.up), other.up, other.down, scramble(other.down));
  }

  /** Two 32-bit whole numbers, for whoever sums or stores fingerprints. */
  words(): readonly [number, number] {
    return [scramble(this.up ^ this.down) | 0, scramble(this.down) | 0];
  }

  /** 16 hex digits. */
  toString(): string {
    const [first, second] = this.words();
    return hex(first) + hex(second);
  }
}

/**
 * The fingerprint of many replications. Each enters with its number, and what enters is summed: so batches
 * may be merged in any order and any partition, yet two replications that changed places show.
 */
export class FingerprintOfRuns {
  private first = 0;
  private second = 0;

  /** Takes in the replication of this number; whoever takes one in twice gets another fingerprint. O(1). */
  absorb(replication: number, fingerprint: Fingerprint): void {
    const [first, second] = fingerprint.words();
    const placed = new Fingerprint();
    placed.mix(replication, first, second, 0);
    placed.mix(replication, second, first, 1);
    const [left, right] = placed.words();
    this.first = (this.first + left) | 0;
    this.second = (this.second + right) | 0;
  }

  /** Takes in what another batch has summed. O(1). */
  merge(other: FingerprintOfRuns): void {
    this.first = (this.first + other.first) | 0;
    this.second = (this.second + other.second) | 0;
  }

  /** 16 hex digits. */
  toString(): string {
    return hex(this.first) + hex(this.second);
  }

  /** Reads back what `toString` printed. Refuses (RangeError) anything else. */
  static parse(text: string): FingerprintOfRuns {
    if (!/^[0-9a-f]{16}$/.test(text)) throw new RangeError(`not a fingerprint of 16 hex digits: ${text}`);
    const runs = new FingerprintOfRuns();
    runs.first = Number.parseInt(text.slice(0, 8), 16) | 0;
    runs.second = Number.parseInt(text.slice(8), 16) | 0;
    return runs;
  }
}
