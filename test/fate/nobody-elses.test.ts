/** Nobody's strikes hang on anybody else's: a part, a kind or a horizon more changes no other strike. */
import { describe, expect, it } from "vitest";
import { Streams } from "../../src/engine/index.js";
import { forcedFate } from "../../src/fate/index.js";
import type { Fate } from "../../src/spec/index.js";
import { DAY, type Micros } from "../../src/units/index.js";
import { clockNamed, clockOf, fate, onlyFailing, planOf, scenarioOf } from "./fates.js";

const without = (of: Fate, names: (clock: string) => boolean): Fate =>
  of.filter((strike) => !names(clockOf(strike)));

const YEARS = "horizon: 1825 d";
const DEFAULTS = planOf(scenarioOf(YEARS));

/** What is changed, and whose strikes may change for it. */
const CHANGES: readonly (readonly [string, string, (clock: string) => boolean])[] = [
  ["no witness", `${YEARS}\ntopology: { witness: false }`, (clock) => clock === "witness"],
  [
    "no mirror",
    `${YEARS}\ntopology: { mirror: false }`,
    (clock) => clock === "witness" || clock === "mirror",
  ],
  [
    "fewer chat servers",
    `${YEARS}\nwan: { bandwidth: 1 Gbps }\nlayout: { site-1: { active: 1 }, site-2: { idle: 1 } }`,
    (clock) => /^server-[3-8]/.test(clock),
  ],
  [
    "no chat servers",
    `${YEARS}\nwan: { bandwidth: 1 Gbps }\nlayout: database-only`,
    (clock) => /^(server|front-end)-/.test(clock),
  ],
  [
    "a compliance database",
    `${YEARS}\ntopology: { compliance: standalone }`,
    (clock) => clock === "compliance",
  ],
  [
    "wrong steps and bad deletes",
    `${YEARS}\nreliability: { bad-delete: { fails: 2 / year }, operator-error: { fails: 1 / year, perFailure: 30 % } }`,
    (clock) => clock === "bad-delete" || clock === "operator-error",
  ],
  [
    "another link",
    `${YEARS}\nreliability: { wan: { fails: 20 / year, repair: 1 h } }`,
    (clock) => clock === "wan",
  ],
  [
    "a common cause",
    `${YEARS}\nreliability: { common: { power: { strikes: [share, principal], fails: 1 / year } } }`,
    (clock) => clock === "common/power",
  ],
  [
    "forgotten witnesses",
    `${YEARS}\nreliability: { witness: { fails: { exponential: 3000 h }, forgottenDown: 5 % } }`,
    (clock) => clock === "witness/forgotten-down",
  ],
  [
    "other people, other jobs",
    `${YEARS}\npeople: { onCall: office-hours }\nlogShipping: { anchor: run }`,
    () => false,
  ],
];

describe("the strikes of all others are the same to the microsecond", () => {
  it.each(CHANGES)("with %s", (_, text, mayChange) => {
    const changed = planOf(scenarioOf(text));
    let moved = 0;
    for (let replication = 0; replication < 40; replication += 1) {
      const [one, other] = [fate(DEFAULTS, replication), fate(changed, replication)];
      const isAnswer = ({ id }: { id: string }) => id.endsWith("/error");
      expect(without(other, mayChange).filter((strike) => !isAnswer(strike))).toEqual(
        without(one, mayChange),
      );
      moved += Number(JSON.stringify(one) !== JSON.stringify(other));
    }
    expect(moved > 0).toBe(text !== CHANGES.at(-1)![1]);
  });

  it("with a longer horizon, up to the end of the shorter", () => {
    const longer = planOf(scenarioOf("horizon: 3650 d"));
    for (let replication = 0; replication < 20; replication += 1)
      expect(fate(longer, replication).filter(({ at }) => at <= 1825 * DAY)).toEqual(
        fate(DEFAULTS, replication),
      );
  });

  it("with one clock forced", () => {
    const { index } = clockNamed(DEFAULTS, "site-1");
    for (let replication = 0; replication < 20; replication += 1) {
      const { fate: forced } = forcedFate(DEFAULTS, index, DAY as Micros, new Streams(11, replication), null);
      const others = (of: Fate) => without(of, (clock) => clock === "site-1");
      expect(others(forced)).toEqual(others(fate(DEFAULTS, replication)));
    }
  });

  it("with failures that the scenario scripts itself, which strike as they do alone", () => {
    const scripted = "failures: [{ what: wan-cut, at: 3 d, lasts: 1 h }]";
    const both = planOf(scenarioOf(`${YEARS}\n${scripted}`));
    const one = fate(both, 0);
    expect(one.filter(({ id }) => !id.includes("#"))).toMatchObject([{ id: "wan-cut/1", at: 3 * DAY }]);
    expect(one.filter(({ id }) => id.includes("#"))).toEqual(fate(DEFAULTS, 0));
  });
});

it("one seed gives one fate, another another; so do replications", () => {
  expect(fate(DEFAULTS, 3)).toEqual(fate(DEFAULTS, 3));
  expect(fate(DEFAULTS, 3)).not.toEqual(fate(DEFAULTS, 4));
  expect(fate(DEFAULTS, 3, null, 1)).not.toEqual(fate(DEFAULTS, 3, null, 2));
});

it("a fate is in the order of its instants and names, and every name stands once", () => {
  const busy = planOf(
    onlyFailing({ "wan-slow": "{ fails: 40 / day, repair: 0 s }", wan: "{ fails: 1 / year }" }, "100 d"),
  );
  for (const plan of [DEFAULTS, busy]) {
    const one = fate(plan, 7);
    const sorted = [...one].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    expect(one).toEqual(sorted);
    expect(new Set(one.map(({ id }) => id)).size).toBe(one.length);
  }
});
