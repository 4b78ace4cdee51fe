/** What the options that a scenario uses cost a year. It must never know what they are good for. */
import { PRICED_OPTIONS, type PricedOption, type Scenario } from "../../spec/index.js";
import { megabitsPerSecond } from "../../units/index.js";

export interface Prices {
  readonly currency: string;
  /** A year, by name, of the options that the scenario uses. */
  readonly byName: Readonly<Record<string, number>>;
  readonly perYear: number;
}

const isUsed: Readonly<Record<PricedOption, (scenario: Scenario) => boolean>> = {
  thirdSiteShare: ({ logShipping }) => logShipping.share === "third-site",
  witness: ({ topology }) => topology.witness,
  mirror: ({ topology }) => topology.mirror,
  secondaryMirror: ({ topology }) => topology.secondaryMirror,
  secondaryWitness: ({ topology }) => topology.secondaryWitness,
  wan: () => true,
};

/** null: the scenario counts no money. */
export function pricesOf(scenario: Scenario): Prices | null {
  const { costs } = scenario;
  const currency = currencyOf(scenario);
  if (costs === null || currency === null) return null;
  const byName: Record<string, number> = {};
  for (const name of PRICED_OPTIONS) {
    const price = costs.options[name];
    if (price === undefined || !isUsed[name](scenario)) continue;
    byName[name] =
      price.per === "Mbps and year"
        ? (price.amount * scenario.wan.bandwidth) / megabitsPerSecond(1)
        : price.amount;
  }
  return { currency, byName, perYear: Object.values(byName).reduce((sum, price) => sum + price, 0) };
}

/** A scenario has one currency, or none. */
export function currencyOf({ costs }: Scenario): string | null {
  if (costs === null) return null;
  const amounts = [costs.lostMessage, costs.userHourDown, ...Object.values(costs.options)];
  return amounts.find((amount) => amount !== null)?.currency ?? null;
}
