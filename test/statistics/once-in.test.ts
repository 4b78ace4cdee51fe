import { describe, expect, it } from "vitest";
import {
  exceedanceRanks,
  fewestExceedances,
  onceIn,
  poissonTails,
  SectionedColumn,
} from "../../src/statistics/index.js";
import { uniforms } from "./uniforms.js";

/** Losses 1, 2, 3, …, `count`, one to a replication, in an order that has nothing to do with them. */
const losses = (count: number): SectionedColumn => {
  const column = new SectionedColumn();
  for (let replication = 0; replication < count; replication++) {
    column.add(replication, ((replication * 7_919) % count) + 1);
  }
  return column;
};

describe("the ranks that enclose what is exceeded so often", () => {
  it.each([
    [3, 1, 12],
    [3.5, 1, 9],
    [4, 1, 9],
    [5, 1, 11],
    [20, 12, 30],
    [100, 81, 121],
    [20_000, 19_723, 20_279],
  ])("where %d exceedances are expected are the %d-th and the %d-th largest", (expected, upper, lower) => {
    expect(exceedanceRanks(expected)).toEqual({ upper, lower });
  });

  it("miss no more than 5 %, as the Poisson law counts", () => {
    for (let expected = 3; expected < 60; expected += 0.7) {
      const { upper, lower } = exceedanceRanks(expected)!;
      const missed = poissonTails(upper - 1, expected).upTo + poissonTails(lower - 1, expected).above;
      expect(missed).toBeLessThanOrEqual(0.05 + 1e-12);
    }
  });

  it("need 3 expected, or 5.3 where only one in 200 may be missed", () => {
    expect(fewestExceedances()).toBeCloseTo(2.9957, 4);
    expect(exceedanceRanks(2.99)).toBe(null);
    expect(exceedanceRanks(5.29, 0.005)).toBe(null);
    expect(exceedanceRanks(5.3, 0.005)).not.toBe(null);
  });
});

describe("the loss that comes once in so many years", () => {
  it("is the one that is exceeded as often as that, in all the time that was looked at", () => {
    // 1,000 losses in 10,000 years: once in 50 years is exceeded 200 times.
    const { value, ci95 } = onceIn(losses(1_000), 200, 1_000);
    expect(value).toBe(800);
    expect(ci95![0]!).toBeLessThanOrEqual(1_001 - exceedanceRanks(200)!.lower);
    expect(ci95![1]!).toBeGreaterThanOrEqual(1_001 - exceedanceRanks(200)!.upper);
    expect(ci95![0]!).toBeGreaterThan(740);
    expect(ci95![1]!).toBeLessThan(860);
  });

  it("is 0 where fewer than that lose anything, and its interval says how much it may be", () => {
    const { value, ci95 } = onceIn(losses(90), 100, 1_000);
    expect([value, ci95![0]]).toEqual([0, 0]);
    expect(ci95![1]).toBe(90 + 1 - exceedanceRanks(100)!.upper);
    expect(onceIn(losses(50), 100, 1_000)).toEqual({ value: 0, ci95: [0, 0], why: null });
  });

  it("has no interval where fewer than 3 exceedances are to be expected", () => {
    expect(onceIn(losses(10), 2, 100)).toEqual({
      value: 8,
      ci95: null,
      why: "an interval needs 3.0 exceedances to be expected in the time looked at, not 2.0",
    });
  });

  it("is much less sure where losses come together", () => {
    const alone = new SectionedColumn();
    const together = new SectionedColumn();
    const draw = uniforms(3);
    for (let replication = 0; replication < 3_200; replication++) {
      // About as many losses either way: one to each replication, or 16 alike to each sixteenth.
      alone.add(replication, Math.round(draw() * 1e6));
      if (draw() > 1 / 16) continue;
      const loss = Math.round(draw() * 1e6);
      for (let i = 0; i < 16; i++) together.add(replication, loss);
    }
    const width = (of: SectionedColumn): number => {
      const [low, high] = onceIn(of, 400, 3_200).ci95!;
      return high! - low!;
    };
    expect(width(together) / width(alone)).toBeGreaterThan(2.5);
  });

  it("is null where nulls are among the largest", () => {
    const of = losses(100);
    of.add(100, null);
    expect(onceIn(of, 0.5, 101).value).toBe(null);
  });
});
