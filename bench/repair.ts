/**
 * Components that fail and get repaired, each on its own exponential clocks. In the engine each component has
 * two named streams.
 *
 *     [up] --mean 1000 min--> [down] --mean 8 min--> [up] --> …     × 100
 */
import { Activity, draw, key, type Law, Loop, RUNG, Streams } from "../src/engine/index.js";
import { MINUTE, type Micros } from "../src/units/index.js";
import { bare, exponential } from "./bare.js";
import { cpuSeconds, type Model } from "./measure.js";
import { type Python, simpyVariants } from "./simpy.js";

function runBare(components: number, events: number): number {
  const { queue, uniform } = bare();
  const up = new Array<boolean>(components).fill(true);
  for (let i = 0; i < components; i += 1) queue.add({ time: exponential(1000, uniform()), what: i });
  return cpuSeconds(() => {
    for (let handled = 0; handled < events; handled += 1) {
      const { time, what } = queue.poll()!;
      const mean = up[what] ? 8 : 1000;
      up[what] = !up[what];
      queue.add({ time: time + exponential(mean, uniform()), what });
    }
  });
}

const LIFE: Law = { law: "exponential", mean: (1000 * MINUTE) as Micros };
const REPAIR: Law = { law: "exponential", mean: (8 * MINUTE) as Micros };

function component(loop: Loop, streams: Streams, part: number): void {
  const lives = streams.stream(key(`component ${part}`, "life"));
  const repairs = streams.stream(key(`component ${part}`, "repair"));
  const fails = new Activity({
    rung: RUNG.failure,
    kind: 1,
    part,
    action: () => {
      loop.schedule(loop.after(draw(REPAIR, repairs.next())), repaired);
    },
  });
  const repaired = new Activity({
    rung: RUNG.completion,
    kind: 2,
    part,
    action: () => {
      loop.schedule(loop.after(draw(LIFE, lives.next())), fails);
    },
  });
  loop.schedule(draw(LIFE, lives.next()), fails);
}

function runEngine(components: number, events: number): number {
  const loop = new Loop();
  const streams = new Streams(1, 1);
  for (let part = 0; part < components; part += 1) component(loop, streams, part);
  return cpuSeconds(() => loop.run({ maxEvents: events }));
}

export function repair(components: number, python: Python | null): Model {
  return {
    name: `${components} components, fail and repair`,
    alike: true,
    variants: [
      { name: "bare loop", events: 1_000_000, run: (events) => runBare(components, events) },
      ...simpyVariants(python, `repair-${components}`, 200_000),
      { name: "engine", events: 1_000_000, run: (events) => runEngine(components, events) },
    ],
  };
}
