import { describe, expect, it } from "vitest";
import {
  differenceByDraw,
  meanEstimate,
  PairedBandTally,
  pairedBands,
  studentQuantile,
  Tally,
} from "../../src/statistics/index.js";
import { expectRelative } from "./relative.js";
import { uniforms } from "./uniforms.js";

type Pair = readonly [a: number, b: number];

const tallied = (draws: number, pairs: readonly Pair[]): PairedBandTally => {
  const tally = new PairedBandTally(draws);
  pairs.forEach(([a, b], replication) => {
    tally.add(replication, a, b);
  });
  return tally;
};

describe("the difference of sums over replications", () => {
  it("without drawn inputs is Student's paired interval", () => {
    const draw = uniforms(1);
    const pairs = Array.from({ length: 90 }, (): Pair => {
      const shared = Math.floor(1e6 * draw());
      return [shared + Math.floor(1e5 * draw()), shared + Math.floor(2e5 * draw())];
    });
    const differences = new Tally();
    for (const [a, b] of pairs) differences.add(b - a);
    const { chance, a, b, gain } = pairedBands(tallied(1, pairs), 90);
    const plain = meanEstimate(differences);
    expectRelative(chance.value!, plain.value!, 1e-12);
    expectRelative(chance.ci95![0]!, plain.ci95![0]!, 1e-9);
    expectRelative(chance.ci95![1]!, plain.ci95![1]!, 1e-9);
    expectRelative(a!, pairs.reduce((sum, [one]) => sum + one, 0) / 90, 1e-12);
    expectRelative(b!, pairs.reduce((sum, [, one]) => sum + one, 0) / 90, 1e-12);
    const variance = (of: (pair: Pair) => number) => {
      const mean = pairs.reduce((sum, pair) => sum + of(pair), 0) / 90;
      return pairs.reduce((sum, pair) => sum + (of(pair) - mean) ** 2, 0);
    };
    expectRelative(
      gain!,
      (variance(([x]) => x) + variance(([, x]) => x)) / variance(([x, y]) => y - x),
      1e-9,
    );
  });

  it("with drawn inputs counts as chance only what differs within a draw", () => {
    // Draw g moves the difference by 1,000 g, chance by ±30 around it.
    const pairs = Array.from({ length: 256 }, (_, replication): Pair => {
      const within = replication < 128 ? 30 : -30;
      return [500_000, 500_000 - 1_000 * (1 + (replication % 64)) + within];
    });
    const { chance, inputs } = pairedBands(tallied(64, pairs), 256);
    expectRelative(chance.value!, -32_500, 1e-12);
    // Four in each of 64 draws: s² = 4 × 900 / 3, with 192 degrees of freedom.
    const half = studentQuantile(0.975, 192) * Math.sqrt(1_200 / 256);
    expectRelative(chance.ci95![1]! - chance.value!, half, 1e-9);
    expect(inputs.band![0]).toBeLessThan(-61_000);
    expect(inputs.band![1]).toBeGreaterThan(-4_000);
    expect(inputs.band![1]).toBeLessThan(0);
    const { figures } = differenceByDraw(tallied(64, pairs), 256);
    expect(figures).toHaveLength(64);
    expect(figures!.filter((figure) => figure < -16_500)).toHaveLength(48);
  });

  it("which few replications show has no more degrees of freedom than these", () => {
    const pairs = Array.from({ length: 1_000 }, (_, i): Pair => (i % 250 === 0 ? [0, 100] : [7, 7]));
    const { chance } = pairedBands(tallied(1, pairs), 1_000);
    const error = Math.sqrt((4 * 100 ** 2 - 1_000 * 0.4 ** 2) / 999 / 1_000);
    expectRelative(chance.ci95![1]!, 0.4 + studentQuantile(0.975, 3) * error, 1e-9);
    expect(chance.ci95![0]!).toBeLessThan(0);
  });

  it("is the same however the replications were dealt out, and those with two zeros need not be told", () => {
    const draw = uniforms(3);
    const pairs = Array.from({ length: 300 }, (): Pair => {
      const value = () => (draw() < 0.5 ? 0 : Math.floor(1e9 * draw()));
      return [value(), value()];
    });
    const whole = tallied(64, pairs);
    const parts = new PairedBandTally(64);
    for (const part of [1, 0, 2]) {
      const own = new PairedBandTally(64);
      pairs.forEach(([a, b], replication) => {
        if (replication % 3 === part) own.add(replication, a, b);
      });
      parts.merge(JSON.parse(JSON.stringify(own.toRecord())));
    }
    expect(parts.toRecord()).toEqual(whole.toRecord());
    expect(pairedBands(parts, 300)).toEqual(pairedBands(whole, 300));
    expect(pairedBands(whole, 300).chance.value!).toBeCloseTo(
      pairs.reduce((sum, [a, b]) => sum + b - a, 0) / 300,
      3,
    );
  });

  it("has a reason where the options never differ, or nothing was played", () => {
    const same = Array.from({ length: 100 }, (_, i): Pair => [i, i]);
    expect(pairedBands(tallied(64, same), 100)).toEqual({
      a: 49.5,
      b: 49.5,
      chance: {
        value: 0,
        ci95: null,
        why: "the same in all 100 replications: they differ in fewer than 3.0 % of them (95 %)",
      },
      inputs: {
        band: null,
        why: "the same in all 100 replications: they differ in fewer than 3.0 % of them (95 %)",
      },
      gain: null,
      sameIn: 100,
    });
    expect(pairedBands(new PairedBandTally(1), 0)).toMatchObject({ a: null, chance: { why: "no values" } });
  });

  it("is certain where it is constant, but not before thirty replications have shown it", () => {
    const constant = (count: number) =>
      pairedBands(
        tallied(
          1,
          Array.from({ length: count }, (_, i): Pair => [i, i + 7]),
        ),
        count,
      );
    expect(constant(29)).toMatchObject({ chance: { value: 7, ci95: null }, gain: null, sameIn: 29 });
    expect(constant(29).chance.why).toBe(
      "the same in all 29 replications: another difference in fewer than 9.8 % of them (95 %)",
    );
    expect(constant(30)).toMatchObject({ chance: { value: 7, ci95: [7, 7], why: null }, sameIn: 30 });
  });
});
