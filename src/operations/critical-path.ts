/** The chain of steps that an outage hung on, and what each would have saved had it been a minute shorter. */
import type { PathStep } from "../pool/incident.js";
import { MINUTE, type Micros } from "../units/index.js";
import type { Step } from "./step.js";

export interface Played {
  readonly step: Step;
  readonly from: Micros;
  readonly to: Micros;
  readonly waitedFor: string;
}

/**
 * Back from the step that brought service, through the latest of what each waited for. Time in which nothing that
 * was waited for went on is a piece of its own, so that the pieces add up.
 */
export function criticalPath(
  played: readonly Played[],
  all: readonly Step[],
  last: string,
  begun: Micros,
  since: Micros,
): PathStep[] {
  const graph = new Graph(played, all);
  const path: PathStep[] = [];
  let one = graph.get(last);
  while (one !== undefined) {
    const { step, from, to, waitedFor } = one;
    const minuteSaves = savedBy(step.name, graph, last, begun, since);
    path.unshift({ step: step.name, actor: step.actor, part: step.part, from, to, minuteSaves });
    const before = latest(graph.before(one));
    const ready = before?.to ?? begun;
    // People were at something that came to nothing.
    path.unshift({
      step: waitedFor === "" ? "work-in-vain" : waitedFor,
      actor: "repair",
      part: "procedure",
      from: ready,
      to: from,
    });
    one = before;
  }
  return path
    .map((piece) => ({ ...piece, from: Math.max(piece.from, since) as Micros }))
    .filter(({ from, to }) => to > from);
}

/** What was done, and what each waited for when it began: not for what people had put off by then. */
class Graph {
  readonly #played: ReadonlyMap<string, Played>;
  readonly #all: ReadonlyMap<string, Step>;

  constructor(played: readonly Played[], all: readonly Step[]) {
    this.#played = new Map(played.map((one) => [one.step.name, one]));
    this.#all = new Map(all.map((one) => [one.name, one]));
  }

  get(name: string): Played | undefined {
    return this.#played.get(name);
  }

  before({ step, from }: Played): readonly Played[] {
    return this.#doneBy(step.after, from);
  }

  #doneBy(names: readonly string[], from: Micros): readonly Played[] {
    return names.flatMap((name) => {
      const one = this.#played.get(name);
      if (one !== undefined && one.to <= from) return [one];
      const putOff = this.#all.get(name);
      return putOff?.mayBePutOff ? this.#doneBy(putOff.after, from) : [];
    });
  }
}

function latest(played: readonly Played[]): Played | undefined {
  let found: Played | undefined;
  for (const one of played) if (found === undefined || one.to > found.to) found = one;
  return found;
}

/** How much sooner `last` would have ended, all else being as it was. */
function savedBy(shortened: string, graph: Graph, last: string, begun: Micros, since: Micros): Micros {
  const ends = new Map<string, number>();
  const endOf = (name: string): number => {
    const known = ends.get(name);
    if (known !== undefined) return known;
    const played = graph.get(name)!;
    const { step, from, to } = played;
    const before = graph.before(played);
    const ready = Math.max(begun, ...before.map((one) => one.to));
    const readyNow = Math.max(begun, ...before.map((one) => endOf(one.step.name)));
    // What it waited for beside other steps comes when it comes.
    const start = from > ready ? Math.max(from, readyNow) : readyNow;
    // Before the outage began nobody was waiting.
    const inOutage = Math.max(0, to - Math.max(from, since));
    if (step.endsByClock && to > from) {
      ends.set(name, to);
      return to;
    }
    const end = start + (to - from) - (name === shortened ? Math.min(MINUTE, inOutage) : 0);
    ends.set(name, end);
    return end;
  };
  return (graph.get(last)!.to - endOf(last)) as Micros;
}
