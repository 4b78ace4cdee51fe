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
    let length = 0;
    for (const { from, to } of this.#spans) length += to - from;
    return length as Micros;
  }
}

/** How long at least one of them lasted. */
export function lengthOfUnion(...several: readonly Spans[]): Micros {
  const some = several.filter(({ all }) => all.length > 0);
  if (some.length < 2) return some.length === 0 ? (0 as Micros) : some[0]!.length;
  const spans = some.flatMap(({ all }) => all).sort((a, b) => a.from - b.from);
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
  let left = [...spans];
  for (const hole of taken) {
    const parts: Span[] = [];
    for (const span of left) {
      const before = Math.min(span.to, hole.from) as Micros;
      const behind = Math.max(span.from, hole.to) as Micros;
      if (before > span.from) parts.push({ from: span.from, to: before });
      if (span.to > behind) parts.push({ from: behind, to: span.to });
    }
    left = parts;
  }
  return left;
}
