/** What comes of a comparison never hangs on how it was cut into tasks, nor on the order in which they came back. */
import { describe, expect, it } from "vitest";
import { jsonDocument } from "../../../src/reports/index.js";
import { type ComparePlan, comparePlayer, startCompare } from "../../../src/studies/index.js";
import { changed, PLAIN, playable } from "../playing.js";
import { still } from "../sweep/sweeping.js";
import { type Asked, type Order, planOf, playPlan } from "./comparing.js";

const years = (offset: string) =>
  still({
    horizon: "365 d",
    failback: {},
    costs: { lostMessage: "0.5 EUR", options: { witness: "900 EUR / year" } },
    logShipping: { copy: { offset } },
    reliability: { "site-1": { fails: { events: 3, in: "1 year" }, repair: "2 d" } },
  });

const scripted = (offset: string) =>
  playable(
    changed(PLAIN, {
      targets: { rpo: "20 min" },
      logShipping: { copy: { offset } },
      failures: [
        { what: "site-loss", where: "site-1", at: "any", lasts: "8 h" },
        { what: "site-loss", where: "site-2", at: { uniform: ["8 d", "9 d"] }, lasts: "8 h" },
      ],
    }),
  );

const OFFSETS = { a: "30 s", b: "0 s", c: "7 min" };
const options = (scenario: typeof years) =>
  Object.fromEntries(Object.entries(OFFSETS).map(([name, offset]) => [name, scenario(offset)]));

const PLANS: readonly (readonly [string, ComparePlan])[] = (
  [
    ["scripted", scripted, { replications: 45, targets: ["site-loss.rto.p95 <= 2 h"] }],
    ["random", years, { replications: 70, fate: "random" }],
    ["random, with a precision", years, { replications: 110, fate: "random", until: ["lostPerYear +- 1 %"] }],
  ] as const satisfies readonly (readonly [string, typeof years, Asked])[]
).map(([name, scenario, asked]) => [
  name,
  planOf(options(scenario), { best: { measure: null, indifference: null }, ...asked }),
]);

/** Through the messages that threads would send. */
const backwards: Order = (batches) => batches.map((batch) => structuredClone(batch)).reverse();

describe.each(PLANS)("a comparison that is %s", (_, plan) => {
  const told = (taskSize: number | null, order?: Order) => {
    const { result, rows } = playPlan(taskSize === null ? plan : { ...plan, taskSize }, order);
    return [jsonDocument(result), JSON.stringify(rows)];
  };
  const usual = told(null);

  it("has differences, a best subset and rows to compare", () => {
    const { result, rows } = playPlan(plan);
    expect(rows).toHaveLength(3 * plan.replications);
    expect(Object.values(result.differences).some(({ winner }) => winner !== null)).toBe(true);
    expect(result.best).not.toBeNull();
    expect(result.options.map(({ differences }) => differences === null)).toEqual([true, false, false]);
    expect(result.options[1]!.differences).toEqual(result.differences);
  });

  it.each([1, 7])("gives the same bytes with tasks of %i", (size) => {
    expect(told(size)).toEqual(usual);
  });

  it("gives the same bytes when tasks come back through messages and in another order", () => {
    expect(told(5, backwards)).toEqual(usual);
  });
});

describe("a comparison that is interrupted", () => {
  const [, plan] = PLANS[0]!;

  it("is marked partial, and is what the replications that were played give", () => {
    const comparison = startCompare({ ...plan, taskSize: 10 });
    const player = comparePlayer(plan);
    for (const task of comparison.next()!.slice(0, 2)) comparison.absorb(player(task));
    const partial = comparison.finish(true);
    expect(partial.partial).toEqual({ planned: 45 });
    expect(partial.replications).toBe(20);
    const whole = playPlan({ ...plan, replications: 20 }).result;
    expect({ ...partial, partial: null }).toEqual(whole);
  });

  it("says so of itself where nothing was played at all", () => {
    const { differences, replications, options } = startCompare(plan).finish(true);
    expect(replications).toBe(0);
    expect(options.map(({ summary }) => summary)).toEqual([{}, {}, {}]);
    for (const { mean, winner } of Object.values(differences)) expect([mean, winner]).toEqual([null, null]);
  });
});
