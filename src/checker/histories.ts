/**
 * The tree of histories: which database came from which, and what each of them holds. It must never know whether
 * a new history was right to begin where it did.
 */
import type { Facts, Placed } from "./facts.js";
import { type Service, serviceAt } from "./services.js";
import { told } from "./spans.js";
import { type Finding, unknown } from "./verdict.js";

export interface History {
  readonly number: number;
  /** null: the first. */
  readonly parent: number | null;
  /** What it has of its parent ends here. */
  readonly cut: number;
  readonly begin: Placed<"history-begins"> | null;
  /** Up to here it has accepted, or its cut if it never served. */
  readonly reach: number;
  /** When it began to accept; Infinity: it never did. */
  readonly since: number;
  readonly served: boolean;
}

/** An instant of commit time in one history. */
export interface Position {
  readonly history: number;
  readonly at: number;
}

export class Family {
  readonly #histories = new Map<number, History>();
  readonly #services: readonly Service[];
  readonly #rivals: readonly Service[];
  /** The history that serves at the horizon. */
  readonly live: number | null;

  constructor(facts: Facts, services: readonly Service[], rivals: readonly Service[]) {
    this.#services = services;
    this.#rivals = rivals;
    const last = services.at(-1);
    this.live = last !== undefined && last.stopOrder === null ? last.history : null;
    this.#add(0, null, Number.NEGATIVE_INFINITY, null);
    for (const begin of facts.of("history-begins")) this.#add(begin.history, begin.parent, begin.cut, begin);
  }

  #add(number: number, parent: number | null, cut: number, begin: Placed<"history-begins"> | null): void {
    const own = [...this.#services, ...this.#rivals].filter(({ history }) => history === number);
    const reach = Math.max(cut, ...own.map(({ to }) => to));
    const since = Math.min(...own.map(({ from }) => from));
    this.#histories.set(number, { number, parent, cut, begin, reach, since, served: own.length > 0 });
  }

  all(): History[] {
    return [...this.#histories.values()];
  }

  get(number: number): History | undefined {
    return this.#histories.get(number);
  }

  parentOf(history: History): History | undefined {
    return history.parent === null ? undefined : this.#histories.get(history.parent);
  }

  /** Up to where each ancestor of this history lives on in it; itself without end. */
  heritage(number: number): Map<number, number> {
    const survives = new Map<number, number>();
    let upTo = Number.POSITIVE_INFINITY;
    let history = this.#histories.get(number);
    while (history !== undefined && !survives.has(history.number)) {
      survives.set(history.number, upTo);
      upTo = Math.min(upTo, history.cut);
      history = this.parentOf(history);
    }
    return survives;
  }

  /** Is what stood at that position a part of this history? */
  holds(number: number, position: Position): boolean {
    const upTo = this.heritage(number).get(position.history);
    return upTo !== undefined && position.at <= upTo;
  }

  /** The same in the first pair, whose database may have gone on beside the pool's own. */
  atHome(instant: number): number {
    return serviceAt(this.#rivals, instant)?.history ?? this.at(instant);
  }

  /** The history in which an instant was committed; between two services that of the earlier. */
  at(instant: number): number {
    const service =
      serviceAt(this.#services, instant) ?? this.#services.findLast((each) => each.to < instant);
    return service?.history ?? 0;
  }
}

/** What is missing for a judgement: parents and histories that no fact mentions. */
export function readingGaps(facts: Facts, services: readonly Service[]): Finding[] {
  const findings: Finding[] = [];
  const known = new Map([[0, -1]]);
  for (const { history, parent, order, at } of facts.of("history-begins")) {
    if (!known.has(parent))
      findings.push(
        unknown(`history ${history} begins at ${told(at)} from history ${parent}, which no fact mentions`),
      );
    if (known.has(history)) findings.push(unknown(`history ${history} begins a second time at ${told(at)}`));
    known.set(history, order);
  }
  for (const { history, order, begins } of services)
    if (!known.has(history) || known.get(history)! > order)
      findings.push(unknown(`history ${history} serves at ${told(begins)}, but no fact says how it began`));
  return findings;
}
