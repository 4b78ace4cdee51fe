/**
 * Time: a whole number of microseconds, both for instants (0 is Monday 00:00) and for lengths.
 * Whole numbers up to 2^53 reach 285 years, add up without error and compare without tolerance.
 */
export type Micros = number & { readonly __unit: "µs" };

/** 2^53 - 1 microseconds: a little over 285 years. */
export const LONGEST: Micros = Number.MAX_SAFE_INTEGER as Micros;

export const MILLISECOND = 1_000 as Micros;
export const SECOND = 1_000_000 as Micros;
export const MINUTE = 60_000_000 as Micros;
export const HOUR = 3_600_000_000 as Micros;
export const DAY = 86_400_000_000 as Micros;
export const WEEK = (7 * DAY) as Micros;
/** The project's year has 365 days. */
export const YEAR = (365 * DAY) as Micros;

/** A number of microseconds that must already be whole; anything else is a bug of the caller. */
export function micros(value: number): Micros {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number of microseconds: ${value}`);
  return value as Micros;
}

/** Seconds, for output and for tests: 1.5 becomes 1 500 000 µs. */
export function seconds(value: number): Micros {
  return micros(Math.round(value * SECOND));
}

/** The SI number that results print. */
export function toSeconds(value: Micros): number {
  return value / SECOND;
}

/**
 * Rounds a computed length up to the next whole microsecond.
 *
 * Bytes divided by a rate is a binary fraction that may land a hair above a whole number it mathematically
 * equals; a plain ceil would then add a microsecond that no arithmetic on paper knows. So a value within a
 * few units in the last place (or a millionth of a microsecond) of a whole number is that number.
 */
export function ceilMicros(value: number): Micros {
  const nearest = Math.round(value);
  const noise = Math.max(1e-6, Math.abs(value) * 4e-15);
  return (Math.abs(value - nearest) <= noise ? nearest : Math.ceil(value)) as Micros;
}

/** The remainder in [0, period), also for negative instants. Of whole numbers. */
export function modulo(value: number, period: number): number {
  // Exact wherever product and difference stay below 2^53, and sooner had than what follows, which leaves the processor.
  const left = value - Math.floor(value / period) * period;
  if (left >= 0 && left < period) return left;
  const rest = value % period;
  return rest < 0 ? rest + period : rest === 0 ? 0 : rest;
}

/** The greatest common divisor of two positive whole numbers. */
export function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

/** The least common multiple of positive whole numbers, or null where it passes `limit`. */
export function leastCommonMultiple(values: readonly number[], limit: number): number | null {
  let product = 1;
  for (const value of values) {
    const step = value / greatestCommonDivisor(product, value);
    if (product > limit / step) return null;
    product *= step;
  }
  return product;
}
