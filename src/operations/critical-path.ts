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
  last: string,
  begun: Micros,
  since: Micros,
): PathStep[] {
  const graph = new Map(played.map((one) => [one.step.name, one]));
  const path: PathStep[] = [];
  let one = graph.get(last);
  while (one !== undefined) {
    const { step, from, to, waitedFor } = one;
    const minuteSaves = savedBy(step.name, graph, last, begun, since);
    path.unshift({ step: step.name, actor: step.actor, part: step.part, from, to, minuteSaves });
    const before = latestBefore(step, graph);
    const ready = before?.to ?? begun;
    path.unshift({ step: waitedFor, actor: "repair", part: "procedure", from: ready, to: from });
    one = before;
  }
  return path
    .map((piece) => ({ ...piece, from: Math.max(piece.from, since) as Micros }))
    .filter(({ from, to }) => to > from);
}

function latestBefore(step: Step, graph: ReadonlyMap<string, Played>): Played | undefined {
  let latest: Played | undefined;
  for (const name of step.after) {
    const before = graph.get(name);
    if (before !== undefined && (latest === undefined || before.to > latest.to)) latest = before;
  }
  return latest;
}

/** How much sooner `last` would have ended, all else being as it was. */
function savedBy(
  shortened: string,
  graph: ReadonlyMap<string, Played>,
  last: string,
  begun: Micros,
  since: Micros,
): Micros {
  const ends = new Map<string, number>();
  const endOf = (name: string): number => {
    const known = ends.get(name);
    if (known !== undefined) return known;
    const { step, from, to } = graph.get(name)!;
    const before = step.after.filter((one) => graph.has(one));
    const ready = Math.max(begun, ...before.map((one) => graph.get(one)!.to));
    const readyNow = Math.max(begun, ...before.map(endOf));
    // What it waited for beside other steps comes when it comes.
    const start = from > ready ? Math.max(from, readyNow) : readyNow;
    // Before the outage began nobody was waiting.
    const inOutage = Math.max(0, to - Math.max(from, since));
    const end = start + (to - from) - (name === shortened ? Math.min(MINUTE, inOutage) : 0);
    ends.set(name, end);
    return end;
  };
  return (graph.get(last)!.to - endOf(last)) as Micros;
}
