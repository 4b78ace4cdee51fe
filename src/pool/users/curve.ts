/**
 * Who could send over time: a step function of endpoints able, and of those that are counted at all. It only grows
 * at its end. It must never know why anybody could not send.
 *
 * A life has tens of thousands of steps, most of which nobody ever looks at one by one: they are kept as columns of
 * numbers, and made into objects for whoever asks.
 */
import type { Micros } from "../../units/index.js";
import { type Able, RefusedShares, tryingFor } from "./refused-shares.js";

/** From this instant on, until the next step. */
export interface Step {
  readonly at: Micros;
  readonly able: number;
  /** All but those who left with their site. */
  readonly counted: number;
  /** Of those who are able, whoever works in site 2. */
  readonly atSite2: number;
}

export class Curve {
  readonly all: number;
  readonly #at: Micros[];
  readonly #able: number[];
  readonly #counted: number[];
  readonly #atSite2: number[];
  /** Instants at which the situation changed, beside the steps. */
  readonly #changes: Micros[] = [];

  /** `all` endpoints, able from the beginning of time, so many of them in site 2. */
  constructor(all: number, atSite2: number) {
    this.all = all;
    this.#at = [Number.MIN_SAFE_INTEGER as Micros];
    this.#able = [all];
    this.#counted = [all];
    this.#atSite2 = [atSite2];
  }

  /** How many can send since the last step. */
  get able(): number {
    return this.#able[this.#able.length - 1]!;
  }

  get counted(): number {
    return this.#counted[this.#counted.length - 1]!;
  }

  get last(): Step {
    return this.#step(this.#at.length - 1);
  }

  get changes(): readonly Micros[] {
    return this.#changes;
  }

  #step(index: number): Step {
    return {
      at: this.#at[index]!,
      able: this.#able[index]!,
      counted: this.#counted[index]!,
      atSite2: this.#atSite2[index]!,
    };
  }

  #isLast(able: number, counted: number, atSite2: number): boolean {
    const last = this.#at.length - 1;
    return able === this.#able[last] && counted === this.#counted[last] && atSite2 === this.#atSite2[last];
  }

  /** false where nothing changes by it. Of several steps at one instant the last one counts. */
  add({ at, able, counted, atSite2 }: Step): boolean {
    if (this.#isLast(able, counted, atSite2)) return false;
    if (this.#at[this.#at.length - 1] === at) {
      this.#at.pop();
      this.#able.pop();
      this.#counted.pop();
      this.#atSite2.pop();
      if (this.#isLast(able, counted, atSite2)) return true;
    }
    this.#at.push(at);
    this.#able.push(able);
    this.#counted.push(counted);
    this.#atSite2.push(atSite2);
    return true;
  }

  /** More can send from `at` on, which is behind the last step. */
  rises(at: Micros, able: number, atSite2: number): void {
    const { counted } = this;
    this.#at.push(at);
    this.#able.push(able);
    this.#counted.push(counted);
    this.#atSite2.push(atSite2);
  }

  markChange(at: Micros): void {
    if (this.#changes[this.#changes.length - 1] !== at) this.#changes.push(at);
  }

  /** The pieces of (from, to] in which one step holds. */
  *pieces(from: Micros, to: Micros): Iterable<{ from: Micros; to: Micros; step: Step }> {
    for (let index = this.#indexAt(from); index < this.#at.length; index++) {
      const begin = Math.max(this.#at[index]!, from) as Micros;
      const end = Math.min(this.#at[index + 1] ?? to, to) as Micros;
      if (end > begin) yield { from: begin, to: end, step: this.#step(index) };
      if (end >= to) return;
    }
  }

  /** The step that holds just after `instant`. */
  stepAt(instant: Micros): Step {
    return this.#step(this.#indexAt(instant));
  }

  /** The steps of (from, to] by which another number can send, or is counted: who they are does not matter. */
  changesWithin(from: Micros, to: Micros): Step[] {
    const found: Step[] = [];
    for (let index = this.#indexAt(from) + 1; index < this.#at.length && this.#at[index]! <= to; index++) {
      const isAnother =
        this.#able[index] !== this.#able[index - 1] || this.#counted[index] !== this.#counted[index - 1];
      if (isAnother) found.push(this.#step(index));
    }
    return found;
  }

  #indexAt(instant: Micros): number {
    let low = 0;
    let high = this.#at.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#at[middle]! <= instant) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Time of one user lost in (from, to]: the time itself where all were cut off, half of it where half were. */
  lost(from: Micros, to: Micros): number {
    const [starts, able, counted] = [this.#at, this.#able, this.#counted];
    let sum = 0;
    let index = this.#indexAt(from);
    for (let begin: number = from; begin < to; index++) {
      const end = index + 1 < starts.length ? Math.min(starts[index + 1]!, to) : to;
      sum += (end - begin) * (counted[index]! - able[index]!);
      begin = end;
    }
    return sum / this.all;
  }

  /** The stretches in which somebody could not send, or nobody was there to, up to `end`. */
  dips(end: Micros): { from: Micros; to: Micros }[] {
    const [starts, able, counted] = [this.#at, this.#able, this.#counted];
    const found: { from: Micros; to: Micros }[] = [];
    let since: Micros | null = null;
    for (let index = 0; index < starts.length && starts[index]! < end; index++) {
      if (able[index]! < counted[index]! || counted[index] === 0) since ??= starts[index]!;
      else if (since !== null) {
        found.push({ from: since, to: starts[index]! });
        since = null;
      }
    }
    if (since !== null) found.push({ from: since, to: end });
    return found;
  }

  /** The share of the messages that nobody takes: as the curve, where a sender tries for a while. */
  refusedShares(retryFor: Micros): RefusedShares {
    const own: Able = { at: this.#at, able: this.#able, counted: this.#counted };
    return new RefusedShares(retryFor === 0 ? own : tryingFor(own, retryFor));
  }
}
