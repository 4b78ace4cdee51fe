/**
 * Four 32-bit words that take in numbers one after another and forget none: what names a random stream is
 * boiled down with it. It must never know what the numbers mean, and gives no random numbers itself.
 *
 * `stir` can be undone (each step changes one word by a function of another), so two states that differ stay
 * different; only what is read of them afterwards is shorter.
 */

/** A 32-bit mixer with near-perfect avalanche: each bit of the answer depends on all bits of the word. Reversible. */
export function scramble(word: number): number {
  let x = word ^ (word >>> 16);
  x = Math.imul(x, 0x7feb352d);
  x ^= x >>> 15;
  x = Math.imul(x, 0x846ca68b | 0);
  return x ^ (x >>> 16);
}

/** What is read of the words when they are finished. */
export interface FourWords {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

export class Words implements FourWords {
  // First digits of pi, for want of a better beginning.
  a = 0x243f6a88;
  b = 0x85a308d3 | 0;
  c = 0x13198a2e;
  d = 0x03707344;

  /** Takes in 32 bits. The order of taking in counts. */
  absorb(word: number): void {
    this.a ^= word;
    this.stir();
  }

  /** Takes in a safe integer in two words. */
  absorbInteger(value: number): void {
    this.absorb(value | 0);
    this.absorb(Math.floor(value / 4_294_967_296) | 0);
  }

  /** Takes in a text: its length and all 16 bits of each of its code units, so no two texts are the same. */
  absorbText(text: string): void {
    this.absorb(text.length);
    for (let i = 0; i < text.length; i += 1) this.absorb(text.charCodeAt(i));
  }

  /** Lays other finished words over these; two stirrings then make every word depend on every other. */
  blend(one: FourWords, other: FourWords, purpose: number): void {
    this.a = (one.a + other.a) | 0;
    this.b = (one.b + other.b) | 0;
    this.c = (one.c + other.c) ^ purpose;
    this.d = (one.d + other.d) | 0;
    this.stir();
    this.stir();
  }

  stir(): void {
    this.b ^= scramble(this.a + 0x9e3779b9);
    this.c ^= scramble(this.b + 0x3c6ef372);
    this.d ^= scramble(this.c + 0xdaa66d2b);
    this.a ^= scramble(this.d + 0x78dde6e4);
  }
}
