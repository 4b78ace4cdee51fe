/** The time that stands for a law where one figure is wanted: its mean, or its middle where it has no mean in reach. */
import { mean, quantile } from "../../engine/index.js";
import type { Law } from "../../spec/index.js";
import { LONGEST } from "../../units/index.js";

export interface Typical {
  /** In microseconds, and not always whole. */
  readonly value: number;
  readonly is: "mean" | "median";
}

/** A law with a long tail may have a mean beyond all lives, or beyond all numbers. */
export function typicalOf(law: Law): Typical {
  const average = mean(law);
  return average <= LONGEST ? { value: average, is: "mean" } : { value: quantile(law, 0.5), is: "median" };
}
