/** Failure biasing: what is seen more often is made good by its weight, exactly. */
import { describe, expect, it } from "vitest";
import { Streams } from "../../src/engine/index.js";
import { type Bias, canBeHurried, drawBiasedFate } from "../../src/fate/index.js";
import type { Fate } from "../../src/spec/index.js";
import { DAY } from "../../src/units/index.js";
import { clockOf, fate, offBy, onlyFailing, planOf, sample } from "./fates.js";

const plan = planOf(
  onlyFailing(
    {
      principal: "{ fails: { exponential: 1000 h }, repair: { exponential: 8 h } }",
      mirror: "{ fails: { exponential: 1000 h }, repair: 8 h }",
      share:
        "{ fails: { weibull: { scale: 900 h, shape: 0.75 } }, repair: { lognormal: { median: 4 h, sigma: 1 } } }",
      wan: "{ fails: { exponential: 500 h }, repair: 4 h, when: office-hours }",
      "corrupt-backup": "{ fails: 6 / year }",
    },
    "60 d",
  ),
);
const bias = (factor: number): Bias => ({
  factor,
  kinds: new Set(["database-crash", "share-loss", "wan-cut", "corrupt-backup"]),
});
const LIVES = 20_000;
const biased = Array.from({ length: LIVES }, (_, replication) =>
  drawBiasedFate(plan, new Streams(3, replication), null, bias(8)),
);
const weighted = (value: (fate: Fate) => number) =>
  sample(LIVES, (index) => Math.exp(biased[index]!.logWeight) * value(biased[index]!.fate));
const plain = (value: (fate: Fate) => number) => sample(LIVES, (index) => value(fate(plan, index, null, 4)));

/** A database machine struck while the other is under repair. */
const meets = (of: Fate): number =>
  of.filter((one) =>
    of.some(
      (other) =>
        clockOf(one) === "principal" &&
        clockOf(other) === "mirror" &&
        other.at <= one.at &&
        other.heals! > one.at,
    ),
  ).length;

describe("a biased fate", () => {
  it("has a weight of 1 on average, and never the same for all", () => {
    expect(
      offBy(
        weighted(() => 1),
        1,
      ),
    ).toBeLessThan(4);
    expect(weighted(() => 1).deviation).toBeGreaterThan(0.1);
  });

  it("gives the plain means when it is weighted: strikes of every clock, and failures that meet", () => {
    for (const value of [
      ...["principal", "mirror", "share", "wan", "corrupt-backup"].map(
        (name) => (of: Fate) => of.filter((strike) => clockOf(strike) === name).length,
      ),
      meets,
    ]) {
      const [one, other] = [weighted(value), plain(value)];
      const error = Math.sqrt(one.error ** 2 + other.error ** 2);
      expect(Math.abs(one.mean - other.mean) / error).toBeLessThan(4);
    }
  });

  it("meets double failures several times as often", () => {
    const often = sample(LIVES, (index) => meets(biased[index]!.fate)).mean;
    expect(often).toBeGreaterThan(4 * plain(meets).mean);
  });

  it("is the plain fate with a weight of 1 where nothing is hurried, and with a factor of 1", () => {
    for (let replication = 0; replication < 200; replication += 1) {
      const streams = () => new Streams(11, replication);
      const none = drawBiasedFate(plan, streams(), null, { factor: 8, kinds: new Set() });
      expect(none).toEqual({ fate: fate(plan, replication), logWeight: 0 });
      const { fate: same, logWeight } = drawBiasedFate(plan, streams(), null, bias(1));
      expect(same).toEqual(fate(plan, replication));
      expect(logWeight).toBe(0);
    }
  });

  it("leaves alone what remembers how long it has run, and what strikes at certain hours only", () => {
    const hurried = plan.clocks.filter((clock) => canBeHurried(clock, bias(8))).map(({ name }) => name);
    expect(hurried.sort()).toEqual(["corrupt-backup", "mirror", "principal"]);
    for (const [index, { fate: one }] of biased.slice(0, 200).entries()) {
      const of = (from: Fate) => from.filter((strike) => ["share", "wan"].includes(clockOf(strike)));
      expect(of(one)).toEqual(of(fate(plan, index, null, 3)));
    }
  });

  it("is in order, within the horizon, and no part is struck before it is repaired", () => {
    for (const { fate: one } of biased.slice(0, 500)) {
      for (const [index, { at, id }] of one.entries()) {
        const before = one[index - 1];
        if (before !== undefined) expect(before.at < at || (before.at === at && before.id < id)).toBe(true);
        expect(at).toBeLessThanOrEqual(60 * DAY);
      }
      for (const name of ["principal", "mirror"]) {
        const own = one.filter((strike) => clockOf(strike) === name);
        for (const [index, { at }] of own.entries())
          expect(at).toBeGreaterThanOrEqual(own[index - 1]?.heals ?? 0);
      }
    }
  });
});
