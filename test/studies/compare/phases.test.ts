/**
 * A common fate takes out what both options have in common: K1 and K2 of the closed forms. Shipping every 900 s or every
 * 600 s, with a file safe 44.04 s after its cut, the loss of the serving site costs 44.04 s and the phase W at which it
 * strikes, uniform over the interval:
 * - one uniform for both: W_A - W_B = 300 u, variance 300² / 12 = 7,500;
 * - independent runs: (900² + 600²) / 12 = 97,500, thirteen times as much;
 * - one instant for both, uniform over 1,800 s: what t mod 900 and t mod 600 have in common is t mod 300, variance 7,500,
 *   so 97,500 - 2 × 7,500 = 82,500: 1.18 times less than independent runs.
 * Messages come at 24 a second, from one process for both. Both windows of loss begin at the same cut, so what one loses
 * more lies in 300 u seconds: 24² × 7,500 + 24 × 150 = 4.3236e6 against 24² × 97,500 + 24 × (94.04 + 744.04).
 */
import { describe, expect, it } from "vitest";
import type { CompareRow } from "../../../src/results/index.js";
import { changed, type Mapping, PLAIN, playable } from "../playing.js";
import { type Compared, compare, differenceIn, rowsOf } from "./comparing.js";

const SAFE_AFTER = 44.04;
const REPLICATIONS = 2_000;

/** Files are safe at whole multiples of the interval, so that phase and age are one. */
const shipping = (interval: number, more: Mapping = {}) => {
  const every = `${interval} s`;
  return playable(
    changed(
      changed(PLAIN, {
        layout: "database-only",
        horizon: "2 d",
        workload: { messagesPerSecond: 24, arrivals: "poisson" },
        logShipping: {
          anchor: "run",
          backup: { every, offset: `${interval - SAFE_AFTER} s` },
          copy: { after: "backup", every: null, offset: null },
          restore: { every },
        },
        failures: [{ what: "site-loss", where: "site-1", at: "any", lasts: "forever" }],
      }),
      more,
    ),
  );
};

/** Restores change nothing of what is lost; every half an hour they make the common period of the first 1,800 s. */
const RARE_RESTORES = { logShipping: { restore: { every: "30 min" } } };

const varianceOf = (values: readonly number[]): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
};

const both = (compared: Compared, of: (row: CompareRow) => number): number[][] =>
  ["slow", "fast"].map((option) => rowsOf(compared, option).map(of));

const differences = ([a, b]: number[][]): number[] => a!.map((value, index) => b![index]! - value);

/** Of a sample variance of uniform values: √(0.8 / n) of it, four of which are 8 %. */
const BAND = 4 * Math.sqrt(0.8 / REPLICATIONS);
const near = (value: number, truth: number, band = BAND) => {
  expect(Math.abs(value / truth - 1)).toBeLessThan(band);
};

describe("two shipping intervals at one phase", () => {
  const compared = compare({ slow: shipping(900), fast: shipping(600) }, { replications: REPLICATIONS });
  const rpos = both(compared, ({ worstRpo }) => worstRpo!);
  const lost = both(compared, (row) => row.lost);

  it("lose what stands on paper, each by itself", () => {
    near(varianceOf(rpos[0]!), 900 ** 2 / 12);
    near(varianceOf(rpos[1]!), 600 ** 2 / 12);
    const { a, b } = differenceIn(compared, "site-loss.rpo");
    near(a!, SAFE_AFTER + 450, (4 * 260) / 494 / Math.sqrt(REPLICATIONS));
    near(b!, SAFE_AFTER + 300, (4 * 174) / 344 / Math.sqrt(REPLICATIONS));
  });

  it("differ by a third of the longer phase in each replication, to the microsecond", () => {
    rpos[0]!.forEach((slow, index) => {
      expect(rpos[1]![index]! - SAFE_AFTER).toBeCloseTo((2 / 3) * (slow - SAFE_AFTER), 5);
    });
    near(varianceOf(differences(rpos)), 7_500);
  });

  it("are compared thirteen times as well as by independent runs", () => {
    const { gain, winner, mean, ci95 } = differenceIn(compared, "site-loss.rpo");
    expect(gain).toBeCloseTo(13, 4);
    expect(winner).toBe("fast");
    near(mean!, -150, (4 * Math.sqrt(7_500 / REPLICATIONS)) / 150);
    near((ci95![1]! - ci95![0]!) / 2, 1.96 * Math.sqrt(7_500 / REPLICATIONS));
  });

  it("are compared as well in messages, which both have in common too", () => {
    near(varianceOf(differences(lost)), 4.3236e6);
    const { gain } = differenceIn(compared, "site-loss.lost");
    near(gain!, (24 ** 2 * 97_500 + 24 * (94.04 + 744.04)) / 4.3236e6, 0.01);
    expect(differenceIn(compared, "lost").gain).toBeCloseTo(gain!, 6);
  });
});

describe("two shipping intervals at one instant", () => {
  const options = { slow: shipping(900, RARE_RESTORES), fast: shipping(600) };
  const compared = compare(options, { replications: REPLICATIONS, sameInstant: true });

  it("strike both at once, uniformly over the common period of the first", () => {
    expect(compared.result.sameInstant).toBe(true);
    const [slow, fast] = both(compared, ({ worstRpo }) => worstRpo! - SAFE_AFTER) as [number[], number[]];
    // The same instant leaves the same rest by 300 s.
    slow.forEach((phase, index) => {
      const [one, other] = [phase % 300, fast[index]! % 300];
      const apart = Math.abs(one - other);
      expect(Math.min(apart, 300 - apart)).toBeLessThan(1e-5);
    });
  });

  it("are compared 1.18 times as well as by independent runs", () => {
    const rpos = both(compared, ({ worstRpo }) => worstRpo!);
    near(varianceOf(differences(rpos)), 82_500, 1.3 * BAND);
    const { gain } = differenceIn(compared, "site-loss.rpo");
    // Its own error is that of the correlation: √(2 × 67,500 × 30,000 / n) × 2 / 82,500, some 2.4 %.
    near(gain!, 97_500 / 82_500, 0.1);
    expect(differenceIn(compared, "site-loss.lost").gain! / gain!).toBeCloseTo(1, 1);
  });

  it("strike each in its own common period where nobody asks for one instant: 1,800 u and 600 u", () => {
    const usual = compare(options, { replications: REPLICATIONS / 2 });
    expect(usual.result.sameInstant).toBe(false);
    // E[(1,800 u mod 900) 600 u] is 157,500, less 450 × 300 a covariance of 22,500.
    near(differenceIn(usual, "site-loss.rpo").gain!, 97_500 / (97_500 - 45_000), 0.12);
  });
});
