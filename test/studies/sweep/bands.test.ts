/** What is not known of a rate is a band of its own: more replications shrink chance, and leave it alone. */
import { describe, expect, it } from "vitest";
import { planFates, ratePerYearOf } from "../../../src/fate/index.js";
import { expectNear, standardError, still, sweepOf } from "./sweeping.js";

/** People go back after each disaster, so that each costs history, whichever came before. */
const poolWith = (fails: unknown) =>
  still({ horizon: "3650 d", failback: {}, reliability: { "site-1": { fails, repair: "2 d" } } });

/** No disaster in 15 years leaves Gamma(1/2) / 15 a year: chi square of one degree of freedom, over 30. */
const UNKNOWN = poolWith({ events: 0, in: "15 years" });
/** Squares of the normal law's 0.95, 0.9875 and 0.995 quantiles: what 0.90, 0.975 and 0.99 of chi square are. */
const [P90, P975, P99] = [1.644854 ** 2 / 30, 2.241403 ** 2 / 30, 2.575829 ** 2 / 30];

describe("a site that was not lost in fifteen years", () => {
  const few = sweepOf(UNKNOWN, { replications: 64 * 6 });
  const many = sweepOf(UNKNOWN, { replications: 64 * 24 });
  const width = ({ result }: typeof few) => standardError(result.lossEventsPerYear);

  it("is lost once in 30 years on average", () => {
    expect(many.result.clocks[0]!.fromEvidence).toBe(true);
    expect(many.result.clocks[0]!.perYear).toBeCloseTo(1 / 30, 4);
    const strikes = many.rows.map((row) => row.strikes / 10);
    expectNear(strikes, 1 / 30, 0.08);
    expectNear(
      many.rows.map((row) => row.lossEvents / 10),
      1 / 30,
      0.08,
    );
  });

  it("may be lost next to never, or once in six years: the band of the inputs", () => {
    const [low, high] = many.result.lossEventsPerYear.inputs!;
    expect(low).toBeGreaterThanOrEqual(0);
    expect(low).toBeLessThan(0.005);
    expect(high).toBeGreaterThan(0.85 * P975);
    expect(high).toBeLessThan(1.1 * P99);
    // Of what is lost, the same in messages: every disaster costs as much on average.
    const each = many.result.lostPerYear.value! / many.result.lossEventsPerYear.value!;
    expect(many.result.lostPerYear.inputs![1]).toBeGreaterThan(0.8 * P90 * each);
    expect(many.result.lostPerYear.inputs![1]).toBeLessThan(1.25 * P99 * each);
  });

  it("is known better of chance, by the root of four, with four times as many lives, and no better of inputs", () => {
    expect(width(few) / width(many)).toBeGreaterThan(1.7);
    expect(width(few) / width(many)).toBeLessThan(2.3);
    const spread = ({ result }: typeof few) => {
      const [low, high] = result.lossEventsPerYear.inputs!;
      return high - low;
    };
    expect(spread(few) / spread(many)).toBeGreaterThan(0.7);
    expect(spread(few) / spread(many)).toBeLessThan(1.4);
  });

  it("has no band with fewer than two lives for each of the 64 draws, and says what it takes", () => {
    const { result } = sweepOf(UNKNOWN, { replications: 100 });
    expect(result.lossEventsPerYear.inputs).toBeNull();
    expect(result.lossEventsPerYear.whyNoInputs).toContain("2 replications");
  });
});

describe("servers of which evidence is known as of one kind", () => {
  it("have one rate, each draw the same for all", () => {
    const scenario = still({
      horizon: "3650 d",
      reliability: {
        server: { fails: { events: 5, in: "10 years" }, repair: "10 min" },
        "server-8": { fails: { events: 5, in: "10 years" } },
      },
    });
    const { clocks } = planFates(scenario, null);
    const rates = clocks.map((clock) => Array.from({ length: 64 }, (_, draw) => ratePerYearOf(clock, draw)));
    const [first, second, ...others] = rates;
    expect(second).toEqual(first);
    // Own evidence is of one machine, and tells nothing of the others.
    expect(others.at(-1)).not.toEqual(first);
    expect([...others.at(-1)!].sort()).toEqual([...first!].sort());
  });
});

describe("a site whose rate is given", () => {
  it("has one band only", () => {
    const { result } = sweepOf(poolWith("0.0333 / year"), { replications: 200 });
    expect(result.lossEventsPerYear.ci95).not.toBeNull();
    expect(result.lossEventsPerYear.inputs).toBeNull();
    expect(result.lossEventsPerYear.whyNoInputs).toBe("every rate is given as it is");
  });

  it("is better known the more failures are known: five in ten years", () => {
    const { result } = sweepOf(poolWith({ events: 5, in: "10 years" }), { replications: 64 * 4 });
    const [low, high] = result.lossEventsPerYear.inputs!;
    // Chi square of eleven degrees of freedom: 3.816 and 21.920, over 20 years.
    expect((high - low) / ((21.92 - 3.816) / 20)).toBeGreaterThan(0.7);
    expect((high - low) / ((21.92 - 3.816) / 20)).toBeLessThan(1.35);
    expect(low).toBeLessThan(0.55);
    expect(high).toBeGreaterThan(0.55);
  });
});
