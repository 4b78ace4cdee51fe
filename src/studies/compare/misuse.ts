/** What options cannot be compared at all, said before anything is played. */
import { type Micros, printExactDuration } from "../../units/index.js";
import { currencyClash } from "./costs.js";
import { periodOf } from "./dealing.js";
import type { CompareSetup } from "./task.js";

/** Why these options cannot be compared like this, or null. */
export function compareMisuse(setup: CompareSetup): string | null {
  return (
    unequalYears(setup) ??
    beyondHorizon(setup) ??
    currencyClash(setup.options.map(({ scenario }) => scenario))
  );
}

function unequalYears({ fate, options }: CompareSetup): string | null {
  const [first, ...others] = options;
  const other = others.find(({ scenario }) => scenario.horizon !== first!.scenario.horizon);
  if (fate !== "random" || other === undefined) return null;
  return (
    `${first!.name} has a horizon of ${printExactDuration(first!.scenario.horizon)} and ${other.name} one of ` +
    `${printExactDuration(other.scenario.horizon)}: random years are compared over the same time; give both the same ` +
    "horizon, or --set horizon=…"
  );
}

/** With the first option's period "any" may fall later than each file was checked for. */
function beyondHorizon({ sameInstant, options }: CompareSetup): string | null {
  if (!sameInstant) return null;
  const [first] = options;
  const period = periodOf(first!.scenario);
  for (const { name, scenario } of options) {
    const anyTime = [...scenario.failures, ...scenario.operations].flatMap(({ what, when }) =>
      when.at === "any" ? [{ what, from: when.from }] : [],
    );
    for (const { what, from } of anyTime) {
      if (period === null) {
        return `--same-instant: the schedule of ${first!.name} has no common period over which ${what} could strike`;
      }
      const latest = (from + period) as Micros;
      if (latest > scenario.horizon) {
        return (
          `--same-instant: over the common period of ${first!.name}, ${what} in ${name} could strike at ` +
          `${printExactDuration(latest)}, after its horizon of ${printExactDuration(scenario.horizon)}; give it a ` +
          `horizon of ${printExactDuration(latest)} or more`
        );
      }
    }
  }
  return null;
}
