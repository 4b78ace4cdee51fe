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

/** Laws of other openings that are kept at hand: the homes that one failure cuts off have the same. */
const AT_HAND = 4;

export class Windows {
  /** Ends of the windows that still grow; behind the last all have the longest length. */
  readonly #ends: number[] = [];
  readonly #longest: number;
  /** Of a door that is open at the loss: the same after every failure. */
  readonly #atOnce = new Map<Notice, AttemptLaw>();
  readonly #atHand: AttemptLaw[] = [];

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

  /** The law of a first attempt behind a door that opens so long after the loss. */
  law(notice: Notice, opens: number): AttemptLaw {
    const known = opens === 0 ? this.#atOnce.get(notice) : this.#atHand.find((one) => one.is(notice, opens));
    if (known !== undefined) return known;
    const law = new AttemptLaw(this, notice, opens);
    if (opens === 0) this.#atOnce.set(notice, law);
    else if (this.#atHand.push(law) > AT_HAND) this.#atHand.shift();
    return law;
  }
}

/** The first attempt after `opens` of a client that lost its session at `struck`. */
export class FirstAttempt {
  readonly #law: AttemptLaw;
  readonly #struck: Micros;
  /** By when everybody has tried. */
  readonly latest: Micros;

  constructor(windows: Windows, struck: Micros, notice: Notice, opens: Micros) {
    this.#struck = struck;
    this.#law = windows.law(notice, opens - struck);
    this.latest = (struck + this.#law.latest) as Micros;
  }

  /** The share of the clients that has tried by `instant`. */
  upTo(instant: Micros): number {
    return this.#law.upTo(instant - this.#struck);
  }
}

/** A stretch of the law in which the share is at most a cube in the moment asked for. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly cube: readonly [number, number, number, number];
}

/** The same, counted from the loss: it hangs on how long after it the door opens, and on nothing else of a life. */
class AttemptLaw {
  readonly latest: number;
  readonly #windows: Windows;
  readonly #notice: Notice;
  readonly #earliest: number;
  readonly #latest: number;
  readonly #opens: number;
  /** Where the law has another formula; the pieces between are worked out when they are first asked for. */
  readonly #borders: readonly number[];
  readonly #pieces: (Piece | undefined)[] = [];
  #last: Piece = { from: 0, to: 0, cube: [0, 0, 0, 0] };

  constructor(windows: Windows, notice: Notice, opens: number) {
    this.#windows = windows;
    this.#notice = notice;
    this.#opens = opens;
    this.#earliest = notice.earliest;
    this.#latest = notice.latest;
    const since = Math.max(0, opens - notice.earliest);
    // Whoever tried just before the door opened tries again within the next window.
    this.latest = notice.latest + windows.end(windows.at(since) + 1);
    this.#borders = this.#findBorders();
  }

  is(notice: Notice, opens: number): boolean {
    return this.#notice === notice && this.#opens === opens;
  }

  upTo(t: number): number {
    if (t <= this.#opens) return 0;
    let piece = this.#last;
    if (t < piece.from || t > piece.to) {
      piece = this.#pieceAt(t);
      this.#last = piece;
    }
    const x = (t - piece.from) / (piece.to - piece.from);
    const [c0, c1, c2, c3] = piece.cube;
    return Math.min(1, Math.max(0, c0 + x * (c1 + x * (c2 + x * c3))));
  }

  #pieceAt(t: number): Piece {
    const borders = this.#borders;
    let index = 0;
    while (index + 2 < borders.length && borders[index + 1]! < t) index++;
    const known = this.#pieces[index];
    if (known !== undefined) return known;
    const piece = this.#piece(borders[index]!, borders[index + 1]!);
    this.#pieces[index] = piece;
    return piece;
  }

  /** The cube through four moments of the piece: the law itself, to the last digits. */
  #piece(from: number, to: number): Piece {
    const third = (to - from) / 3;
    const y0 = this.#exactly(from);
    const y1 = this.#exactly(from + third);
    const y2 = this.#exactly(to - third);
    const y3 = this.#exactly(to);
    const first = 3 * (y1 - y0);
    const second = 4.5 * (y2 - 2 * y1 + y0);
    const last = 4.5 * (y3 - 3 * y2 + 3 * y1 - y0);
    // Newton's form over the thirds, multiplied out.
    return { from, to, cube: [y0, first - second / 3 + (2 / 9) * last, second - last, last] };
  }

  /** Whoever noticed first, or last, or while windows met at the opening, comes to the end of a window. */
  #findBorders(): number[] {
    const [a, b, opens] = [this.#earliest, this.#latest, this.#opens];
    const met = [a, b];
    this.#addCuts(met, opens, a, b);
    const borders = [opens, this.latest];
    const add = (border: number) => {
      if (border > opens && border < this.latest) borders.push(border);
    };
    for (const moment of met) {
      add(moment);
      const first = Math.max(0, this.#windows.at(opens - moment));
      for (let index = first; moment + this.#windows.end(index) < this.latest; index++)
        add(moment + this.#windows.end(index));
    }
    return [...new Set(borders)].sort((one, other) => one - other);
  }

  /** The share by its definition: an integral over the moments of noticing. */
  #exactly(t: number): number {
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
