/**
 * What options are worth in money, in random years whose rates are known only from evidence: found again from what each
 * option loses alone, replication by replication.
 */
import { describe, expect, it } from "vitest";
import { still, sweepOf } from "../sweep/sweeping.js";
import { student } from "./by-hand.js";
import { compare, differenceIn } from "./comparing.js";

const DRAWS = 64;
const REPLICATIONS = 4 * DRAWS;
const PRICE = 40_000;
const EACH = 0.5;

const pool = (offset: string, witness: boolean) =>
  still({
    horizon: "400 d",
    failback: {},
    topology: { witness, secondaryWitness: false },
    costs: { lostMessage: `${EACH} EUR`, options: { witness: `${PRICE} EUR / year` } },
    logShipping: { copy: { offset } },
    reliability: { "site-1": { fails: { events: 3, in: "1 year" }, repair: "2 d" } },
  });

const [a, b] = [pool("0 s", false), pool("30 s", true)];
const compared = compare({ a, b }, { replications: REPLICATIONS, fate: "random" });
const alone = [a, b].map((scenario) => sweepOf(scenario, { replications: REPLICATIONS, incidents: "all" }));
const YEARS = 400 / 365;

const perYear = alone.map(({ rows }) => rows.map(({ lost }) => (EACH * lost) / YEARS)) as [
  number[],
  number[],
];
const differences = perYear[1].map((value, index) => value - perYear[0][index]!);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const squares = (values: readonly number[]) => {
  const center = mean(values);
  return values.reduce((sum, value) => sum + (value - center) ** 2, 0);
};

/** Within each draw of the rates, which replication mod 64 tells. */
const byDraw = (values: readonly number[]): number[][] =>
  Array.from({ length: DRAWS }, (_, draw) => values.filter((_value, index) => index % DRAWS === draw));

describe("the costs of two options under uncertain rates", () => {
  const found = differenceIn(compared, "costPerYear");

  it("are what is lost at its price, and the price of what each uses", () => {
    expect(found.a).toBeCloseTo(mean(perYear[0]), 4);
    expect(found.b).toBeCloseTo(mean(perYear[1]) + PRICE, 4);
    expect(found.mean).toBeCloseTo(mean(differences) + PRICE, 4);
    compared.result.options.forEach(({ costs }, index) => {
      expect(costs!.currency).toBe("EUR");
      expect(costs!.lossPerYear.value).toBeCloseTo(mean(perYear[index]!), 4);
      expect(costs!.totalPerYear.value).toBeCloseTo([found.a!, found.b!][index]!, 4);
    });
  });

  it("have an interval of chance alone: of what differs within each draw of the rates", () => {
    const spreads = byDraw(differences).map((own) => squares(own) / (own.length - 1));
    const variance = spreads.reduce((sum, spread) => sum + spread, 0);
    const freedom = variance ** 2 / spreads.reduce((sum, spread) => sum + spread ** 2 / (4 - 1), 0);
    const unequal = differences.filter((difference) => difference !== 0).length;
    const error = Math.sqrt(4 * variance) / REPLICATIONS;
    const half = student(0.975, Math.min(freedom, unequal - 1)) * error;
    expect((found.ci95![1]! - found.ci95![0]!) / 2 / half).toBeCloseTo(1, 4);
    const within = (values: readonly number[]) => byDraw(values).reduce((sum, own) => sum + squares(own), 0);
    const gain = (within(perYear[0]) + within(perYear[1])) / within(differences);
    expect(found.gain! / gain).toBeCloseTo(1, 6);
    expect(gain).toBeGreaterThan(1);
  });

  it("say what the second is worth, at which price it neither pays nor costs", () => {
    const { breakEven } = compared.result.options[1]!;
    expect(breakEven!.worthPerYear.value).toBeCloseTo(-mean(differences), 4);
    expect(breakEven!.extraPricePerYear).toBe(PRICE);
    expect(compared.result.options[0]!.breakEven).toBeNull();
  });

  it("say in how many first years it saves more than it costs", () => {
    const year = 365 * 86_400;
    const lost = alone.map(({ incidents }) => {
      const of = new Array<number>(REPLICATIONS).fill(0);
      for (const { replication, at, messages } of incidents) if (at < year) of[replication]! += messages.lost;
      return of;
    });
    const paid = lost[0]!.filter((value, index) => EACH * (value - lost[1]![index]!) > PRICE).length;
    expect(paid).toBeGreaterThan(5);
    expect(paid).toBeLessThan(REPLICATIONS - 5);
    const { years, probability } = compared.result.options[1]!.breakEven!.paysBack;
    expect([years, probability.value]).toEqual([1, paid / REPLICATIONS]);
  });
});
