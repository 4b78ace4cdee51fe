/**
 * What the fates of a scenario are drawn from: its clocks, and what it scripts itself. Made once and then only read. It
 * must never know the seed.
 */
import { mean } from "../../engine/index.js";
import type { Occurrence, Scenario, What } from "../../spec/index.js";
import { type Micros, YEAR } from "../../units/index.js";
import { isNever, troublesOf } from "./catalogue.js";
import { type Clock, makeClock } from "./clock.js";
import { WRONG_STEP_AFTER } from "./defaults.js";

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

/**
 * Expected strikes in a year as a life counts them: of all clocks, with the wrong steps that answer them, what is under
 * repair when the life begins, and what the scenario says itself.
 */
export function struckPerYear({ clocks, scripted, strikesPerYear, horizon }: FatePlan): number {
  const inTime = Math.max(0, 1 - WRONG_STEP_AFTER / horizon);
  const inALife = clocks.reduce((sum, clock) => sum + foundAtStart(clock), scripted.length);
  const answers = clocks.reduce(
    (sum, { answer, ratePerYear }) => sum + ratePerYear * (answer?.chance ?? 0),
    0,
  );
  return strikesPerYear + answers * inTime + (inALife * YEAR) / horizon;
}

/** How many strikes of it are under repair at time 0, on average; of a common cause, each of its parts. */
function foundAtStart({ down, downAtStart, blows, falls, ratePerYear }: Clock): number {
  if (down !== null) return downAtStart;
  if (falls === "one-of-them") return 0;
  return blows.reduce(
    (sum, { repair }) => sum + (repair === null ? 0 : (ratePerYear * mean(repair)) / YEAR),
    0,
  );
}

export const clocksOf = (scenario: Scenario): Clock[] =>
  troublesOf(scenario)
    .filter((trouble) => !isNever(trouble))
    .map(makeClock);

/** Expected strikes of a clock within the horizon. */
export const expectedWithin = ({ ratePerYear }: Clock, horizon: Micros): number =>
  (ratePerYear * horizon) / YEAR;
