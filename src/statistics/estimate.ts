/** An estimate as results print it: a value, and its 95 % interval or the reason why there is none. */

/** An end that is null is larger than every number: it fell on a null, or the interval is open upwards. */
export type Interval = readonly [low: number | null, high: number | null];

export type Estimate =
  | { readonly value: number | null; readonly ci95: Interval; readonly why: null }
  | { readonly value: number | null; readonly ci95: null; readonly why: string };

export const estimate = (value: number | null, ci95: Interval): Estimate => ({ value, ci95, why: null });
export const bareEstimate = (value: number | null, why: string): Estimate => ({ value, ci95: null, why });

/** The same estimate in a unit that is `unit` times as large: seconds from microseconds with SECOND. */
export function inUnit(of: Estimate, unit: number): Estimate {
  const value = divided(of.value, unit);
  return of.ci95 === null
    ? bareEstimate(value, of.why)
    : estimate(value, [divided(of.ci95[0], unit), divided(of.ci95[1], unit)]);
}

/** The same of what is left of a whole of 1: the share without, from the share with. */
export function complement({ value, ci95, why }: Estimate): Estimate {
  const rest = (share: number | null) => (share === null ? null : 1 - share);
  return ci95 === null
    ? bareEstimate(rest(value), why)
    : estimate(rest(value), [rest(ci95[1]), rest(ci95[0])]);
}

/** The same, its interval ended where the figure itself ends, as a share at 0 and 1: nothing is lost by that. */
export function between({ value, ci95, why }: Estimate, least: number, most: number): Estimate {
  if (ci95 === null) return bareEstimate(value, why);
  const ended = (end: number | null) => (end === null ? null : Math.min(most, Math.max(least, end)));
  return estimate(value, [ended(ci95[0]), ended(ci95[1])]);
}

export const divided = (value: number | null, unit: number): number | null =>
  value === null ? null : value / unit;
