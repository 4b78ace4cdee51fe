/** What a pool costs a year: its losses, and the options that it uses. It must never know how the lives were dealt. */
import type { YearlyCosts, YearlyResult } from "../../results/index.js";
import type { Scenario } from "../../spec/index.js";
import { tidy } from "../run/incident-result.js";
import { pricesOf } from "./prices.js";

export const NO_PRICES = "neither costs.lostMessage nor costs.userHourDown is given";

/** From what losses cost a year in the currency; null: the scenario counts no money. */
export function yearlyCosts(scenario: Scenario, losses: YearlyResult): YearlyCosts | null {
  const prices = pricesOf(scenario);
  if (prices === null) return null;
  const { currency, byName, perYear } = prices;
  const lossPerYear = countsLosses(scenario) ? losses : unknown(NO_PRICES);
  return {
    currency,
    prices: Object.fromEntries(Object.entries(byName).map(([name, price]) => [name, tidy(price)])),
    pricePerYear: tidy(perYear),
    lossPerYear,
    totalPerYear: raised(lossPerYear, perYear),
  };
}

/** Without a price for either, what is lost has none. */
export const countsLosses = ({ costs }: Scenario): boolean =>
  costs !== null && (costs.lostMessage !== null || costs.userHourDown !== null);

export const unknown = (why: string): YearlyResult => ({
  value: null,
  ci95: null,
  why,
  inputs: null,
  whyNoInputs: why,
});

/** The same and a price on top: prices are known. */
function raised(of: YearlyResult, by: number): YearlyResult {
  const up = (value: number | null) => (value === null ? null : tidy(value + by));
  return {
    value: up(of.value),
    ci95: of.ci95 && [up(of.ci95[0]), up(of.ci95[1])],
    why: of.why,
    inputs: of.inputs && [tidy(of.inputs[0] + by), tidy(of.inputs[1] + by)],
    whyNoInputs: of.whyNoInputs,
  };
}
