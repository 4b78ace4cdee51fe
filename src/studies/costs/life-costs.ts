/**
 * What losses and downtime cost, in whole parts of the currency: whole numbers add up to the same sum in every order. It
 * must never know what options cost.
 */
import { loadOf } from "../../shipping/index.js";
import type { Scenario } from "../../spec/index.js";
import { HOUR, SECOND, YEAR } from "../../units/index.js";
import type { Life } from "../run/life.js";
import { AT, completeYears, type LifeLine } from "../sweep/life-line.js";

/** Nobody thinks further ahead when something has to pay. */
const PAYBACK_YEARS = 5;
/** A millionth is fine enough for any currency. */
const FINEST = 1_000_000;

/** What one life costs, in whole parts. */
export interface LifeCosts {
  readonly all: number;
  /** Of it, what began within the years in which an option has to pay. */
  readonly inYears: number;
}

/** In so many years an option has to pay for itself: five, or as many as a replication has; 0: it has none. */
export const paybackYears = (scenario: Scenario): number => Math.min(PAYBACK_YEARS, completeYears(scenario));

/**
 * Into how many parts a unit of the currency is divided: a power of ten, as fine as the dearest replication that there
 * could be allows. What is compared must be divided alike.
 */
export function moneyScale(scenarios: readonly Scenario[]): number {
  const most = Math.max(...scenarios.map(mostOf));
  let scale = FINEST;
  while (scale * most > Number.MAX_SAFE_INTEGER / 4) scale /= 10;
  return scale;
}

/** All messages lost and all users down, for the whole replication and the year before it that a loss may reach back. */
function mostOf({ costs, workload, users, horizon }: Scenario): number {
  const { peakMessagesPerSecond } = loadOf(workload);
  const messages = (peakMessagesPerSecond * (horizon + YEAR)) / SECOND;
  const hours = (users.count * horizon) / HOUR;
  return messages * (costs?.lostMessage?.amount ?? 0) + hours * (costs?.userHourDown?.amount ?? 0);
}

/** What so many lost messages and such a downtime of an average user cost, in the currency. */
export function lossesCost({ costs, users }: Scenario, lost: number, down: number): number {
  const hours = (users.count * down) / HOUR;
  return lost * (costs?.lostMessage?.amount ?? 0) + hours * (costs?.userHourDown?.amount ?? 0);
}

/** Of a whole life, in whole parts. */
export const lifeCost = ({ ledger, downFor }: Life, scenario: Scenario, scale: number): number =>
  Math.round(scale * lossesCost(scenario, ledger.lost, downFor));

/** An incident counts when it strikes, with all that it comes to. */
export function lifeCosts({ life, lines }: LifeLine, scenario: Scenario, scale: number): LifeCosts {
  if (scenario.costs === null) return { all: 0, inYears: 0 };
  const end = paybackYears(scenario) * YEAR;
  let lost = 0;
  let down = 0;
  for (const { at, values, downFor } of lines) {
    if (at >= end) continue;
    lost += values[AT.lost]!;
    down += downFor;
  }
  return {
    all: lifeCost(life, scenario, scale),
    inYears: Math.round(scale * lossesCost(scenario, lost, down)),
  };
}
