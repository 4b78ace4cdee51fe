/** What a schedule costs: job runs, bytes, files that lie about, money. It must never know what the schedule achieves. */
import type { ScheduleCost } from "../../results/index.js";
import type { Grid, Scenario } from "../../spec/index.js";
import { DAY, modulo } from "../../units/index.js";
import type { Prices } from "../costs/prices.js";
import { offsetOf, type Schedule } from "./schedule.js";
import type { CostOf, Minimised } from "./search.js";
import type { Work } from "./steady.js";

export function costOf(
  { logShipping }: Scenario,
  schedule: Schedule,
  work: Work,
  prices: Prices | null,
): ScheduleCost {
  const filesADay = work.backups;
  const kept = logShipping.backup.retention + logShipping.copy.retention;
  return {
    runsPerDay: tidy(work.backups + work.copies + restoreRuns(work, schedule.restore)),
    emptyRunsPerDay: tidy(work.emptyCopies),
    wanBytesPerDay: tidy(work.bytes),
    wanPeakShare: tidy(work.peakShare),
    filesKept: Math.round((filesADay * kept) / DAY),
    moneyPerYear: prices === null ? null : { amount: prices.perYear, currency: prices.currency },
  };
}

/** A day's restore runs that find a file: of all ticks, those before which some file became ready. */
function restoreRuns({ readyAt, window }: Work, { every, offset }: Grid): number {
  const begin = offsetOf(offset);
  const span = every % window === 0 ? every : window % every === 0 ? window : DAY;
  let runs = 0;
  let last = Number.NaN;
  let first = Number.NaN;
  // Ready instants of one window, over as many windows as it takes until both begin anew.
  for (let shift = 0; shift < span; shift += window) {
    for (const at of readyAt) {
      if (at + shift >= DAY + span) break;
      const tick = Math.ceil((at + shift - begin) / every);
      if (tick === last) continue;
      if (Number.isNaN(first)) first = tick;
      last = tick;
      runs++;
    }
  }
  // The last of this span may be the first of the next.
  if (runs > 1 && modulo((last - first) * every, span) === 0) runs--;
  return (runs * DAY) / span;
}

export function costBy(minimised: Minimised, countEmptyCopies: boolean): CostOf {
  switch (minimised) {
    case "runs":
      return ({ runsPerDay, emptyRunsPerDay }) => tidy(runsPerDay + (countEmptyCopies ? emptyRunsPerDay : 0));
    case "money":
      return ({ moneyPerYear }) => moneyPerYear?.amount ?? 0;
    case "wan":
      return ({ wanBytesPerDay }) => wanBytesPerDay;
    case "files":
      return ({ filesKept }) => filesKept;
  }
}

/** Sums over windows of different lengths end in different last bits, where the cost is the same. */
const tidy = (value: number): number => Math.round(value * 1e6) / 1e6;
