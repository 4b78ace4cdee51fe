/**
 * What had not come back by the end: whatever is missing then is named with what it waits for, and nothing else is. It
 * must never know what anything ought to wait for.
 */

import { recordsOf } from "./records.js";
import type { Replay, Rule } from "./replay.js";
import { PAIRS } from "./sessions.js";
import { told } from "./spans.js";
import { type Finding, violated } from "./verdict.js";

const isOpen = ({ closed }: { readonly closed: number | null }): boolean => closed === null;

/** What is missing at the end, by the names of those who wait for it. */
function missing(replay: Replay): Set<string> {
  const { timeline, services, moves, sessions, setting, pool, horizon } = replay;
  const found = new Set<string>();
  const serves = services.at(-1)?.stopOrder === null;
  const pair = moves.pairAfter(horizon);
  const hasMirror = pair === "first" ? setting.mirror : setting.secondaryMirror;
  if (!serves) found.add("database");
  if (serves && hasMirror && sessions.after(pair, horizon) !== "SYNCHRONIZED") found.add("mirroring");
  const holdsNothing =
    replay.files.restoredAt(horizon) === null || moves.wasRecovered(Number.POSITIVE_INFINITY);
  if (serves && (pair === "second" || holdsNothing)) found.add("log shipping");
  const crowd = pool?.crowd.after(horizon);
  if (serves && crowd !== undefined && crowd.able < crowd.counted) found.add("users");
  if (timeline.incidents.some(isOpen)) found.add("incident");
  for (const { what } of timeline.operations.filter(isOpen)) found.add(what);
  return found;
}

/** Whoever waits for somebody else need not be named beside him. */
const COVERED_BY: Readonly<Record<string, readonly string[]>> = {
  incident: ["incident", "database", "users", "mirroring", "log shipping", "failback", "switchover"],
  failback: ["failback", "database", "users"],
  switchover: ["switchover", "database", "users"],
};

function* namesWhatIsMissing(replay: Replay): Iterable<Finding> {
  const { timeline, horizon } = replay;
  const named = timeline.waiting.map(({ who }) => who);
  for (const who of missing(replay)) {
    const names = COVERED_BY[who] ?? [who];
    if (recordsOf(timeline).length > 0 && !names.some((name) => named.includes(name)))
      yield violated(
        "waiting-names-what-is-missing",
        horizon,
        `${who} has not come back by ${told(horizon)}, and nothing says what for`,
      );
  }
}

/**
 * Was anything restored that lies closer to the end than one interval, and is every file there that follows on it, so that
 * nobody can call shipping late?
 */
function shipsInTime({ files, horizon }: Replay): boolean {
  const cuts = files.made.map(({ cut }) => cut);
  const intervals = cuts.slice(1).map((cut, index) => cut - cuts[index]!);
  const restored = files.restoredAt(horizon);
  // Between two of them there may have been nothing to back up: the shortest interval is one of the schedule's.
  if (restored === null || intervals.length === 0 || horizon - restored.at >= Math.min(...intervals))
    return false;
  const due = cuts.filter((cut) => cut > restored.at);
  return due.every((cut) => files.copied(cut, horizon) || !files.goneFromShare(cut, horizon));
}

/** Where the facts leave it open whether something is there: whether shipping is late, and whether those who left wait. */
function mayBeMissing(replay: Replay, who: string): boolean {
  const { pool, moves, horizon } = replay;
  if (who === "log shipping") return moves.isAtHome(horizon) && !shipsInTime(replay);
  // Nobody has noticed yet that a partner has just gone.
  if (who === "mirroring")
    return PAIRS[moves.pairAfter(horizon)].some((machine) => !replay.machine(machine).upAfter(horizon));
  return who === "users" && pool?.crowd.after(horizon).counted === 0;
}

function* namesNothingElse(replay: Replay): Iterable<Finding> {
  const { timeline, horizon } = replay;
  const due = missing(replay);
  for (const { who, waitsFor, replication } of timeline.waiting) {
    const isDue = due.has(who) || mayBeMissing(replay, who);
    if (!isDue || waitsFor.trim() === "")
      yield violated(
        "waiting-names-nothing-else",
        horizon,
        `${who} waits for ${waitsFor}, but is there at ${told(horizon)}`,
      );
    if (replication !== timeline.replication)
      yield violated("waiting-names-nothing-else", horizon, `it is of replication ${replication}`);
  }
}

export const waitingRules: readonly Rule[] = [namesWhatIsMissing, namesNothingElse];
