/** Whoever counts exposure may leap as well: where no safe cut can grow too old on the way, and nowhere else. */
import { describe, expect, it } from "vitest";
import { lookBackOf } from "../../src/pool/log-shipping/bounds.js";
import { Clockwork, type Pace } from "../../src/pool/log-shipping/clockwork.js";
import type { Span } from "../../src/pool/spans.js";
import { DAY, HOUR, type Micros } from "../../src/units/index.js";
import { Dice } from "../reference/random-numbers.js";
import { randomPipeline, randomTrouble } from "./long-lives.js";

const LIFE = 30 * DAY;

interface Played {
  readonly spans: readonly Span[];
  readonly walked: number;
}

/** Counts from the beginning to the end; every now and then somebody looks, or something is in trouble for a while. */
function play(
  seed: number,
  pace: Pace,
  thresholdOf: (oldestCut: number) => number,
  troubled: boolean,
): Played {
  const dice = new Dice(seed * 7_368_787);
  const { pipeline, noise } = randomPipeline(dice, seed % 2 === 1);
  const lookBack = lookBackOf(pipeline, noise, pipeline.wan);
  const threshold = thresholdOf(lookBack?.oldestCut ?? HOUR) as Micros;
  const clockwork = new Clockwork(pipeline, noise, threshold, pace);
  clockwork.exposure.begin(pipeline.begins);
  const spans: Span[] = [];
  for (let at = Math.floor(dice.uniform() * DAY); at < LIFE; at += Math.floor(dice.uniform() * 6 * DAY)) {
    clockwork.advanceTo(at as Micros);
    spans.push(...clockwork.exposure.takeUntil(at as Micros));
    if (!troubled || dice.chance(0.5)) continue;
    for (const { after, change } of randomTrouble(dice, pipeline)) {
      clockwork.disturb((at + after) as Micros, change);
    }
    at = clockwork.now;
  }
  clockwork.advanceTo(LIFE as Micros);
  spans.push(...clockwork.exposure.takeUntil(LIFE as Micros));
  return { spans, walked: clockwork.walked };
}

const THRESHOLDS: readonly ((oldestCut: number) => number)[] = [
  (oldestCut) => oldestCut,
  (oldestCut) => oldestCut - 1,
  (oldestCut) => Math.floor(oldestCut / 2),
  (oldestCut) => 2 * oldestCut,
];

describe("while somebody counts exposure", () => {
  it("counts the same spans whether ticks are leapt over or walked, in 15 troubled months with four thresholds", () => {
    let exposed = 0;
    let leapt = 0;
    for (let seed = 1; seed <= 15; seed++) {
      for (const threshold of THRESHOLDS) {
        const quick = play(seed, "quick", threshold, true);
        const plain = play(seed, "tick-by-tick", threshold, true);
        expect(quick.spans, `seed ${seed}`).toEqual(plain.spans);
        exposed += quick.spans.length > 0 ? 1 : 0;
        leapt += quick.walked * 4 < plain.walked ? 1 : 0;
      }
    }
    expect(exposed).toBeGreaterThan(15);
    expect(leapt).toBeGreaterThan(15);
  });

  it("finds no cut older than the bound in any undisturbed month", () => {
    for (let seed = 1001; seed <= 1120; seed++) {
      const dice = new Dice(seed * 7_368_787);
      const { pipeline, noise } = randomPipeline(dice, seed % 2 === 1);
      // Bursts and files that outgrow the schedule are walked: they have no bound.
      if (noise.bursts.length > 0 || lookBackOf(pipeline, noise, pipeline.wan) === null) continue;
      const { spans } = play(seed, "tick-by-tick", (oldestCut) => oldestCut, false);
      expect(spans, `seed ${seed}`).toEqual([]);
    }
  });

  it("has a bound that some schedules reach to the microsecond", () => {
    let reached = 0;
    for (let seed = 1001; seed <= 1120; seed++) {
      const { spans } = play(seed, "tick-by-tick", (oldestCut) => oldestCut - 1, false);
      reached += spans.length > 0 ? 1 : 0;
    }
    // A bound that nothing ever came near would let nobody leap.
    expect(reached).toBeGreaterThan(0);
  });
});
