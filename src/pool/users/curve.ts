/**
 * Who could send over time: a step function of endpoints able, and of those that are counted at all. It only grows
 * at its end. It must never know why anybody could not send.
 */
import type { Micros } from "../../units/index.js";

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
  readonly #steps: Step[];
  /** Instants at which the situation changed, beside the steps. */
  readonly #changes: Micros[] = [];

  /** `all` endpoints, able from the beginning of time, so many of them in site 2. */
  constructor(all: number, atSite2: number) {
    this.all = all;
    this.#steps = [{ at: Number.MIN_SAFE_INTEGER as Micros, able: all, counted: all, atSite2 }];
  }

  get last(): Step {
    return this.#steps[this.#steps.length - 1]!;
  }

  get steps(): readonly Step[] {
    return this.#steps;
  }

  get changes(): readonly Micros[] {
    return this.#changes;
  }

  /** false where nothing changes by it. Of several steps at one instant the last one counts. */
  add(step: Step): boolean {
    const { last } = this;
    if (isSame(step, last)) return false;
    if (last.at === step.at) this.#steps.pop();
    const before = this.last;
    if (!isSame(before, step)) this.#steps.push(step);
    return true;
  }

  markChange(at: Micros): void {
    if (this.#changes[this.#changes.length - 1] !== at) this.#changes.push(at);
  }

  /** The pieces of (from, to] in which one step holds. */
  *pieces(from: Micros, to: Micros): Iterable<{ from: Micros; to: Micros; step: Step }> {
    for (let index = this.#indexAt(from); index < this.#steps.length; index++) {
      const step = this.#steps[index]!;
      const begin = Math.max(step.at, from) as Micros;
      const end = Math.min(this.#steps[index + 1]?.at ?? to, to) as Micros;
      if (end > begin) yield { from: begin, to: end, step };
      if (end >= to) return;
    }
  }

  /** The step that holds just after `instant`. */
  stepAt(instant: Micros): Step {
    return this.#steps[this.#indexAt(instant)]!;
  }

  #indexAt(instant: Micros): number {
    let low = 0;
    let high = this.#steps.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#steps[middle]!.at <= instant) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Time of one user lost in (from, to]: the time itself where all were cut off, half of it where half were. */
  lost(from: Micros, to: Micros): number {
    let sum = 0;
    for (const piece of this.pieces(from, to)) {
      const { able, counted } = piece.step;
      sum += (piece.to - piece.from) * (counted - able);
    }
    return sum / this.all;
  }

  /** The stretches in which somebody could not send, or nobody was there to, up to `end`. */
  dips(end: Micros): { from: Micros; to: Micros }[] {
    const found: { from: Micros; to: Micros }[] = [];
    let since: Micros | null = null;
    for (const { at, able, counted } of this.#steps) {
      if (at >= end) break;
      if (able < counted || counted === 0) since ??= at;
      else if (since !== null) {
        found.push({ from: since, to: at });
        since = null;
      }
    }
    if (since !== null) found.push({ from: since, to: end });
    return found;
  }

  /** The share of the messages that nobody takes: as the curve, where a sender tries for a while. */
  refusedShares(retryFor: Micros): RefusedShares {
    return new RefusedShares(retryFor === 0 ? this.#steps : tryingFor(this.#steps, retryFor));
  }
}

const isSame = (a: Step, b: Step): boolean =>
  a.able === b.able && a.counted === b.counted && a.atSite2 === b.atSite2;

const unable = ({ able, counted }: Step): number => (counted === 0 ? 1 : (counted - able) / counted);

/** Whoever can send at some instant of [t, t + retryFor] gets a message of t through. */
function tryingFor(steps: readonly Step[], retryFor: Micros): Step[] {
  const instants = [...steps.map(({ at }) => at), ...steps.map(({ at }) => (at - retryFor) as Micros)];
  const found: Step[] = [];
  // The steps that hold in the window, the later the better: those that a later and better one outdoes are gone.
  const window: number[] = [];
  let next = 0;
  for (const at of [...new Set(instants)].sort((a, b) => a - b)) {
    while (next < steps.length && steps[next]!.at <= at + retryFor) {
      while (window.length > 0 && unable(steps[window[window.length - 1]!]!) >= unable(steps[next]!))
        window.pop();
      window.push(next++);
    }
    while (window.length > 1 && (steps[window[0]! + 1]?.at ?? Number.POSITIVE_INFINITY) <= at) window.shift();
    found.push({ ...steps[window[0]!]!, at });
  }
  return found;
}

export class RefusedShares {
  readonly #steps: readonly Step[];
  #index = 0;

  constructor(steps: readonly Step[]) {
    this.#steps = steps;
  }

  /** The mean over (from, to]. Quickest where questions come in the order of time. */
  mean(from: Micros, to: Micros): number {
    if (this.#steps[this.#index]!.at > from) this.#index = 0;
    while (this.#index + 1 < this.#steps.length && this.#steps[this.#index + 1]!.at <= from) this.#index++;
    let sum = 0;
    for (let index = this.#index; index < this.#steps.length; index++) {
      const begin = Math.max(this.#steps[index]!.at, from);
      const end = Math.min(this.#steps[index + 1]?.at ?? to, to);
      if (end > begin) sum += (end - begin) * unable(this.#steps[index]!);
      if (end >= to) break;
    }
    return sum / (to - from);
  }
}
