/** Verdicts on several options and targets hold all together with 95 %. */
import { describe, expect, it } from "vitest";
import {
  FEWEST_FOR_MEAN,
  type FeasibilityCase,
  jointMiss,
  judgeJointly,
  meanEstimate,
  Tally,
} from "../../src/statistics/index.js";
import { expectAtLeast, FINE, INTERVALS, normal } from "./covering.js";
import { uniforms } from "./uniforms.js";

function targetOf(values: readonly number[], bound: number): FeasibilityCase {
  const tally = new Tally();
  for (const value of values) tally.add(Math.round(value * FINE));
  return {
    requirement: { comparison: "<=", bound: bound * FINE },
    judged: (miss) => ({ estimate: meanEstimate(tally, miss), n: tally.count, fewest: FEWEST_FOR_MEAN }),
  };
}

const drawn = (draw: () => number, mean: number, count: number) =>
  Array.from({ length: count }, () => mean + normal(draw));

describe("targets of several options", () => {
  it("share the 5 % that may be missed", () => {
    expect(jointMiss(1, 1)).toBe(0.05);
    expect(jointMiss(5, 2)).toBeCloseTo(0.005, 15);
    expect(() => jointMiss(0, 1)).toThrow("an option and a target");
    expect(judgeJointly([[], []])).toEqual([[], []]);
  });

  it("have three verdicts, each in its place", () => {
    const draw = uniforms(1);
    const verdicts = judgeJointly([
      [targetOf(drawn(draw, 0, 400), 1), targetOf(drawn(draw, 2, 400), 1)],
      [targetOf(drawn(draw, 1, 400), 1)],
    ]);
    expect(verdicts.map((own) => own.map(({ verdict }) => verdict))).toEqual([
      ["met", "missed"],
      ["undecided"],
    ]);
  });

  it("are harder to decide the more of them there are", () => {
    // 2.4 standard errors below the bound.
    const values = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 1 : -1));
    const one = targetOf(values, 0.24);
    expect(judgeJointly([[one]])[0]![0]!.verdict).toBe("met");
    const many = judgeJointly(Array.from({ length: 20 }, () => [one]));
    expect(many.every(([verdict]) => verdict!.verdict === "undecided")).toBe(true);
  });

  it("that all lie on their bounds are decided, wrongly, in at most 5 % of a thousand comparisons", () => {
    const draw = uniforms(2);
    let sound = 0;
    for (let i = 0; i < INTERVALS; i++) {
      const options = Array.from({ length: 4 }, () => [
        targetOf(drawn(draw, 0, 30), 0),
        targetOf(drawn(draw, 3, 30), 3),
      ]);
      if (judgeJointly(options).every((own) => own.every(({ verdict }) => verdict === "undecided"))) sound++;
    }
    expectAtLeast(sound, 0.95);
  });
});
