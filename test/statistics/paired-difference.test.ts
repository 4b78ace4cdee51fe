import { describe, expect, it } from "vitest";
import {
  meanEstimate,
  PairedBandTally,
  PairTally,
  pairedBands,
  pairedDifference,
  studentQuantile,
  Tally,
} from "../../src/statistics/index.js";
import { expectRelative } from "./relative.js";
import { uniforms } from "./uniforms.js";

type Replication = readonly [xA: number, yA: number | null, xB: number, yB: number | null];

const tallied = (replications: readonly Replication[]): PairTally => {
  const tally = new PairTally();
  for (const [xA, yA, xB, yB] of replications) tally.add(xA, yA, xB, yB);
  return tally;
};

/** Incidents and losses of two options that share part of their fate. */
const drawn = (count: number, seed: number): (readonly [number, number, number, number])[] => {
  const draw = uniforms(seed);
  return Array.from({ length: count }, () => {
    const incidents = 1 + Math.floor(3 * draw());
    const shared = draw();
    const lost = (more: number) => Math.round(1_000_000 * incidents * (shared + more * draw()));
    return [incidents, lost(1), incidents + (draw() < 0.2 ? 1 : 0), lost(0.5)] as const;
  });
};

describe("the difference of two ratios over the same replications", () => {
  it("is what the slow formula gives, replication by replication", () => {
    const replications = drawn(80, 7);
    const sum = (of: (one: (typeof replications)[number]) => number) =>
      replications.reduce((total, one) => total + of(one), 0);
    const [xA, yA, xB, yB] = [0, 1, 2, 3].map((index) => sum((one) => one[index]!)) as [
      number,
      number,
      number,
      number,
    ];
    const moved = (one: (typeof replications)[number]) => ({
      a: (one[1] - (yA / xA) * one[0]) / xA,
      b: (one[3] - (yB / xB) * one[2]) / xB,
    });
    const squares = (of: (moved: { a: number; b: number }) => number) => sum((one) => of(moved(one)) ** 2);
    const { a, b, difference, gain } = pairedDifference(tallied(replications));
    expectRelative(a!, yA / xA, 1e-12);
    expectRelative(b!, yB / xB, 1e-12);
    expectRelative(difference.value!, yB / xB - yA / xA, 1e-9);
    const error = Math.sqrt((80 / 79) * squares((d) => d.b - d.a));
    const half = studentQuantile(0.975, 79) * error;
    expectRelative(difference.ci95![1]! - difference.value!, half, 1e-9);
    expectRelative(difference.value! - difference.ci95![0]!, half, 1e-9);
    expectRelative(gain!, (squares((d) => d.a) + squares((d) => d.b)) / squares((d) => d.b - d.a), 1e-9);
    expect(gain!).toBeGreaterThan(1);
  });

  it("of means is Student's paired interval: that of the differences themselves", () => {
    const replications = drawn(50, 8).map(([, yA, , yB]) => [1, yA, 1, yB] as const);
    const differences = new Tally();
    for (const [, yA, , yB] of replications) differences.add(yB - yA);
    const { difference } = pairedDifference(tallied(replications));
    const plain = meanEstimate(differences);
    expectRelative(difference.value!, plain.value!, 1e-12);
    expectRelative(difference.ci95![0]!, plain.ci95![0]!, 1e-12);
    expectRelative(difference.ci95![1]!, plain.ci95![1]!, 1e-12);
  });

  it("turns its sign, and nothing else, where the options change places", () => {
    const replications = drawn(40, 9);
    const there = pairedDifference(tallied(replications));
    const back = pairedDifference(tallied(replications.map(([xA, yA, xB, yB]) => [xB, yB, xA, yA] as const)));
    expect(back.difference.value).toBe(-there.difference.value!);
    expect(back.difference.ci95).toEqual([-there.difference.ci95![1]!, -there.difference.ci95![0]!]);
    expect(back.gain).toBe(there.gain);
  });

  it("gains nothing from pairs that have nothing in common, and loses where one gains what the other loses", () => {
    const draw = uniforms(10);
    const apart = Array.from({ length: 4_000 }, () => [1, draw(), 1, draw()].map((v) => Math.round(v * 1e6)));
    const against = Array.from({ length: 400 }, () => {
      const u = Math.round(draw() * 1e6);
      return [1, u, 1, 1e6 - u];
    });
    const gainOf = (all: number[][]) =>
      pairedDifference(tallied(all.map(([, yA, , yB]) => [1, yA!, 1, yB!] as const))).gain!;
    expect(gainOf(apart)).toBeGreaterThan(0.9);
    expect(gainOf(apart)).toBeLessThan(1.1);
    expectRelative(gainOf(against), 0.5, 1e-9);
  });

  it("is wider where only few replications of one option had any: these are all that is known", () => {
    const many = Array.from({ length: 100 }, (_, i) => [1, 10 + (i % 3), 1, 5 + (i % 2)] as const);
    const few = many.map(([xA, yA, xB, yB], i) => (i < 4 ? [xA, yA, xB, yB] : [xA, yA, 0, 0]) as Replication);
    const { difference } = pairedDifference(tallied(few));
    const half = difference.ci95![1]! - difference.value!;
    // Of option B alone: ± t(3) × √(4/3 × 4 × 0.25) / 4.
    expect(half).toBeGreaterThan(studentQuantile(0.975, 3) * (Math.sqrt(4 / 3) / 4) * 0.99);
  });
});

describe("few replications in which the options differ", () => {
  it("are all that is known of how, as for sums over replications", () => {
    const pairs = Array.from({ length: 1_000 }, (_, i): [number, number] =>
      i % 250 === 0 ? [0, 100] : [7, 7],
    );
    const sums = new PairedBandTally(1);
    pairs.forEach(([a, b], replication) => {
      sums.add(replication, a, b);
    });
    const { difference } = pairedDifference(tallied(pairs.map(([a, b]) => [1, a, 1, b] as const)));
    const error = Math.sqrt((4 * 100 ** 2 - 1_000 * 0.4 ** 2) / 999 / 1_000);
    expectRelative(difference.ci95![1]!, 0.4 + studentQuantile(0.975, 3) * error, 1e-9);
    expectRelative(difference.ci95![1]!, pairedBands(sums, 1_000).chance.ci95![1]!, 1e-9);
  });
});

describe("a difference without an interval says why", () => {
  it("the same in all replications: it can only be said how rare others are", () => {
    const same = pairedDifference(tallied(Array.from({ length: 200 }, (_, i) => [1, i, 1, i] as const)));
    expect(same).toEqual({
      a: 99.5,
      b: 99.5,
      difference: {
        value: 0,
        ci95: null,
        why: "the same in all 200 replications: they differ in fewer than 1.5 % of them (95 %)",
      },
      gain: null,
      sameIn: 200,
    });
  });

  it("but a constant difference is known from thirty replications on, with nothing left to gain from", () => {
    const constant = (count: number) =>
      pairedDifference(tallied(Array.from({ length: count }, (_, i) => [1, 100 + i, 1, 40 + i] as const)));
    expect(constant(30)).toMatchObject({
      difference: { value: -60, ci95: [-60, -60], why: null },
      gain: null,
      sameIn: 30,
    });
    expect(constant(29)).toMatchObject({
      difference: {
        value: -60,
        ci95: null,
        // 1 - 0.05^(1/29)
        why: "the same in all 29 replications: another difference in fewer than 9.8 % of them (95 %)",
      },
      gain: null,
      sameIn: 29,
    });
  });

  it("a null in either, none in either, one replication, none at all", () => {
    const why = (...replications: Replication[]) => pairedDifference(tallied(replications));
    expect(why([1, null, 1, 5], [1, 3, 1, 4])).toMatchObject({
      a: null,
      b: 4.5,
      difference: {
        value: null,
        why: "null in 1 of 2 replications of the first and in 0 of the other, so there is no mean",
      },
    });
    expect(why([1, 2, 1, null], [1, 3, 1, null]).difference.why).toBe(
      "null in 0 of 2 replications of the first and in 2 of the other, so there is no mean",
    );
    expect(why([0, 0, 1, 4], [0, 0, 0, 0])).toMatchObject({
      a: null,
      b: 4,
      difference: { value: null, why: "none in 2 replications of the first" },
    });
    expect(why([1, 4, 0, 0]).difference.why).toBe("none in 1 replications of the other");
    expect(why([0, 0, 0, 0]).difference.why).toBe("none in 1 replications of either");
    expect(why([1, 4, 1, 6]).difference).toEqual({
      value: 2,
      ci95: null,
      why: "seen in one replication: an interval needs 2",
    });
    expect(why().difference.why).toBe("no values");
  });
});
