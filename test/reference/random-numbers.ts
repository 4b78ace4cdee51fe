/** Numbers that look drawn and are not: a counter hash, so that a case is a function of its seed. */

/** 32 bits from a seed and a counter, both of any sign. */
export function hash(seed: number, counter: number): number {
  let x = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul((counter | 0) + 0x7f4a7c15, 0xc2b2ae35);
  for (let round = 0; round < 2; round += 1) {
    x ^= x >>> 16;
    x = Math.imul(x, 0x7feb352d);
    x ^= x >>> 15;
    x = Math.imul(x, 0x846ca68b);
    x ^= x >>> 16;
    x = (x + Math.imul(seed, 0x27d4eb2f)) | 0;
  }
  return x >>> 0;
}

/** Uniform in [0, 1). */
export function uniform(seed: number, counter: number): number {
  return hash(seed, counter) / 2 ** 32;
}

export class Dice {
  private counter = 0;

  constructor(private readonly seed: number) {}

  uniform(): number {
    this.counter += 1;
    return uniform(this.seed, this.counter);
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.uniform() * (most - least + 1));
  }

  /** One of the list; what is to come more often stands there more often. */
  pick<T>(list: readonly T[]): T {
    const found = list[this.whole(0, list.length - 1)];
    if (found === undefined) throw new Error("nothing to pick from");
    return found;
  }

  /** A seed for something of its own. */
  seedOfItsOwn(): number {
    return this.whole(1, 1_000_000_000);
  }
}

/**
 * A coin per number that falls badly with the given probability, but never more than four times running
 * counts: whoever looks at a number has to know only the four before it.
 */
export function failingCoin(seed: number, probability: number): (number: number) => boolean {
  const coin = (k: number): boolean => uniform(seed, k) < probability;
  return (k) => coin(k) && !(coin(k - 1) && coin(k - 2) && coin(k - 3) && coin(k - 4));
}
