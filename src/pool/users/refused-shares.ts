/**
 * The share of the messages that nobody takes, over time: of whoever cannot send, or of whoever cannot for as long as he
 * tries. It must never know how many messages there are, nor why anybody could not send.
 */
import type { Micros } from "../../units/index.js";

/** A step function, column by column: from each instant on so many could send, of so many that were counted. */
export interface Able {
  readonly at: readonly Micros[];
  readonly able: readonly number[];
  readonly counted: readonly number[];
}

function unable({ able, counted }: Able, index: number): number {
  const all = counted[index]!;
  return all === 0 ? 1 : (all - able[index]!) / all;
}

/** Whoever can send at some instant of [t, t + retryFor] gets a message of t through. */
export function tryingFor(steps: Able, retryFor: Micros): Able {
  const instants = [...steps.at, ...steps.at.map((at) => (at - retryFor) as Micros)];
  const found = { at: [] as Micros[], able: [] as number[], counted: [] as number[] };
  // The steps that hold in the window, the later the better: those that a later and better one outdoes are gone.
  const window: number[] = [];
  let next = 0;
  for (const at of [...new Set(instants)].sort((a, b) => a - b)) {
    while (next < steps.at.length && steps.at[next]! <= at + retryFor) {
      while (window.length > 0 && unable(steps, window[window.length - 1]!) >= unable(steps, next))
        window.pop();
      window.push(next++);
    }
    while (window.length > 1 && (steps.at[window[0]! + 1] ?? Number.POSITIVE_INFINITY) <= at) window.shift();
    const best = window[0]!;
    found.at.push(at);
    found.able.push(steps.able[best]!);
    found.counted.push(steps.counted[best]!);
  }
  return found;
}

export class RefusedShares {
  readonly #steps: Able;
  #index = 0;

  constructor(steps: Able) {
    this.#steps = steps;
  }

  /** The mean over (from, to]. Quickest where questions come in the order of time. */
  mean(from: Micros, to: Micros): number {
    const steps = this.#steps;
    const { at } = steps;
    if (at[this.#index]! > from) this.#index = 0;
    while (this.#index + 1 < at.length && at[this.#index + 1]! <= from) this.#index++;
    let sum = 0;
    for (let index = this.#index; index < at.length; index++) {
      const begin = Math.max(at[index]!, from);
      const end = index + 1 < at.length ? Math.min(at[index + 1]!, to) : to;
      if (end > begin) sum += (end - begin) * unable(steps, index);
      if (end >= to) break;
    }
    return sum / (to - from);
  }
}
