/** Whether of two things that were counted apart one is more frequent than chance has it. It must never know what they are. */
import { binomialTails } from "./binomial.js";

/**
 * The exact sign test: how often two fair halves of so many come out at least as uneven as this, to either side. 1 where
 * nothing was counted.
 */
export function signTest(one: number, other: number): number {
  return Math.min(1, 2 * binomialTails(Math.min(one, other), one + other, 0.5).upTo);
}
