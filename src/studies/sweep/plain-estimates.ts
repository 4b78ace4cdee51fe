/** Single figures of a cell at any level of confidence: what --until looks at. It must never know who looks, or when. */
import type { Measure, Precision, Statistic } from "../../scenario/index.js";
import {
  bareEstimate,
  clusteredQuantile,
  clusteredShare,
  complement,
  type Estimate,
  inUnit,
  rateEstimate,
  ratioEstimate,
} from "../../statistics/index.js";
import { YEAR } from "../../units/index.js";
import { type Frame, meanOverLives } from "./cell-figures.js";
import { CAUSE_COUNTS, type CauseCount, type CellTally, LIFE_COUNTS, type LifeCount } from "./cell-tally.js";
import type { KindTally } from "./kind-tally.js";
import { AT } from "./life-line.js";

/** A figure as these lives have it, in whole units. */
export function estimateOf(tally: CellTally, precision: Precision, miss: number, frame: Frame): Estimate {
  if (precision.form === "precision") return ofIncidents(tally, precision, miss);
  return ofYears(tally, precision, miss, frame);
}

type OfIncidents = Extract<Precision, { form: "precision" }>;
type OfYears = Extract<Precision, { form: "yearly-precision" }>;

function ofIncidents(tally: CellTally, { what, measure, statistic }: OfIncidents, miss: number): Estimate {
  return kindEstimate(what === null ? undefined : tally.kinds.get(what), measure, statistic, miss);
}

/** A mean or a quantile of the incidents of a kind; undefined: none was seen. */
export function kindEstimate(
  kind: KindTally | undefined,
  measure: Measure,
  statistic: Statistic,
  miss: number,
): Estimate {
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
    case "availability":
      return complement(ratioEstimate(tally.downOfTime, miss));
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
      return inUnit(meanOverLives(of, tally.lives, frame, miss), years);
    }
  }
}
