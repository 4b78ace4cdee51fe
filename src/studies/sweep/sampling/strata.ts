/**
 * The strata of a stratified sweep: each way to fail is forced by itself, and put back together by how often it comes,
 * which is known exactly. It must never play anything.
 */
import { type Clock, type FatePlan, looksBack } from "../../../fate/index.js";
import type { Scenario, Site } from "../../../spec/index.js";
import { YEAR } from "../../../units/index.js";

/**
 * When the forced strike falls: at any time; only while something that log shipping needs is under repair, or only while
 * nothing is; or before time 0, so that it is under repair when the life begins. Nothing is forced where a plain life
 * shows it as often as it comes: what clocks struck before time 0 that may strike again meanwhile, and what the scenario
 * scripts.
 */
export type Forced =
  | "any-time"
  | "shipping-broken"
  | "shipping-healthy"
  | "before-the-start"
  | "nothing-before-the-start"
  | "nothing-scripted";

export interface Stratum {
  readonly name: string;
  readonly clocks: readonly Clock[];
  readonly forced: Forced;
  /** Whether somebody answers the forced strike with a wrong step; null: as chance has it. */
  readonly isAnswered: boolean | null;
  /** Exact: strikes a year, of "shipping-broken" and "shipping-healthy" before their share of the time is taken. */
  readonly ratePerYear: number;
}

/** Whoever takes the primary's site away costs most while nothing is shipped: little of the time, and much of the loss. */
export function strataOf({ clocks, scripted }: FatePlan, scenario: Scenario): Stratum[] {
  const years = scenario.horizon / YEAR;
  const strata: Stratum[] = [];
  const asItComes = (name: string, of: readonly Clock[], forced: Forced) =>
    strata.push({ name, clocks: of, forced, isAnswered: null, ratePerYear: 1 / years });
  if (scripted.length > 0) asItComes("what the scenario scripts", [], "nothing-scripted");
  for (const own of byPath(clocks)) {
    const name = own[0]!.path.replace(/^reliability\./, "");
    const fatal = own.filter((clock) => isFatal(clock, scenario.topology.primarySite));
    const others = own.filter((clock) => !fatal.includes(clock));
    const add = (of: readonly Clock[], forced: Forced, label: string) => {
      if (of.length === 0) return;
      const ratePerYear = of.reduce((sum, clock) => sum + clock.ratePerYear, 0);
      strata.push({ name: `${name}${label}`, clocks: of, forced, isAnswered: null, ratePerYear });
    };
    for (const [chance, alike] of byAnswer(others)) {
      const label = fatal.length === 0 ? "" : " elsewhere";
      if (chance === 0) add(alike, "any-time", label);
      else strata.push(...answered(alike, chance, `${name}${label}`));
    }
    add(fatal, "shipping-healthy", " while shipping is healthy");
    add(fatal, "shipping-broken", " while shipping is broken");
    const back = own.filter(looksBack);
    if (back.length > 0) asItComes(`${name} from before the start`, back, "nothing-before-the-start");
    const down = own.filter((clock) => clock.downAtStart > 0 && !looksBack(clock));
    const atStart = down.reduce((sum, { downAtStart }) => sum + downAtStart, 0);
    if (atStart > 0) {
      strata.push({
        name: `${name} from before the start`,
        clocks: down,
        forced: "before-the-start",
        isAnswered: null,
        ratePerYear: atStart / years,
      });
    }
  }
  return strata;
}

/** A wrong step is rare and dear: it has a stratum of its own. */
function answered(clocks: readonly Clock[], chance: number, name: string): Stratum[] {
  const rate = clocks.reduce((sum, clock) => sum + clock.ratePerYear, 0);
  const forced: Forced = "any-time";
  return [
    { name, clocks, forced, isAnswered: false, ratePerYear: rate * (1 - chance) },
    { name: `${name} and a wrong step`, clocks, forced, isAnswered: true, ratePerYear: rate * chance },
  ].filter(({ ratePerYear }) => ratePerYear > 0);
}

function byAnswer(clocks: readonly Clock[]): Map<number, Clock[]> {
  const groups = new Map<number, Clock[]>();
  for (const clock of clocks) {
    const chance = clock.answer?.chance ?? 0;
    groups.set(chance, [...(groups.get(chance) ?? []), clock]);
  }
  return groups;
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
