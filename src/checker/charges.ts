/**
 * Whose an outage is, and whose the time: an operation's own while what its steps stopped is down, else the open
 * incident's, else the operation's. It must never know messages.
 */
import type { IncidentResult } from "../results/index.js";
import { seconds } from "../units/index.js";
import type { Placed } from "./facts.js";
import type { Planned } from "./moves.js";
import { closeOf, isOperation, lifeOf, recordsOf } from "./records.js";
import type { Replay } from "./replay.js";
import { overlap, type Span, without } from "./spans.js";

/** Somebody began or ended a step at that instant. */
function isStepAt({ facts }: Replay, at: number): boolean {
  return facts
    .of("step")
    .some((step) => step.at === at && (step.state === "done" || step.state === "begins"));
}

/** The operation whose step stops a database; undefined: none does. */
export function stoppedBy(replay: Replay, stop: Placed<"stops">): Planned | undefined {
  const planned = replay.moves.plannedAt(stop.order);
  return planned?.kind === stop.because && isStepAt(replay, stop.at) ? planned : undefined;
}

/** Whoever is taken off the list lets go of his users. */
const CHANGES_THE_LIST: ReadonlySet<string> = new Set([
  "clear-active-servers",
  "activate-servers",
  "activate-primary-servers",
]);

/** The operation whose step cuts users off at that instant; undefined: none does. */
function cutOffBy(replay: Replay, at: number): Planned | undefined {
  const stop = replay.facts.of("stops").find((one) => one.at === at);
  if (stop !== undefined) return stoppedBy(replay, stop);
  const changed = replay.facts
    .of("step")
    .find((one) => one.at === at && CHANGES_THE_LIST.has(one.step) && one.state === "done");
  return changed === undefined ? undefined : replay.moves.plannedAt(changed.order);
}

const recordOf = ({ timeline }: Replay, planned: Planned): IncidentResult | undefined =>
  timeline.operations.find(({ opened }) => seconds(opened) === planned.from);

/** The last that had opened by then and is not closed. */
function openAt({ timeline, horizon }: Replay, at: number): IncidentResult | undefined {
  const isOpen = (one: IncidentResult) => seconds(one.opened) <= at && at <= closeOf(one, horizon);
  return timeline.incidents.findLast(isOpen) ?? timeline.operations.findLast(isOpen);
}

/** Whose a stop of the database is. */
export function ownerOfStop(replay: Replay, stop: Placed<"stops">): IncidentResult | undefined {
  const planned = stoppedBy(replay, stop);
  return planned === undefined ? openAt(replay, stop.at) : recordOf(replay, planned);
}

/** Whose it is that users are cut off from an instant on. */
export function ownerOfFall(replay: Replay, at: number): IncidentResult | undefined {
  const planned = cutOffBy(replay, at);
  return planned === undefined ? openAt(replay, at) : recordOf(replay, planned);
}

/** The time that is charged to a record. `outagesOf`: what an operation's own steps stopped. */
export function chargedSpans(
  replay: Replay,
  record: IncidentResult,
  outagesOf: (record: IncidentResult) => readonly Span[],
): Span[] {
  const { timeline, horizon } = replay;
  const incidents = timeline.incidents.map((one) => lifeOf(one, horizon));
  const planned = (operation: IncidentResult): Span[] => {
    const own = lifeOf(operation, horizon);
    const outages = outagesOf(operation).map((outage) => overlap(outage, own));
    const shared = incidents.flatMap((span) => without(span, outages));
    return without(own, shared);
  };
  if (isOperation(record)) return planned(record);
  return without(lifeOf(record, horizon), timeline.operations.flatMap(planned));
}

/** Everybody who is not the record himself. */
export const othersOf = ({ timeline }: Replay, record: IncidentResult): IncidentResult[] =>
  recordsOf(timeline).filter((other) => other !== record);
