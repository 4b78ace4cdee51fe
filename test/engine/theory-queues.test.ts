/**
 * Theory tells what a queue with one stream of arrivals and equal servers makes its customers wait, on average:
 *
 *     --80 /s--> [ waiting ] --> (1 server, 100 /s) or (4 servers, 25 /s each) -->
 *
 * Every replication is independent and begins in the steady state, or warms up where that is hard to draw.
 */
import { describe, expect, it } from "vitest";
import { Activity, draw, key, type Law, Loop, mean, RUNG, Streams } from "../../src/engine/index.js";
import type { Micros } from "../../src/units/index.js";
import { errorsOff, type Sample, sampleOf } from "./evidence.js";

interface QueueModel {
  readonly servers: number;
  readonly between: Law;
  readonly service: Law;
  /** How many are there at the start, by one uniform. */
  readonly present: (u: number) => number;
  /** Customers who do not count, then those who do. */
  readonly warmUp: number;
  readonly customers: number;
}

const ARRIVALS = key("queue", "arrivals");
const SERVICES = key("queue", "services");
const BEGINNING = key("queue", "beginning");

interface Observed {
  /** Mean waiting time, in seconds. */
  readonly wait: number;
  /** The mean lengths of services and of pauses between arrivals, by their expectations: 1 in the mean. */
  readonly service: number;
  readonly pause: number;
}

function watch(model: QueueModel, streams: Streams): Observed {
  const loop = new Loop();
  const arrivals = streams.stream(ARRIVALS);
  const services = streams.stream(SERVICES);
  const present = model.present(streams.stream(BEGINNING).next());
  const last = model.warmUp + model.customers;
  const since: number[] = [];
  let turn = 0;
  let busy = 0;
  let waited = 0;
  let served = 0;
  let paused = 0;
  const serveNext = (): void => {
    // Who is there at the start has no waiting time of his own.
    if (turn >= present + model.warmUp) waited += loop.now - since[turn]!;
    turn += 1;
    busy += 1;
    const length = draw(model.service, services.next());
    served += length;
    loop.schedule(loop.after(length), departs);
  };
  const arrive = (): void => {
    since.push(loop.now);
    if (busy < model.servers) serveNext();
  };
  const awaitNext = (): void => {
    const pause = draw(model.between, arrivals.next());
    paused += pause;
    loop.schedule(loop.after(pause), arrives);
  };
  const departs = new Activity({
    rung: RUNG.completion,
    kind: 1,
    part: 1,
    action: () => {
      busy -= 1;
      if (turn < since.length) serveNext();
    },
  });
  const arrives = new Activity({
    rung: RUNG.tick,
    kind: 2,
    part: 1,
    action: () => {
      arrive();
      if (since.length < present + last) awaitNext();
    },
  });
  while (since.length < present) arrive();
  awaitNext();
  loop.run();
  return {
    wait: waited / model.customers / 1e6,
    service: served / (present + last) / mean(model.service),
    pause: paused / last / mean(model.between),
  };
}

/** The values less what a control, whose mean is known, explains of them by linear regression. */
function corrected(values: readonly number[], control: readonly number[], known: number): number[] {
  const [value, steering] = [sampleOf(values), sampleOf(control)];
  const products = values.map((one, i) => (one - value.mean) * (control[i]! - steering.mean));
  const slope = steering.variance > 0 ? sampleOf(products).mean / steering.variance : 0;
  return values.map((one, i) => one - slope * (control[i]! - known));
}

/**
 * 100 replications, less what chance put on the queue: where services were long by chance, or arrivals dense,
 * waiting times are corrected for it. That saves every second event.
 */
function replicate(model: QueueModel): Sample {
  const observed = Array.from({ length: 100 }, (_, i) => watch(model, new Streams(12, i)));
  const waits = observed.map(({ wait }) => wait);
  const lessServices = corrected(
    waits,
    observed.map(({ service }) => service),
    1,
  );
  return sampleOf(
    corrected(
      lessServices,
      observed.map(({ pause }) => pause),
      1,
    ),
  );
}

function expectTheory(sample: Sample, truth: number): void {
  expect(sample.size).toBeGreaterThanOrEqual(100);
  expect(sample.standardError / truth).toBeLessThan(0.005);
  expect(Math.abs(errorsOff(sample, truth))).toBeLessThan(4);
}

const BETWEEN: Law = { law: "exponential", mean: 12_500 as Micros };

/** The number there in the steady state of M/M/c: the ladder of birth and death, summed until it passes u. */
function presentInSteadyState(servers: number, load: number): (u: number) => number {
  const weight = (n: number): number => {
    let product = 1;
    for (let i = 1; i <= n; i += 1) product *= load / Math.min(i, servers);
    return product;
  };
  const weights = Array.from({ length: 400 }, (_, n) => weight(n));
  const total = weights.reduce((sum, one) => sum + one, 0);
  return (u) => {
    let left = u * total;
    return weights.findIndex((one) => {
      left -= one;
      return left <= 0;
    });
  };
}

describe("the mean waiting time", () => {
  it("of M/M/1 at 80 % is 40 ms", () => {
    const model: QueueModel = {
      servers: 1,
      between: BETWEEN,
      service: { law: "exponential", mean: 10_000 as Micros },
      present: presentInSteadyState(1, 0.8),
      warmUp: 0,
      customers: 32_000,
    };
    expectTheory(replicate(model), 0.04);
  });

  it("of M/D/1 at 80 % is 20 ms, half of that", () => {
    const model: QueueModel = {
      servers: 1,
      between: BETWEEN,
      service: { law: "fixed", value: 10_000 as Micros },
      present: () => 0,
      warmUp: 1_000,
      customers: 17_000,
    };
    expectTheory(replicate(model), 0.02);
  });

  it("of M/M/4 at 80 % is 29.8216 ms, by Erlang's C", () => {
    const load = 3.2;
    const others = 1 + load + (load * load) / 2 + (load * load * load) / 6;
    const all = ((load * load * load * load) / 24) * (1 / (1 - 0.8));
    const erlangC = all / (others + all);
    expect(erlangC).toBeCloseTo(0.596432, 6);
    const model: QueueModel = {
      servers: 4,
      between: BETWEEN,
      service: { law: "exponential", mean: 40_000 as Micros },
      present: presentInSteadyState(4, load),
      warmUp: 0,
      customers: 50_000,
    };
    const truth = erlangC / (100 - 80);
    expect(truth).toBeCloseTo(0.0298216, 7);
    expectTheory(replicate(model), truth);
  });
});
