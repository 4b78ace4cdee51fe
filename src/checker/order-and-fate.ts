/** The order of the facts, and that what struck is what the fate dealt. It must never know what a strike does. */
import { parseDuration } from "../units/index.js";
import type { Replay } from "./replay.js";
import { told } from "./spans.js";
import { type Finding, unknown, violated } from "./verdict.js";

export function* factsInOrder({ facts, horizon }: Replay): Iterable<Finding> {
  let before = Number.NEGATIVE_INFINITY;
  for (const { at, fact } of facts.all) {
    if (at < before)
      yield violated("facts-in-order", at, `${fact} at ${told(at)} stands behind a fact of ${told(before)}`);
    if (at > horizon)
      yield violated("facts-in-order", at, `${fact} at ${told(at)} is after the horizon, ${told(horizon)}`);
    before = at;
  }
}

/** What people plan strikes nobody. */
const isPlanned = (what: unknown): boolean => what === "switchover";

/** They begin at the instant that was planned, or not at all. */
export function* plannedAsDealt({ moves, timeline }: Replay): Iterable<Finding> {
  const planned = timeline.fate
    .filter(({ what }) => isPlanned(what))
    .map(({ at }) => (typeof at === "string" ? parseDuration(at) : null));
  if (planned.some((at) => at === null || !at.ok)) {
    yield unknown("a planned operation of the fate has no instant that can be read");
    return;
  }
  const left: (number | null)[] = planned.map((at) => (at?.ok ? at.value : null));
  for (const { kind, from } of moves.planned.filter(({ kind }) => isPlanned(kind))) {
    const index = left.indexOf(from);
    if (index < 0)
      yield violated("operations-as-planned", from, `nobody planned the ${kind} of ${told(from)}`);
    else left.splice(index, 1);
  }
}

/** A database machine that is struck by its name is told by the role that it had. */
const isToldAs = (dealt: unknown, told: string): boolean =>
  dealt === told || (dealt === "database-crash" && (told === "principal-crash" || told === "mirror-crash"));

export function* strikesAsDealt({ facts, timeline, horizon }: Replay): Iterable<Finding> {
  const strikes = facts.of("strike");
  const dealt = timeline.fate.filter(({ what }) => !isPlanned(what));
  if (strikes.length !== dealt.length)
    yield violated(
      "fate-strikes-as-dealt",
      null,
      `the fate has ${dealt.length} strikes, the trace ${strikes.length}`,
    );
  for (const [index, record] of dealt.entries()) {
    const at = typeof record.at === "string" ? parseDuration(record.at) : null;
    if (at === null || !at.ok) {
      yield unknown(`strike ${index + 1} of the fate has no instant that can be read: ${String(record.at)}`);
      continue;
    }
    if (at.value > horizon)
      yield violated("fate-strikes-as-dealt", at.value, `a strike at ${told(at.value)} is after the horizon`);
    const strike = strikes[index];
    if (strike === undefined) continue;
    const same =
      strike.at === at.value &&
      (record.id === undefined || record.id === strike.id) &&
      (record.what === undefined || isToldAs(record.what, strike.what));
    if (!same)
      yield violated(
        "fate-strikes-as-dealt",
        strike.at,
        `the fate says ${record.what} (${record.id}) at ${told(at.value)}, the trace ${strike.what} (${strike.id}) at ${told(strike.at)}`,
      );
  }
}
