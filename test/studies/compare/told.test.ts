/** What words may name: of which differences it is judged together, and what is said where there is no mean to compare. */
import { describe, expect, it } from "vitest";
import { changed, type Mapping, PLAIN, playable } from "../playing.js";
import { pairedMeans } from "./by-hand.js";
import { compare, differenceIn, rowsOf } from "./comparing.js";

const pool = (every: string, more: Mapping = {}) =>
  playable(
    changed(
      changed(PLAIN, {
        layout: "database-only",
        horizon: "2 d",
        logShipping: { backup: { every }, copy: { after: "backup", every: null, offset: null } },
        failures: [{ what: "site-loss", where: "site-1", at: "any", lasts: "forever" }],
      }),
      more,
    ),
  );

/** Names that words may say, typed in once more. */
const TOLD = /^(lost|downtime|refused|site-loss\.(rpo|rto|refused|exposure))$/;

describe("differences that words could name", () => {
  const near = { a: pool("15 min"), b: pool("12 min"), c: pool("5 min") };

  it("are counted over all options, and stand by an interval at 5 % divided by their number", () => {
    const compared = compare(near, { replications: 60 });
    const { judged, options } = compared.result;
    const all = options.slice(1).flatMap(({ differences }) => Object.entries(differences!));
    const could = all.filter(
      ([name, { a, b, mean, ci95 }]) =>
        TOLD.test(name) && ci95 !== null && !(a === 0 && b === 0 && mean === 0),
    );
    expect(judged).toBe(could.length);
    expect(judged).toBeGreaterThan(2);
    for (const entry of all)
      expect([entry[0], entry[1].stands === null]).toEqual([entry[0], !could.includes(entry)]);
    const rpos = ["a", "b", "c"].map((name) => rowsOf(compared, name).map(({ worstRpo }) => worstRpo!));
    options.slice(1).forEach(({ differences }, index) => {
      const [low, high] = pairedMeans(rpos[0]!, rpos[index + 1]!, 59, 0.05 / judged).ci95;
      const { stands, winner } = differences!["site-loss.rpo"]!;
      expect(stands).toBe(low > 0 || high < 0);
      if (stands) expect(winner).not.toBeNull();
    });
  });

  it("may look different alone and not stand together", () => {
    const standing: (boolean | null)[] = [];
    for (const replications of [40, 48, 56, 64, 72, 80, 200]) {
      const { result } = compare({ a: near.a, b: near.b }, { replications });
      const { winner, stands } = result.differences["site-loss.rpo"]!;
      if (winner !== null) standing.push(stands);
    }
    expect(new Set(standing)).toEqual(new Set([true, false]));
  });
});

describe("a kind that only one option has seen", () => {
  const home = {
    failures: [{ what: "site-loss", where: "site-1", at: "any", lasts: "2 h" }],
    horizon: "4 d",
  };
  const there = { a: pool("15 min", home), b: pool("15 min", { ...home, failback: {} }) };

  it("is told of, with who never saw it, whichever of the two that is", () => {
    const options = { a: there.a, b: there.b };
    const forth = differenceIn(compare(options, { replications: 12 }), "failback.rto");
    const back = differenceIn(compare({ b: options.b, a: options.a }, { replications: 12 }), "failback.rto");
    const unseen = {
      mean: null,
      ci95: null,
      why: "never seen in a",
      winner: null,
      stands: null,
      needed: null,
    };
    expect(forth).toMatchObject({ a: null, ...unseen });
    expect(back).toMatchObject({ b: null, ...unseen });
    expect(forth.b).not.toBeNull();
    expect(back.a).toBe(forth.b);
    const quantile = differenceIn(compare(options, { replications: 12 }), "failback.rto.p50");
    expect(quantile).toMatchObject({ a: null, ...unseen });
    expect(quantile.b).not.toBeNull();
  });
});

describe("what is not over within the horizon in one option", () => {
  const options = { a: pool("15 min"), b: pool("15 min", { people: { detect: "40 h" } }) };
  const played = (replications: number) => compare(options, { replications });

  it("speaks for the other one as soon as a sign test does", () => {
    // 2 / 2⁵ is more than 5 %, 2 / 2⁶ is less.
    expect(differenceIn(played(5), "site-loss.rpo")).toMatchObject({ winner: null, stands: false });
    expect(differenceIn(played(6), "site-loss.rpo")).toMatchObject({
      mean: null,
      ci95: null,
      why: "null in 0 of 6 replications of the first and in 6 of the other, so there is no mean",
      winner: "a",
      stands: false,
    });
    const back = compare({ b: options.b, a: options.a }, { replications: 6 });
    expect(differenceIn(back, "site-loss.rpo").winner).toBe("a");
  });

  it("and stands together once it is judged at 5 % divided by the number of differences", () => {
    for (const replications of [7, 8, 9, 10, 11, 12]) {
      const compared = played(replications);
      const stands = 2 / 2 ** replications <= 0.05 / compared.result.judged;
      expect([replications, differenceIn(compared, "site-loss.rpo").stands]).toEqual([replications, stands]);
    }
    expect(differenceIn(played(12), "site-loss.rpo").stands).toBe(true);
  });

  it("is no difference where it is so in both under the same fate", () => {
    const both = compare({ a: options.b, b: options.b }, { replications: 12 });
    expect(differenceIn(both, "site-loss.rpo")).toMatchObject({ mean: null, winner: null, stands: null });
  });
});
