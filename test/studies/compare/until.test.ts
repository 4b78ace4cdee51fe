/** A comparison that plays on until it knows the differences well enough, and says how well. */
import { describe, expect, it } from "vitest";
import { changed, PLAIN, playable } from "../playing.js";
import { pairedMeans } from "./by-hand.js";
import { compare, differenceIn, planOf, rowsOf } from "./comparing.js";

const scripted = (every: string) =>
  playable(
    changed(PLAIN, {
      layout: "database-only",
      horizon: "2 d",
      logShipping: { backup: { every }, copy: { after: "backup", every: null, offset: null } },
      failures: [{ what: "site-loss", where: "site-1", at: "any", lasts: "forever" }],
    }),
  );

const options = { a: scripted("15 min"), b: scripted("5 min") };
const three = { ...options, c: scripted("10 min") };

/** What the look may miss so that all there could ever be, of all measures, miss 5 % together. */
const missAt = (look: number, measures: number): number => (0.05 * 6) / (Math.PI * look) ** 2 / measures;

describe("a comparison that asks for a difference to 25 s", () => {
  const compared = compare(options, { replications: 100_000, until: ["site-loss.rpo.mean +- 25 s"] });
  const { result } = compared;
  const rpos = ["a", "b"].map((option) => rowsOf(compared, option).map(({ worstRpo }) => worstRpo!)) as [
    number[],
    number[],
  ];

  const halfAt = (count: number, miss: number): number => {
    const [a, b] = rpos.map((values) => values.slice(0, count)) as [number[], number[]];
    const unequal = a.filter((value, index) => value !== b[index]).length;
    const { mean, ci95 } = pairedMeans(a, b, unequal - 1, miss);
    return mean - ci95[0];
  };

  it("stops at the first look at which the half width at its level is enough", () => {
    const [until] = result.until;
    expect(result.replications).toBeGreaterThan(100);
    expect(Math.log2(result.replications / 100) % 1).toBe(0);
    expect(until).toMatchObject({
      reached: true,
      asked: 25,
      looks: 1 + Math.log2(result.replications / 100),
    });
    expect(until!.halfWidth! / halfAt(result.replications, missAt(until!.looks, 1))).toBeCloseTo(1, 4);
    expect(until!.halfWidth!).toBeLessThanOrEqual(25);
    expect(until!.confidence).toBeCloseTo(1 - missAt(until!.looks, 1), 9);
    for (let look = 1; look < until!.looks; look++) {
      expect(halfAt(100 * 2 ** (look - 1), missAt(look, 1))).toBeGreaterThan(25);
    }
  });

  it("gives what as many replications give that nobody looked at", () => {
    const plain = compare(options, { replications: result.replications }).result;
    expect({ ...result, until: [] }).toEqual(plain);
  });
});

describe("a comparison that asks for a share", () => {
  it("means one of what the first option comes to", () => {
    const compared = compare(options, { replications: 100, until: ["site-loss.rpo.mean +- 10 %"] });
    const { a } = differenceIn(compared, "site-loss.rpo");
    expect(compared.result.until[0]!.asked! / (0.1 * a!)).toBeCloseTo(1, 9);
  });

  it("asks it of every option against the first, all together with 95 %", () => {
    const until = ["site-loss.rpo.mean +- 10 %", "site-loss.rpo.p50 +- 20 %"];
    const { result } = compare(three, { replications: 100_000, until });
    expect(result.until.map(({ text }) => text)).toEqual([...until, ...until]);
    for (const { reached, confidence, looks } of result.until) {
      expect(reached).toBe(true);
      expect(confidence).toBeCloseTo(1 - missAt(looks, 4), 9);
    }
  });

  it("says how near it came where it may not play as long as it takes", () => {
    const { result } = compare(options, { replications: 150, until: ["site-loss.rpo.mean +- 1 s"] });
    expect(result.replications).toBe(150);
    expect(result.until[0]).toMatchObject({ reached: false, asked: 1 });
    expect(result.until[0]!.halfWidth!).toBeGreaterThan(1);
  });
});

describe("what is the same in all replications", () => {
  it("is as precise as anybody may ask once three hundred have shown it", () => {
    const same = { a: options.a, b: options.a };
    const until = ["site-loss.rpo.mean +- 1 s", "lost.mean +- 1 %"];
    const { result } = compare(same, { replications: 100_000, until });
    expect(result.replications).toBe(400);
    expect(result.until).toMatchObject([
      { reached: true, halfWidth: null },
      { reached: true, halfWidth: null },
    ]);
    expect(compare(same, { replications: 299, until }).result.until.map(({ reached }) => reached)).toEqual([
      false,
      false,
    ]);
  });
});

describe("the replications that would tell two options apart", () => {
  it("are named where nobody wins, and none where somebody does", () => {
    const near = { a: scripted("15 min"), b: scripted("14 min 24 s") };
    const few = compare(near, { replications: 20 });
    const { winner, needed, mean, ci95 } = differenceIn(few, "site-loss.rpo");
    expect(winner).toBeNull();
    const half = Math.abs(mean! - (mean! > 0 ? ci95![0]! : ci95![1]!));
    expect(needed).toBe(Math.ceil(20 * (half / mean!) ** 2));
    expect(differenceIn(compare(options, { replications: 200 }), "site-loss.rpo")).toMatchObject({
      winner: "b",
      needed: null,
    });
  });
});

describe("a quantile of too few incidents", () => {
  it("needs as many replications as could carry an interval", () => {
    const { ci95, needed } = differenceIn(compare(options, { replications: 40 }), "site-loss.rpo.p95");
    expect(ci95).toBeNull();
    // 59 independent values, and these forty are worth no more than forty.
    expect(needed!).toBeGreaterThanOrEqual(59);
    expect(needed!).toBeLessThan(120);
    expect(
      differenceIn(compare(options, { replications: needed! * 2 }), "site-loss.rpo.p95").ci95,
    ).not.toBeNull();
  });
});

describe("a plan of one option", () => {
  it("is none", () => {
    const plan = planOf({ a: options.a }, { replications: 1 });
    expect(() => compare({ a: options.a }, { replications: 1 })).toThrow("a comparison of 1 options");
    expect(plan.options).toHaveLength(1);
  });
});
