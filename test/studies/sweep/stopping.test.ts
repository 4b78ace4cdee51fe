/** A sweep that plays on until it knows enough: where it looks, what it asks for there, and what it says of it. */
import { describe, expect, it } from "vitest";
import { jsonDocument } from "../../../src/reports/index.js";
import { startSweep } from "../../../src/studies/index.js";
import { errorOf, exponential, meanOf, planOf, still, sweepOf } from "./sweeping.js";

const scenario = still({
  horizon: "40 d",
  failback: {},
  reliability: { "site-1": { fails: "12 / year", repair: "1 d" }, wan: exponential(900, 1) },
});
const YEARS = 40 / 365;

/** What the look may miss so that all there could ever be, of all measures, miss 5 % together. */
const missAt = (look: number, measures: number): number => (0.05 * 6) / (Math.PI * look) ** 2 / measures;

/** Student's density, integrated by Simpson's rule, and turned round by halving. */
function student(p: number, freedom: number): number {
  const density = (x: number) => (1 + (x * x) / freedom) ** (-(freedom + 1) / 2);
  const integral = (from: number, to: number): number => {
    const [steps, h] = [4000, (to - from) / 4000];
    let sum = density(from) + density(to);
    for (let i = 1; i < steps; i++) sum += density(from + i * h) * (i % 2 === 1 ? 4 : 2);
    return (sum * h) / 3;
  };
  const half = integral(0, 60);
  let [low, high] = [0, 60];
  for (let round = 0; round < 50; round++) {
    const middle = (low + high) / 2;
    if (0.5 + integral(0, middle) / half / 2 < p) low = middle;
    else high = middle;
  }
  return low;
}

/** Half of the interval around the mean of what is lost a year, in the first `count` lives. */
function halfOf(lost: readonly number[], count: number, miss: number): number {
  const first = lost.slice(0, count);
  return (student(1 - miss / 2, count - 1) * errorOf(first)) / YEARS;
}

describe("a sweep that asks for what is lost in a year within 20 %", () => {
  const asked = { until: ["lostPerYear +- 20 %"], replications: 100_000 };
  const { result, rows } = sweepOf(scenario, asked);
  const [until] = result.until;
  const lost = rows.map((row) => row.lost);

  it("stops at a look: after 100, 200, 400, … replications", () => {
    expect(Math.log2(result.replications / 100) % 1).toBe(0);
    expect(result.replications).toBeGreaterThan(100);
    expect(until!.looks).toBe(1 + Math.log2(result.replications / 100));
    expect(rows).toHaveLength(result.replications);
    expect(until!.reached).toBe(true);
    expect(result.partial).toBeNull();
  });

  it("says the half width at the level that is right for so many looks, not at 95 %", () => {
    const miss = missAt(until!.looks, 1);
    expect(until!.confidence).toBeCloseTo(1 - miss, 9);
    expect(until!.halfWidth! / halfOf(lost, lost.length, miss)).toBeCloseTo(1, 6);
    expect(until!.asked! / ((0.2 * meanOf(lost)) / YEARS)).toBeCloseTo(1, 9);
    expect(until!.halfWidth!).toBeLessThan(until!.asked!);
    // What stands beside other figures is a plain interval.
    const [low, high] = result.lostPerYear.ci95!;
    expect((high! - low!) / 2 / halfOf(lost, lost.length, 0.05)).toBeCloseTo(1, 6);
  });

  it("had not been precise enough at any look before", () => {
    for (let look = 1; look < until!.looks; look++) {
      const count = 100 * 2 ** (look - 1);
      const asked = (0.2 * meanOf(lost.slice(0, count))) / YEARS;
      expect(halfOf(lost, count, missAt(look, 1))).toBeGreaterThan(asked);
    }
  });

  it.each([1, 37])("gives the same result with tasks of %i", (taskSize) => {
    expect(jsonDocument(sweepOf(scenario, { ...asked, taskSize }).result)).toBe(jsonDocument(result));
  });

  it("gives what as many replications give that nobody looked at", () => {
    const { result: plain } = sweepOf(scenario, { replications: result.replications });
    expect(jsonDocument({ ...result, until: [] })).toBe(jsonDocument(plain));
  });
});

describe("a sweep that asks for two things", () => {
  it("shares what it may miss between them, and plays on for the harder one", () => {
    const asked = { replications: 100_000 };
    const easy = sweepOf(scenario, { ...asked, until: ["lossEventsPerYear +- 50 %"] }).result;
    const both = sweepOf(scenario, {
      ...asked,
      until: ["lossEventsPerYear +- 50 %", "site-loss.lost.p50 +- 15 %"],
    }).result;
    expect(both.replications).toBeGreaterThan(easy.replications);
    for (const { reached, confidence, looks } of both.until) {
      expect(reached).toBe(true);
      expect(confidence).toBeCloseTo(1 - missAt(looks, 2), 9);
    }
  });
});

describe("a sweep that may not play as long as it takes", () => {
  const { result } = sweepOf(scenario, { until: ["lostPerYear +- 0.5 %"], replications: 250 });

  it("says so, and how near it came", () => {
    expect(result.replications).toBe(250);
    const [until] = result.until;
    expect(until!.reached).toBe(false);
    expect(until!.halfWidth!).toBeGreaterThan(until!.asked!);
    expect(until!.confidence).toBeCloseTo(1 - missAt(until!.looks, 1), 9);
  });

  it("says nothing of a width where nothing was seen", () => {
    const nothing = sweepOf(still({ horizon: "20 d", reliability: { wan: exponential(900, 1) } }), {
      until: ["site-loss.rpo.p50 +- 10 %"],
      replications: 100,
    }).result;
    expect(nothing.until[0]).toMatchObject({ reached: false, halfWidth: null });
  });
});

describe("a sweep that nobody asks for anything", () => {
  it("hands out all its replications at once, and never looks", () => {
    const sweep = startSweep(planOf([scenario], { replications: 1000 }));
    const tasks = sweep.next()!;
    expect(tasks.reduce((sum, { count }) => sum + count, 0)).toBe(1000);
    expect(sweep.next()).toBeNull();
  });
});
