/** What single steps cost: here an "event" is one call. Sums are kept so that no call can be optimised away. */
import {
  draw,
  Fingerprint,
  key,
  type Law,
  Loop,
  noise,
  poisson,
  Streams,
  successive,
} from "../src/engine/index.js";
import type { Micros } from "../src/units/index.js";
import { cpuSeconds, type Model, type Variant } from "./measure.js";

let kept = 0;

function calls(name: string, events: number, call: (i: number) => number): Variant {
  const run = (count: number): number =>
    cpuSeconds(() => {
      let sum = 0;
      for (let i = 0; i < count; i += 1) sum += call(i);
      kept += sum;
    });
  return { name, events, run };
}

export function smallCosts(): Model {
  const streams = new Streams(1, 1);
  const owner = key("part", "purpose");
  const stream = streams.stream(owner);
  const words = streams.noise(owner);
  const fingerprint = new Fingerprint();
  const lognormal: Law = { law: "lognormal", median: 1_000_000 as Micros, sigma: 0.8 };
  return {
    name: "single steps",
    alike: false,
    variants: [
      calls("a uniform of a stream", 5_000_000, () => stream.next()),
      calls("a stream opened, first uniform", 1_000_000, (i) => new Streams(1, i).stream(owner).next()),
      calls("noise by number", 5_000_000, (i) => noise(words, i)),
      calls("fingerprint of an event", 5_000_000, (i) => {
        fingerprint.mix(i * 1_000_003, 3, 7, i);
        return 0;
      }),
      calls("lognormal by noise", 2_000_000, (i) => draw(lognormal, noise(words, i))),
      calls("Poisson, mean 1e6", 1_000_000, (i) => poisson(1e6, successive(words, i))),
      calls("an empty loop made", 1_000_000, () => new Loop().now),
    ],
  };
}

/** What the calls gave, so that they had to be made. */
export const keptSum = (): number => kept;
