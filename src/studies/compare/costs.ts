/** What an option is worth beside the first one, at the prices of the scenarios: whether it pays, and how surely. */
import type { BreakEven, YearlyResult } from "../../results/index.js";
import type { Scenario } from "../../spec/index.js";
import {
  bareEstimate,
  differenceByDraw,
  estimate,
  type PairedBandTally,
  pairedBands,
  shareEstimate,
} from "../../statistics/index.js";
import { YEAR } from "../../units/index.js";
import { paybackYears } from "../costs/life-costs.js";
import { currencyOf, pricesOf } from "../costs/prices.js";
import { countsLosses, unknown } from "../costs/yearly-costs.js";
import { tidy } from "../run/incident-result.js";
import { figure } from "../sweep/cell-figures.js";

export { type LifeCosts, lifeCosts, moneyScale } from "../costs/life-costs.js";

const NO_EVIDENCE = "every rate is given as it is";
const NO_LOSSES = "no prices for lost messages and hours down in both";
const NO_YEAR = "a replication shorter than a year has no year; set horizon to 1 year or more";

/** What the second of two options has to save beside the first within some years, in parts of the currency. */
export interface Payback {
  readonly years: number;
  readonly extra: number;
}

export interface Paired {
  /** Of what losses cost in every replication, in parts. */
  readonly pairs: PairedBandTally;
  /** In how many replications the second saved more than its extra price. */
  readonly paidBack: number;
  readonly replications: number;
  readonly a: Scenario;
  readonly b: Scenario;
  readonly hasEvidence: boolean;
  readonly scale: number;
}

/** Sums of money of different currencies cannot be compared; null: all count in one, or not at all. */
export function currencyClash(scenarios: readonly Scenario[]): string | null {
  const [first, other] = new Set(scenarios.flatMap((scenario) => currencyOf(scenario) ?? []));
  return first === undefined || other === undefined
    ? null
    : `costs in two currencies, ${first} and ${other}, cannot be compared: give all options one currency`;
}

/** Of the options that it uses; 0 where it counts no money. */
export const pricePerYear = (scenario: Scenario): number => pricesOf(scenario)?.perYear ?? 0;

/** null: one of them counts no money, or a replication has no whole year. */
export function payback(a: Scenario, b: Scenario, scale: number): Payback | null {
  const [ofA, ofB] = [pricesOf(a), pricesOf(b)];
  const years = Math.min(paybackYears(a), paybackYears(b));
  if (ofA === null || ofB === null || years === 0) return null;
  return { years, extra: scale * years * (ofB.perYear - ofA.perYear) };
}

/** null: one of them counts no money. Both have the same horizon. */
export function breakEven(paired: Paired): BreakEven | null {
  const { a, b, scale } = paired;
  const [ofA, ofB] = [pricesOf(a), pricesOf(b)];
  if (ofA === null || ofB === null) return null;
  const extra = ofB.perYear - ofA.perYear;
  const known = countsLosses(a) && countsLosses(b);
  return {
    currency: ofA.currency,
    worthPerYear: known ? worthOf(paired) : unknown(NO_LOSSES),
    extraPricePerYear: tidy(extra),
    ...(known ? draws(paired, extra) : { paysInDraws: null, whyNoDraws: NO_LOSSES }),
    paysBack: paysBack(paired, payback(a, b, scale), known),
  };
}

/** A difference in losses is the worth with its sign turned. */
function worthOf({ pairs, replications, a, hasEvidence, scale }: Paired): YearlyResult {
  const { chance, inputs } = pairedBands(pairs, replications);
  const unit = (-scale * a.horizon) / YEAR;
  const { value, ci95, why } = chance;
  const turned =
    ci95 === null ? bareEstimate(value, why ?? "no interval") : estimate(value, [ci95[1], ci95[0]]);
  return {
    ...figure(turned, unit),
    inputs: hasEvidence && inputs.band ? [tidy(inputs.band[1] / unit), tidy(inputs.band[0] / unit)] : null,
    whyNoInputs: hasEvidence ? inputs.why : NO_EVIDENCE,
  };
}

/** In what share of the draws of the inputs, chance taken out, the second saves more a year than it costs. */
function draws(
  { pairs, replications, a, hasEvidence, scale }: Paired,
  extra: number,
): Pick<BreakEven, "paysInDraws" | "whyNoDraws"> {
  if (!hasEvidence) return { paysInDraws: null, whyNoDraws: NO_EVIDENCE };
  const { figures, why } = differenceByDraw(pairs, replications);
  if (figures === null) return { paysInDraws: null, whyNoDraws: why };
  const needed = (scale * extra * a.horizon) / YEAR;
  const paying = figures.filter((difference) => -difference > needed).length;
  return { paysInDraws: tidy(paying / figures.length), whyNoDraws: null };
}

function paysBack(
  { paidBack, replications }: Paired,
  within: Payback | null,
  known: boolean,
): BreakEven["paysBack"] {
  if (within === null) return { years: 0, probability: figure(bareEstimate(null, NO_YEAR), 1) };
  const share = known ? shareEstimate(paidBack, replications) : bareEstimate(null, NO_LOSSES);
  return { years: within.years, probability: figure(share, 1) };
}
