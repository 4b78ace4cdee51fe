/**
 * The instants at which a job's schedule starts it. Computed from the tick's number, never by adding up, so
 * that tick 105 000 is as exact as tick 0, and negative numbers (before time 0) are as good as positive ones.
 */
import { DAY, type Micros, modulo } from "../units/index.js";
import type { FixedGrid } from "./pipeline.js";

export interface Ticks {
  /** The instant of tick `number`. */
  at(number: number): Micros;
  /** The number of the first tick at or after `instant`. */
  firstAtOrAfter(instant: Micros): number;
  readonly shortestGap: Micros;
  readonly longestGap: Micros;
}

export function ticksOf(grid: FixedGrid): Ticks {
  return grid.anchor === "run" ? endlessTicks(grid) : dailyTicks(grid);
}

/** offset + k × every, for all whole k. */
function endlessTicks({ every, offset }: FixedGrid): Ticks {
  const first = modulo(offset, every);
  return {
    at: (number) => (first + number * every) as Micros,
    firstAtOrAfter: (instant) => quotientUp(instant - first, every),
    shortestGap: every,
    longestGap: every,
  };
}

/**
 * midnight + offset + j × every, before the next midnight; number = day × (ticks a day) + j. The gap across
 * midnight is what is left of the day: shorter or longer than the interval where that does not divide the day.
 */
function dailyTicks({ every, offset }: FixedGrid): Ticks {
  const perDay = ticksPerDay(every, offset);
  const overnight = (DAY - (perDay - 1) * every) as Micros;
  const inside = perDay > 1 ? every : overnight;
  return {
    at(number) {
      const inDay = modulo(number, perDay);
      const day = (number - inDay) / perDay;
      return (day * DAY + offset + inDay * every) as Micros;
    },
    firstAtOrAfter(instant) {
      const sinceMidnight = modulo(instant, DAY);
      const day = (instant - sinceMidnight) / DAY;
      const inDay = sinceMidnight <= offset ? 0 : quotientUp(sinceMidnight - offset, every);
      return inDay < perDay ? day * perDay + inDay : (day + 1) * perDay;
    },
    shortestGap: Math.min(inside, overnight) as Micros,
    longestGap: Math.max(inside, overnight) as Micros,
  };
}

export function ticksPerDay(every: Micros, offset: Micros): number {
  return quotientUp(DAY - offset, every);
}

/** ⌈value / step⌉ in exact whole numbers: the remainder of whole numbers is exact where their quotient is not. */
function quotientUp(value: number, step: number): number {
  const rest = modulo(value, step);
  return rest === 0 ? value / step : (value - rest) / step + 1;
}
