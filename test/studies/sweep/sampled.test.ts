/** Lives that do not all count alike: what is known of them when few were played, and when few of them weigh nearly all. */
import { describe, expect, it } from "vitest";
import { Streams } from "../../../src/engine/index.js";
import { drawFate, planFates, struckPerYear } from "../../../src/fate/index.js";
import { MEASURES, type Measure } from "../../../src/results/index.js";
import { batchPlayer, startSweep } from "../../../src/studies/index.js";
import { WHOLE } from "../../../src/studies/run/whole.js";
import { sampledFigures } from "../../../src/studies/sweep/sampling/sampled-figures.js";
import { perYear } from "../../../src/studies/sweep/sampling/weighing.js";
import { stressed } from "./stressed.js";
import { exponential, planOf, still } from "./sweeping.js";

const PAIR = still({
  horizon: "365 d",
  failback: {},
  reliability: { "site-1": exponential(2000, 24), wan: exponential(1500, 24), mirror: exponential(1500, 24) },
});

const STRATIFIED = { method: "stratified" } as const;

describe("a stratified sweep", () => {
  it("that is interrupted before every stratum has a life keeps what was played, and knows nothing of the whole", () => {
    const plan = planOf([PAIR], { replications: 400, method: STRATIFIED });
    const sweep = startSweep(plan);
    const [first] = sweep.next()!;
    sweep.absorb(batchPlayer(plan)(first!));
    const result = sweep.finish(true)!;
    expect(result.partial).toEqual({ planned: 400 });
    expect(result.replications).toBe(first!.count);
    expect([result.lostPerYear.value, result.lostPerYear.why]).toEqual([null, "a stratum has no values"]);
    for (const { rpo } of Object.values(result.summary)) expect(rpo.mean.value).toBeNull();
  });

  it("never says of a share that it may lie beyond 0 or 1, nor gives a reason that is another figure's", () => {
    // One of twenty that lost an hour met broken shipping: twice the error reaches beyond 1.
    const lives = Array.from({ length: 20 }, (_, index) => ({
      index,
      weight: 0.9,
      incidents: [
        {
          what: "site-loss",
          weight: 0.9,
          shipped: index > 0,
          isLoss: true,
          reliedOnLogs: true,
          downFor: 0,
          values: MEASURES.map((measure) => (measure === "rpo" ? 3600e6 : 1)),
        },
      ],
    }));
    const strata = [{ name: "site-1", ratePerYear: 0.07, lives, distrust: null }];
    const { rpoSplit, summary } = sampledFigures(strata, planFates(PAIR, null), PAIR, true);
    const { healthy, broken } = rpoSplit["site-loss"]!;
    expect(healthy.probability.value).toBeCloseTo(0.95, 6);
    expect(healthy.probability.ci95).toEqual([expect.any(Number), 1]);
    expect(broken.probability.ci95).toEqual([0, expect.any(Number)]);
    const { mean } = summary["site-loss"]!.rpo;
    expect(mean.value).toBe(3600);
    expect(mean.why).toBe("the same in all 20 that were seen, which shows no spread");
  });

  it("never says of what is summed that it may be less than nothing, nor of availability that it may pass 1", () => {
    // One of twenty carries all of the loss: twice the error reaches beyond what can be on either side.
    const figureOf = (measure: Measure, isOdd: boolean) => {
      if (measure === "availability") return isOdd ? 0 : WHOLE.availability;
      return measure === "lost" && isOdd ? 1000 : 0;
    };
    const lives = Array.from({ length: 20 }, (_, index) => ({
      index,
      weight: 1,
      incidents: [
        {
          what: "site-loss",
          weight: 1,
          shipped: true,
          isLoss: index === 0,
          reliedOnLogs: true,
          downFor: index === 0 ? 3600e6 : 0,
          values: MEASURES.map((measure) => figureOf(measure, index === 0)),
        },
      ],
    }));
    const strata = [{ name: "site-1", ratePerYear: 0.07, lives, distrust: null }];
    const figures = sampledFigures(strata, planFates(PAIR, null), PAIR, true);
    const above = expect.any(Number);
    expect(figures.summary["site-loss"]!.availability.mean.ci95).toEqual([above, 1]);
    expect(figures.summary["site-loss"]!.lost.mean.ci95).toEqual([0, above]);
    expect(figures.lostPerYear.ci95).toEqual([0, above]);
    expect(figures.downtimePerYear.ci95).toEqual([0, above]);
    expect(figures.availability.ci95).toEqual([above, 1]);
    expect(figures.byCause["site-loss"]!.lostPerYear.ci95).toEqual([0, above]);
    expect(figures.sampling!.strata[0]!.lostPerYear.ci95).toEqual([0, above]);
  });
});

it("heavy weights on long times are added up, however large the products are", () => {
  const incident = { what: "wan-cut", shipped: true, isLoss: false, reliedOnLogs: false, downFor: 0 };
  const life = (index: number, weight: number, value: number) => ({
    index,
    weight,
    incidents: [{ ...incident, weight, values: [value] }],
  });
  // A year of exposure in microseconds with a weight of 1,000 is more than 2^53.
  const lives = [life(0, 1000, 31_536_000e6), life(1, 1000, 15_768_000e6)];
  const found = perYear([{ name: "all", ratePerYear: 1, lives, distrust: null }], ({ values }) => values[0]!);
  expect(found.value! / (1000 * 23_652_000e6)).toBeCloseTo(1, 12);
});

it("strikes a year count what a plain life counts: wrong steps and what is under repair when it begins as well", () => {
  const fates = planFates(stressed("low-bandwidth", "60 d"), null);
  const years = 60 / 365;
  const counts = Array.from(
    { length: 3000 },
    (_, life) => drawFate(fates, new Streams(7, life), null).length,
  );
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const squares = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0);
  const error = Math.sqrt(squares / (counts.length - 1) / counts.length);
  expect(error / mean).toBeLessThan(0.01);
  expect(Math.abs(mean - struckPerYear(fates) * years) / error).toBeLessThan(4);
  // Without the two it would be seen to be wrong.
  expect((mean - fates.strikesPerYear * years) / error).toBeGreaterThan(4);
});

it("a biased sweep that would keep more incidents than there is memory for is refused, with the arithmetic", () => {
  const scenario = stressed("low-bandwidth", "3650 d");
  const refusal = (replications: number, method: "plain" | "stratified" | "biased") =>
    startSweep(
      planOf([scenario], { replications, method: method === "biased" ? { method, factor: 10 } : { method } }),
    ).refusal;
  expect(refusal(20_000, "biased")).toMatch(
    /MB, more than the 1,500 MB that one sweep may hold.*fewer --replications/,
  );
  expect(refusal(20_000, "stratified")).toBeNull();
  expect(refusal(20_000, "plain")).toBeNull();
});
