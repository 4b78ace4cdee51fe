/**
 * The strata of a stratified sweep: each way to fail is forced by itself, and put back together by how often it comes,
 * which is known exactly. It must never play anything.
 */
import type { Clock, FatePlan } from "../../../fate/index.js";
import type { Scenario, Site } from "../../../spec/index.js";
import { YEAR } from "../../../units/index.js";

/**
 * When the forced strike falls: at any time; only while something that log shipping needs is under repair, or only while
 * nothing is; or before time 0, so that it is under repair when the life begins.
 */
export type Forced = "any-time" | "shipping-broken" | "shipping-healthy" | "before-the-start";

export interface Stratum {
  readonly name: string;
  readonly clocks: readonly Clock[];
  readonly forced: Forced;
  /** Exact: strikes a year, of "shipping-broken" and "shipping-healthy" before their share of the time is taken. */
  readonly ratePerYear: number;
}

/** Whoever takes the primary's site away costs most while nothing is shipped: little of the time, and much of the loss. */
export function strataOf({ clocks }: FatePlan, scenario: Scenario): Stratum[] {
  const years = scenario.horizon / YEAR;
  const strata: Stratum[] = [];
  for (const own of byPath(clocks)) {
    const name = own[0]!.path.replace(/^reliability\./, "");
    const fatal = own.filter((clock) => isFatal(clock, scenario.topology.primarySite));
    const others = own.filter((clock) => !fatal.includes(clock));
    const add = (of: readonly Clock[], forced: Forced, label: string) => {
      if (of.length === 0) return;
      const ratePerYear = of.reduce((sum, clock) => sum + clock.ratePerYear, 0);
      strata.push({ name: `${name}${label}`, clocks: of, forced, ratePerYear });
    };
    add(others, "any-time", fatal.length === 0 ? "" : " elsewhere");
    add(fatal, "shipping-healthy", " while shipping is healthy");
    add(fatal, "shipping-broken", " while shipping is broken");
    const down = own.filter(({ downAtStart }) => downAtStart > 0);
    const atStart = down.reduce((sum, { downAtStart }) => sum + downAtStart, 0);
    if (atStart > 0) {
      strata.push({
        name: `${name} from before the start`,
        clocks: down,
        forced: "before-the-start",
        ratePerYear: atStart / years,
      });
    }
  }
  return strata;
}

/** Clocks of one field of the scenario are alike. */
function byPath(clocks: readonly Clock[]): Clock[][] {
  const groups = new Map<string, Clock[]>();
  for (const clock of clocks) {
    const own = groups.get(clock.path);
    if (own === undefined) groups.set(clock.path, [clock]);
    else own.push(clock);
  }
  return [...groups.values()];
}

/** It may take the primary's site away, at any time of the week. */
const isFatal = ({ blows, windows }: Clock, primary: Site): boolean =>
  windows === null && blows.some(({ failure }) => failure.what === "site-loss" && failure.where === primary);
