/** Queues at rest: figures known from paper, and queues played out customer by customer. */
import { describe, expect, it } from "vitest";
import {
  constantServiceWait,
  erlangB,
  exponentialQuantile,
  growthOf,
  manyServers,
  oneServer,
  slowerOfTwo,
  tailOfSum,
} from "../../src/traffic/index.js";
import { uniforms } from "./reading.js";

describe("queues at rest", () => {
  it("80 a second before one server of 100 wait 40 ms, and 99 % are through in 230.26 ms", () => {
    // Wq = ρ / (μ − λ) = 0.8 / 20; the p99 of an exponential time of mean 1 / 20 s is ln 100 / 20.
    const { wait, sojourn, busy } = oneServer(80, 0.01);
    expect(busy).toBeCloseTo(0.8, 12);
    expect(wait).toBeCloseTo(0.04, 12);
    expect(exponentialQuantile(sojourn, 0.99)).toBeCloseTo(0.23025850929940458, 12);
  });

  it("with constant times of service they wait half as long", () => {
    expect(constantServiceWait(80, 0.01)).toBeCloseTo(0.02, 12);
  });

  it("before four servers of 25 each, 59.6432 % wait, and all together 29.8216 ms on average", () => {
    const { waits, wait, release } = manyServers(4, 80, 25);
    expect(waits).toBeCloseTo(0.5964324717874046, 12);
    expect(wait).toBeCloseTo(0.029821623589370228, 12);
    expect(release).toBeCloseTo(20, 12);
  });

  it("a commit that waits for a mirror 10 ms away takes 14.16417 ms where each disk takes 4 ms", () => {
    expect(slowerOfTwo(0.004, 0.004, 0.01)).toBeCloseTo(0.014164169997247797, 12);
    // Beside each other it is the slower of two: 4 ms + 2 ms.
    expect(slowerOfTwo(0.004, 0.004, 0)).toBeCloseTo(0.006, 12);
    // Rates 1/2 and 1/6: E max = 2 + 6 − 1 / (1/2 + 1/6) = 6.5, whichever comes first.
    expect(slowerOfTwo(2, 6, 0)).toBeCloseTo(6.5, 12);
    expect(slowerOfTwo(6, 2, 0)).toBeCloseTo(6.5, 12);
  });

  it("with one of four servers lost the queue grows by 5 a second", () => {
    expect(growthOf(80, 3 * 25)).toBe(5);
    expect(() => manyServers(3, 80, 25)).toThrow(RangeError);
  });

  it("one of many servers is one server, and nobody waits where nobody comes", () => {
    expect(manyServers(1, 80, 100).wait).toBeCloseTo(oneServer(80, 0.01).wait, 12);
    expect(manyServers(12, 0, 1)).toEqual({ waits: 0, release: 12, wait: 0 });
  });

  it("turns away what the sum of the textbook says, and stays a number for a thousand servers", () => {
    // B(3, 2) = (8/6) / (1 + 2 + 4/2 + 8/6) = 4/19
    expect(erlangB(3, 2)).toBeCloseTo(4 / 19, 14);
    const many = manyServers(1000, 990, 1);
    expect(many.waits).toBeGreaterThan(0.5);
    expect(many.waits).toBeLessThan(1);
  });

  it.each<[string, () => unknown]>([
    ["a server with more than it can do", () => oneServer(100, 0.01)],
    ["a negative rate", () => oneServer(-1, 0.01)],
    ["half a server", () => manyServers(1.5, 1, 1)],
    ["no server", () => erlangB(0, 1)],
    ["a quantile of everything", () => exponentialQuantile(1, 1)],
    ["a disk of no time", () => slowerOfTwo(0, 1, 1)],
  ])("know no rest for %s", (_, ask) => {
    expect(ask).toThrow(RangeError);
  });
});

describe("the tail of a wait and a sojourn", () => {
  it("begins at what takes time at all, falls, and is continuous where both rates are the same", () => {
    expect(tailOfSum(0.3, 2, 0.5, 0)).toBe(1);
    expect(tailOfSum(0.3, 2, 0, 0)).toBe(0.3);
    expect(tailOfSum(0, 2, 0, 0)).toBe(0);
    // Both of rate 2: an Erlang time with P(> t) = e^(−2t) (1 + 2t).
    expect(tailOfSum(1, 2, 0.5, 1.5)).toBeCloseTo(Math.exp(-3) * 4, 14);
    expect(tailOfSum(1, 2 + 1e-9, 0.5, 1.5)).toBeCloseTo(tailOfSum(1, 2, 0.5, 1.5), 8);
    // Rates 1 and 3: (3 e^(−t) − e^(−3t)) / 2.
    expect(tailOfSum(1, 1, 1 / 3, 0.7)).toBeCloseTo((3 * Math.exp(-0.7) - Math.exp(-2.1)) / 2, 14);
    expect(tailOfSum(1, 3, 1, 0.7)).toBeCloseTo((3 * Math.exp(-0.7) - Math.exp(-2.1)) / 2, 14);
  });

  it("stays a share where the rates are worlds apart", () => {
    for (const t of [0, 1e-9, 1e-3, 1, 1e3, 1e9]) {
      for (const [release, sojourn] of [
        [1e9, 1e3],
        [1e-9, 1e-9],
        [1e9, 1e-9],
      ] as const) {
        const tail = tailOfSum(0.5, release, sojourn, t);
        expect(tail).toBeGreaterThanOrEqual(0);
        expect(tail).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe("queues played out", () => {
  it("let as many wait, as long, as the closed form of several servers says", () => {
    const closed = manyServers(4, 80, 25);
    const uniform = uniforms(4);
    const batches: { waits: number; wait: number }[] = [];
    const free = [0, 0, 0, 0];
    let now = 0;
    for (let batch = -5; batch < 100; batch++) {
      let waiting = 0;
      let waited = 0;
      for (let one = 0; one < 10_000; one++) {
        now -= Math.log(uniform()) / 80;
        const first = free.indexOf(Math.min(...free));
        const start = Math.max(now, free[first]!);
        if (start > now) waiting++;
        waited += start - now;
        free[first] = start - Math.log(uniform()) / 25;
      }
      // The first batches begin with an empty queue and are thrown away.
      if (batch >= 0) batches.push({ waits: waiting / 10_000, wait: waited / 10_000 });
    }
    for (const measure of ["waits", "wait"] as const) {
      const values = batches.map((batch) => batch[measure]);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const spread =
        values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (values.length - 1);
      const sigma = Math.sqrt(spread / values.length);
      expect(sigma / closed[measure]).toBeLessThan(0.02);
      expect(Math.abs(mean - closed[measure])).toBeLessThan(4 * sigma);
    }
  });
});
