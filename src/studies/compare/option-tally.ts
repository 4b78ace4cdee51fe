/** What one option of a comparison has come to so far: exact sums, the same for every order and partition of its lives. */
import type { Scenario } from "../../spec/index.js";
import { type CellRecord, CellTally } from "../sweep/cell-tally.js";
import { type KindRecord, KindTally } from "../sweep/kind-tally.js";
import type { ComparedLife } from "./compared-life.js";

export interface OptionRecord {
  readonly cell: CellRecord;
  readonly places: readonly (readonly [string, KindRecord])[];
}

export class OptionTally {
  readonly cell: CellTally;
  /** Kinds in one place each, of scripted fates. */
  readonly places = new Map<string, KindTally>();

  constructor(scenario: Scenario) {
    this.cell = new CellTally(scenario);
  }

  add({ line, kinds }: ComparedLife): void {
    const { replication } = line.life;
    this.cell.add(line);
    for (const [name, lines] of kinds) if (isPlace(name)) this.#place(name).add(replication, lines);
  }

  absorb({ cell, places }: OptionRecord): void {
    this.cell.absorb(cell);
    for (const [name, record] of places) this.#place(name).absorb(record);
  }

  toRecord(): OptionRecord {
    return {
      cell: this.cell.toRecord(),
      places: [...this.places].map(([name, tally]) => [name, tally.toRecord()]),
    };
  }

  /** Of a kind, or of a kind in one place; undefined: never seen. */
  kind(name: string): KindTally | undefined {
    return this.cell.kinds.get(name) ?? this.places.get(name);
  }

  #place(name: string): KindTally {
    const known = this.places.get(name);
    if (known !== undefined) return known;
    const tally = new KindTally();
    this.places.set(name, tally);
    return tally;
  }
}

const isPlace = (name: string): boolean => name.includes("@");
