import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bareEstimate,
  type Comparison,
  estimate,
  judge,
  judgeExact,
  type Verdict,
} from "../../src/statistics/index.js";

const COMPARISONS: readonly Comparison[] = ["<=", "<", ">=", ">"];

/** Judges [low, high] around value, of 100 replications. */
function judged(
  [low, value, high]: readonly [number | null, number | null, number | null],
  comparison: Comparison,
  bound: number,
): Verdict {
  const subject = { estimate: estimate(value, [low, high]), n: 100, fewest: 2 };
  return judge(subject, { comparison, bound });
}

describe("an exact figure", () => {
  it("is met or missed, on the bound by the letter of the comparison", () => {
    const verdicts = (value: number | null) =>
      COMPARISONS.map((comparison) => judgeExact(value, { comparison, bound: 5 }).verdict);
    expect(verdicts(4)).toEqual(["met", "met", "missed", "missed"]);
    expect(verdicts(5)).toEqual(["met", "missed", "met", "missed"]);
    expect(verdicts(6)).toEqual(["missed", "missed", "met", "met"]);
  });

  it("that is null is larger than every bound", () => {
    const verdicts = COMPARISONS.map((comparison) => judgeExact(null, { comparison, bound: 1e300 }).verdict);
    expect(verdicts).toEqual(["missed", "missed", "met", "met"]);
  });
});

describe("an estimate", () => {
  it("is judged by its whole interval", () => {
    expect(judged([1, 2, 3], "<=", 4)).toEqual({ verdict: "met" });
    expect(judged([1, 2, 3], ">=", 4)).toEqual({ verdict: "missed" });
    expect(judged([5, 6, 7], "<=", 4)).toEqual({ verdict: "missed" });
    expect(judged([5, 6, 7], ">", 4)).toEqual({ verdict: "met" });
    expect(judged([3, 3.5, 5], "<=", 4).verdict).toBe("undecided");
  });

  it("that touches the bound is judged by the letter of the comparison", () => {
    expect(judged([1, 2, 4], "<=", 4).verdict).toBe("met");
    expect(judged([1, 2, 4], "<", 4).verdict).toBe("undecided");
    expect(judged([4, 5, 6], "<", 4).verdict).toBe("missed");
    expect(judged([4, 5, 6], "<=", 4).verdict).toBe("undecided");
    expect(judged([4, 5, 6], ">=", 4).verdict).toBe("met");
    expect(judged([1, 2, 4], ">", 4).verdict).toBe("missed");
  });

  it("with an end that is null reaches beyond every bound", () => {
    expect(judged([5, 6, null], "<=", 4).verdict).toBe("missed");
    expect(judged([5, 6, null], "<=", 7).verdict).toBe("undecided");
    expect(judged([null, null, null], "<=", 7).verdict).toBe("missed");
    expect(judged([null, null, null], ">=", 7).verdict).toBe("met");
  });

  it("that is undecided says how many replications would decide", () => {
    // The upper half is 4 wide and must become 2: four times the replications.
    expect(judged([0, 2, 6], "<=", 4)).toEqual({
      verdict: "undecided",
      replications: 400,
      why: "the 95 % interval of 100 replications contains the bound",
    });
    // On the other side the lower half counts: 2 wide, to become 1.
    expect(judged([0, 2, 6], "<=", 1)).toMatchObject({ replications: 400 });
    // An open end is replaced by the other half: 2 wide, to become 1.
    expect(judged([0, 2, null], "<=", 3)).toMatchObject({ replications: 400 });
    // Wide enough only by the letter of the comparison: one more at least.
    expect(judged([0, 2, 4], "<", 4)).toMatchObject({ replications: 101 });
  });

  it("cannot say so on the bound itself, for a value that is null, or beyond all counting", () => {
    expect(judged([0, 4, 6], "<=", 4)).toMatchObject({ verdict: "undecided", replications: null });
    expect(judged([2, null, null], "<=", 4)).toMatchObject({ verdict: "undecided", replications: null });
    expect(judged([0, 4, 1e9], "<=", 4.0000001)).toMatchObject({ verdict: "undecided", replications: null });
  });

  it("without an interval asks for the fewest replications that carry one", () => {
    const p99 = { estimate: bareEstimate(3, "an interval needs 299"), n: 50, fewest: 299 };
    expect(judge(p99, { comparison: "<=", bound: 100 })).toEqual({
      verdict: "undecided",
      replications: 299,
      why: "an interval needs 299",
    });
  });

  it("without an interval for another reason than their number asks for none", () => {
    const mean = { estimate: bareEstimate(null, "3 of 50 values are null"), n: 50, fewest: 2 };
    expect(judge(mean, { comparison: "<=", bound: 100 })).toEqual({
      verdict: "undecided",
      replications: null,
      why: "3 of 50 values are null",
    });
  });

  it("is met exactly where the opposite requirement is missed", () => {
    const number = fc.integer({ min: -10, max: 10 });
    const opposite: Record<Comparison, Comparison> = { "<=": ">", "<": ">=", ">=": "<", ">": "<=" };
    fc.assert(
      fc.property(
        fc.tuple(number, number, number),
        fc.constantFrom(...COMPARISONS),
        number,
        (three, c, bound) => {
          const [low, value, high] = [...three].sort((a, b) => a - b) as [number, number, number];
          const one = judged([low, value, high], c, bound).verdict;
          const other = judged([low, value, high], opposite[c], bound).verdict;
          expect(other).toBe(one === "met" ? "missed" : one === "missed" ? "met" : "undecided");
        },
      ),
    );
  });
});
