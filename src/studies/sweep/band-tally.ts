/**
 * A whole number of each life, summed up apart for each draw of the inputs that lives were played under. Lives that have
 * a zero need not be told of: how many lives there were is known to whoever asks. It must never know what is counted.
 */
import { INPUT_DRAWS } from "../../fate/index.js";
import {
  type Bands,
  type Moments,
  meanEstimate,
  momentsOf,
  Tally,
  type TallyRecord,
  twoBands,
} from "../../statistics/index.js";

export type BandRecord = readonly (readonly [draw: number, tally: TallyRecord])[];

export class BandTally {
  readonly #draws: (Tally | undefined)[] = [];

  add(replication: number, value: number): void {
    if (value !== 0) this.#draw(replication % INPUT_DRAWS).add(value);
  }

  #draw(index: number): Tally {
    const known = this.#draws[index];
    if (known !== undefined) return known;
    const tally = new Tally();
    this.#draws[index] = tally;
    return tally;
  }

  merge(record: BandRecord): void {
    for (const [draw, tally] of record) this.#draw(draw).absorb(tally);
  }

  toRecord(): BandRecord {
    return [...this.#draws].flatMap((tally, draw) =>
      tally === undefined ? [] : [[draw, tally.toRecord()] as const],
    );
  }

  get sum(): bigint {
    return this.#draws.reduce((sum, tally) => sum + (tally?.sum ?? 0n), 0n);
  }

  /** All lives together, those with a zero too. */
  overLives(lives: number): Tally {
    const all = new Tally();
    for (const tally of this.#draws) if (tally !== undefined) all.merge(tally);
    return withZeros(all, lives);
  }

  /** The sums of each draw of the inputs, of lives 0 to `lives` - 1. */
  moments(lives: number): Moments[] {
    return Array.from({ length: Math.min(INPUT_DRAWS, lives) }, (_, draw) => {
      const own = Math.floor(lives / INPUT_DRAWS) + (draw < lives % INPUT_DRAWS ? 1 : 0);
      return momentsOf(withZeros(this.#draws[draw] ?? new Tally(), own));
    });
  }
}

/** What chance leaves open of the mean over lives, and what the inputs do. */
export function bandsOf(of: BandTally, lives: number, miss?: number): Bands {
  const bands = twoBands(of.moments(lives), miss);
  if (bands.chance.ci95 !== null) return bands;
  return { ...bands, chance: meanEstimate(of.overLives(lives), miss) };
}

/** The same numbers, and zeros up to so many. */
function withZeros(tally: Tally, count: number): Tally {
  if (tally.count === count) return tally;
  return Tally.fromRecord({ ...tally.toRecord(), count, smallest: 0, largest: tally.largest ?? 0 });
}
