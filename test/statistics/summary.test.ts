import { describe, expect, it } from "vitest";
import { Sample, summarise, summaryInUnit, summaryOf, Tally } from "../../src/statistics/index.js";

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

describe("a summary", () => {
  it("holds the mean, four quantiles and the extremes", () => {
    const summary = summarise(upTo(1000));
    expect(summary).toMatchObject({
      n: 1000,
      nNull: 0,
      mean: { value: 500.5, why: null },
      p50: { value: 500, ci95: [469, 532] },
      p90: { value: 900 },
      p95: { value: 950, ci95: [936, 964] },
      p99: { value: 990, ci95: [983, 997] },
      observedMin: 1,
      observedMax: 1000,
    });
  });

  it("counts nulls, has no mean with them, and no largest value", () => {
    const summary = summarise([5, null, 3]);
    expect(summary).toMatchObject({ n: 3, nNull: 1, observedMin: 3, observedMax: null });
    expect(summary.mean.value).toBe(null);
    expect(summary.p50.value).toBe(5);
    expect(summary.p90.value).toBe(null);
  });

  it("of nothing is all null", () => {
    const nothing = { value: null, ci95: null, why: "no values" };
    expect(summarise([])).toEqual({
      n: 0,
      nNull: 0,
      mean: nothing,
      p50: nothing,
      p90: nothing,
      p95: nothing,
      p99: nothing,
      observedMin: null,
      observedMax: null,
    });
  });

  it("of merged parts is the summary of the whole", () => {
    const tally = new Tally();
    const sample = new Sample();
    const values = [...upTo(400), null];
    for (const part of [values.slice(150), values.slice(0, 150)]) {
      const partTally = new Tally();
      const partSample = new Sample();
      for (const value of part) {
        partTally.add(value);
        partSample.add(value);
      }
      tally.merge(partTally);
      sample.merge(partSample);
    }
    expect(summaryOf(tally, sample)).toEqual(summarise(values));
  });

  it("is refused for a tally and a sample of different values", () => {
    const tally = new Tally();
    tally.add(1);
    expect(() => summaryOf(tally, new Sample())).toThrow(RangeError);
  });

  it("changes its unit everywhere, and keeps nulls and reasons", () => {
    const micros = summarise([1_500_000, 2_500_000, 3_000_000, 4_000_000, 5_000_000]);
    const seconds = summaryInUnit(micros, 1_000_000);
    expect(seconds).toMatchObject({ n: 5, observedMin: 1.5, observedMax: 5, mean: { value: 3.2 } });
    expect(seconds.p50).toEqual({ value: 3, ci95: [1.5, null], why: null });
    expect(seconds.p99).toEqual({ value: 5, ci95: null, why: micros.p99.why });
  });
});
