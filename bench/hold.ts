/**
 * The hold model: a fixed number of events pending, each of which schedules itself anew.
 *
 *     [event] --exponential, mean 1 s--> [event] --> …     × 100, 1 000, 10 000
 */
import { Activity, draw, key, type Law, Loop, RUNG, Streams } from "../src/engine/index.js";
import { SECOND } from "../src/units/index.js";
import { bare, exponential } from "./bare.js";
import { cpuSeconds, type Model } from "./measure.js";
import { type Python, simpyVariants } from "./simpy.js";

function runBare(pending: number, events: number): number {
  const { queue, uniform } = bare();
  for (let i = 0; i < pending; i += 1) queue.add({ time: exponential(1, uniform()), what: i });
  return cpuSeconds(() => {
    for (let handled = 0; handled < events; handled += 1) {
      const { time, what } = queue.poll()!;
      queue.add({ time: time + exponential(1, uniform()), what });
    }
  });
}

function runEngine(pending: number, events: number): number {
  const loop = new Loop();
  const stream = new Streams(1, 1).stream(key("hold", "delay"));
  const delay: Law = { law: "exponential", mean: SECOND };
  const again = new Activity({
    rung: RUNG.completion,
    kind: 1,
    part: 1,
    action: (which) => {
      loop.schedule(loop.after(draw(delay, stream.next())), again, which);
    },
  });
  for (let i = 0; i < pending; i += 1) loop.schedule(draw(delay, stream.next()), again, i);
  return cpuSeconds(() => loop.run({ maxEvents: events }));
}

export function hold(pending: number, python: Python | null): Model {
  return {
    name: `hold, ${pending} pending`,
    alike: true,
    variants: [
      { name: "bare loop", events: 1_000_000, run: (events) => runBare(pending, events) },
      ...simpyVariants(python, `hold-${pending}`, 200_000),
      { name: "engine", events: 1_000_000, run: (events) => runEngine(pending, events) },
    ],
  };
}
