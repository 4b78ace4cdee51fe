/**
 * Which time is whose, where somebody is charged by the time in which users could not send: an operation's while its own
 * outage lasts; else the open incident's; else the operation's, while it is under way. It must never know messages.
 */
import type { Micros } from "../units/index.js";
import type { Incident, Operation } from "./incident.js";
import { type Span, without } from "./spans.js";

export class Charges {
  readonly #of = new Map<Incident, readonly Span[]>();

  constructor(incidents: readonly Incident[], operations: readonly Operation[], end: Micros) {
    const spanOf = ({ opened, closed }: Incident): Span => ({ from: opened, to: closed ?? end });
    const outagesOf = ({ outages, service }: Incident): Span[] =>
      [...outages, ...service].map(({ from, to }) => ({ from, to: to ?? end }));
    // At most one is open at a time, so that they stand in order; and so do operations.
    const byFailure = incidents.map(spanOf);
    const byPlan = operations.map((operation) => {
      const own = spanOf(operation);
      const outages = outagesOf(operation).map((outage) => within(outage, own));
      // What an incident lies over, but for the outages, which are the operation's all the same.
      const shared = meeting(byFailure, own).flatMap((span) => without([span], outages));
      const spans = without([own], shared);
      this.#of.set(operation, spans);
      return spans;
    });
    const planned = byPlan.flat();
    for (const incident of incidents) {
      const own = spanOf(incident);
      const shared = meeting(planned, own);
      this.#of.set(incident, shared.length === 0 ? [own] : without([own], shared));
    }
  }

  of(record: Incident): readonly Span[] {
    return this.#of.get(record) ?? [];
  }

  /** Where one's time ends and another's begins, in no order. */
  addBoundaries(to: Micros[]): void {
    for (const spans of this.#of.values()) for (const span of spans) to.push(span.from, span.to);
  }
}

/** Those of spans in order that share time with this one. */
function meeting(spans: readonly Span[], { from, to }: Span): readonly Span[] {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (spans[middle]!.to <= from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < spans.length && spans[end]!.from < to) end++;
  return spans.slice(low, end);
}

const within = ({ from, to }: Span, span: Span): Span => ({
  from: Math.max(from, span.from) as Micros,
  to: Math.min(to, span.to) as Micros,
});
