/** A cell of a sweep: one scenario, and whatever it has come to so far. Each way to sample has its own. */
import type { FatePlan } from "../../fate/index.js";
import type { CellFigures, ClockResult, SweepCell } from "../../results/index.js";
import type { Precision } from "../../scenario/index.js";
import type { Scenario } from "../../spec/index.js";
import type { Estimate } from "../../statistics/index.js";
import { tidy } from "../run/incident-result.js";
import { cellFigures, type Frame } from "./cell-figures.js";
import { type CellRecord, CellTally } from "./cell-tally.js";
import { estimateOf } from "./plain-estimates.js";
import { SampledCell } from "./sampling/sampled-cell.js";
import type { BatchTally, Method } from "./task.js";

/** Replications [from, from + count) of a stratum. */
export interface Share {
  readonly stratum: number;
  readonly from: number;
  readonly count: number;
}

export interface Cell {
  readonly fates: FatePlan;
  readonly played: number;
  readonly fingerprint: string;
  readonly work: SweepCell["work"];
  /** With fewer nothing can be said. */
  readonly fewest: number;
  /** What is to be played next so that `upTo` are at last, once `soFar` have been: all of it, or a pilot first. */
  share(soFar: number, upTo: number): readonly Share[];
  absorb(stratum: number, tally: BatchTally): void;
  /** A figure that --until names, with an interval that misses so often; in whole units. */
  estimate(precision: Precision, miss: number): Estimate;
  figures(): CellFigures;
}

export function cellOf(method: Method, scenario: Scenario, fates: FatePlan): Cell {
  return method.method === "plain"
    ? new PlainCell(scenario, fates)
    : new SampledCell(method, scenario, fates);
}

class PlainCell implements Cell {
  readonly fewest = 1;
  readonly fates: FatePlan;
  readonly #tally: CellTally;
  readonly #frame: Frame;

  constructor(scenario: Scenario, fates: FatePlan) {
    this.fates = fates;
    this.#tally = new CellTally(scenario);
    this.#frame = { scenario, hasEvidence: fates.hasEvidence };
  }

  get played(): number {
    return this.#tally.lives;
  }

  get fingerprint(): string {
    return this.#tally.fingerprint.toString();
  }

  get work(): SweepCell["work"] {
    return { ...this.#tally.work };
  }

  share(soFar: number, upTo: number): readonly Share[] {
    return [{ stratum: 0, from: soFar, count: upTo - soFar }];
  }

  absorb(_stratum: number, tally: BatchTally): void {
    this.#tally.absorb(tally as CellRecord);
  }

  estimate(precision: Precision, miss: number): Estimate {
    return estimateOf(this.#tally, precision, miss, this.#frame);
  }

  figures(): CellFigures {
    return { ...cellFigures(this.#tally, this.#frame), sampling: null };
  }
}

/** How often each part fails, as it is played. */
export const clockResults = ({ clocks }: FatePlan): ClockResult[] =>
  clocks.map(({ name, what, ratePerYear, isEvidence }) => ({
    name,
    what,
    perYear: tidy(ratePerYear),
    fromEvidence: isEvidence,
  }));
