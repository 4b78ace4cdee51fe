/** Clocks alternate between up and under repair, and have done so for ever when a life begins. Against closed forms. */
import { describe, expect, it } from "vitest";
import { distribution, type Law, Streams } from "../../src/engine/index.js";
import { downAtStartOf, expectedWithin, forcedFate, ratePerYearOf } from "../../src/fate/index.js";
import { DAY, HOUR, type Micros, YEAR } from "../../src/units/index.js";
import {
  clockNamed,
  fate,
  isDownAt,
  kolmogorovSmirnov,
  offBy,
  onlyFailing,
  planOf,
  sample,
} from "./fates.js";

/** Weibull of shape 2 with a mean of 1000 h. */
const WEAR = "{ weibull: { scale: 4062165.001544 s, shape: 2 } }";
/** Lognormal with a mean of 8 h and a standard deviation as large. */
const REPAIR = "{ lognormal: { median: 20364.675298 s, sigma: 0.832554611157698 } }";
const wan = (fails: string, repair: string, horizon = "20 d") =>
  planOf(onlyFailing({ wan: `{ fails: ${fails}, repair: ${repair} }` }, horizon));

describe("a part of Weibull(2) with a mean of 1000 h, mended in 8 h on average", () => {
  const plan = wan(WEAR, REPAIR);
  const clock = clockNamed(plan, "wan");

  it("stands 0.992063492 of the time, and the plan knows it", () => {
    expect(1 - clock.downAtStart).toBeCloseTo(0.992063492, 9);
    expect(clock.ratePerYear).toBeCloseTo(8760 / 1008, 9);
    expect(expectedWithin(clock, (20 * DAY) as Micros)).toBeCloseTo(480 / 1008, 9);
  });

  it("is under repair with the same probability at every instant, the first and the last", () => {
    for (const at of [0, HOUR, 10 * DAY, 20 * DAY - 1]) {
      const down = sample(40_000, (replication) => Number(isDownAt(fate(plan, replication), at)));
      expect(offBy(down, 1 - 0.992063492)).toBeLessThan(4);
    }
  });

  it("strikes as often in every fifth of a life", () => {
    const counts = [0, 0, 0, 0, 0];
    const lives = 40_000;
    for (let replication = 0; replication < lives; replication += 1) {
      for (const { at } of fate(plan, replication))
        if (at > 0) counts[Math.min(4, Math.floor(at / (4 * DAY)))]! += 1;
    }
    const expected = (lives * 96) / 1008;
    // Strikes of one life seldom meet: nearly Poisson counts, five degrees of freedom; 20.5 is passed once in a thousand.
    expect(counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(20.5);
  });

  it("that is found under repair has been for 8 h on average, and will be for as long", () => {
    const left: number[] = [];
    for (let replication = 0; left.length < 1500; replication += 1) {
      const first = fate(plan, replication)[0];
      if (first?.at === 0) left.push(first.heals! / HOUR);
    }
    expect(
      offBy(
        sample(left.length, (index) => left[index]!),
        8,
      ),
    ).toBeLessThan(4);
  });
});

it("downtime of a long time has the variance of renewal theory: 0.0795625 h", () => {
  const hours = 40_000;
  const plan = wan(WEAR, REPAIR, `${hours} h`);
  const downtimes = sample(4000, (replication) =>
    fate(plan, replication).reduce(
      (sum, { at, heals }) => sum + (Math.min(heals!, hours * HOUR) - at) / HOUR,
      0,
    ),
  );
  expect(offBy(downtimes, (hours * 8) / 1008)).toBeLessThan(4);
  // A sample variance of n normal values is off by a part √(2/n).
  const ratio = downtimes.deviation ** 2 / hours / 0.0795625;
  expect(Math.abs(ratio - 1)).toBeLessThan(4 * Math.sqrt(2 / 4000) + 0.01);
});

it("what stood for sure at an instant stands 10 h later with probability 0.9943147145", () => {
  const plan = wan("{ exponential: 1000 h }", "{ exponential: 8 h }", "10 d");
  const lives: boolean[] = [];
  for (let replication = 0; replication < 60_000; replication += 1) {
    const one = fate(plan, replication);
    if (!isDownAt(one, 0)) lives.push(isDownAt(one, 10 * HOUR));
  }
  const up = sample(lives.length, (index) => Number(!lives[index]));
  expect(offBy(up, 0.9943147145)).toBeLessThan(4);
});

it("0.02 disasters a year come within ten years with probability 0.181269; of either site (0.02, 0.01) 0.259182", () => {
  const forever = "repair: forever";
  const plan = planOf(
    onlyFailing(
      { "site-1": `{ fails: 0.02 / year, ${forever} }`, "site-2": `{ fails: 0.01 / year, ${forever} }` },
      "3650 d",
    ),
  );
  const some = (...where: string[]) =>
    sample(30_000, (replication) =>
      Number(
        fate(plan, replication).some(({ failure }) => "where" in failure && where.includes(failure.where)),
      ),
    );
  expect(offBy(some("site-1"), 0.181269)).toBeLessThan(4);
  expect(offBy(some("site-1", "site-2"), 0.259182)).toBeLessThan(4);
});

describe("the first strike of a stationary clock, and how often it strikes, whatever the law", () => {
  const hour = (hours: number) => (hours * HOUR) as Micros;
  /** As written, and the mean; the distribution of what is left of an up time is worked out by summing 1 - F. */
  const LAWS: readonly (readonly [string, string, Law, number])[] = [
    ["fixed", "{ uniform: [40 h, 40 h] }", { law: "fixed", value: hour(40) }, 40],
    ["uniform", "{ uniform: [10 h, 90 h] }", { law: "uniform", from: hour(10), to: hour(90) }, 50],
    [
      "triangular",
      "{ triangular: [1 h, 5 h, 90 h] }",
      { law: "triangular", low: hour(1), mode: hour(5), high: hour(90) },
      32,
    ],
    ["exponential", "{ exponential: 40 h }", { law: "exponential", mean: hour(40) }, 40],
    [
      "lognormal",
      "{ lognormal: { median: 20 h, sigma: 0.8 } }",
      { law: "lognormal", median: hour(20), sigma: 0.8 },
      20 * Math.exp(0.32),
    ],
    [
      "weibull",
      "{ weibull: { scale: 40 h, shape: 3 } }",
      { law: "weibull", scale: hour(40), shape: 3 },
      35.7191813,
    ],
    [
      "empirical",
      "{ empirical: [2 h, 2 h, 20 h, 100 h] }",
      { law: "empirical", values: [hour(2), hour(2), hour(20), hour(100)] },
      31,
    ],
  ];

  it.each(LAWS)("%s", (_, written, law, mean) => {
    const plan = wan(written, "0 s", "49 d");
    expect(plan.clocks[0]!.ratePerYear).toBeCloseTo(8760 / mean, 4);
    const firsts = Array.from(
      { length: 4000 },
      (_none, replication) => fate(plan, replication)[0]!.at / HOUR,
    );
    // The residual's distribution: the integral of 1 - F over the mean, by the middles of small steps.
    const steps = 4000;
    const reach = Math.max(...firsts);
    const integral = [0];
    for (let index = 0; index < steps; index += 1) {
      const x = ((index + 0.5) * reach) / steps;
      integral.push(integral[index]! + ((1 - distribution(law, x * HOUR)) * reach) / steps / mean);
    }
    const residual = (x: number) => integral[Math.min(steps, Math.round((x / reach) * steps))]!;
    expect(kolmogorovSmirnov(firsts, residual)).toBeLessThan(1.95 + 0.03);
    const counts = sample(4000, (replication) => fate(plan, replication).length);
    expect(offBy(counts, 1176 / mean)).toBeLessThan(4);
  });
});

it("failures of a rate strike at any phase of a schedule, uniformly", () => {
  const plan = planOf(onlyFailing({ wan: "{ fails: 4 / year, repair: 1 h }" }, "3650 d"));
  const phases: number[] = [];
  for (let replication = 0; replication < 150; replication += 1)
    for (const { at } of fate(plan, replication)) phases.push(at % 900_000_000);
  expect(phases.length).toBeGreaterThan(5000);
  expect(kolmogorovSmirnov(phases, (x) => x / 900_000_000)).toBeLessThan(1.95);
});

describe("a clock seen from one of its strikes", () => {
  const plan = wan("{ uniform: [0 h, 100 h] }", "{ exponential: 10 h }", "1000 h");
  const at = (500 * HOUR) as Micros;
  const lives = Array.from({ length: 6000 }, (_, replication) =>
    forcedFate(plan, 0, at, new Streams(11, replication), null),
  );

  it("strikes at the instant, under a name of its own, and nothing overlaps", () => {
    for (const { fate: forced, forced: strike } of lives.slice(0, 300)) {
      expect(strike).toMatchObject({ id: "wan#forced", at });
      expect(forced.filter(({ id }) => id === "wan#forced")).toEqual([strike]);
      for (const [index, one] of forced.entries()) {
        const next = forced[index + 1];
        if (next !== undefined) expect(next.at).toBeGreaterThanOrEqual(one.heals!);
      }
    }
  });

  it("runs on as after any strike, forwards and backwards", () => {
    // Time to the next strike: a repair of 10 h and an up time of 50 h on average, on either side.
    const after = sample(lives.length, (index) => {
      const next = lives[index]!.fate.find((strike) => strike.at > at)!;
      return (next.at - at) / HOUR;
    });
    const before = sample(lives.length, (index) => {
      const last = lives[index]!.fate.filter((strike) => strike.at < at).pop()!;
      return (at - last.at) / HOUR;
    });
    expect(offBy(after, 60)).toBeLessThan(4);
    expect(offBy(before, 60)).toBeLessThan(4);
  });

  it("has as many strikes around it as pairs of strikes say that a plain clock has", () => {
    // Mean number of other strikes within 80 h of a strike, from plain lives: pairs over strikes.
    let pairs = 0;
    let strikes = 0;
    for (let replication = 0; replication < 6000; replication += 1) {
      const plain = fate(plan, replication).filter((strike) => strike.at > 0);
      for (const one of plain) {
        if (one.at < 100 * HOUR || one.at > 900 * HOUR) continue;
        strikes += 1;
        pairs += plain.filter((other) => other !== one && Math.abs(other.at - one.at) <= 80 * HOUR).length;
      }
    }
    const around = sample(
      lives.length,
      (index) =>
        lives[index]!.fate.filter((other) => other.at !== at && Math.abs(other.at - at) <= 80 * HOUR).length,
    );
    expect(offBy(around, pairs / strikes)).toBeLessThan(4.5);
  });

  it("weighted by its rate gives the plain means back: time under repair at noon of a day", () => {
    // Campbell: the mean number under repair at an instant = rate × the mean over strikes of the time they are felt.
    const instant = 700 * HOUR;
    const clock = plan.clocks[0]!;
    const perHour = clock.ratePerYear / 8760;
    const uniform = sample(20_000, (replication) => {
      const forcedAt = (((replication + 0.5) / 20_000) * 1000 * HOUR) as Micros;
      const { forced } = forcedFate(
        plan,
        0,
        Math.floor(forcedAt) as Micros,
        new Streams(5, replication),
        null,
      );
      return forced.at <= instant && forced.heals! > instant ? perHour * 1000 : 0;
    });
    expect(offBy(uniform, 10 / 60)).toBeLessThan(4);
  });
});

it("rates and shares by draw of the inputs are those of the laws: known parts have one, whatever the draw", () => {
  const plan = planOf(onlyFailing({ wan: "{ fails: 2 / year, repair: 10 h }" }, "1 d"));
  const clock = plan.clocks[0]!;
  for (const inputs of [null, 0, 63]) {
    expect(ratePerYearOf(clock, inputs)).toBeCloseTo(8760 / (4380 + 10), 9);
    expect(downAtStartOf(clock, inputs)).toBeCloseTo(10 / 4390, 12);
  }
  expect(YEAR / HOUR).toBe(8760);
});
