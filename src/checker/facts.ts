/**
 * The facts of a trace, each with its number in the order and with its instants in whole microseconds. It must never
 * know what follows from them.
 */
import type { Fact, TimelineResult, TraceEntry } from "../results/index.js";
import { seconds } from "../units/index.js";

/** The fields that are instants, and so are turned from seconds to microseconds. */
const INSTANTS = new Set(["at", "until", "from", "to", "cut", "upTo"]);

/** The entry of a fact, also of one that shares its form with another. */
type EntryOf<F extends Fact, E = TraceEntry> = E extends { readonly fact: infer G }
  ? [F & G] extends [never]
    ? never
    : E & { readonly fact: F & G }
  : never;

/** A fact, and how many stand before it: at one instant the order of the trace decides. */
export type Placed<F extends Fact> = EntryOf<F> & { readonly order: number };

export class Facts {
  readonly all: readonly (TraceEntry & { readonly order: number })[];
  /** Facts are asked for by their names again and again; traces are long. */
  readonly #sorted = new Map<string, readonly (TraceEntry & { readonly order: number })[]>();

  constructor(timeline: TimelineResult) {
    this.all = timeline.entries.map(
      (entry, order) =>
        ({
          ...Object.fromEntries(Object.entries(entry).map(([name, value]) => [name, inMicros(name, value)])),
          order,
        }) as unknown as TraceEntry & { order: number },
    );
  }

  of<F extends Fact>(...names: readonly F[]): readonly Placed<F>[] {
    const key = names.join();
    const sorted =
      this.#sorted.get(key) ?? this.all.filter(({ fact }) => (names as readonly Fact[]).includes(fact));
    this.#sorted.set(key, sorted);
    return sorted as readonly Placed<F>[];
  }
}

/** A session's `from` and `to` are words and stay as they are. */
function inMicros(name: string, value: unknown): unknown {
  if (typeof value === "number") return INSTANTS.has(name) ? seconds(value) : value;
  if (name === "cuts" && Array.isArray(value)) return value.map((cut) => seconds(Number(cut)));
  return value;
}
