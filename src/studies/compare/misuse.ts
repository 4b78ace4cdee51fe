/** What options cannot be compared at all, said before anything is played. */
import { type Micros, printExactDuration } from "../../units/index.js";
import { periodOf } from "../sweep/cell-plan.js";
import { currencyClash } from "./costs.js";
import type { CompareSetup } from "./task.js";

/** Why these options cannot be compared like this, or null. */
export function compareMisuse(setup: CompareSetup): string | null {
  return (
    unequalHorizons(setup) ??
    nothingAtAnyTime(setup) ??
    beyondHorizon(setup) ??
    currencyClash(setup.options.map(({ scenario }) => scenario))
  );
}

/** Who lives longer is struck more, down and exposed for longer: sums of different spans say nothing. */
function unequalHorizons({ options }: CompareSetup): string | null {
  const [first, ...others] = options;
  const other = others.find(({ scenario }) => scenario.horizon !== first!.scenario.horizon);
  if (other === undefined) return null;
  return (
    `${first!.name} has a horizon of ${printExactDuration(first!.scenario.horizon)} and ${other.name} one of ` +
    `${printExactDuration(other.scenario.horizon)}: options are compared over the same time; give both the same ` +
    "horizon, or --set horizon=…"
  );
}

function nothingAtAnyTime({ sameInstant, options }: CompareSetup): string | null {
  if (!sameInstant) return null;
  const all = options.flatMap(({ scenario }) => [...scenario.failures, ...scenario.operations]);
  if (all.some(({ when }) => when.at === "any")) return null;
  return (
    "--same-instant: no failure or operation of these options has at: any, so all strike at the same instant already; " +
    "leave --same-instant out, or give one at: any"
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
