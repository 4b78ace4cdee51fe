/** Ticks by number, against a naive list of the same schedule. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ticksOf } from "../../src/shipping/index.js";
import { DAY, HOUR, MINUTE, type Micros, SECOND } from "../../src/units/index.js";

const every = fc.oneof(
  fc.constantFrom(15 * MINUTE, 7 * MINUTE, 5 * MINUTE, HOUR, DAY, 23 * HOUR),
  fc.integer({ min: 1 * SECOND, max: DAY }),
);

/** All ticks in [from, to), by going through the days and adding up. */
function listed(anchor: "day" | "run", step: number, offset: number, from: number, to: number): number[] {
  const found: number[] = [];
  if (anchor === "run") {
    for (let at = (offset % step) - Math.ceil((DAY * 3) / step) * step; at < to; at += step) {
      if (at >= from) found.push(at);
    }
    return found;
  }
  for (let day = Math.floor(from / DAY) - 1; day * DAY < to; day++) {
    for (let at = day * DAY + offset; at < (day + 1) * DAY; at += step) {
      if (at >= from && at < to) found.push(at);
    }
  }
  return found;
}

describe("ticks", () => {
  it("are the same by number as by adding up, on both sides of time 0", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("day" as const, "run" as const),
        every,
        fc.nat(DAY - 1),
        (anchor, step, offset) => {
          const span = Math.min(2 * DAY, 400 * step);
          const ticks = ticksOf({ anchor, every: step as Micros, offset: offset as Micros });
          const naive = listed(anchor, step, offset, -span, span);
          const first = ticks.firstAtOrAfter(-span as Micros);
          expect(naive.map((_, index) => ticks.at(first + index))).toEqual(naive);
          for (const [index, at] of naive.entries()) {
            expect(ticks.firstAtOrAfter(at as Micros)).toBe(first + index);
            expect(ticks.at(ticks.firstAtOrAfter((at + 1) as Micros))).toBeGreaterThan(at);
          }
          const gaps = naive.slice(1).map((at, index) => at - naive[index]!);
          expect(gaps.every((gap) => gap >= ticks.shortestGap && gap <= ticks.longestGap)).toBe(true);
        },
      ),
      { numRuns: 300, seed: 3 },
    );
  });

  it("leave a short interval before midnight where the interval does not divide the day", () => {
    const ticks = ticksOf({ anchor: "day", every: (7 * MINUTE) as Micros, offset: 0 as Micros });
    expect([ticks.shortestGap, ticks.longestGap]).toEqual([5 * MINUTE, 7 * MINUTE]);
    expect(ticks.at(205)).toBe(1435 * MINUTE);
    expect(ticks.at(206)).toBe(DAY);
  });

  it("take an offset modulo the interval when they are counted from time 0, and not when each day begins anew", () => {
    const offset = (20 * MINUTE) as Micros;
    const quarter = (15 * MINUTE) as Micros;
    const run = ticksOf({ anchor: "run", every: quarter, offset });
    expect(run.at(run.firstAtOrAfter(0 as Micros))).toBe(5 * MINUTE);
    const day = ticksOf({ anchor: "day", every: quarter, offset });
    expect(day.at(day.firstAtOrAfter(0 as Micros))).toBe(20 * MINUTE);
    expect(day.longestGap).toBe(30 * MINUTE);
  });
});
