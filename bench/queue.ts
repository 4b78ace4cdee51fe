/**
 * A queue with one server, M/M/1 at 80 %: two events a customer, arrival and departure.
 *
 *     --80 /s--> [ waiting ] --> (server, 100 /s) -->
 */
import { Activity, draw, key, type Law, Loop, RUNG, Streams } from "../src/engine/index.js";
import type { Micros } from "../src/units/index.js";
import { bare, exponential } from "./bare.js";
import { cpuSeconds, type Model } from "./measure.js";
import { type Python, simpyVariants } from "./simpy.js";

const ARRIVAL = 0;
const DEPARTURE = 1;

function runBare(events: number): number {
  const { queue, uniform } = bare();
  let present = 0;
  queue.add({ time: exponential(1 / 80, uniform()), what: ARRIVAL });
  return cpuSeconds(() => {
    for (let handled = 0; handled < events; handled += 1) {
      const { time, what } = queue.poll()!;
      if (what === ARRIVAL) {
        queue.add({ time: time + exponential(1 / 80, uniform()), what: ARRIVAL });
        present += 1;
        if (present > 1) continue;
      } else {
        present -= 1;
        if (present === 0) continue;
      }
      queue.add({ time: time + exponential(1 / 100, uniform()), what: DEPARTURE });
    }
  });
}

const BETWEEN: Law = { law: "exponential", mean: 12_500 as Micros };
const SERVICE: Law = { law: "exponential", mean: 10_000 as Micros };

function runEngine(events: number): number {
  const loop = new Loop();
  const streams = new Streams(1, 1);
  const arrivals = streams.stream(key("queue", "arrivals"));
  const services = streams.stream(key("queue", "services"));
  let present = 0;
  const serve = (): void => {
    loop.schedule(loop.after(draw(SERVICE, services.next())), departs);
  };
  const arrives = new Activity({
    rung: RUNG.tick,
    kind: ARRIVAL,
    part: 1,
    action: () => {
      loop.schedule(loop.after(draw(BETWEEN, arrivals.next())), arrives);
      present += 1;
      if (present === 1) serve();
    },
  });
  const departs = new Activity({
    rung: RUNG.completion,
    kind: DEPARTURE,
    part: 1,
    action: () => {
      present -= 1;
      if (present > 0) serve();
    },
  });
  loop.schedule(draw(BETWEEN, arrivals.next()), arrives);
  return cpuSeconds(() => loop.run({ maxEvents: events }));
}

export function queue(python: Python | null): Model {
  return {
    name: "M/M/1 at 80 %",
    alike: true,
    variants: [
      { name: "bare loop", events: 2_000_000, run: runBare },
      ...simpyVariants(python, "queue", 200_000),
      { name: "engine", events: 2_000_000, run: runEngine },
    ],
  };
}
