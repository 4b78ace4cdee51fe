/**
 * The best of several is not left out: of a thousand selections on laws whose best is known, at least as many are right
 * as the procedure promises, as far as a binomial can tell. Each case is in the least favourable position for it: the
 * best is better by the indifference, and all others are equal.
 */
import { describe, expect, it } from "vitest";
import { KimNelson, type SelectionRule } from "../../src/statistics/index.js";
import { expectAtLeast, exponential, INTERVALS, normal } from "./covering.js";
import { uniforms } from "./uniforms.js";

const RULE: SelectionRule = { firstStage: 30, miss: 0.05, indifference: 1, better: "less" };

/** One replication of all options; the first is the best by 1. */
type Play = (draw: () => number) => number[];

const independent =
  (spreads: readonly number[]): Play =>
  (draw) =>
    spreads.map((spread, option) => (option === 0 ? 0 : 1) + spread * normal(draw));

/** Common random numbers: most of what happens happens to all. */
const common =
  (options: number, shared: number, own: number): Play =>
  (draw) => {
    const together = shared * normal(draw);
    return Array.from(
      { length: options },
      (_, option) => (option === 0 ? 0 : 1) + together + own * normal(draw),
    );
  };

interface Selections {
  /** In how many the best was the last one in; in how many it was still in after 40 replications. */
  readonly right: number;
  readonly stillIn: number;
  readonly replications: number;
}

function selections(seed: number, options: number, play: Play, rule = RULE): Selections {
  const draw = uniforms(seed);
  let right = 0;
  let stillIn = 0;
  let replications = 0;
  for (let i = 0; i < INTERVALS; i++) {
    const selection = new KimNelson(options, rule);
    while (selection.survivors.length > 1 || selection.count < 40) {
      selection.add(play(draw));
      if (selection.count === 40 && selection.survivors.includes(0)) stillIn++;
    }
    if (selection.survivors[0] === 0) right++;
    replications += selection.count;
  }
  return { right, stillIn, replications: replications / INTERVALS };
}

describe("of a thousand selections, the promised share finds the best", () => {
  it.each([
    ["two options", 2, independent([2, 2])],
    ["five options", 5, independent([2, 2, 2, 2, 2])],
    ["five options of unequal spread, the best the wildest", 5, independent([4, 1, 1, 2, 2])],
    ["five options of unequal spread, the best the tamest", 5, independent([0.5, 2, 3, 2, 4])],
    ["ten options that share most of their chance", 10, common(10, 5, 1.5)],
  ])("%s", (name, options, play) => {
    const { right, stillIn } = selections(10 + name.length, options, play);
    expectAtLeast(right, 0.95);
    // Whenever one stops, the best is among those that are still in.
    expectAtLeast(stillIn, 0.95);
  });

  it("at other levels of confidence too, for the largest as for the smallest", () => {
    const rule: SelectionRule = { ...RULE, miss: 0.2, better: "more" };
    const play: Play = (draw) => independent([2, 2, 2])(draw).map((value) => -value);
    const { right } = selections(3, 3, play, rule);
    expectAtLeast(right, 0.8);
  });

  it("and where values are skew, exponential ones, nearly so", () => {
    const play: Play = (draw) =>
      Array.from({ length: 4 }, (_, option) => (option === 0 ? 0 : 1) + 2 * exponential(draw));
    expect(selections(4, 4, play).right).toBeGreaterThan(930);
  });

  it("in fewer replications where chance is shared: what is common to all does not count", () => {
    const shared = selections(5, 4, common(4, 8, 1)).replications;
    const apart = selections(6, 4, independent([8, 8, 8, 8])).replications;
    expect(shared).toBeLessThan(apart / 4);
  });
});

/** Nothing in most replications, and a loss of 1 with these probabilities; `shared`: what strikes one strikes all worse ones. */
const rare =
  (probabilities: readonly number[], shared: boolean): Play =>
  (draw) => {
    const together = draw();
    return probabilities.map((p) => ((shared ? together : draw()) < p ? 1 : 0));
  };

describe("of a thousand selections among options that seldom lose anything, the promised share keeps the best", () => {
  it.each([
    ["1 % against 3 % of lives, each struck by itself", [0.01, 0.03, 0.03], false, 0.02],
    ["1 % against 3 % of lives, what strikes the best strikes all", [0.01, 0.03, 0.03], true, 0.02],
    ["3 % against 4 % of lives, each struck by itself", [0.03, 0.04, 0.04], false, 0.01],
  ] as const)("%s", (name, probabilities, shared, indifference) => {
    const draw = uniforms(name.length);
    const play = rare(probabilities, shared);
    let kept = 0;
    for (let i = 0; i < INTERVALS; i++) {
      const selection = new KimNelson(3, { ...RULE, indifference });
      while (selection.survivors.length > 1 && selection.count < 20_000) selection.add(play(draw));
      if (selection.survivors.includes(0)) kept++;
    }
    expectAtLeast(kept, 0.95);
  });

  it("and nobody is out by the first rare event, nor before two options differed twenty times", () => {
    const selection = new KimNelson(2, RULE);
    for (let i = 1; i <= 1_900; i++) {
      selection.add([0, i % 100 === 0 ? 1_000 : 0]);
      expect(selection.survivors).toEqual([0, 1]);
    }
  });
});

describe("a selection", () => {
  const two = (rule: Partial<SelectionRule> = {}) => new KimNelson(2, { ...RULE, firstStage: 4, ...rule });

  it("leaves one out after as many replications as the formula says, worked out by hand", () => {
    // Differences 9, 11, 9, 11: S² = 4/3. h² = 2 × ½ (0.1^(-2/3) - 1) × 3 = 10.92, reach h² S² / δ² = 14.57.
    // After 4 replications the sum is 40 behind, and the margin ½ (14.57 - 4) = 5.3: out at once.
    const far = two();
    for (const behind of [9, 11, 9, 11]) far.add([0, behind]);
    expect(far.survivors).toEqual([0]);
    expect([...far.eliminatedAfter]).toEqual([[1, 4]]);
    // Differences ±1 around 0.2: the same S². Behind by 1.6 after 8, less than ½ (14.57 - 8) = 3.28; by 2.8 after 9, more
    // than ½ (14.57 - 9) = 2.78.
    const near = two();
    for (let i = 0; i < 8; i++) near.add([0, i % 2 === 0 ? 1.2 : -0.8]);
    expect(near.survivors).toEqual([0, 1]);
    near.add([0, 1.2]);
    expect([...near.eliminatedAfter]).toEqual([[1, 9]]);
  });

  it("does not decide within the first stage, and keeps what comes out equal", () => {
    const equal = two();
    for (let i = 0; i < 3; i++) equal.add([0, 1_000]);
    expect(equal.survivors).toEqual([0, 1]);
    const same = two();
    for (let i = 0; i < 5_000; i++) same.add([i % 7, i % 7]);
    expect(same.survivors).toEqual([0, 1]);
  });

  it("no longer listens to who is out", () => {
    const selection = new KimNelson(3, { ...RULE, firstStage: 4 });
    for (const behind of [9, 11, 9, 11]) selection.add([0, 0, behind]);
    expect(selection.survivors).toEqual([0, 1]);
    for (let i = 0; i < 50; i++) selection.add([0, 0, -1e6]);
    expect(selection.survivors).toEqual([0, 1]);
  });

  it("refuses what makes no sense", () => {
    expect(() => new KimNelson(1, RULE)).toThrow("at least 2 options");
    expect(() => two({ firstStage: 1 })).toThrow("at least 2 replications");
    expect(() => two({ miss: 0.5 })).toThrow("less than chance");
    expect(() => two({ indifference: 0 })).toThrow("above 0");
    expect(() => two().add([1])).toThrow("2 finite values");
    expect(() => two().add([1, Number.NaN])).toThrow("2 finite values");
  });
});
