/**
 * A length of time that is known only as a law. Data, not code: `laws.ts` beside this file draws from it.
 * All figures are microseconds, except sigma and shape, which have no unit.
 */
import type { Micros } from "../units/index.js";

export type Law =
  | { readonly law: "fixed"; readonly value: Micros }
  | { readonly law: "uniform"; readonly from: Micros; readonly to: Micros }
  | { readonly law: "triangular"; readonly low: Micros; readonly mode: Micros; readonly high: Micros }
  | { readonly law: "exponential"; readonly mean: Micros }
  | { readonly law: "lognormal"; readonly median: Micros; readonly sigma: number }
  | { readonly law: "weibull"; readonly scale: Micros; readonly shape: number }
  /** Each value as likely as every other. */
  | { readonly law: "empirical"; readonly values: readonly Micros[] };

export const fixed = (value: Micros): Law => ({ law: "fixed", value });
