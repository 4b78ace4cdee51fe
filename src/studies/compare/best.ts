/**
 * Which options are the best ones: their values replication by replication, and who is still in at the end. It must never
 * know how the values came about.
 */
import type { BestSubset } from "../../results/index.js";
import { KimNelson, MISS } from "../../statistics/index.js";
import { tidy } from "../run/incident-result.js";
import { type ComparedMeasure, isBetterMore } from "./measures.js";
import type { CompareSetup, CompareTally, CompareTask } from "./task.js";
import { measureThatDecides } from "./values.js";

/** Replications before any option is left out. */
const FIRST_STAGE = 30;
/** Nearer than this two options count as equally good: seconds, or a part of what the first comes to. */
const SECONDS_APART = 30;
const PART_APART = 0.01;

export interface Decided {
  readonly best: BestSubset | null;
  /** Why nothing can be decided; null: it can, or nobody asked. */
  readonly why: string | null;
}

const NOBODY_ASKED: Decided = { best: null, why: null };

export class Decision {
  readonly #setup: CompareSetup;
  /** By measure: one replication after another, a value of each option; 0 where nothing of the kind was seen. */
  readonly #values = new Map<string, Float64Array>();

  constructor(setup: CompareSetup) {
    this.#setup = setup;
  }

  absorb({ from, count }: CompareTask, values: CompareTally["values"]): void {
    const { length } = this.#setup.options;
    for (const [measure, own] of values) this.#room(measure, (from + count) * length).set(own, from * length);
  }

  /** `replications`: how many were played, without a gap. `kinds`: those of which scripted fates are told apart. */
  decide(replications: number, kinds: readonly string[]): Decided {
    const { best, options } = this.#setup;
    if (best === null || options.length < 3) return NOBODY_ASKED;
    if (replications === 0) return undecided("nothing was played");
    const length = replications * options.length;
    const measure = measureThatDecides(this.#setup, kinds, (name) => this.#differs(name, length));
    const values = this.#room(measure.name, length).subarray(0, length);
    if (values.some(Number.isNaN))
      return undecided(`${measure.name} is not over within the horizon everywhere`);
    const indifference = best.indifference ?? usualIndifference(measure, values, options.length);
    if (!(indifference > 0)) return undecided(`${measure.name} is 0 in all of them`);
    return { best: this.#select(measure, values, indifference), why: null };
  }

  #select(measure: ComparedMeasure, values: Float64Array, indifference: number): BestSubset {
    const { options } = this.#setup;
    const better = isBetterMore(measure) ? "more" : "less";
    const selection = new KimNelson(options.length, {
      firstStage: FIRST_STAGE,
      miss: MISS,
      indifference,
      better,
    });
    for (let at = 0; at < values.length; at += options.length) {
      selection.add([...values.subarray(at, at + options.length)]);
    }
    const name = (option: number) => options[option]!.name;
    return {
      measure: measure.name,
      confidence: 1 - MISS,
      indifference: tidy(indifference),
      options: selection.survivors.map(name),
      eliminated: Object.fromEntries(
        [...selection.eliminatedAfter].map(([option, after]) => [name(option), after]),
      ),
    };
  }

  /** NaN is not over within the horizon: as good as another NaN, and as no number. */
  #differs(measure: string, length: number): boolean {
    const values = this.#values.get(measure)?.subarray(0, length);
    const { options } = this.#setup;
    return values?.some((value, at) => !Object.is(value, values[at - (at % options.length)])) ?? false;
  }

  #room(measure: string, length: number): Float64Array {
    const known = this.#values.get(measure);
    if (known !== undefined && known.length >= length) return known;
    const larger = new Float64Array(Math.max(length, 2 * (known?.length ?? 0)));
    if (known !== undefined) larger.set(known);
    this.#values.set(measure, larger);
    return larger;
  }
}

const undecided = (why: string): Decided => ({ best: null, why: `No best option is named: ${why}.` });

function usualIndifference(measure: ComparedMeasure, values: Float64Array, options: number): number {
  if (measure.isDuration) return SECONDS_APART;
  const means = Array.from({ length: options }, (_, option) => {
    let sum = 0;
    for (let at = option; at < values.length; at += options) sum += values[at]!;
    return (sum * options) / values.length;
  });
  return PART_APART * Math.abs(means[0] === 0 ? Math.max(...means) : means[0]!);
}
