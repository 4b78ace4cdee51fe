/**
 * Theory tells how lives and repairs in turn add up, how old an outage is when somebody looks, and how often two
 * independent parts are down together:
 *
 *     [up] --life--> [down] --repair--> [up] --> …
 */
import { describe, expect, it } from "vitest";
import { draw, key, type Law, mean, type Stream, Streams, variance } from "../../src/engine/index.js";
import type { Micros } from "../../src/units/index.js";
import { errorsOff, Sample } from "./evidence.js";

const HOUR = 1_000_000;
const hours = (value: number): Micros => Math.round(value * HOUR) as Micros;
const exponential = (meanHours: number): Law => ({ law: "exponential", mean: hours(meanHours) });
/** Weibull of shape 2 with mean 1000 h, and lognormal with mean 8 h and as large a standard deviation. */
const LIFE: Law = { law: "weibull", scale: hours(2000 / Math.sqrt(Math.PI)), shape: 2 };
const REPAIR: Law = { law: "lognormal", median: hours(8 / Math.sqrt(2)), sigma: Math.sqrt(Math.log(2)) };

const LIVES = key("part", "life");
const REPAIRS = key("part", "repair");
const OTHER_LIVES = key("other part", "life");
const OTHER_REPAIRS = key("other part", "repair");

function expectTheory(sample: Sample, truth: number, relativeError = 0.005): void {
  expect(sample.size).toBeGreaterThanOrEqual(100);
  expect(sample.standardError / Math.abs(truth)).toBeLessThan(relativeError);
  expect(Math.abs(errorsOff(sample, truth)), `${sample.mean} instead of ${truth}`).toBeLessThan(4);
}

/** The downtime in each of `count` successive windows of one life that begins up; in hours. */
function downtimes(streams: Streams, window: number, count: number): Float64Array {
  const lives = streams.stream(LIVES);
  const repairs = streams.stream(REPAIRS);
  const down = new Float64Array(count);
  let now = 0;
  for (;;) {
    now += draw(LIFE, lives.next()) / HOUR;
    const until = now + draw(REPAIR, repairs.next()) / HOUR;
    for (; now < until; ) {
      const at = Math.floor(now / window);
      if (at >= count) return down;
      const end = Math.min(until, (at + 1) * window);
      down[at]! += end - now;
      now = end;
    }
  }
}

describe("lives and repairs in turn", () => {
  it("leave a downtime whose variance grows by 0.0795625 an hour", () => {
    const [mu, md] = [mean(LIFE) / HOUR, mean(REPAIR) / HOUR];
    const [vu, vd] = [variance(LIFE) / HOUR / HOUR, variance(REPAIR) / HOUR / HOUR];
    const growth = (vd * mu * mu + vu * md * md) / (mu + md) / (mu + md) / (mu + md);
    expect(growth).toBeCloseTo(0.0795625, 7);
    // Windows of fifty cycles, so that where a window begins in a cycle does not show.
    const window = 50_000;
    const expected = (window * md) / (mu + md);
    const squares = new Sample();
    for (let replication = 0; replication < 1_000; replication++) {
      for (const down of downtimes(new Streams(21, replication), window, 110)) {
        squares.add(((down - expected) * (down - expected)) / window);
      }
    }
    expectTheory(squares, growth);
  });

  it("show an outage that began 8 h ago, on average, to who looks while it lasts: as long as outages are", () => {
    const streams = new Streams(22, 0);
    const repairs = streams.stream(REPAIRS);
    const ages = new Sample();
    const batch = 15_000;
    for (let i = 0; i < 100; i++) {
      // The age, averaged over all instants at which it is down.
      let down = 0;
      let age = 0;
      for (let k = 0; k < batch; k++) {
        const repair = draw(REPAIR, repairs.next()) / HOUR;
        down += repair;
        age += (repair * repair) / 2;
      }
      ages.add(age / down);
    }
    expectTheory(ages, 8);
  });

  it.each<readonly [string, Law, number]>([
    ["between 600 and 1200 s, evenly", { law: "uniform", from: hours(600), to: hours(1200) }, 466.6667],
    ["exponential with mean 900 s: as long as a whole interval", exponential(900), 900],
  ])("show an age that longer intervals weigh in twice, where intervals are %s", (_, law, truth) => {
    const streams = new Streams(23, 0);
    const intervals = streams.stream(LIVES);
    const looks = streams.stream(OTHER_LIVES);
    const ages = new Sample();
    for (let i = 0; i < 200; i++) {
      // 600 intervals in a row, and a thousand instants at random among them.
      const ends: number[] = [];
      let now = 0;
      for (let k = 0; k < 600; k++) {
        now += draw(law, intervals.next()) / HOUR;
        ends.push(now);
      }
      let sum = 0;
      const instants = Array.from({ length: 1_000 }, () => looks.next() * now).sort((a, b) => a - b);
      let at = 0;
      for (const instant of instants) {
        while (ends[at]! <= instant) at++;
        sum += instant - (ends[at - 1] ?? 0);
      }
      ages.add(sum / 1_000);
    }
    expectTheory(ages, truth);
  });
});

describe("two independent parts", () => {
  /** Whether the other part is down at each failure of the one, in a life of so many failures of the one. */
  function coincidences(streams: Streams, life: Law, repair: Law, failures: number): number {
    const draws = (of: Law, from: Stream): number => draw(of, from.next());
    const [lives, repairs] = [streams.stream(LIVES), streams.stream(REPAIRS)];
    const [otherLives, otherRepairs] = [streams.stream(OTHER_LIVES), streams.stream(OTHER_REPAIRS)];
    const share = mean(life) / (mean(life) + mean(repair));
    // Exponential: what is left of a life or a repair at the start has the law of a whole one.
    let isUp = streams.stream(key("other part", "state at the start")).next() < share;
    let turns = isUp ? draws(life, otherLives) : draws(repair, otherRepairs);
    let now = 0;
    let both = 0;
    for (let failure = 0; failure < failures; failure++) {
      now += draws(life, lives);
      while (turns <= now) {
        isUp = !isUp;
        turns += isUp ? draws(life, otherLives) : draws(repair, otherRepairs);
      }
      if (!isUp) both++;
      now += draws(repair, repairs);
    }
    return both / failures;
  }

  it("find the other one down when they fail as often as it is down at all: 0.0384615, or 0.00793651", () => {
    expect(1 / 1_000 / (1 / 1_000 + 1 / 8)).toBeCloseTo(0.00793651, 8);
    const truth = 0.005 / (0.005 + 0.125);
    expect(truth).toBeCloseTo(0.0384615, 7);
    const sample = new Sample();
    for (let replication = 0; replication < 200; replication++) {
      sample.add(coincidences(new Streams(24, replication), exponential(200), exponential(8), 6_000));
    }
    expectTheory(sample, truth);
  });

  it("fail both within a fixed 8 h in 0.00796809 of the cases", () => {
    const truth = -Math.expm1(-8 / 1_000);
    expect(truth).toBeCloseTo(0.00796809, 8);
    const sample = new Sample();
    const [life, window] = [exponential(1_000), hours(8)];
    for (let replication = 0; replication < 200; replication++) {
      const lives = new Streams(25, replication).stream(LIVES);
      let both = 0;
      for (let i = 0; i < 30_000; i++) if (draw(life, lives.next()) < window) both++;
      sample.add(both / 30_000);
    }
    expectTheory(sample, truth);
  });
});
