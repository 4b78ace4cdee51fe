/**
 * Clients of one home that lost their sessions at one instant and in one way, and have not joined the queue for
 * signing in. It must never know how many servers there are or what they can take.
 */
import { binomial, Lanes, type NoiseWords } from "../../engine/index.js";
import type { Site } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import { FirstAttempt, type Notice, type Windows } from "./attempts.js";

export class Cohort {
  readonly home: Site;
  /** How many have not tried since the door opened. */
  left: number;
  readonly struck: Micros;
  /** Of a cut way: the place of the server that keeps these sessions, for whoever has not noticed when it is whole again. */
  keptBy: number | null = null;
  #notice: Notice;
  readonly #windows: Windows;
  readonly #lanes: Lanes;
  #drawn = 0;
  #opened: Micros | null = null;
  #law: FirstAttempt | null = null;
  #reached = 0;

  constructor(
    home: Site,
    count: number,
    struck: Micros,
    notice: Notice,
    windows: Windows,
    words: NoiseWords,
  ) {
    this.home = home;
    this.left = count;
    this.struck = struck;
    this.#notice = notice;
    this.#windows = windows;
    this.#lanes = new Lanes(words);
  }

  get isOpen(): boolean {
    return this.#opened !== null;
  }

  /** From here on an attempt succeeds. */
  opens(at: Micros): void {
    if (this.#opened !== null) return;
    this.#opened = at;
    this.#law = new FirstAttempt(this.#windows, this.struck, this.#notice, at);
    this.#reached = 0;
  }

  /** From here on attempts fail again: whoever has not tried goes on as if it had never been open. */
  shuts(): void {
    this.#opened = null;
    this.#law = null;
  }

  /** Nobody is left who has not noticed: no session goes on any more. */
  forgetsNoticed(at: Micros): void {
    if (at - this.struck >= this.#notice.latest) this.keptBy = null;
  }

  /** By when everybody has tried; only while it is open. */
  get latest(): Micros {
    return this.#law!.latest;
  }

  /** How many try from the last time this was asked up to `instant`. */
  tryUpTo(instant: Micros): number {
    if (this.left === 0) return 0;
    const law = this.#law!;
    const tried = instant >= law.latest ? 1 : law.upTo(instant);
    if (tried === this.#reached && tried < 1) return 0;
    const chance = this.#reached >= 1 ? 1 : (tried - this.#reached) / (1 - this.#reached);
    const count = this.#draw(this.left, Math.min(1, Math.max(0, chance)));
    this.#reached = tried;
    this.left -= count;
    return count;
  }

  /** Writes down what a plan for the future must be able to put back: so many numbers. */
  mark(to: Float64Array, place: number): void {
    to[place] = this.left;
    to[place + 1] = this.#reached;
    to[place + 2] = this.#drawn;
  }

  /** Goes back to what stands at this place. */
  return(to: Float64Array, place: number): void {
    this.left = to[place]!;
    this.#reached = to[place + 1]!;
    this.#drawn = to[place + 2]!;
  }

  /** The way is whole again: how many sessions go on, because nobody has noticed. */
  resumes(at: Micros): number {
    this.keptBy = null;
    const { earliest, latest } = this.#notice;
    const since = at - this.struck;
    if (since >= latest) return 0;
    const unnoticed = since <= earliest ? 1 : (latest - since) / (latest - earliest);
    // Whoever has joined the queue had noticed.
    const going = this.#draw(this.left, Math.min(1, unnoticed / (1 - this.#reached)));
    this.left -= going;
    this.#notice = { earliest, latest: Math.max(earliest, since) as Micros };
    if (this.isOpen) {
      this.shuts();
      this.opens(at);
    }
    return going;
  }

  #draw(count: number, chance: number): number {
    if (count === 0 || chance === 0) return 0;
    if (chance === 1) return count;
    return binomial(count, chance, this.#lanes.of(this.#drawn++));
  }
}

/** How many numbers a mark is. */
export const MARK = 3;
