/**
 * When people are at work: a clock that strikes only then runs faster then and stands still meanwhile, so that over a
 * week as much happens as without. It must never know what strikes.
 */
import type { StrikesDuring } from "../../spec/index.js";
import { DAY, HOUR, type Micros, WEEK } from "../../units/index.js";

export interface Windows {
  /** The calendar's instant at which the clock has run for so long; both are 0 on a Monday, 00:00. */
  toCalendar(clockTime: number): Micros;
  /** For how long the clock has run at an instant from 0 on. */
  toClock(calendar: Micros): number;
}

interface Window {
  /** Within the week. */
  readonly opens: number;
  readonly lasts: number;
  /** How much of the week's windows lies before it. */
  readonly before: number;
}

const OFFICE_DAYS = [0, 1, 2, 3, 4];

/** null: at any time. */
export function windowsOf(during: StrikesDuring): Windows | null {
  if (during === "uniform") return null;
  if (during === "maintenance") return running([[6 * DAY + 2 * HOUR, 4 * HOUR]]);
  return running(OFFICE_DAYS.map((day) => [day * DAY + 9 * HOUR, 8 * HOUR]));
}

function running(opening: readonly (readonly [number, number])[]): Windows {
  let total = 0;
  const windows = opening.map(([opens, lasts]): Window => {
    const before = total;
    total += lasts;
    return { opens, lasts, before };
  });
  return {
    toCalendar(clockTime) {
      const week = Math.floor(clockTime / WEEK);
      // Never quite the end of a window: that is the beginning of the next.
      const open = Math.min(Math.floor(((clockTime - week * WEEK) / WEEK) * total), total - 1);
      let index = windows.length - 1;
      while (windows[index]!.before > open) index -= 1;
      const { opens, before } = windows[index]!;
      return (week * WEEK + opens + (open - before)) as Micros;
    },
    toClock(calendar) {
      const week = Math.floor(calendar / WEEK);
      const within = calendar - week * WEEK;
      let open = 0;
      for (const { opens, lasts } of windows) open += Math.max(0, Math.min(lasts, within - opens));
      return week * WEEK + (open / total) * WEEK;
    },
  };
}
