/**
 * What the fates of a scenario are drawn from: its clocks, and what it scripts itself. Made once and then only read. It
 * must never know the seed.
 */
import type { Occurrence, Scenario, What } from "../../spec/index.js";
import { type Micros, YEAR } from "../../units/index.js";
import { isNever, troublesOf } from "./catalogue.js";
import { type Clock, makeClock } from "./clock.js";

export interface FatePlan {
  readonly clocks: readonly Clock[];
  /** What the scenario says itself strikes in every life. */
  readonly scripted: readonly Occurrence[];
  /** Over which "any" of the scripted is uniform. */
  readonly period: Micros | null;
  readonly horizon: Micros;
  /** Some rate is known only from evidence. */
  readonly hasEvidence: boolean;
  /** Expected strikes of all clocks in a year, each part that is struck counting; wrong steps in answer are not in it. */
  readonly strikesPerYear: number;
  readonly strikesPerYearByKind: ReadonlyMap<What, number>;
}

/** For a scenario without `fateProblems`. */
export function planFates(scenario: Scenario, period: Micros | null): FatePlan {
  const clocks = clocksOf(scenario);
  const byKind = new Map<What, number>();
  for (const { blows, falls, ratePerYear } of clocks) {
    for (const { failure } of blows) {
      const share = falls === "together" ? 1 : 1 / blows.length;
      byKind.set(failure.what, (byKind.get(failure.what) ?? 0) + ratePerYear * share);
    }
  }
  return {
    clocks,
    scripted: [...scenario.failures, ...scenario.operations],
    period,
    horizon: scenario.horizon,
    hasEvidence: clocks.some(({ isEvidence }) => isEvidence),
    strikesPerYear: [...byKind.values()].reduce((sum, rate) => sum + rate, 0),
    strikesPerYearByKind: byKind,
  };
}

export const clocksOf = (scenario: Scenario): Clock[] =>
  troublesOf(scenario)
    .filter((trouble) => !isNever(trouble))
    .map(makeClock);

/** Expected strikes of a clock within the horizon. */
export const expectedWithin = ({ ratePerYear }: Clock, horizon: Micros): number =>
  (ratePerYear * horizon) / YEAR;
