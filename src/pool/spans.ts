/** Stretches of time, in order and apart: how long something lasted, alone or together with others. */
import type { Micros } from "../units/index.js";

export interface Span {
  readonly from: Micros;
  readonly to: Micros;
}

export class Spans {
  readonly #spans: Span[] = [];

  /** In order: none begins before the last one ended. */
  add(from: Micros, to: Micros): void {
    if (to <= from) return;
    const last = this.#spans[this.#spans.length - 1];
    if (last !== undefined && from <= last.to) {
      this.#spans[this.#spans.length - 1] = { from: last.from, to: Math.max(last.to, to) as Micros };
    } else this.#spans.push({ from, to });
  }

  addAll(others: readonly Span[]): void {
    for (const { from, to } of others) this.add(from, to);
  }

  get all(): readonly Span[] {
    return this.#spans;
  }

  get length(): Micros {
    return this.#spans.reduce((sum, { from, to }) => sum + (to - from), 0) as Micros;
  }
}

/** How long at least one of them lasted. */
export function lengthOfUnion(...several: readonly Spans[]): Micros {
  const spans = several.flatMap((one) => one.all).sort((a, b) => a.from - b.from);
  let length = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const { from, to } of spans) {
    length += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return length as Micros;
}

/** What of the first is in none of the second. */
export function without(spans: readonly Span[], taken: readonly Span[]): Span[] {
  return taken.reduce<Span[]>(
    (left, hole) =>
      left.flatMap(({ from, to }) =>
        [
          { from, to: Math.min(to, hole.from) as Micros },
          { from: Math.max(from, hole.to) as Micros, to },
        ].filter((part) => part.to > part.from),
      ),
    [...spans],
  );
}
