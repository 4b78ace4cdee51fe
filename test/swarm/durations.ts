/** Lengths of time and laws of them, as a scenario file writes them. */
import type { Dice } from "./dice.js";

export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86_400;

/** To the microsecond, without digits that say nothing. */
export const lasting = (seconds: number): string => `${Number(seconds.toFixed(6))} s`;

/** In whole seconds from a second on, in whole microseconds below it. */
export function span(dice: Dice, from: number, to: number): number {
  const drawn = dice.acrossMagnitudes(from, to);
  return drawn < 1 ? drawn : Math.round(drawn);
}

/** A law whose values lie about `middle`; those with `bounded` have a largest value that is not much larger. */
export function law(dice: Dice, middle: number, bounded: boolean): unknown {
  const kinds = ["uniform", "triangular", "empirical"];
  switch (dice.one(bounded ? kinds : [...kinds, "exponential", "lognormal", "weibull"])) {
    case "uniform":
      return { uniform: [lasting(middle / 2), lasting(middle * 1.5)] };
    case "triangular":
      return { triangular: [lasting(middle / 3), lasting(middle), lasting(middle * 1.5)] };
    case "empirical":
      return { empirical: [lasting(middle / 2), lasting(middle), lasting(middle), lasting(middle * 1.4)] };
    case "exponential":
      return { exponential: lasting(middle) };
    case "lognormal":
      return { lognormal: { median: lasting(middle), sigma: dice.one([0.2, 0.5, 0.8]) } };
    default:
      return { weibull: { scale: lasting(middle), shape: dice.one([0.75, 1, 2]) } };
  }
}

/** A duration that is given as such or drawn. */
export const durationOrLaw = (dice: Dice, from: number, to: number, bounded = false): unknown => {
  const middle = span(dice, from, to);
  return dice.chance(0.3) ? law(dice, middle, bounded) : lasting(middle);
};
