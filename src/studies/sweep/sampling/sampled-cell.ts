/** A cell of a sweep whose lives do not all count alike: which are to be played, and what they have come to. */
import { FingerprintOfRuns } from "../../../engine/index.js";
import type { FatePlan } from "../../../fate/index.js";
import type { CellFigures } from "../../../results/index.js";
import type { Precision } from "../../../scenario/index.js";
import type { Scenario } from "../../../spec/index.js";
import { type Estimate, neymanAllocation } from "../../../statistics/index.js";
import { YEAR } from "../../../units/index.js";
import type { Cell, Share } from "../cell.js";
import type { BatchTally, Method } from "../task.js";
import { sampledEstimate } from "./sampled-estimates.js";
import { sampledFigures } from "./sampled-figures.js";
import type { SampledLife, SampledRecord } from "./sampled-tally.js";
import { strataOf } from "./strata.js";
import { deviationsOf, distrustOf } from "./weighing.js";

export interface SampledStratum {
  readonly name: string;
  readonly ratePerYear: number;
  /** In the order of their numbers once they are asked for. */
  readonly lives: SampledLife[];
  /** Why its lives carry no interval; null: they do. */
  distrust: string | null;
}

/** Of each stratum before anybody knows which deserve more. */
const PILOT = 20;
/** The share of all lives that is spread evenly over the strata. */
const KEPT_EVEN = 0.25;
/** Fewer lives than this have no spread. */
export const FEWEST_OF_A_STRATUM = 2;

export class SampledCell implements Cell {
  readonly fates: FatePlan;
  readonly #scenario: Scenario;
  readonly #isStratified: boolean;
  readonly #strata: readonly SampledStratum[];
  /** How many of each stratum have been handed out. */
  readonly #dealt: number[];
  readonly #fingerprint = new FingerprintOfRuns();
  readonly work = { events: 0, ticks: 0 };

  constructor({ method }: Method, scenario: Scenario, fates: FatePlan) {
    this.fates = fates;
    this.#scenario = scenario;
    this.#isStratified = method === "stratified";
    this.#strata = this.#isStratified
      ? strataOf(fates, scenario).map(({ name, ratePerYear }) => ({
          name,
          ratePerYear,
          lives: [],
          distrust: null,
        }))
      : [{ name: "all", ratePerYear: YEAR / scenario.horizon, lives: [], distrust: null }];
    this.#dealt = this.#strata.map(() => 0);
  }

  get played(): number {
    return this.#strata.reduce((sum, { lives }) => sum + lives.length, 0);
  }

  get fewest(): number {
    return FEWEST_OF_A_STRATUM * this.#strata.length;
  }

  get fingerprint(): string {
    return this.#fingerprint.toString();
  }

  /** First as many of each, then where they tell most. */
  share(soFar: number, upTo: number): readonly Share[] {
    const wanted =
      soFar === 0
        ? evenly(this.#isStratified ? Math.min(upTo, PILOT * this.#strata.length) : upTo, this.#strata.length)
        : neymanAllocation(upTo, deviationsOf(this.#inOrder()), this.#atLeast(upTo));
    // What has been dealt stays dealt: a stratum that got too many takes from the others.
    const more = wanted.map((count, index) => Math.max(0, count - this.#dealt[index]!));
    return trimmed(more, Math.max(0, upTo - soFar)).flatMap((count, stratum) => {
      const from = this.#dealt[stratum]!;
      this.#dealt[stratum] = from + count;
      return count === 0 ? [] : [{ stratum, from, count }];
    });
  }

  /** What a few lives of a stratum have not shown may still be there. */
  #atLeast(upTo: number): number {
    return Math.max(Math.min(...this.#dealt), Math.floor((KEPT_EVEN * upTo) / this.#strata.length));
  }

  absorb(stratum: number, tally: BatchTally): void {
    const { lives, fingerprint, work } = tally as SampledRecord;
    this.#strata[stratum]!.lives.push(...lives);
    this.#fingerprint.merge(FingerprintOfRuns.parse(fingerprint));
    this.work.events += work.events;
    this.work.ticks += work.ticks;
  }

  estimate(precision: Precision, miss: number): Estimate {
    return sampledEstimate(this.#inOrder(), precision, miss);
  }

  figures(): CellFigures {
    return sampledFigures(this.#inOrder(), this.fates, this.#scenario, this.#isStratified);
  }

  #inOrder(): readonly SampledStratum[] {
    for (const stratum of this.#strata) {
      stratum.lives.sort((a, b) => a.index - b.index);
      stratum.distrust = this.#isStratified ? null : distrustOf(stratum.lives);
    }
    return this.#strata;
  }
}

/** As many as possible of each, the first ones one more. */
const evenly = (total: number, parts: number): number[] =>
  Array.from({ length: parts }, (_, part) => Math.floor(total / parts) + (part < total % parts ? 1 : 0));

/** Taken from the largest until they are no more than `total`. */
function trimmed(counts: readonly number[], total: number): number[] {
  const kept = [...counts];
  for (let over = kept.reduce((sum, count) => sum + count, 0) - total; over > 0; ) {
    const most = Math.max(...kept);
    const at = kept.indexOf(most);
    const next = Math.max(0, ...kept.filter((count) => count < most));
    const cut = Math.min(over, Math.max(1, most - next));
    kept[at] = most - cut;
    over -= cut;
  }
  return kept;
}
