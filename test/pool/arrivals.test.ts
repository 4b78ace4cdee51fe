/** Counts of messages: the same for an interval whoever asks and however it is cut; the right law; exact where even. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { key, Streams } from "../../src/engine/index.js";
import { type Arrivals, evenArrivals, poissonArrivals, startOfBlock } from "../../src/pool/arrivals.js";
import { type Load, loadOf } from "../../src/shipping/index.js";
import type { Workload } from "../../src/spec/index.js";
import { type Bytes, DAY, HOUR, MINUTE, type Micros, SECOND } from "../../src/units/index.js";

const workload = (changes: Partial<Workload> = {}): Workload => ({
  messagesPerSecond: 24,
  profile: { shape: "constant" },
  arrivals: "poisson",
  logBytesPerMessage: 3000 as Bytes,
  bursts: [],
  ...changes,
});

const office: Workload["profile"] = { shape: "office-hours" };
const hours: Workload["profile"] = {
  shape: "hours",
  factors: Array.from({ length: 24 }, (_, hour) => (hour >= 8 && hour < 18 ? 2 : 0)),
};
const sine: Workload["profile"] = { shape: "sine", amplitude: 0.8, period: DAY };

function arrivalsOf(load: Load, replication: number): Arrivals {
  const streams = new Streams(7, replication);
  return poissonArrivals(load, {
    blocks: streams.noise(key("users", "arrivals.blocks")),
    halves: streams.noise(key("users", "arrivals.halves")),
  });
}

const instant = fc.integer({ min: -40 * DAY, max: 400 * DAY }) as fc.Arbitrary<Micros>;

describe("the arrival process", () => {
  it.each([
    ["constant", workload()],
    ["by the hour", workload({ profile: hours })],
    ["in office hours", workload({ profile: office })],
    ["as a sine", workload({ profile: sine })],
  ])("counts an interval the same however it is cut and in whatever order it is asked (%s)", (_, load) => {
    fc.assert(
      fc.property(fc.array(instant, { minLength: 2, maxLength: 12 }), fc.nat(50), (instants, replication) => {
        const cuts = [...new Set(instants)].sort((a, b) => a - b);
        const whole = arrivalsOf(loadOf(load), replication).count(cuts[0]!, cuts.at(-1)!);
        const forward = arrivalsOf(loadOf(load), replication);
        const backward = arrivalsOf(loadOf(load), replication);
        const pairs = cuts.slice(1).map((to, index) => [cuts[index]!, to] as const);
        const sum = (counts: number[]) => counts.reduce((all, one) => all + one, 0);
        expect(sum(pairs.map(([from, to]) => forward.count(from, to)))).toBe(whole);
        expect(sum([...pairs].reverse().map(([from, to]) => backward.count(from, to)))).toBe(whole);
        expect(pairs.every(([from, to]) => forward.count(from, to) >= 0)).toBe(true);
      }),
      { numRuns: 60, seed: 11 },
    );
  });

  it("does not depend on where a block begins", () => {
    const arrivals = arrivalsOf(loadOf(workload()), 3);
    const border = startOfBlock((5000 * HOUR) as Micros);
    const before = (border - 10 * MINUTE) as Micros;
    const after = (border + 10 * MINUTE) as Micros;
    expect(arrivals.count(before, border) + arrivals.count(border, after)).toBe(
      arrivals.count(before, after),
    );
  });

  it("counts nothing in an empty interval, and nothing where nobody writes", () => {
    const arrivals = arrivalsOf(loadOf(workload({ profile: hours })), 1);
    expect(arrivals.count(HOUR, HOUR)).toBe(0);
    expect(arrivals.count((DAY + 19 * HOUR) as Micros, (DAY + 23 * HOUR) as Micros)).toBe(0);
  });

  it("has the mean and the variance of a Poisson law in short and long intervals, before and after 0", () => {
    for (const [from, to] of [
      [-5 * SECOND, 3 * SECOND],
      [2 * HOUR + 123_456, 2 * HOUR + 15 * MINUTE],
      [-3 * DAY, 11 * DAY],
    ] as [Micros, Micros][]) {
      const counts = Array.from({ length: 3000 }, (_, r) =>
        arrivalsOf(loadOf(workload()), r).count(from, to),
      );
      const mean = (24 * (to - from)) / SECOND;
      const average = counts.reduce((sum, count) => sum + count, 0) / counts.length;
      const spread = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length;
      expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(mean / counts.length));
      // The variance of a sample variance of n near-normal values is 2 σ⁴ / n.
      expect(Math.abs(spread / mean - 1)).toBeLessThan(4 * Math.sqrt((2 + 1 / mean) / counts.length));
    }
  });

  it("keeps disjoint intervals independent", () => {
    const pairs = Array.from({ length: 4000 }, (_, r) => {
      const arrivals = arrivalsOf(loadOf(workload()), r);
      return [arrivals.count(0 as Micros, MINUTE), arrivals.count(MINUTE, (2 * MINUTE) as Micros)] as const;
    });
    const mean = 24 * 60;
    const product = pairs.reduce((sum, [a, b]) => sum + (a - mean) * (b - mean), 0) / pairs.length;
    expect(Math.abs(product / mean)).toBeLessThan(4 / Math.sqrt(pairs.length));
  });

  it("over a sine of a day has the textbook variance when the window falls at any time of day", () => {
    // λ = 24/s, a = 0.8, W = 1800 s: λW + (λ a (2/w) sin(wW/2))² / 2 = 5.96388e8 with w = 2π / day.
    const load = loadOf(workload({ profile: sine }));
    const window = 1800 * SECOND;
    const phases = 20_000;
    let sum = 0;
    let squares = 0;
    for (let phase = 0; phase < phases; phase++) {
      const from = Math.floor((phase / phases) * DAY) as Micros;
      const count = arrivalsOf(load, phase).count(from, (from + window) as Micros);
      sum += count;
      squares += count * count;
    }
    const mean = sum / phases;
    expect(mean).toBeCloseTo(43_200, -2);
    expect((squares / phases - mean * mean) / 5.96388e8).toBeCloseTo(1, 2);
  });

  it("puts even message i at i / rate, counted one by one", () => {
    const rate = 3;
    const arrivals = evenArrivals(loadOf(workload({ messagesPerSecond: rate, arrivals: "even" })));
    fc.assert(
      fc.property(
        fc.integer({ min: -20_000_000, max: 20_000_000 }),
        fc.integer({ min: 0, max: 20_000_000 }),
        (from, length) => {
          let listed = 0;
          for (let i = Math.floor((from * rate) / 1e6) - 2; i <= ((from + length) * rate) / 1e6 + 2; i++) {
            const at = (i * 1e6) / rate;
            if (at > from && at <= from + length) listed++;
          }
          expect(arrivals.count(from as Micros, (from + length) as Micros)).toBe(listed);
        },
      ),
      { numRuns: 300, seed: 5 },
    );
  });
});
