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
  const end = graph.get(last);
  let one = end;
  while (one !== undefined) {
    const { step, from, to, waitedFor } = one.played;
    const before = latest(graph.before(one));
    const minuteSaves = savedBy(one, end!, begun, since);
    path.push({ step: step.name, actor: step.actor, part: step.part, from, to, minuteSaves });
    const ready = before?.played.to ?? begun;
    // People were at something that came to nothing.
    path.push({
      step: waitedFor === "" ? "work-in-vain" : waitedFor,
      actor: "repair",
      part: "procedure",
      from: ready,
      to: from,
    });
    one = before;
  }
  return path
    .reverse()
    .map((piece) => (piece.from >= since ? piece : { ...piece, from: since }))
    .filter(({ from, to }) => to > from);
}

/** A step that was done, and when it would have been, had another been shorter. */
interface Node {
  readonly played: Played;
  before: readonly Node[] | null;
  /** Which step was shortened for that. */
  shortened: Node | null;
  end: number;
}

/** What was done, and what each waited for when it began: not for what people had put off by then. */
class Graph {
  readonly #nodes = new Map<string, Node>();
  readonly #all: readonly Step[];

  constructor(played: readonly Played[], all: readonly Step[]) {
    for (const one of played)
      this.#nodes.set(one.step.name, { played: one, before: null, shortened: null, end: 0 });
    this.#all = all;
  }

  get(name: string): Node | undefined {
    return this.#nodes.get(name);
  }

  before(node: Node): readonly Node[] {
    if (node.before === null) {
      const found: Node[] = [];
      const { step, from } = node.played;
      this.#addDoneBy(found, step.after, from);
      node.before = found;
      for (const one of found) this.before(one);
    }
    return node.before;
  }

  #addDoneBy(found: Node[], names: readonly string[], from: Micros): void {
    for (const name of names) {
      const one = this.#nodes.get(name);
      if (one !== undefined && one.played.to <= from) found.push(one);
      else {
        const putOff = this.#all.findLast((step) => step.name === name);
        if (putOff?.mayBePutOff) this.#addDoneBy(found, putOff.after, from);
      }
    }
  }
}

function latest(nodes: readonly Node[]): Node | undefined {
  let found: Node | undefined;
  for (const one of nodes) if (found === undefined || one.played.to > found.played.to) found = one;
  return found;
}

/** How much sooner `last` would have ended, all else being as it was. */
function savedBy(shortened: Node, last: Node, begun: Micros, since: Micros): Micros {
  return (last.played.to - endOf(last, shortened, begun, since)) as Micros;
}

function endOf(node: Node, shortened: Node, begun: Micros, since: Micros): number {
  if (node.shortened === shortened) return node.end;
  node.shortened = shortened;
  const { step, from, to } = node.played;
  if (step.endsByClock && to > from) {
    node.end = to;
    return to;
  }
  let ready: number = begun;
  let readyNow: number = begun;
  for (const one of node.before!) {
    ready = Math.max(ready, one.played.to);
    readyNow = Math.max(readyNow, endOf(one, shortened, begun, since));
  }
  // What it waited for beside other steps comes when it comes.
  const start = from > ready ? Math.max(from, readyNow) : readyNow;
  // Before the outage began nobody was waiting.
  const inOutage = Math.max(0, to - Math.max(from, since));
  node.end = start + (to - from) - (node === shortened ? Math.min(MINUTE, inOutage) : 0);
  return node.end;
}
