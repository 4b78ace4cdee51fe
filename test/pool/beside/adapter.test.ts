/** The adapter's runs: a grid, one at a time, cut short by what takes its database away. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Adapter, newestCompleted } from "../../../src/pool/beside/adapter.js";
import { MINUTE, type Micros, SECOND } from "../../../src/units/index.js";
import { newestRunBy } from "../../reference/slow-adapter.js";

const micros = (value: number) => value as Micros;
const always = micros(Number.MIN_SAFE_INTEGER);

const constant = (every: number, takes: number): Adapter => ({
  every: micros(every),
  longest: micros(takes),
  takes: () => micros(takes),
});

describe("every 15 min, for a minute each", () => {
  const adapter = constant(15 * MINUTE, MINUTE);
  const newest = (to: number, from: number = always) =>
    newestCompleted(adapter, { from: micros(from), to: micros(to) });

  it("the newest run is the last that had ended", () => {
    expect(newest(46 * MINUTE)).toBe(45 * MINUTE);
    expect(newest(46 * MINUTE - 1)).toBe(30 * MINUTE);
  });

  it("there were runs before time 0 as well", () => {
    expect(newest(30 * SECOND)).toBe(-15 * MINUTE);
    expect(newest(MINUTE)).toBe(0);
  });

  it("a database that comes up on a tick has its run, and one that is down on it has none", () => {
    expect(newest(17 * MINUTE, 15 * MINUTE)).toBe(15 * MINUTE);
    expect(newest(17 * MINUTE, 15 * MINUTE + 1)).toBeNull();
  });

  it("over all instants the oldest event that waits is 8.5 min old on average: half an interval and a run", () => {
    let sum = 0;
    for (let second = 0; second < 900; second++) {
      const at = 1000 * 15 * MINUTE + second * SECOND + SECOND / 2;
      sum += at - newest(at)!;
    }
    expect(sum / 900).toBe(8.5 * MINUTE);
  });
});

describe("a run that takes no time", () => {
  const newest = (to: number) => newestCompleted(constant(MINUTE, 0), { from: always, to: micros(to) });

  it("has taken everything at its tick, but does not run at the instant of a failure", () => {
    expect(newest(2 * MINUTE)).toBe(MINUTE);
    expect(newest(2 * MINUTE + 1)).toBe(2 * MINUTE);
  });
});

describe("runs of 20 min every 15", () => {
  const newest = (to: number) =>
    newestCompleted(constant(15 * MINUTE, 20 * MINUTE), { from: always, to: micros(to) });

  it("skip every other tick, and one of them began at 0", () => {
    expect(newest(20 * MINUTE)).toBe(0);
    expect(newest(49 * MINUTE)).toBe(0);
    expect(newest(50 * MINUTE)).toBe(30 * MINUTE);
  });
});

/** Times by tick number that look drawn: none longer than `longest`. */
const takesOf = (seed: number, shortest: number, longest: number) => (tick: number) =>
  micros(shortest + ((Math.imul(tick * 31 + seed, 0x9e3779b1) >>> 0) % (longest - shortest + 1)));

describe("the quick way and the diary", () => {
  const span = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 60 }));

  it("name the same run, whatever the intervals, the durations and the failures", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 80 }),
        fc.integer({ min: 0, max: 20 }),
        fc.integer(),
        fc.array(span, { maxLength: 4 }),
        fc.integer({ min: 0, max: 300 }),
        (every, shortest, more, seed, lengths, until) => {
          const longest = shortest + more;
          const takes = takesOf(seed, shortest, longest);
          // Down for a while, up for a while, from 0 on.
          let reached = 0;
          const down = lengths.map(([up, lasts]) => {
            const from = reached + up;
            reached = from + lasts + 1;
            return { from, to: reached };
          });
          const stride = Math.max(1, Math.ceil(longest / every));
          const slow = newestRunBy({ every, takes, first: -20 * stride, down }, until);
          const ups = [{ from: always as number, to: down[0]?.from ?? until }];
          for (const [index, { to }] of down.entries())
            ups.push({ from: to, to: down[index + 1]?.from ?? until });
          const adapter = { every: micros(every), longest: micros(longest), takes };
          const quick = ups
            .filter(({ from }) => from < until)
            .map(({ from, to }) =>
              newestCompleted(adapter, { from: micros(from), to: micros(Math.min(to, until)) }),
            )
            .findLast((newest) => newest !== null);
          expect(quick ?? null).toBe(slow);
        },
      ),
      { numRuns: 3000, seed: 5 },
    );
  });
});
