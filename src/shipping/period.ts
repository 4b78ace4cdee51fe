/**
 * The common period: after how long the whole schedule, with profile and bursts, begins again. An instant
 * "at any moment" is uniform over it, and the exact law of the schedule is a law over it.
 */

import { type Law, support } from "../engine/index.js";
import type { LogShipping } from "../spec/index.js";
import { DAY, leastCommonMultiple, type Micros, YEAR } from "../units/index.js";
import type { Load } from "./load.js";

export type CommonPeriod =
  | { readonly ok: true; readonly period: Micros }
  /** Too long to draw from or to sum over; `why` names what makes it so. */
  | { readonly ok: false; readonly why: string };

/** More ticks than this in one period, and neither `any` nor an exact law is offered. */
const MOST_TICKS = 1_000_000;
const LONGEST_PERIOD = (366 * DAY) as Micros;

export function commonPeriod(shipping: LogShipping, load: Load): CommonPeriod {
  const grids = [shipping.backup.grid, shipping.restore.grid];
  if (shipping.copy.trigger.on === "grid") grids.push(shipping.copy.trigger.grid);
  const intervals = grids.map((grid) => grid.every);
  // Under `anchor: day` an offset of a whole interval or more leaves a gap after midnight, and the grid
  // repeats only daily, even where its interval divides the day.
  const repeatsWithin = grids.every(({ every, offset }) => DAY % every === 0 && staysWithin(offset, every));
  const parts: number[] = shipping.anchor === "run" || repeatsWithin ? intervals : [DAY];
  const period = leastCommonMultiple([...parts, ...load.periods], LONGEST_PERIOD);
  if (period === null) {
    return { ok: false, why: "the intervals, the profile and the bursts have no common period under 366 d" };
  }
  const ticks = intervals.reduce((sum, every) => sum + period / every, 0);
  if (ticks > MOST_TICKS) {
    return {
      ok: false,
      why: `their common period of ${period / DAY} d holds ${Math.round(ticks)} ticks, more than 1,000,000`,
    };
  }
  return { ok: true, period: period as Micros };
}

/** A continuous law approaches its upper end and never gives it. */
function staysWithin(offset: Law, every: Micros): boolean {
  const { highest } = support(offset);
  const isGiven = offset.law === "fixed" || offset.law === "empirical";
  return isGiven ? highest < every : highest <= every;
}

/** Rule of the warm start: 20 of the longest interval and the delay, and one period where the load or the day matters. */
export function warmUp(shipping: LogShipping, load: Load): Micros {
  const intervals = [shipping.backup.grid.every, shipping.restore.grid.every];
  if (shipping.copy.trigger.on === "grid") intervals.push(shipping.copy.trigger.grid.every);
  const unevenDays = shipping.anchor === "day" && intervals.some((every) => DAY % every !== 0);
  const common = load.periods.length > 0 || unevenDays ? commonPeriod(shipping, load) : null;
  // A period too long to sum over is too long to warm up over as well; a year stands in for it.
  const extra = common === null ? 0 : common.ok ? common.period : YEAR;
  return (20 * Math.max(...intervals) + shipping.restore.delay + extra) as Micros;
}
