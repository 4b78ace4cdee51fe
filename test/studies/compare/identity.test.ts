/** What must come out whatever the pool does: against itself, the other way round, and under the same strikes. */
import { describe, expect, it } from "vitest";
import { Streams } from "../../../src/engine/index.js";
import type { DifferenceResult } from "../../../src/results/index.js";
import type { Scenario } from "../../../src/spec/index.js";
import { dealtTo, planLives } from "../../../src/studies/index.js";
import { playFate } from "../../../src/studies/run/life.js";
import { changed, PLAIN, playable } from "../playing.js";
import { stressed } from "../sweep/stressed.js";
import { exponential, still } from "../sweep/sweeping.js";
import { compare, differenceIn, planOf, playPlan } from "./comparing.js";

const years = (offset: string) =>
  still({
    horizon: "90 d",
    failback: {},
    targets: { rpo: "20 min", rto: "4 h" },
    logShipping: { copy: { offset } },
    reliability: {
      "site-1": { fails: { events: 12, in: "1 year" }, repair: "2 d" },
      wan: exponential(2000, 12),
    },
  });

const scripted = (offset: string) =>
  playable(
    changed(PLAIN, {
      logShipping: { copy: { offset } },
      failures: [{ what: "site-loss", where: "site-1", at: "any", lasts: "8 h" }],
    }),
  );

const CASES = [
  ["scripted", scripted, 40],
  ["random", years, 130],
] as const;

describe.each(CASES)("%s fates", (fate, scenario, replications) => {
  it("make no difference at all between an option and itself", () => {
    const compared = compare({ a: scenario("30 s"), b: scenario("30 s") }, { fate, replications });
    const found = Object.entries(compared.result.differences);
    expect(found.length).toBeGreaterThan(15);
    expect(found.some(([, { a }]) => a !== null && a > 0)).toBe(true);
    for (const [measure, { a, b, mean, winner, needed }] of found) {
      expect([measure, b]).toEqual([measure, a]);
      expect([measure, winner, needed]).toEqual([measure, null, null]);
      if (a !== null) expect([measure, mean]).toEqual([measure, 0]);
    }
    const [first, second] = compared.result.options;
    expect({ ...second, name: "a", differences: null }).toEqual(first);
  });

  it("turn every sign round, and nothing else, when the two change places", () => {
    const [a, b] = [scenario("30 s"), scenario("0 s")];
    const there = compare({ a, b }, { fate, replications }).result.differences;
    const back = compare({ b, a }, { fate, replications }).result.differences;
    expect(Object.keys(back)).toEqual(Object.keys(there));
    expect(Object.values(there).filter(({ winner }) => winner !== null).length).toBeGreaterThan(3);
    const minus = (value: number | null) => (value === null ? null : 0 - value);
    for (const [measure, { a: ofA, b: ofB, mean, ci95, ...rest }] of Object.entries(there)) {
      const turned: DifferenceResult = {
        ...rest,
        a: ofB,
        b: ofA,
        mean: minus(mean),
        ci95: ci95 && [minus(ci95[1]), minus(ci95[0])],
      };
      expect([measure, { ...back[measure], why: null }]).toEqual([measure, { ...turned, why: null }]);
    }
  });
});

describe("two layouts in the same random years", () => {
  const layouts = { high: stressed("high-bandwidth", "100 d"), low: stressed("low-bandwidth", "100 d") };
  const plan = planOf(layouts, { replications: 30, fate: "random" });
  const scenarios = Object.values<Scenario>(layouts);

  it("are struck by the same list, instant for instant, also after their first incident", () => {
    let later = 0;
    for (let replication = 0; replication < 4; replication++) {
      const [high, low] = [0, 1].map((option) => dealtTo(plan, option, replication));
      expect(high!.length).toBeGreaterThan(10);
      // The same part fails at the same instant, for as long.
      const told = (fate: typeof high) =>
        fate!.map(({ id, failure, at, heals }) => `${id} ${failure.what} ${at} ${heals}`);
      expect(told(low)).toEqual(told(high));
      // What each makes of it differs: the lives have gone apart long before the last strike.
      const lives = scenarios.map((scenario, option) => {
        const streams = new Streams(plan.seed, replication);
        const fate = dealtTo(plan, option, replication);
        const dealt = { streams, replication, fate, pace: "quick", chronicle: null } as const;
        return playFate(planLives(scenario), dealt).life;
      });
      const [one, other] = lives;
      expect(one!.fingerprint.toString()).not.toBe(other!.fingerprint.toString());
      const first = one!.incidents[0]!.incident.opened;
      const struck = lives.map(({ fate }) =>
        fate.filter(({ at }) => at > first).map(({ id, at }) => `${id} ${at}`),
      );
      expect(struck[1]).toEqual(struck[0]);
      later += struck[0]!.length;
    }
    expect(later).toBeGreaterThan(60);
  });

  it("are compared better than by independent runs, and by how much is said", () => {
    const compared = playPlan(plan);
    for (const measure of ["lostPerYear", "downtimePerYear", "exposurePerYear", "lossEventsPerYear"]) {
      expect([measure, differenceIn(compared, measure).gain! > 1]).toEqual([measure, true]);
    }
    const strikes = compared.result.options.map(({ yearly }) => yearly!.strikesPerYear.value);
    expect(strikes[0]).toBe(strikes[1]);
  });
});
