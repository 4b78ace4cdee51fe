/**
 * Stretches of time and what is up or down in them, in whole microseconds. It must never know what stands or falls.
 * Plain numbers, because a stretch may begin before all time (-Infinity).
 */

/** (from, to]. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const lengthOf = ({ from, to }: Span): number => Math.max(0, to - from);

export const totalLength = (spans: readonly Span[]): number =>
  spans.reduce((sum, span) => sum + lengthOf(span), 0);

export const overlap = (a: Span, b: Span): Span => ({
  from: Math.max(a.from, b.from),
  to: Math.min(a.to, b.to),
});

export const overlaps = (a: Span, b: Span): boolean => lengthOf(overlap(a, b)) > 0;

export const within = (inner: Span, outer: Span): boolean => outer.from <= inner.from && inner.to <= outer.to;

/** The same instants with as few spans as possible, in order. */
export function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].filter((each) => lengthOf(each) > 0).sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last !== undefined && span.from <= last.to)
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else result.push(span);
  }
  return result;
}

/** What of `span` lies in none of `others`. */
export function without(span: Span, others: readonly Span[]): Span[] {
  let rest: Span[] = [span];
  for (const other of others)
    rest = rest.flatMap((piece) => [
      { from: piece.from, to: Math.min(piece.to, other.from) },
      { from: Math.max(piece.from, other.to), to: piece.to },
    ]);
  return rest.filter((piece) => lengthOf(piece) > 0);
}

/** An instant for a reason: "36450 s". */
export const told = (at: number): string => `${at / 1e6} s`;

export const toldSpan = ({ from, to }: Span): string => `(${told(from)}, ${told(to)}]`;

interface Change {
  readonly at: number;
  readonly up: boolean;
}

/** A machine, a link or a share: up or down by the facts. */
export class Standing {
  readonly #changes: readonly Change[];
  readonly #upAtFirst: boolean;

  constructor(changes: readonly Change[]) {
    this.#changes = changes;
    // Whose first fact is that it comes up was down before, unless that is said while everything is set up.
    const first = changes[0];
    this.#upAtFirst = first === undefined || !first.up || first.at <= 0;
  }

  /** After everything that happens at that instant. */
  upAfter(at: number): boolean {
    return this.#changes.findLast((change) => change.at <= at)?.up ?? this.#upAtFirst;
  }

  /** From the beginning until just before `until`: what ends at the instant of a failure has ended well. */
  upThroughout(from: number, until: number): boolean {
    return (
      this.upAfter(from) &&
      !this.#changes.some((change) => !change.up && from < change.at && change.at < until)
    );
  }

  downSpans(horizon: number): Span[] {
    const spans: Span[] = [];
    let since = this.#upAtFirst ? null : Number.NEGATIVE_INFINITY;
    for (const { at, up } of this.#changes) {
      if (!up) since ??= at;
      else if (since !== null) {
        spans.push({ from: since, to: at });
        since = null;
      }
    }
    if (since !== null) spans.push({ from: since, to: horizon });
    return spans;
  }
}
