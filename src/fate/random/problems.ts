/** What no fate can be drawn from: clocks that would never stop striking. It must never know where a field stands. */
import { mean } from "../../engine/index.js";
import type { Scenario } from "../../spec/index.js";
import { printCount, printDuration } from "../../units/index.js";
import type { Clock } from "./clock.js";
import { clocksOf, expectedWithin } from "./plan.js";
import { MOST_STRIKES } from "./strikes.js";

export interface FateProblem {
  /** The field of the scenario; it may have been left out. */
  readonly path: string;
  readonly message: string;
  readonly allowed: string;
}

export function fateProblems(scenario: Scenario): FateProblem[] {
  const clocks = clocksOf(scenario);
  const alone = clocks.flatMap((clock) => problemsOf(clock, scenario));
  return alone.length > 0 ? alone : tooManyTogether(clocks, scenario);
}

function problemsOf(clock: Clock, { horizon }: Scenario): FateProblem[] {
  const { path, up, name } = clock;
  const average = mean(up);
  if (average === 0)
    return [
      {
        path,
        message: `${name} would fail again at the very instant of its repair, for ever`,
        allowed: "a time between failures that is longer than 0 s on average",
      },
    ];
  if (!Number.isFinite(average))
    return [
      {
        path,
        message: `the time between failures of ${name} has no mean: such a clock has no steady state`,
        allowed: "a law with a mean, such as a weibull with a shape of 0.1 or more",
      },
    ];
  const expected = expectedWithin(clock, horizon);
  if (expected <= MOST_STRIKES) return [];
  return [
    {
      path,
      message: `${name} would strike about ${printCount(expected)} times in ${printDuration(horizon)}, more than the ${printCount(MOST_STRIKES)} that one replication may have`,
      allowed: "fewer failures, or a shorter horizon",
    },
  ];
}

function tooManyTogether(clocks: readonly Clock[], { horizon }: Scenario): FateProblem[] {
  const expected = clocks.reduce(
    (sum, clock) => sum + expectedWithin(clock, horizon) * clock.blows.length,
    0,
  );
  const most = [...clocks].sort((a, b) => b.ratePerYear - a.ratePerYear)[0];
  if (most === undefined || expected <= MOST_STRIKES) return [];
  return [
    {
      path: most.path,
      message: `all parts together would be struck about ${printCount(expected)} times in ${printDuration(horizon)}, more than the ${printCount(MOST_STRIKES)} that one replication may have; ${most.name} most often`,
      allowed: "fewer failures, or a shorter horizon",
    },
  ];
}
