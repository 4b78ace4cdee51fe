/**
 * What each option came to in each replication, in the one measure that decides which is best: values that are kept one by
 * one, because that decision follows them in their order. It must never know who decides.
 */
import { decidingMeasure } from "./asked.js";
import { type ComparedLife, type PairedMeasure, sumOf } from "./compared-life.js";
import { pricePerYear } from "./costs.js";
import { type ComparedMeasure, kindMeasure } from "./measures.js";
import type { ComparedOption, CompareSetup, CompareTally, CompareTask } from "./task.js";

/** Before anything is played nobody knows in which kind of a scripted fate options differ: the RPO of each is kept. */
const DECIDES_SCRIPTED: PairedMeasure = "rpo";
/** Where they differ in no kind. */
const DECIDES_AT_LAST = "downtime";

export class Values {
  readonly #setup: CompareSetup;
  readonly #task: CompareTask;
  /** What will decide; null: one of many, which only the end will tell. */
  readonly #chosen: ComparedMeasure | null;
  readonly #kept = new Map<string, Float64Array>();
  #next = 0;

  constructor(setup: CompareSetup, task: CompareTask) {
    this.#setup = setup;
    this.#task = task;
    this.#chosen = setup.best === null ? null : chosenMeasure(setup);
  }

  /** One life of each option, in the order of replications. */
  add(lives: readonly ComparedLife[]): void {
    const { options, best } = this.#setup;
    if (best === null || options.length < 3) return;
    for (const measure of this.#decisive(lives)) {
      const values = this.#of(measure.name);
      lives.forEach((life, option) => {
        values[this.#next * options.length + option] = decidingValue(measure, life, options[option]!);
      });
    }
    this.#next++;
  }

  toRecord(): CompareTally["values"] {
    return [...this.#kept];
  }

  #decisive(lives: readonly ComparedLife[]): ComparedMeasure[] {
    if (this.#chosen !== null) return [this.#chosen];
    const kinds = new Set(lives.flatMap((life) => [...life.kinds.keys()]));
    return [...[...kinds].map(rpoOf), atLast(this.#setup)];
  }

  #of(measure: string): Float64Array {
    const known = this.#kept.get(measure);
    if (known !== undefined) return known;
    const values = new Float64Array(this.#task.count * this.#setup.options.length);
    this.#kept.set(measure, values);
    return values;
  }
}

const rpoOf = (kind: string): ComparedMeasure => kindMeasure(kind, DECIDES_SCRIPTED, null);
const atLast = (setup: CompareSetup): ComparedMeasure => decidingMeasure(DECIDES_AT_LAST, setup)!;

/** What was asked for; else in random years what they cost, or what is lost in them. */
function chosenMeasure(setup: CompareSetup): ComparedMeasure | null {
  const { best, fate } = setup;
  if (best!.measure !== null) return decidingMeasure(best!.measure, setup);
  if (fate === "scripted") return null;
  return decidingMeasure("costPerYear", setup) ?? decidingMeasure("lostPerYear", setup);
}

/**
 * Which measure decides, once all is played: of scripted fates the RPO of the first kind, by name, in which options
 * differ; each place by itself where a kind strikes in several. `kinds`: those that are told apart. `differs`: whether
 * options differ in a measure in any replication.
 */
export function measureThatDecides(
  setup: CompareSetup,
  kinds: readonly string[],
  differs: (measure: string) => boolean,
): ComparedMeasure {
  const chosen = chosenMeasure(setup);
  if (chosen !== null) return chosen;
  return kinds.map(rpoOf).find(({ name }) => differs(name)) ?? atLast(setup);
}

/** In units of results. A replication without an incident of the kind loses nothing; NaN: nobody knows how much. */
function decidingValue(
  measure: ComparedMeasure,
  { sums, kinds }: ComparedLife,
  { scenario }: ComparedOption,
): number {
  if (measure.of === "life") {
    if (measure.isAvailability) return 1 - sums.down / scenario.horizon;
    const value = sums[measure.sum] / measure.unit;
    return measure.sum === "cost" ? value + pricePerYear(scenario) : value;
  }
  const lines = kinds.get(measure.kind) ?? [];
  const sum = sumOf(lines, measure.measure as PairedMeasure);
  if (sum === null) return Number.NaN;
  return lines.length === 0 ? 0 : sum / lines.length / measure.unit;
}
