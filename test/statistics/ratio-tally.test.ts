import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  clusteredShare,
  momentsOf,
  RatioTally,
  ratioEstimate,
  Tally,
  wilson,
} from "../../src/statistics/index.js";
import { expectRelative } from "./relative.js";

type Pair = readonly [x: number, y: number | null];

const tallied = (pairs: readonly Pair[]): RatioTally => {
  const tally = new RatioTally();
  for (const [x, y] of pairs) tally.add(x, y);
  return tally;
};

const figure = fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 1_000 }), fc.maxSafeNat());
const pairs = fc.array(fc.tuple(figure, figure), { maxLength: 60 });

describe("a tally of pairs", () => {
  it("sums x, y, their squares and their product exactly", () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const sum = (of: (x: bigint, y: bigint) => bigint) =>
          list.reduce((so, [x, y]) => so + of(BigInt(x), BigInt(y)), 0n);
        expect(tallied(list).moments).toEqual({
          n: BigInt(list.length),
          x: sum((x) => x),
          y: sum((_, y) => y),
          xx: sum((x) => x * x),
          xy: sum((x, y) => x * y),
          yy: sum((_, y) => y * y),
        });
      }),
    );
  });

  it("is the same for every partition and order of merging, over messages too", () => {
    fc.assert(
      fc.property(pairs, fc.nat(), (list, cut) => {
        const at = cut % (list.length + 1);
        const second = tallied(list.slice(at));
        second.merge(RatioTally.fromRecord(structuredClone(tallied(list.slice(0, at)).toRecord())));
        expect(second.toRecord()).toEqual(tallied(list).toRecord());
      }),
    );
  });

  it("counts the replications that have any of either, and those with a null", () => {
    const tally = tallied([
      [0, 0],
      [2, 0],
      [1, null],
      [0, 0],
      [1, 5],
    ]);
    expect([tally.n, tally.occupied, tally.nulls]).toEqual([5, 3, 1]);
    expect(() => tally.add(-1, 0)).toThrow(RangeError);
  });

  it("of x = 1 is a plain tally", () => {
    const plain = new Tally();
    const tally = new RatioTally();
    for (const value of [4, 8, 15, 16, 23, 42]) {
      plain.add(value);
      tally.add(1, value);
    }
    expect(tally.moments).toEqual(momentsOf(plain));
  });
});

describe("a pooled figure", () => {
  it("is Σy / Σx with the delta method's interval over the replications that had any", () => {
    const list: Pair[] = [
      [1, 10],
      [2, 50],
      [0, 0],
      [1, 30],
      [3, 60],
      [0, 0],
    ];
    const ratio = 150 / 7;
    const squares = list.reduce((sum, [x, y]) => sum + (y! - ratio * x) ** 2, 0);
    const error = Math.sqrt((squares * 4) / 3) / 7;
    const { value, ci95 } = ratioEstimate(tallied(list));
    expect(value).toBe(ratio);
    // Student's t for 3 degrees of freedom.
    expectRelative(ci95![0]!, ratio - 3.182446305284263 * error, 1e-12);
    expectRelative(ci95![1]!, ratio + 3.182446305284263 * error, 1e-12);
  });

  it("does not gain by replications without any", () => {
    const list: Pair[] = [
      [1, 10],
      [2, 50],
      [1, 30],
    ];
    const nothing: Pair[] = Array.from({ length: 1_000 }, () => [0, 0]);
    expect(ratioEstimate(tallied([...list, ...nothing]))).toEqual(ratioEstimate(tallied(list)));
  });

  it("never reaches below 0, for nothing that is counted does", () => {
    expect(
      ratioEstimate(
        tallied([
          [1, 0],
          [1, 0],
          [1, 9],
        ]),
      ).ci95![0],
    ).toBe(0);
  });

  it.each<readonly [Pair[], number | null, string]>([
    [[], null, "no values"],
    [
      [
        [0, 0],
        [0, 0],
      ],
      null,
      "none in 2 replications",
    ],
    [
      [
        [0, 0],
        [3, 12],
      ],
      4,
      "seen in one replication: an interval needs 2",
    ],
    [
      [
        [2, 0],
        [3, 0],
      ],
      0,
      "0 in all 2 replications where it could be seen",
    ],
    [
      [
        [2, 7],
        [3, null],
      ],
      null,
      "null in 1 of 2 replications, so there is no mean",
    ],
  ])("of %j is %s without an interval: %s", (list, value, why) => {
    expect(ratioEstimate(tallied(list))).toEqual({ value, ci95: null, why });
  });
});

describe("a share of things that come in clusters", () => {
  it("has Wilson's interval where each replication has one, as wide as 500 replications know", () => {
    const list: Pair[] = Array.from({ length: 500 }, (_, i) => [1, i % 10 === 0 ? 1 : 0]);
    const { value, ci95 } = clusteredShare(tallied(list));
    expect(value).toBe(0.1);
    // (t / z)² m / (m - 1) leaves 0.7 % of the 500.
    expectRelative(ci95![0]!, wilson(50, 500)[0], 0.005);
    expectRelative(ci95![1]!, wilson(50, 500)[1], 0.005);
    expect(ci95![1]! - ci95![0]!).toBeGreaterThan(wilson(50, 500)[1] - wilson(50, 500)[0]);
  });

  it("is worth one value a replication where all in a replication are alike", () => {
    const list: Pair[] = Array.from({ length: 500 }, (_, i) => [20, i % 10 === 0 ? 20 : 0]);
    const { ci95 } = clusteredShare(tallied(list));
    expectRelative(ci95![0]!, wilson(50, 500)[0], 0.005);
    expectRelative(ci95![1]!, wilson(50, 500)[1], 0.005);
  });

  it("is never surer than as many independent ones, however evenly they are spread", () => {
    const list: Pair[] = Array.from({ length: 100 }, () => [10, 1]);
    const { value, ci95 } = clusteredShare(tallied(list));
    expect([value, ...ci95!]).toEqual([0.1, ...wilson(100, 1_000)]);
  });

  it("where none has it counts replications, or each by itself where that is said", () => {
    const none: Pair[] = Array.from({ length: 30 }, () => [10, 0]);
    expect(clusteredShare(tallied(none)).ci95![1]).toBeCloseTo(1 - 0.05 ** (1 / 30), 14);
    expect(clusteredShare(tallied(none), "each").ci95![1]).toBeCloseTo(1 - 0.05 ** (1 / 300), 14);
    const all: Pair[] = Array.from({ length: 30 }, () => [10, 10]);
    expect(clusteredShare(tallied(all), "each")).toEqual({
      value: 1,
      ci95: [expect.closeTo(0.05 ** (1 / 300), 14), 1],
      why: null,
    });
  });

  it("refuses more than all", () => {
    expect(() => clusteredShare(tallied([[1, 2]]))).toThrow("2 of 1 is not a share");
  });
});
