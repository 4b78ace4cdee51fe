/** What changes at instants and stands in between. It must never know what it is that changes. */

export interface Step<T> {
  readonly at: number;
  readonly value: T;
}

/** Told as it has settled: of several changes at one instant only the last ever stood. */
export class Steps<T> {
  readonly first: T;
  /** In order, one for each instant. */
  readonly changes: readonly Step<T>[];

  /** What comes at Infinity never comes. */
  constructor(first: T, changes: readonly Step<T>[]) {
    this.first = first;
    const ordered = changes.filter(({ at }) => at < Number.POSITIVE_INFINITY).sort((a, b) => a.at - b.at);
    this.changes = ordered.filter(({ at }, index) => ordered[index + 1]?.at !== at);
  }

  /** After everything that happens at that instant. */
  after(at: number): T {
    return this.#value(this.#count((change) => change <= at));
  }

  /** Before anything happens at that instant. */
  before(at: number): T {
    return this.#value(this.#count((change) => change < at));
  }

  /** What stands, piece by piece, from `from` until just before `to`. */
  *pieces(from: number, to: number): Iterable<{ from: number; to: number; value: T }> {
    let begins = from;
    for (let index = this.#count((change) => change <= from); begins < to; index++) {
      const ends = Math.min(to, this.changes[index]?.at ?? to);
      yield { from: begins, to: ends, value: this.#value(index) };
      begins = ends;
    }
  }

  /** All that stands from `from` until just before `to`. */
  during(from: number, to: number): T[] {
    return [...this.pieces(from, to)].map(({ value }) => value);
  }

  /** What stands after so many changes. */
  #value(changes: number): T {
    return changes === 0 ? this.first : this.changes[changes - 1]!.value;
  }

  /** How many changes come early enough; traces are long, so by halves. */
  #count(early: (at: number) => boolean): number {
    let low = 0;
    let high = this.changes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (early(this.changes[middle]!.at)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
