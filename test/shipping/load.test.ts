/** How much is written, against sums over small steps; and the period after which it repeats. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readScenario } from "../../src/scenario/index.js";
import { burstLog, commonPeriod, loadOf, warmUp } from "../../src/shipping/index.js";
import { cosineOfTurn } from "../../src/shipping/turn.js";
import type { Profile, Scenario, Workload } from "../../src/spec/index.js";
import { type Bytes, DAY, HOUR, MINUTE, type Micros, SECOND, WEEK } from "../../src/units/index.js";

const workload = (profile: Profile, bursts: Workload["bursts"] = []): Workload => ({
  messagesPerSecond: 24,
  profile,
  arrivals: "poisson",
  logBytesPerMessage: 3000 as Bytes,
  bursts,
});

const REBUILD = {
  name: "index rebuild",
  every: WEEK,
  offset: (6 * DAY + 2 * HOUR) as Micros,
  lasts: (40 * MINUTE) as Micros,
  log: 40e9 as Bytes,
};

function scenario(fields: string): Scenario {
  const reading = readScenario(`layout: low-bandwidth\n${fields}`, { file: "test" });
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  return reading.scenario;
}

describe("the load", () => {
  it.each<[string, Profile, (hourOfWeek: number) => number]>([
    ["constant", { shape: "constant" }, () => 1],
    [
      "by the hour",
      { shape: "hours", factors: Array.from({ length: 24 }, (_, hour) => hour / 10) },
      (hour) => (hour % 24) / 10,
    ],
    [
      "in office hours",
      { shape: "office-hours" },
      (hour) => (hour >= 120 ? 0.1 : hour % 24 >= 9 && hour % 24 < 17 ? 1 : 0.05),
    ],
  ])("is the sum of its hours (%s)", (_, profile, factor) => {
    const load = loadOf(workload(profile));
    for (let hour = -200; hour < 400; hour++) {
      const inWeek = ((hour % 168) + 168) % 168;
      const messages = load.messages((hour * HOUR) as Micros, ((hour + 1) * HOUR) as Micros);
      expect(messages).toBeCloseTo(24 * 3600 * factor(inWeek), 4);
    }
  });

  it("adds up over any cuts, and never runs backwards", () => {
    const load = loadOf(workload({ shape: "sine", amplitude: 1, period: DAY }, [REBUILD]));
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -20 * DAY, max: 20 * DAY }), { minLength: 3, maxLength: 3 }),
        (list) => {
          const [a, b, c] = list.sort((x, y) => x - y) as [Micros, Micros, Micros];
          expect(load.log(a, b)).toBeGreaterThanOrEqual(-1e-3);
          expect(load.log(a, b) + load.log(b, c)).toBeCloseTo(load.log(a, c), 1);
        },
      ),
      { numRuns: 500, seed: 1 },
    );
  });

  it("follows a sine as closely as the textbook's integral", () => {
    const load = loadOf(workload({ shape: "sine", amplitude: 0.8, period: DAY }));
    const steps = 20_000;
    let sum = 0;
    for (let step = 0; step < steps; step++) {
      const middle = ((step + 0.5) * 5 * HOUR) / steps;
      sum += (1 + 0.8 * Math.sin((2 * Math.PI * middle) / DAY)) * ((5 * 3600) / steps);
    }
    expect(load.messages(0 as Micros, (5 * HOUR) as Micros)).toBeCloseTo(24 * sum, 2);
  });

  it("moves the office hours of site 2 by the difference of the clocks", () => {
    const load = loadOf(workload({ shape: "office-hours" }), { site2Ahead: HOUR, shareAtSite2: 0.5 });
    // At 08:00 of the scenario's clock only the half at site 2, whose clocks say 09:00, is at work.
    const atEight = load.messages((8 * HOUR) as Micros, (8 * HOUR + SECOND) as Micros);
    expect(atEight).toBeCloseTo(24 * (0.5 * 0.05 + 0.5 * 1), 6);
  });

  it("writes a burst evenly over its length and nothing outside it", () => {
    const start = REBUILD.offset;
    expect(burstLog(REBUILD, start, (start + 40 * MINUTE) as Micros)).toBe(40e9);
    expect(burstLog(REBUILD, start, (start + 10 * MINUTE) as Micros)).toBeCloseTo(10e9, 3);
    expect(burstLog(REBUILD, (start + HOUR) as Micros, (start + 6 * DAY) as Micros)).toBe(0);
    expect(burstLog(REBUILD, (start - 3 * WEEK) as Micros, start)).toBe(120e9);
  });

  it("knows cosines to the last bits without asking the engine", () => {
    for (let step = -2000; step <= 2000; step++) {
      const turn = step / 777;
      expect(Math.abs(cosineOfTurn(turn) - Math.cos(2 * Math.PI * turn))).toBeLessThan(2e-14);
    }
    expect([0, 0.25, 0.5, 0.75].map(cosineOfTurn).map((value) => Math.round(value * 1e15) / 1e15)).toEqual([
      1, -0, -1, 0,
    ]);
  });
});

describe("the common period", () => {
  it.each<[string, string, number | null]>([
    ["three jobs every 15 minutes", "{}", 15 * MINUTE],
    ["intervals that divide the day", "{ copy: { every: 10 min }, restore: { every: 1 h } }", HOUR],
    ["an interval that does not, from midnight", "{ backup: { every: 7 min } }", DAY],
    ["the same counted from time 0", "{ anchor: run, backup: { every: 7 min } }", 105 * MINUTE],
    ["an offset of more than the interval", "{ copy: { offset: 20 min } }", DAY],
    ["an offset of just the interval", "{ copy: { offset: 15 min } }", DAY],
    ["the same counted from time 0", "{ anchor: run, copy: { offset: 15 min } }", 15 * MINUTE],
    ["an offset drawn up to the interval", "{ copy: { offset: { uniform: [0 s, 15 min] } } }", 15 * MINUTE],
    ["an offset that may be the interval", "{ copy: { offset: { empirical: [0 s, 15 min] } } }", DAY],
    [
      "coprime intervals without midnight",
      "{ anchor: run, backup: { every: 86399 s }, copy: { every: 86397 s } }",
      null,
    ],
  ])("of %s", (_, fields, expected) => {
    const { logShipping, workload: load } = scenario(`logShipping: ${fields}`);
    const common = commonPeriod(logShipping, loadOf(load));
    expect(common.ok ? common.period : null).toBe(expected);
  });

  it("takes in profile and bursts", () => {
    const { logShipping, workload: load } = scenario(
      "workload: { profile: office-hours, bursts: [ { name: a, every: 2 d, lasts: 1 h, log: 1 GB } ] }",
    );
    const common = commonPeriod(logShipping, loadOf(load));
    expect(common.ok && common.period).toBe(14 * DAY);
  });

  it("is refused by name beyond a million ticks", () => {
    const { logShipping, workload: load } = scenario(
      "logShipping: { anchor: run, backup: { every: 15 min }, copy: { every: 1 s } }\nworkload: { bursts: [ { every: 365 d, lasts: 1 h, log: 1 GB } ] }",
    );
    const common = commonPeriod(logShipping, loadOf(load));
    expect(common).toEqual({ ok: false, why: expect.stringContaining("more than 1,000,000") });
  });

  it("lengthens the warm start only where the load or the day makes it matter", () => {
    const plain = scenario("logShipping: { restore: { delay: 2 h } }");
    expect(warmUp(plain.logShipping, loadOf(plain.workload))).toBe(20 * 15 * MINUTE + 2 * HOUR);
    const uneven = scenario("logShipping: { backup: { every: 7 min } }");
    expect(warmUp(uneven.logShipping, loadOf(uneven.workload))).toBe(20 * 15 * MINUTE + DAY);
  });
});
