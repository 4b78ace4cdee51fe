/** Single figures of a cell at any level of confidence: what --until looks at. It must never know who looks, or when. */
import type { Precision } from "../../scenario/index.js";
import {
  bareEstimate,
  clusteredQuantile,
  clusteredShare,
  type Estimate,
  rateEstimate,
  ratioEstimate,
} from "../../statistics/index.js";
import { YEAR } from "../../units/index.js";
import { type Frame, meanOverLives } from "./cell-figures.js";
import { CAUSE_COUNTS, type CauseCount, type CellTally, LIFE_COUNTS, type LifeCount } from "./cell-tally.js";
import { AT } from "./life-line.js";

/** A figure as these lives have it, in whole units. */
export function estimateOf(tally: CellTally, precision: Precision, miss: number, frame: Frame): Estimate {
  if (precision.form === "precision") return ofIncidents(tally, precision, miss);
  return ofYears(tally, precision, miss, frame);
}

type OfIncidents = Extract<Precision, { form: "precision" }>;
type OfYears = Extract<Precision, { form: "yearly-precision" }>;

function ofIncidents(tally: CellTally, { what, measure, statistic }: OfIncidents, miss: number): Estimate {
  const kind = what === null ? undefined : tally.kinds.get(what);
  if (kind === undefined) return bareEstimate(null, "no incident of this kind was seen");
  if (statistic.statistic === "quantile")
    return clusteredQuantile(kind.columns[AT[measure]]!, statistic.p, miss);
  return ratioEstimate(kind.means[AT[measure]]!, miss);
}

const COUNTED = {
  lostPerYear: "lost",
  lossEventsPerYear: "lossEvents",
  downtimePerYear: "down",
} as const satisfies Readonly<Record<string, CauseCount & LifeCount>>;

function ofYears(tally: CellTally, { measure, what }: OfYears, miss: number, frame: Frame): Estimate {
  const years = frame.scenario.horizon / YEAR;
  switch (measure) {
    case "availability": {
      const down = ratioEstimate(tally.downOfTime, miss);
      return complement(down);
    }
    case "pLossInYear":
      return clusteredShare(tally.lossYears, "each", miss);
    case "pTargetMissedInYear":
      return clusteredShare(tally.missedYears, "each", miss);
    default: {
      const name = COUNTED[measure];
      const of =
        what === null
          ? tally.counts[LIFE_COUNTS.indexOf(name)]!
          : tally.causes.get(what)?.[CAUSE_COUNTS.indexOf(name)];
      if (of === undefined) return bareEstimate(null, "no incident of this kind was seen");
      if (name === "lossEvents") return rateEstimate(of.overLives(tally.lives), years * tally.lives, miss);
      return perYear(meanOverLives(of, tally.lives, frame, miss), years);
    }
  }
}

function complement({ value, ci95, why }: Estimate): Estimate {
  if (ci95 === null) return bareEstimate(value === null ? null : 1 - value, why);
  const less = (end: number | null) => (end === null ? null : 1 - end);
  return { value: less(value), ci95: [less(ci95[1]), less(ci95[0])], why: null };
}

function perYear({ value, ci95, why }: Estimate, years: number): Estimate {
  const each = (end: number | null) => (end === null ? null : end / years);
  if (ci95 === null) return bareEstimate(each(value), why);
  return { value: each(value), ci95: [each(ci95[0]), each(ci95[1])], why: null };
}
