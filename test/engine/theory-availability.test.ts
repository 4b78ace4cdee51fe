/**
 * Theory tells how often and for how long a system is down whose parts fail and get repaired:
 *
 *     [up] --life--> [down] --repair--> [up] --> …    n parts; the system is up while k of them are
 *
 * One hour of the model is one second of the clock here, so that millions of years fit.
 */
import { describe, expect, it } from "vitest";
import { Activity, draw, key, type Law, Loop, mean, RUNG, Streams } from "../../src/engine/index.js";
import { logBinomial } from "../../src/engine/saddle-point.js";
import type { Micros } from "../../src/units/index.js";
import { errorsOff, Sample } from "./evidence.js";

const hours = (value: number): Micros => Math.round(value * 1_000_000) as Micros;
const exponential = (meanHours: number): Law => ({ law: "exponential", mean: hours(meanHours) });

interface System {
  readonly parts: number;
  /** The system is up while so many parts are. */
  readonly needed: number;
  readonly life: Law;
  readonly repair: Law;
  /** Time that does not count, then time that does. */
  readonly warmUp: Micros;
  readonly watched: Micros;
}

interface Observed {
  /** The part of the watched time in which the system was down. */
  readonly down: number;
  /** Times it went down, by the watched hour. */
  readonly frequency: number;
}

const PARTS = Array.from({ length: 8 }, (_, part) => ({
  life: key(`part ${part}`, "life"),
  repair: key(`part ${part}`, "repair"),
  state: key(`part ${part}`, "state at the start"),
}));

/** Each part starts up or down by its steady state; exponential parts need no warming up beyond that. */
function watch(system: System, streams: Streams): Observed {
  const loop = new Loop();
  const share = mean(system.life) / (mean(system.life) + mean(system.repair));
  let up = 0;
  let downSince = 0;
  let down = 0;
  let outages = 0;
  for (let part = 0; part < system.parts; part += 1) {
    const keys = PARTS[part]!;
    const lives = streams.stream(keys.life);
    const repairs = streams.stream(keys.repair);
    const fails = new Activity({
      rung: RUNG.failure,
      kind: 1,
      part,
      action: () => {
        up -= 1;
        if (up === system.needed - 1) {
          downSince = loop.now;
          if (loop.now >= system.warmUp) outages += 1;
        }
        loop.schedule(loop.after(draw(system.repair, repairs.next())), repaired);
      },
    });
    const repaired = new Activity({
      rung: RUNG.completion,
      kind: 2,
      part,
      action: () => {
        up += 1;
        if (up === system.needed) down += Math.max(0, loop.now - Math.max(downSince, system.warmUp));
        loop.schedule(loop.after(draw(system.life, lives.next())), fails);
      },
    });
    if (streams.stream(keys.state).next() < share) {
      up += 1;
      loop.schedule(draw(system.life, lives.next()), fails);
    } else loop.schedule(draw(system.repair, repairs.next()), repaired);
  }
  loop.run({ until: (system.warmUp + system.watched) as Micros });
  if (up < system.needed) down += loop.now - Math.max(downSince, system.warmUp);
  return { down: down / system.watched, frequency: outages / (system.watched / 1e6) };
}

function replicate(system: System, replications: number): { down: Sample; frequency: Sample } {
  const down = new Sample();
  const frequency = new Sample();
  for (let replication = 0; replication < replications; replication += 1) {
    const observed = watch(system, new Streams(13, replication));
    down.add(observed.down);
    frequency.add(observed.frequency);
  }
  return { down, frequency };
}

function expectTheory(sample: Sample, truth: number): void {
  expect(sample.size).toBeGreaterThanOrEqual(100);
  expect(sample.standardError / truth).toBeLessThan(0.005);
  expect(Math.abs(errorsOff(sample, truth))).toBeLessThan(4);
}

/** The probability that fewer than `needed` of `parts` are up. */
function unavailability(parts: number, needed: number, up: number): number {
  let sum = 0;
  for (let k = 0; k < needed; k += 1) sum += Math.exp(logBinomial(k, parts, up));
  return sum;
}

describe("alternating renewal", () => {
  it("is up E[life] / (E[life] + E[repair]) of the time, whatever the laws", () => {
    // Weibull of shape 2 with mean 1000 h; lognormal with mean 8 h and as large a standard deviation.
    const sigma = Math.sqrt(Math.log(2));
    const system: System = {
      parts: 1,
      needed: 1,
      life: { law: "weibull", scale: hours(2000 / Math.sqrt(Math.PI)), shape: 2 },
      repair: { law: "lognormal", median: hours(8 / Math.sqrt(2)), sigma },
      warmUp: hours(20_000),
      watched: hours(400_000),
    };
    expect(mean(system.life) / 1e6).toBeCloseTo(1000, 5);
    expect(mean(system.repair) / 1e6).toBeCloseTo(8, 5);
    const { down, frequency } = replicate(system, 200);
    expect(1 - 8 / 1008).toBeCloseTo(0.992063492, 9);
    expectTheory(down, 8 / 1008);
    expectTheory(frequency, 1 / 1008);
  });

  it("is up after 10 h with the probability of the exponential transient", () => {
    const [failing, repairing] = [1 / 1000, 1 / 8];
    const upAt = (life: number, repair: number, t: number): number =>
      repair / (life + repair) + (life / (life + repair)) * Math.exp(-(life + repair) * t);
    expect(upAt(failing, repairing, 10)).toBeCloseTo(0.9943147145, 10);
    // Stressed fifty times, so that the part that moves is the larger one.
    const [life, repair] = [exponential(20), exponential(8)];
    const sample = new Sample();
    for (let replication = 0; replication < 30_000; replication += 1) {
      const streams = new Streams(17, replication);
      const lives = streams.stream(PARTS[0]!.life);
      const repairs = streams.stream(PARTS[0]!.repair);
      const loop = new Loop();
      let up = 1;
      const turns = new Activity({
        rung: RUNG.failure,
        kind: 1,
        part: 0,
        action: () => {
          up = 1 - up;
          const next = up === 1 ? draw(life, lives.next()) : draw(repair, repairs.next());
          loop.schedule(loop.after(next), turns);
        },
      });
      loop.schedule(draw(life, lives.next()), turns);
      loop.run({ until: hours(10) });
      sample.add(up);
    }
    expectTheory(sample, upAt(1 / 20, repairing, 10));
  });
});

describe("a system of equal parts", () => {
  it("of which 2 of 3 are needed is down 1.88e-4 of the time, 4.6866e-5 times an hour", () => {
    const a = 125 / 126;
    const truth = unavailability(3, 2, a);
    expect(1 - truth).toBeCloseTo(0.999812035, 9);
    const frequency = (6 / 1000) * a * a * (1 - a);
    expect(frequency).toBeCloseTo(4.6866e-5, 9);
    const system: System = {
      parts: 3,
      needed: 2,
      life: exponential(1000),
      repair: exponential(8),
      warmUp: hours(0),
      watched: hours(18e6),
    };
    const observed = replicate(system, 100);
    expectTheory(observed.down, truth);
    expectTheory(observed.frequency, frequency);
  });

  it("of which 4 of 4 are needed is up 0.909495 of the time", () => {
    const truth = unavailability(4, 4, 0.9765625);
    expect(1 - truth).toBeCloseTo(0.909495, 6);
    const system: System = {
      parts: 4,
      needed: 4,
      life: exponential(1000),
      repair: exponential(24),
      warmUp: hours(0),
      watched: hours(300_000),
    };
    const { down, frequency } = replicate(system, 200);
    expectTheory(down, truth);
    expectTheory(frequency, (4 / 1000) * (1 - truth));
  });

  it("of which 4 of 8 are needed is down as the binomial sum says", () => {
    // At 1000 h between failures it is down 3.7e-7 of the time: no simulation of ours would see that often
    // enough. So the sum is compared with the simulation where failures come 20 times as often, and the real
    // value with the sum.
    expect(unavailability(8, 4, 0.9765625)).toBeCloseTo(3.733e-7, 11);
    const system: System = {
      parts: 8,
      needed: 4,
      life: exponential(50),
      repair: exponential(24),
      warmUp: hours(0),
      watched: hours(60_000),
    };
    const up = 50 / 74;
    const { down, frequency } = replicate(system, 200);
    expectTheory(down, unavailability(8, 4, up));
    // It goes down when 4 are up and one of these fails.
    expectTheory(frequency, (4 / 50) * Math.exp(logBinomial(4, 8, up)));
  });
});
