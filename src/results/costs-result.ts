/** What a pool costs: losses and downtime at the prices of the scenario, and the options that it uses. Record types only. */
import type { EstimateResult } from "./run-result.js";
import type { YearlyResult } from "./sweep-result.js";

/** What a replication of a run costs, in the currency of the scenario. */
export interface RunCosts {
  readonly currency: string;
  /** The lost messages and the hours of users down of one replication, on average. */
  readonly lossPerReplication: EstimateResult;
}

/** What a pool costs a year, in the currency of the scenario. */
export interface YearlyCosts {
  readonly currency: string;
  /** By name, of the options of `costs` that this scenario uses. */
  readonly prices: Readonly<Record<string, number>>;
  readonly pricePerYear: number;
  /** What losses and downtime are expected to cost. */
  readonly lossPerYear: YearlyResult;
  readonly totalPerYear: YearlyResult;
}

/** What an option is worth beside the first, and whether it pays. */
export interface BreakEven {
  readonly currency: string;
  /** How much less its losses cost a year: the price at which it neither pays nor costs. */
  readonly worthPerYear: YearlyResult;
  /** What it costs more than the first a year. */
  readonly extraPricePerYear: number;
  /** In what share of the draws of uncertain rates it pays; null with the reason. */
  readonly paysInDraws: number | null;
  readonly whyNoDraws: string | null;
  /** The probability that within so many years it saves more than it costs. */
  readonly paysBack: { readonly years: number; readonly probability: EstimateResult };
}
