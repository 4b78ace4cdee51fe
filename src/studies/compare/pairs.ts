/**
 * An option beside the first, replication by replication: exact sums of what both came to under the same fate. The same
 * for every order and partition of the replications.
 */
import {
  type PairedBandRecord,
  PairedBandTally,
  type PairRecord,
  PairTally,
} from "../../statistics/index.js";
import {
  type ComparedLife,
  LIFE_SUMS,
  type LifeSum,
  PAIRED_MEASURES,
  type PairedMeasure,
  sumOf,
} from "./compared-life.js";

export interface PairsRecord {
  readonly sums: readonly PairedBandRecord[];
  readonly kinds: readonly (readonly [string, readonly PairRecord[]])[];
  readonly paidBack: number;
}

/** Over how many draws of the inputs replications are spread, and what pays. */
export interface PairFrame {
  readonly draws: number;
  /** By how many parts of the currency the second must save to pay; null: nobody counts money. */
  readonly extra: number | null;
}

const NONE: readonly never[] = [];

export class Pairs {
  /** In the order of LIFE_SUMS, a pair for each replication. */
  readonly sums: readonly PairedBandTally[];
  /** By kind, in the order of PAIRED_MEASURES: sums over the incidents of each replication in which either has one. */
  readonly kinds = new Map<string, readonly PairTally[]>();
  /** In how many replications the second saved more than it costs. */
  paidBack = 0;
  readonly #frame: PairFrame;

  constructor(frame: PairFrame) {
    this.#frame = frame;
    this.sums = LIFE_SUMS.map(() => new PairedBandTally(frame.draws));
  }

  add(a: ComparedLife, b: ComparedLife): void {
    const { replication } = a.line.life;
    const { extra } = this.#frame;
    LIFE_SUMS.forEach((name, index) => {
      this.sums[index]!.add(replication, a.sums[name], b.sums[name]);
    });
    for (const kind of new Set([...a.kinds.keys(), ...b.kinds.keys()])) this.#addKind(kind, a, b);
    if (extra !== null && a.costs.inYears - b.costs.inYears > extra) this.paidBack++;
  }

  #addKind(kind: string, a: ComparedLife, b: ComparedLife): void {
    const ofA = a.kinds.get(kind) ?? NONE;
    const ofB = b.kinds.get(kind) ?? NONE;
    const tallies = this.#kind(kind);
    PAIRED_MEASURES.forEach((measure, index) => {
      tallies[index]!.add(ofA.length, sumOf(ofA, measure), ofB.length, sumOf(ofB, measure));
    });
  }

  sum(name: LifeSum): PairedBandTally {
    return this.sums[LIFE_SUMS.indexOf(name)]!;
  }

  /** undefined: neither has seen one. */
  of(kind: string, measure: PairedMeasure): PairTally | undefined {
    return this.kinds.get(kind)?.[PAIRED_MEASURES.indexOf(measure)];
  }

  absorb({ sums, kinds, paidBack }: PairsRecord): void {
    sums.forEach((record, index) => {
      this.sums[index]!.merge(record);
    });
    for (const [kind, records] of kinds) {
      const own = this.#kind(kind);
      records.forEach((record, index) => {
        own[index]!.merge(PairTally.fromRecord(record));
      });
    }
    this.paidBack += paidBack;
  }

  toRecord(): PairsRecord {
    return {
      sums: this.sums.map((one) => one.toRecord()),
      kinds: [...this.kinds].map(([kind, tallies]) => [kind, tallies.map((one) => one.toRecord())]),
      paidBack: this.paidBack,
    };
  }

  #kind(kind: string): readonly PairTally[] {
    const known = this.kinds.get(kind);
    if (known !== undefined) return known;
    const tallies = PAIRED_MEASURES.map(() => new PairTally());
    this.kinds.set(kind, tallies);
    return tallies;
  }
}
