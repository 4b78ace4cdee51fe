/**
 * What a told life has seen of planned operations, wrong steps and what stands beside the pool, and of the meetings that
 * a swarm is there to bring about: an operation that is struck, a second disaster before anybody is home. Read off the
 * facts alone; it must never know what the scenario had asked for.
 */
import type { OperationResult, TimelineResult, TraceEntry } from "../../src/results/index.js";

type Of<F extends TraceEntry["fact"]> = Extract<TraceEntry, { fact: F }>;

const all = <const F extends TraceEntry["fact"]>({ entries }: TimelineResult, fact: F): Of<F>[] =>
  entries.filter((entry): entry is Of<F> => entry.fact === fact);

export function* seenOfOperations(timeline: TimelineResult): Iterable<string> {
  yield* outcomes(timeline);
  yield* errors(timeline);
  yield* secondDisasters(timeline);
  yield* beside(timeline);
  for (const { who } of timeline.waiting) yield `${who} waits`;
  if (timeline.waiting.length === 0 && timeline.incidents.length > 0) yield "all is well in the end";
}

function* outcomes(timeline: TimelineResult): Iterable<string> {
  const strikes = all(timeline, "strike").filter(({ effective }) => effective);
  for (const [index, one] of timeline.operations.entries()) {
    const { what, outcome, opened, closed, messages } = one;
    yield `${what} ${outcome}`;
    const end = closed ?? timeline.setting.horizon;
    for (const { at, what: blow } of strikes)
      if (at > opened && at < end) yield* [`${what} struck`, `${what} struck by ${blow}`];
    if (strikes.some(({ at }) => at > end && at < end + 3600)) yield `${what}, and a failure soon after it`;
    if (messages.lost > 0) yield `${what} loses messages`;
    if (messages.salvageable > 0) yield `${what} leaves something to salvage`;
    if (index > 0 && comesAfter(timeline.operations, index)) yield `${what} after one that was given up`;
  }
  const begun = timeline.operations.filter(({ what }) => what === "switchover");
  if (timeline.fate.filter(({ what }) => what === "switchover").length > begun.length)
    yield "switchover in vain";
}

const comesAfter = (operations: readonly OperationResult[], index: number): boolean =>
  operations[index - 1]?.outcome === "given-up";

function* errors(timeline: TimelineResult): Iterable<string> {
  for (const { what, where, effective } of all(timeline, "strike"))
    if (what === "operator-error") yield `${effective ? "error" : "error in vain"} ${where}`;
  if (all(timeline, "recovered-early").length > 0) yield "a secondary brought online too early";
  const serving = new Set<string>();
  for (const entry of timeline.entries) {
    if (entry.fact === "stops") serving.delete(entry.machine);
    if (entry.fact !== "serves") continue;
    serving.add(entry.machine);
    if (serving.size > 1) yield "two databases accept at once";
  }
}

/** The other site goes while the pool is there, or the first goes again while people are on the way home. */
function* secondDisasters(timeline: TimelineResult): Iterable<string> {
  let isAway = false;
  for (const entry of timeline.entries) {
    if (entry.fact === "serves") isAway = entry.machine.startsWith("secondary");
    if (entry.fact !== "strike" || !entry.effective || entry.what !== "site-loss" || !isAway) continue;
    yield entry.where === timeline.setting.primarySite
      ? "the first site lost again while the pool is away"
      : "the other site lost while the pool is away";
  }
  const moves = all(timeline, "serves").map(({ machine }) => machine.startsWith("secondary"));
  const changes = moves.filter((away, index) => index > 0 && away !== moves[index - 1]).length;
  if (changes >= 2) yield "away and home again";
  if (changes >= 4) yield "away and home again, twice";
}

function* beside({ setting, incidents, operations, entries }: TimelineResult): Iterable<string> {
  for (const { compliance, attachments } of [...incidents, ...operations]) {
    if (compliance !== null && compliance.lostEvents > 0)
      yield `compliance ${setting.compliance!.database} loses events`;
    if (attachments !== null && attachments.lost > 0) yield "attachments are lost";
    if (attachments !== null && attachments.unavailableFor > 0) yield "attachments are away with their site";
  }
  const steps = new Set(entries.flatMap((entry) => (entry.fact === "step" ? [entry.step] : [])));
  if (steps.has("wait-for-office")) yield "somebody waits for the office to open";
}
