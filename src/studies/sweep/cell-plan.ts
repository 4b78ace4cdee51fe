/** What is worked out once for a cell and used in every life of it. */
import { type FatePlan, planFates } from "../../fate/index.js";
import { commonPeriod, loadOf, scheduleLaw } from "../../shipping/index.js";
import type { Scenario } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import type { Telling } from "../run/incident-result.js";
import { type LifePlan, planLives } from "../run/life.js";
import { Waits } from "../run/users-result.js";
import { type Stratum, strataOf } from "./sampling/strata.js";

export interface CellPlan {
  readonly lives: LifePlan;
  readonly fates: FatePlan;
  /** What telling an incident takes; made when the first is told. */
  readonly telling: () => Telling;
  /** What a stratified sweep forces. */
  readonly strata: () => readonly Stratum[];
}

export function planCell(scenario: Scenario): CellPlan {
  const lives = planLives(scenario);
  const fates = planFates(scenario, lives.period.ok ? lives.period.period : null);
  let telling: Telling | null = null;
  let strata: readonly Stratum[] | null = null;
  return {
    lives,
    fates,
    telling: () => {
      telling ??= { plan: lives, law: scheduleLaw(scenario, lives.pool.load), waits: new Waits(lives) };
      return telling;
    },
    strata: () => {
      strata ??= strataOf(fates, scenario);
      return strata;
    },
  };
}

/** Where lives are not planned, because they are played elsewhere. */
export const fatesOf = (scenario: Scenario): FatePlan => planFates(scenario, periodOf(scenario));

/** Over which "any" is uniform; null where the schedule has no common period. */
export function periodOf(scenario: Scenario): Micros | null {
  const period = commonPeriod(scenario.logShipping, loadOf(scenario.workload));
  return period.ok ? period.period : null;
}
