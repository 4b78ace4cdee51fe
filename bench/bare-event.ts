/**
 * What one event costs at the very least: taken from a heap with as many pending as a pool has, and another put in its
 * place. No life of so many events can be cheaper.
 */
import { bare, exponential } from "./bare.js";
import { cpuSeconds, median } from "./measure.js";

/** A pool has about so many failures, repairs and steps ahead of it. */
const PENDING = 16;
const EVENTS = 1_000_000;

/** Seconds. */
export function bareEvent(rounds: number): number {
  const costs: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const { queue, uniform } = bare();
    for (let what = 0; what < PENDING; what++) queue.add({ time: exponential(1, uniform()), what });
    const seconds = cpuSeconds(() => {
      for (let handled = 0; handled < EVENTS; handled++) {
        const { time, what } = queue.poll()!;
        queue.add({ time: time + exponential(1, uniform()), what });
      }
    });
    if (round >= 0) costs.push(seconds / EVENTS);
  }
  return median(costs);
}
