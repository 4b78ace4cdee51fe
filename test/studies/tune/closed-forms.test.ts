/**
 * The measure and the cost of schedules, against optima that are known on paper: the best interval for a price of runs and
 * of what is lost, the best split of a budget of runs between two jobs, and the interval under which nothing keeps up.
 */
import { describe, expect, it } from "vitest";
import { Meter } from "../../../src/studies/tune/evaluate.js";
import { gridOf, offsetOf, scheduleOf, withSchedule } from "../../../src/studies/tune/schedule.js";
import { shortestInterval } from "../../../src/studies/tune/shortest.js";
import { DEFAULT_GRID, lawOf, scenarioOf, searched } from "./scenes.js";

const meterOf = (overrides: readonly string[]) =>
  new Meter(scenarioOf(DEFAULT_GRID, overrides), { exactDurations: true, seed: 1 });

/** The value for which a cost is least. */
const cheapest = (values: readonly number[], cost: (value: number) => number): number =>
  values.reduce((best, value) => (cost(value) < cost(best) ? value : best));

const A = 44.04;

describe("the best interval for K / B + lf c (B / 2 + A)", () => {
  const meter = meterOf([]);
  const mean = (every: number): number => {
    const grid = gridOf(every * 1e6, 0);
    return meter.measure({ backup: grid, copy: null, restore: grid }).figures!.mean;
  };

  it("is a matter of A + B / 2, which copies behind backups have for any interval that divides the day", () => {
    for (const every of [60, 96, 100, 144, 450, 900, 3_600])
      expect(mean(every)).toBeCloseTo(A + every / 2, 6);
  });

  it.each([112.3523, 200, 333.3, 1_000])("is the square root of 2 K / (lf c): %d s", (best) => {
    const lossPerSecond = 0.01;
    const perRun = (best * best * lossPerSecond) / 2;
    const seconds = Array.from({ length: 1_200 }, (_, index) => index + 50);
    const found = cheapest(seconds, (every) => perRun / every + lossPerSecond * mean(every));
    // The last interval of a day is short where the interval does not divide it.
    expect(Math.abs(found - best)).toBeLessThanOrEqual(0.5 + 0.01 * best);
  });

  it.each([80, 300, 1_000, 2_500])(
    "lies on the front that the search draws, next to %d s on either side",
    (best) => {
      const { front } = searched({
        move: [
          "logShipping.backup.every=1 min,2 min,3 min,4 min,5 min,6 min,10 min,15 min,20 min,30 min,1 h",
        ],
        hold: ["logShipping.copy.every", "logShipping.copy.offset", "logShipping.restore"],
        overrides: ["logShipping.copy={after: backup, overhead: 0 s}"],
      });
      const intervals = front
        .map(({ scenario }) => scheduleOf(scenario).backup.every / 1e6)
        .sort((a, b) => a - b);
      const found = cheapest(intervals, (every) => (best * best) / 2 / every + mean(every));
      const below = intervals.filter((every) => every <= best).at(-1);
      const above = intervals.find((every) => every >= best);
      expect([below, above]).toContain(found);
    },
  );
});

describe("a budget of runs kb / B + kc / C, copies at no fixed place to the backups", () => {
  const meter = meterOf([]);
  /** Over all places of the copy in its interval. */
  function mean(backupEvery: number, copyEvery: number, places = 24): number {
    let sum = 0;
    for (let place = 0; place < places; place++) {
      const offset = Math.round((copyEvery * 1e6 * (place + 0.5)) / places);
      const backup = gridOf(backupEvery * 1e6, 0);
      const { figures } = meter.measure({ backup, copy: gridOf(copyEvery * 1e6, offset), restore: backup });
      sum += figures!.mean;
    }
    return sum / places;
  }

  it("has the mean D + T + (B + C) / 2", () => {
    for (const [b, c] of [
      [900, 900],
      [900, 300],
      [473, 273],
      [600, 450],
    ] as const) {
      expect(Math.abs(mean(b, c, 120) - (A + (b + c) / 2))).toBeLessThan(4);
    }
  });

  it("is best spent at B = 473.2 s and C = 273.2 s, where kb = 3, kc = 1 and the budget is 0.01 a second", () => {
    const copyFor = (every: number) => Math.ceil(1 / (0.01 - 3 / every));
    const backups = Array.from({ length: 45 }, (_, index) => 370 + 5 * index);
    const found = cheapest(backups, (every) => mean(every, copyFor(every)));
    // The sum is flat at its bottom: 25 s beside it cost 1 s.
    expect(Math.abs(found - 473.205)).toBeLessThanOrEqual(25);
    expect((found + copyFor(found)) / 2).toBeLessThan((473.205 + 273.205) / 2 + 1.5);
    // Half of the budget for each, and as much of backups as of copies, are dearer by what the formula says.
    expect(mean(500, 250) - mean(found, copyFor(found))).toBeGreaterThan(-2);
    expect(mean(400, 400) - mean(found, copyFor(found))).toBeGreaterThan(20);
  });
});

describe("the shortest interval", () => {
  /** Each file takes 4 s whatever it holds, and a second's log fills 0.85 of a second of the link. */
  const THIN = [
    "layout: low-bandwidth",
    "workload: { messagesPerSecond: 850, logBytesPerMessage: 1 KB }",
    "wan: { bandwidth: 8 Mbps, roundTrip: 0 s, efficiency: 1, poolTraffic: none }",
    "logShipping:",
    "  backup: { every: 5 min, duration: 0 s }",
    "  copy: { after: backup, overhead: 4 s }",
    "  restore: { every: 5 min, duration: 0 s }",
  ].join("\n");
  const scenario = scenarioOf(THIN);
  const meter = new Meter(scenario, { exactDurations: true, seed: 1 });
  const at = (every: number) => {
    const grid = gridOf(every, 0);
    return {
      schedule: { backup: grid, copy: null, restore: grid },
      ...meter.measure({ backup: grid, copy: null, restore: grid }),
    };
  };

  it("is L / (1 - rho)", () => {
    const { interval, perFile, filled } = shortestInterval(scenario);
    expect([perFile, filled]).toEqual([4e6, 0.85]);
    expect(interval! / 1e6).toBeCloseTo(26.667, 3);
  });

  it.each([27, 30, 60, 300])("is kept from there on: backups every %d s keep up", (every) => {
    const { figures, schedule } = at(every * 1e6);
    expect(figures!.mean).toBeCloseTo(every * 0.85 + 4 + every / 2, 6);
    expect(lawOf(withSchedule(scenario, schedule)).kind).toBe("exact");
  });

  it.each([10, 16, 20, 24])("is the floor: backups every %d s fall behind without end", (every) => {
    const { figures, whyNone, schedule } = at(every * 1e6);
    expect(figures).toBeNull();
    expect(whyNone).toContain("cannot keep up");
    expect(lawOf(withSchedule(scenario, schedule)).kind).toBe("grows");
  });

  it("is where a search ends: nothing under it is preferred, and what is, is not under it", () => {
    const { preferred, candidates } = searched({
      text: THIN,
      move: ["logShipping.backup.every=10 s,15 s,20 s,24 s,30 s,1 min"],
      hold: ["logShipping.copy.every", "logShipping.copy.offset"],
    });
    const intervals = preferred.map(({ scenario: { logShipping } }) => logShipping.backup.grid.every / 1e6);
    expect(new Set(intervals)).toEqual(new Set([30, 60]));
    expect(candidates).toBeGreaterThan(preferred.length);
    for (const { scenario: found } of preferred)
      expect(offsetOf(found.logShipping.backup.grid.offset)).toBe(0);
  });
});
