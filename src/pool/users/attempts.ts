/**
 * When clients that lost their session try again: the law of one client's first attempt after the door opened. Each
 * notices the loss on its own, evenly over a span, and from then on tries once in each of its back-off windows, at
 * a uniformly random moment; windows follow on one another and double up to the longest. It must never know how
 * many clients there are, nor who serves them.
 *
 * Noticing and trying are independent of all other clients, so that the law of one is all there is to know: how many
 * of n have tried by t is binomial.
 */
import type { Micros } from "../../units/index.js";

/** How long after the loss a client notices it: evenly between the two. */
export interface Notice {
  readonly earliest: Micros;
  readonly latest: Micros;
}

export const AT_ONCE: Notice = { earliest: 0 as Micros, latest: 0 as Micros };

/** Lengths of the back-off windows. */
export interface BackOff {
  readonly first: Micros;
  readonly longest: Micros;
}

export class Windows {
  /** Ends of the windows that still grow; behind the last all have the longest length. */
  readonly #ends: number[] = [];
  readonly #longest: number;

  constructor({ first, longest }: BackOff) {
    this.#longest = longest;
    let length: number = first;
    let end = 0;
    do {
      end += length;
      this.#ends.push(end);
      length = Math.min(2 * length, longest);
    } while (length < longest);
  }

  /** The end of window `index`, counted from noticing. */
  end(index: number): number {
    const last = this.#ends.length - 1;
    return index <= last ? this.#ends[index]! : this.#ends[last]! + (index - last) * this.#longest;
  }

  start(index: number): number {
    return index === 0 ? 0 : this.end(index - 1);
  }

  /** The window that the moment lies in; a moment before noticing lies in none and gives -1. */
  at(sinceNotice: number): number {
    if (sinceNotice < 0) return -1;
    const last = this.#ends.length - 1;
    if (sinceNotice >= this.#ends[last]!) {
      return last + 1 + Math.floor((sinceNotice - this.#ends[last]!) / this.#longest);
    }
    return this.#ends.findIndex((end) => sinceNotice < end);
  }
}

/** The first attempt after `opens` of a client that lost its session at `struck`. */
export class FirstAttempt {
  readonly #windows: Windows;
  readonly #earliest: number;
  readonly #latest: number;
  readonly #opens: number;
  readonly #struck: Micros;

  constructor(windows: Windows, struck: Micros, { earliest, latest }: Notice, opens: Micros) {
    this.#windows = windows;
    this.#struck = struck;
    this.#opens = opens - struck;
    this.#earliest = earliest;
    this.#latest = latest;
  }

  /** By when everybody has tried. */
  get latest(): Micros {
    const since = Math.max(0, this.#opens - this.#earliest);
    const window = this.#windows.at(since);
    // Whoever tried just before the door opened tries again within the next window.
    return (this.#struck + this.#latest + this.#windows.end(window + 1)) as Micros;
  }

  /** The share of the clients that has tried by `instant`. */
  upTo(instant: Micros): number {
    const t = instant - this.#struck;
    if (t <= this.#opens) return 0;
    const [a, b] = [this.#earliest, this.#latest];
    if (a >= b) return this.#triedBy(t, a, a);
    const cuts = [a, b];
    this.#addCuts(cuts, this.#opens, a, b);
    this.#addCuts(cuts, t, a, b);
    cuts.sort((one, other) => one - other);
    let sum = 0;
    for (let index = 1; index < cuts.length; index++) {
      const from = cuts[index - 1]!;
      const to = cuts[index]!;
      if (to <= from) continue;
      const middle = (from + to) / 2;
      // Between two cuts the share is at most a square in the moment of noticing: Simpson's rule is exact.
      const within = (noticed: number) => this.#triedBy(t, noticed, middle);
      sum += ((to - from) / 6) * (within(from) + 4 * within(middle) + within(to));
    }
    return Math.min(1, Math.max(0, sum / (b - a)));
  }

  /** Moments of noticing at which `moment` falls on the border of two windows. */
  #addCuts(cuts: number[], moment: number, a: number, b: number): void {
    if (moment > a && moment < b) cuts.push(moment);
    const first = Math.max(0, this.#windows.at(moment - b));
    for (let index = first; moment - this.#windows.end(index) > a; index++) {
      const cut = moment - this.#windows.end(index);
      if (cut < b) cuts.push(cut);
    }
  }

  /**
   * How probably somebody who noticed at `noticed` has tried by t. `like`: a moment of noticing within the same
   * piece, that decides on which side of a border those on it are.
   */
  #triedBy(t: number, noticed: number, like: number): number {
    const windows = this.#windows;
    const openedIn = windows.at(this.#opens - like);
    if (openedIn < 0) return share(t - noticed, 0, windows.end(0));
    const start = windows.start(openedIn);
    const end = windows.end(openedIn);
    const opened = this.#opens - noticed;
    const still = (end - opened) / (end - start);
    const beyond = t - like > end;
    if (!beyond) return (t - this.#opens) / (end - start);
    return still + (1 - still) * share(t - noticed, end, windows.end(openedIn + 1));
  }
}

const share = (moment: number, from: number, to: number): number =>
  Math.min(1, Math.max(0, (moment - from) / (to - from)));
