import { describe, expect, it } from "vitest";
import {
  clusteredQuantile,
  independentWorth,
  quantileDifference,
  SectionedColumn,
} from "../../src/statistics/index.js";
import { expectRelative } from "./relative.js";
import { uniforms } from "./uniforms.js";

/** Two columns of as many replications, one value of each. */
function columns(
  count: number,
  of: (draw: () => number, replication: number) => readonly [a: number | null, b: number | null],
  seed = 4,
): readonly [SectionedColumn, SectionedColumn] {
  const draw = uniforms(seed);
  const made = [new SectionedColumn(), new SectionedColumn()] as const;
  for (let replication = 0; replication < count; replication++) {
    const values = of(draw, replication);
    made.forEach((column, side) => {
      const value = values[side]!;
      column.add(replication, value === null ? null : Math.round(value * 1e6));
    });
  }
  return made;
}

const width = ({ difference: { ci95 } }: ReturnType<typeof quantileDifference>): number =>
  ci95![1]! - ci95![0]!;

describe("the difference of two quantiles", () => {
  it("is that of the quantiles themselves, with both of their intervals where nothing goes together", () => {
    const [a, b] = columns(4_000, (draw) => [1 + draw(), 3 + draw()]);
    const result = quantileDifference(a, b, 0.5);
    const [ofA, ofB] = [clusteredQuantile(a, 0.5), clusteredQuantile(b, 0.5)];
    expect(result.difference.value).toBe(ofB.value! - ofA.value!);
    const half = (of: typeof ofA) => (of.ci95![1]! - of.ci95![0]!) / 2;
    const together = Math.sqrt(half(ofA) ** 2 + half(ofB) ** 2);
    expect(width(result) / 2 / together).toBeGreaterThan(0.75);
    expect(width(result) / 2 / together).toBeLessThan(1.3);
    expect(result.gain!).toBeGreaterThan(0.6);
    expect(result.gain!).toBeLessThan(1.5);
  });

  it("is much narrower where both go together, and wider where they go against each other", () => {
    const apart = quantileDifference(...columns(4_000, (draw) => [1 + draw(), 1 + draw()]), 0.5);
    const alike = quantileDifference(
      ...columns(4_000, (draw) => {
        const u = draw();
        return [1 + u, 1 + u + 0.01 * draw()];
      }),
      0.5,
    );
    const against = quantileDifference(
      ...columns(4_000, (draw) => {
        const u = draw();
        return [1 + u, 2 - u];
      }),
      0.5,
    );
    expect(width(alike)).toBeLessThan(width(apart) / 3);
    expect(alike.gain!).toBeGreaterThan(8);
    expect(width(against)).toBeGreaterThan(width(apart) * 1.1);
    expectRelative(against.gain!, 0.5, 0.15);
  });

  it("of the same column is 0, with an interval that narrows with more replications", () => {
    const same = (count: number) =>
      quantileDifference(
        ...columns(count, (draw) => {
          const u = 1 + draw();
          return [u, u];
        }),
        0.9,
      );
    const [few, many] = [same(500), same(20_000)];
    expect(few.difference.value).toBe(0);
    expect(width(few)).toBeGreaterThan(0);
    expect(width(many)).toBeGreaterThan(0);
    expect(width(many)).toBeLessThan(width(few) / 10);
  });

  it("keeps the skewness of its parts: towards more it has what B may be more, and A less", () => {
    const [a, b] = columns(400, (draw) => [100, 1 / draw()]);
    const { difference } = quantileDifference(a, b, 0.95);
    const ofB = clusteredQuantile(b, 0.95);
    // A is the same always, so all is B's.
    expectRelative(difference.ci95![1]! - difference.value!, ofB.ci95![1]! - ofB.value!, 1e-9);
    expectRelative(difference.value! - difference.ci95![0]!, ofB.value! - ofB.ci95![0]!, 1e-9);
  });

  it("says why it has no interval", () => {
    const [a, b] = columns(298, (draw) => [draw(), draw()]);
    expect(quantileDifference(a, b, 0.99).difference.why).toMatch(
      /^of the first: an interval for this quantile needs 299 values, not 298/,
    );
    const [whole, half] = columns(400, (draw, r) => [draw(), r % 2 === 0 ? null : draw()]);
    expect(quantileDifference(whole, half, 0.95)).toEqual({
      difference: { value: null, ci95: null, why: "a quantile beyond the horizon" },
      gain: null,
      timesAsMany: null,
    });
    const [, open] = columns(400, (draw, r) => [draw(), r % 20 === 0 ? null : draw()]);
    expect(quantileDifference(whole, open, 0.94).difference.why).toMatch(/open upwards/);
    // More values do not take away what is not over.
    expect(quantileDifference(whole, open, 0.94).timesAsMany).toBeNull();
    expect(quantileDifference(new SectionedColumn(), whole, 0.5).difference.why).toBe("no values");
  });

  it("says how many times as many values could carry one", () => {
    // Each value in a replication of its own: 59 for p95 with 95 %, six for two ends around a median.
    const [a, b] = columns(40, (draw) => [draw(), draw()]);
    const worth = [a, b].map((one) => independentWorth(one, clusteredQuantile(one, 0.95).value));
    expectRelative(quantileDifference(a, b, 0.95).timesAsMany!, 59 / Math.min(...worth), 1e-9);
    expect(Math.min(...worth)).toBeGreaterThan(30);
    const [few, others] = columns(5, (draw) => [1 + draw(), 1 + draw()]);
    expect(quantileDifference(few, others, 0.5).timesAsMany!).toBeGreaterThan(1);
    const [more, enough] = columns(150, (draw) => [1 + draw(), 1 + draw()]);
    expect(quantileDifference(more, enough, 0.95)).toMatchObject({
      timesAsMany: null,
      difference: { why: null },
    });
  });
});
