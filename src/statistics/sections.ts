/**
 * Values that come in clusters, as the incidents of one replication do: a column of all of them, and beside it the
 * counts of 64 sections, from which one sees how much less than independent the values are. Whole replications
 * belong to one section (replication mod 64), so sections are independent of one another.
 */
import { Column, type ColumnRecord } from "./column.js";
import { Magnitudes } from "./magnitude.js";

export const SECTIONS = 64;
/** 8 bins an octave: fine enough to say how values cluster at a level, which changes slowly with the level. */
const COARSE = new Magnitudes(3);
/** Above all numbers lies the bin of the nulls. */
const OF_NULLS = COARSE.count;
const MOST_IN_A_PLACE = 4_294_967_295;
const MOST_FRESH = 4096;

export interface SectionedRecord {
  readonly column: ColumnRecord;
  readonly clusters: number;
  /** The places (bin × sections + section) that hold any values, rising, and how many each. */
  readonly places: Uint32Array;
  readonly counts: Uint32Array;
}

/** How the values of each section lie around a level. */
export interface Split {
  /** By section: how many values lie above. */
  readonly above: Float64Array;
  readonly all: Float64Array;
}

export class SectionedColumn {
  #column = new Column();
  /** By bin, where it holds any values: how many by section. */
  readonly #rows: (Uint32Array | undefined)[] = [];
  /** The places of values that are in no row yet: of few values, as one batch has, never any are. */
  #fresh: number[] = [];
  #clusters = 0;
  #last = -1;

  /**
   * Adds a value of a replication. All values of a replication must be added to one column and one after another,
   * or it would be counted as several clusters. Some 20 ns.
   */
  add(replication: number, value: number | null): void {
    this.#column.add(value);
    if (replication !== this.#last) {
      this.#last = replication;
      this.#clusters++;
    }
    const bin = value === null ? OF_NULLS : COARSE.binOf(value);
    this.#fresh.push(bin * SECTIONS + (replication % SECTIONS));
    if (this.#fresh.length === MOST_FRESH) this.#settle();
  }

  /** Takes over all that another column holds, of other replications. */
  merge(other: SectionedColumn): void {
    other.#settle();
    this.#column.merge(other.#column);
    this.#clusters += other.#clusters;
    other.#rows.forEach((row, bin) => {
      row?.forEach((count, section) => {
        if (count > 0) this.#raise(bin * SECTIONS + section, count);
      });
    });
  }

  /** The same from a record. */
  absorb(record: SectionedRecord): void {
    this.#column.absorb(record.column);
    this.#clusters += record.clusters;
    for (const [index, place] of record.places.entries()) this.#raise(place, record.counts[index]!);
  }

  /** All values, to be read, not added to. */
  get column(): Column {
    return this.#column;
  }

  /** How many replications have at least one value. */
  get clusters(): number {
    return this.#clusters;
  }

  /**
   * The sections at the two coarse edges around a level (null: above all numbers): what lies above its bin, and what
   * lies in it or above.
   */
  splitsAt(level: number | null): readonly [Split, Split] {
    const bin = level === null ? OF_NULLS : COARSE.binOf(level);
    return [this.#above(bin + 1), this.#above(bin)];
  }

  toRecord(): SectionedRecord {
    return { column: this.#column.toRecord(), clusters: this.#clusters, ...this.#counted() };
  }

  /** The way back from a record; the record is trusted to be one that `toRecord` made. */
  static fromRecord(record: SectionedRecord): SectionedColumn {
    const made = new SectionedColumn();
    made.absorb(record);
    return made;
  }

  #counted(): Pick<SectionedRecord, "places" | "counts"> {
    if (this.#rows.length === 0) return runsOf(Uint32Array.from(this.#fresh).sort());
    this.#settle();
    const places: number[] = [];
    const counts: number[] = [];
    this.#rows.forEach((row, bin) => {
      row?.forEach((count, section) => {
        if (count === 0) return;
        places.push(bin * SECTIONS + section);
        counts.push(count);
      });
    });
    return { places: Uint32Array.from(places), counts: Uint32Array.from(counts) };
  }

  #settle(): void {
    for (const place of this.#fresh) this.#raise(place, 1);
    this.#fresh = [];
  }

  #above(from: number): Split {
    this.#settle();
    const above = new Float64Array(SECTIONS);
    const all = new Float64Array(SECTIONS);
    this.#rows.forEach((row, bin) => {
      row?.forEach((count, section) => {
        all[section]! += count;
        if (bin >= from) above[section]! += count;
      });
    });
    return { above, all };
  }

  #raise(place: number, by: number): void {
    const section = place % SECTIONS;
    const bin = (place - section) / SECTIONS;
    let row = this.#rows[bin];
    if (row === undefined) {
      row = new Uint32Array(SECTIONS);
      this.#rows[bin] = row;
    }
    const count = row[section]! + by;
    if (count > MOST_IN_A_PLACE) throw new RangeError(`more than ${MOST_IN_A_PLACE} values of one magnitude`);
    row[section] = count;
  }
}

/** The places of a rising list, each once, and how often each is in it. */
function runsOf(rising: Uint32Array): Pick<SectionedRecord, "places" | "counts"> {
  const counts = new Uint32Array(rising.length);
  let runs = 0;
  for (let index = 0; index < rising.length; index++) {
    const place = rising[index]!;
    if (runs === 0 || place !== rising[runs - 1]) {
      rising[runs] = place;
      runs++;
    }
    counts[runs - 1]! += 1;
  }
  return { places: rising.slice(0, runs), counts: counts.slice(0, runs) };
}
