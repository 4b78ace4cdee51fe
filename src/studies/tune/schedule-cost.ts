/** What a schedule costs: job runs, bytes, files that lie about, money. It must never know what the schedule achieves. */
import type { ScheduleCost } from "../../results/index.js";
import type { Scenario } from "../../spec/index.js";
import { DAY } from "../../units/index.js";
import type { Prices } from "../costs/prices.js";
import { ticksADay } from "./grids.js";
import type { Schedule } from "./schedule.js";
import type { CostOf, Minimised } from "./search.js";
import type { Work } from "./steady.js";

/** Only copies that find nothing are free: a restore that is started for nothing is a run like any other. */
export function costOf(
  { logShipping }: Scenario,
  schedule: Schedule,
  work: Work,
  prices: Prices | null,
): ScheduleCost {
  const filesADay = work.backups;
  const kept = logShipping.backup.retention + logShipping.copy.retention;
  return {
    runsPerDay: tidy(work.backups + work.copies + ticksADay(schedule.restore, schedule)),
    emptyRunsPerDay: tidy(work.emptyCopies),
    wanBytesPerDay: tidy(work.bytes),
    wanPeakShare: tidy(work.peakShare),
    filesKept: Math.round((filesADay * kept) / DAY),
    moneyPerYear: prices === null ? null : { amount: prices.perYear, currency: prices.currency },
  };
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
