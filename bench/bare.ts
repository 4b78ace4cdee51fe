/**
 * The least a simulation could do: plain objects with a time on the same heap, one alea stream, no order
 * beyond time, no whole microseconds, no fingerprint, no checks. What the engine adds is measured against it.
 */
import FastPriorityQueue from "fastpriorityqueue";
import alea from "seedrandom/lib/alea.js";

export interface BareEvent {
  readonly time: number;
  /** Which of the model's things; negative where the model needs a second kind of event. */
  readonly what: number;
}

export interface Bare {
  readonly queue: FastPriorityQueue<BareEvent>;
  readonly uniform: () => number;
}

export function bare(): Bare {
  const queue = new FastPriorityQueue<BareEvent>((one, other) => one.time < other.time);
  return { queue, uniform: alea("bare", { state: { c: 1, s0: 0.25, s1: 0.5, s2: 0.75 } }).double };
}

export const exponential = (mean: number, uniform: number): number => -mean * Math.log1p(-uniform);
