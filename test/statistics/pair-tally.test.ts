import { describe, expect, it } from "vitest";
import { PairTally } from "../../src/statistics/index.js";
import { uniforms } from "./uniforms.js";

type Replication = readonly [xA: number, yA: number | null, xB: number, yB: number | null];

const drawn = (count: number, seed: number, size: number): Replication[] => {
  const draw = uniforms(seed);
  const one = () => (draw() < 0.3 ? 0 : Math.floor(draw() * size));
  return Array.from({ length: count }, () => [one(), one(), one(), one()]);
};

const tallied = (replications: readonly Replication[]): PairTally => {
  const tally = new PairTally();
  for (const [xA, yA, xB, yB] of replications) tally.add(xA, yA, xB, yB);
  return tally;
};

describe("a tally of pairs", () => {
  it.each([10, 1e9, 9e15])("has exact sums and products of numbers up to %d", (size) => {
    const replications = drawn(300, 3, size);
    const sums = [0n, 0n, 0n, 0n];
    const products = sums.map(() => [0n, 0n, 0n, 0n]);
    for (const replication of replications) {
      const values = replication.map((value) => BigInt(value!));
      values.forEach((u, i) => {
        sums[i]! += u;
        values.forEach((v, j) => {
          products[i]![j]! += u * v;
        });
      });
    }
    expect(tallied(replications).moments).toEqual({ sums, products });
  });

  it("counts who had anything, and who has none, option by option", () => {
    const tally = tallied([
      [0, 0, 0, 0],
      [1, 0, 0, 0],
      [2, 5, 1, null],
      [0, 0, 1, 0],
      [0, null, 3, null],
    ]);
    expect(tally.n).toBe(5);
    expect(tally.occupied).toEqual([3, 3]);
    expect(tally.nulls).toEqual([1, 2]);
  });

  it("does not show in which order or in how many parts replications came, nor that they went through a message", () => {
    const replications = [...drawn(200, 5, 1e12), [0, 0, 0, 0] as const, [1, null, 2, 3] as const];
    const whole = tallied(replications);
    const parts = new PairTally();
    for (let part = 2; part >= 0; part--) {
      const own = tallied(replications.filter((_, index) => index % 3 === part).reverse());
      parts.merge(PairTally.fromRecord(JSON.parse(JSON.stringify(own.toRecord()))));
    }
    expect(parts.toRecord()).toEqual(whole.toRecord());
    expect(parts.n).toBe(202);
    expect(parts.moments).toEqual(whole.moments);
  });

  it("refuses what is no whole number from 0 on", () => {
    const tally = new PairTally();
    expect(() => tally.add(1, -1, 1, 1)).toThrow("from numbers from 0 on");
    expect(() => tally.add(1, 1, Number.NaN, 1)).toThrow("from numbers from 0 on");
    expect(() => tally.add(1, 0.5, 1, 1)).toThrow("only whole numbers");
  });

  it("counts where only one is null, and where they differ at all, also through records", () => {
    const all = [
      [1, null, 1, 4],
      [1, null, 1, null],
      [1, 3, 1, null],
      [1, null, 0, 0],
      [1, 3, 1, 3],
      [0, 0, 0, 0],
      [2, 3, 1, 3],
    ] as const;
    const [whole, half, other] = [new PairTally(), new PairTally(), new PairTally()];
    all.forEach(([xA, yA, xB, yB], index) => {
      whole.add(xA, yA, xB, yB);
      (index % 2 === 0 ? half : other).add(xA, yA, xB, yB);
    });
    half.merge(PairTally.fromRecord(JSON.parse(JSON.stringify(other.toRecord()))));
    for (const tally of [whole, half]) {
      expect([tally.nulls, tally.nullAlone, tally.unequal]).toEqual([[3, 2], [2, 1], 4]);
    }
  });
});
