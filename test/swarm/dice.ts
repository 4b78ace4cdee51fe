/**
 * The swarm's own chance: small, seeded, and nothing else. The same seed gives the same throws for ever, because a
 * seed that once failed has to fail again.
 */

export interface Share<T> {
  readonly of: T;
  readonly weight: number;
}

export class Dice {
  #state: number;

  constructor(seed: number) {
    // Two rounds keep the first throws of neighbouring seeds apart.
    this.#state = Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1) >>> 0;
    this.#state = Math.imul(this.#word() ^ seed, 0x85ebca6b) >>> 0;
  }

  #word(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** In [0, 1). */
  uniform(): number {
    return this.#word() / 2 ** 32;
  }

  between(from: number, to: number): number {
    return from + this.uniform() * (to - from);
  }

  /** Every order of magnitude as likely as every other. */
  acrossMagnitudes(from: number, to: number): number {
    return from * Math.exp(this.uniform() * Math.log(to / from));
  }

  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.uniform() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  one<T>(choices: readonly T[]): T {
    return choices[this.whole(0, choices.length - 1)]!;
  }

  weighted<T>(shares: readonly Share<T>[]): T {
    let left = this.uniform() * shares.reduce((sum, { weight }) => sum + weight, 0);
    for (const share of shares) {
      left -= share.weight;
      if (left < 0) return share.of;
    }
    return shares[shares.length - 1]!.of;
  }

  /** Near enough to normal: twelve uniforms. */
  #normal(): number {
    let sum = -6;
    for (let throws = 0; throws < 12; throws++) sum += this.uniform();
    return sum;
  }

  /**
   * A taste for this seed: each choice in or out by a coin, and those that are in with wildly unequal weights, so
   * that one seed is nearly all of one kind and the next is all but that.
   */
  taste<T>(choices: readonly T[]): readonly Share<T>[] {
    const invited = choices.filter(() => this.chance(0.5));
    const kept = invited.length > 0 ? invited : [this.one(choices)];
    return kept.map((of) => ({ of, weight: Math.exp(3 * this.#normal()) }));
  }
}
