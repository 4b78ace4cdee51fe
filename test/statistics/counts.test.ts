import { describe, expect, it } from "vitest";
import { garwood, neverSeen, poissonTails, rateEstimate, Tally } from "../../src/statistics/index.js";
import { expectRelative } from "./relative.js";

const tallied = (counts: readonly number[]): Tally => {
  const tally = new Tally();
  for (const count of counts) tally.add(count);
  return tally;
};

describe("Garwood's interval", () => {
  it.each([
    [0, 0, 3.6888794541139363],
    [1, 0.025317807984289876, 5.571643390938898],
    [2.5, 0.41560580674333125, 8.006382137314661],
    [3, 0.6186721228956014, 8.767273069742325],
    [10, 4.7953886961324335, 18.390356042017775],
    [100, 81.36399125092314, 121.62679379242638],
    [5000, 4862.359188694899, 5140.5489485350045],
  ])("of %d events is the quantiles of the gamma law", (k, low, high) => {
    const ends = garwood(k);
    if (k > 0) expectRelative(ends[0], low, 1e-11);
    else expect(ends[0]).toBe(0);
    expectRelative(ends[1], high, 1e-11);
  });

  it("is as much wider as less may be missed", () => {
    expectRelative(garwood(10, 0.001)[0], 2.6990331060328097, 1e-11);
    expectRelative(garwood(10, 0.001)[1], 25.255559379265968, 1e-11);
  });

  it("ends where the other tail has 2.5 %", () => {
    for (const k of [1, 4, 33]) {
      const [low, high] = garwood(k);
      expect(poissonTails(k, high).upTo).toBeCloseTo(0.025, 12);
      expect(poissonTails(k - 1, low).above).toBeCloseTo(0.025, 12);
    }
  });
});

describe("events per year", () => {
  it("where none was seen in 15 years are below 0.19972, one-sided", () => {
    expect(rateEstimate(tallied([0, 0, 0]), 15)).toEqual(neverSeen(15));
    expect(neverSeen(15).ci95![1]!).toBeCloseTo(0.1997154849035994, 14);
    expect(rateEstimate(tallied([0, 0]), 15, 0.01).ci95![1]!).toBeCloseTo(-Math.log(0.01) / 15, 14);
  });

  it("that come one by one have Garwood's interval, widened for what 200 replications know of their spread", () => {
    // Exactly Poisson's variance would be 0.5; these are binomial, so the dispersion counts as 1 at least.
    const counts = tallied(Array.from({ length: 200 }, (_, i) => i % 2));
    const { value, ci95 } = rateEstimate(counts, 2_000);
    expect(value).toBe(0.05);
    const [low, high] = garwood(100);
    expectRelative(ci95![0]!, low / 2_000, 1e-12);
    expectRelative(ci95![1]!, high / 2_000, 1e-12);
  });

  it("that come in tens are worth a tenth of as many", () => {
    const counts = tallied(Array.from({ length: 1_000 }, (_, i) => (i < 20 ? 10 : 0)));
    const { value, ci95 } = rateEstimate(counts, 10_000);
    expect(value).toBe(0.02);
    // Variance / mean is 9.81, Student's t for 999 adds 0.2 %: about 20 events, ten apiece.
    const [low, high] = garwood(200 / 9.85);
    expectRelative(ci95![0]!, (low * 9.85) / 10_000, 0.005);
    expectRelative(ci95![1]!, (high * 9.85) / 10_000, 0.005);
  });

  it("of one replication have no interval, and of none no value", () => {
    expect(rateEstimate(tallied([3]), 10)).toEqual({
      value: 0.3,
      ci95: null,
      why: "one replication has no spread: an interval needs 2",
    });
    expect(rateEstimate(new Tally(), 10).value).toBe(null);
    expect(() => rateEstimate(tallied([1, 2]), 0)).toThrow(RangeError);
  });
});
