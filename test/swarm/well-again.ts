/**
 * Whether a life that was given the time has become what it was: something serves, at home where people go back,
 * everybody can send, mirroring is synchronised, shipping is not late, and nobody is at anything any more. What has not
 * come back must have a reason that no time mends. It must never know how any of it comes about.
 */
import type { TimelineResult } from "../../src/results/index.js";
import type { Fate, Scenario } from "../../src/spec/index.js";
import { alertOf, boundOf, lastsOf } from "./liveness.js";

const SECOND = 1e6;

/** When the last of what was dealt is over; infinite: never. */
function lastRepair(fate: Fate): number {
  const ends = fate.map(({ at, heals, failure }) => (heals ?? at + lastsOf(failure) * SECOND) / SECOND);
  return Math.max(0, ...ends);
}

/** Has this life been given the time that it takes at most? */
export function hadTime(scenario: Scenario, fate: Fate): boolean {
  const until = lastRepair(fate);
  return until + boundOf(scenario, until) <= scenario.horizon / SECOND;
}

export function* notWellAgain(scenario: Scenario, timeline: TimelineResult): Iterable<string> {
  const [machine, ...others] = servingAtTheEnd(timeline);
  if (machine === undefined) {
    if (!isGoneForGood(timeline)) yield "nothing serves";
    return;
  }
  if (others.length > 0) yield `${machine} serves, and ${others} as well`;
  const isAway = machine.startsWith("secondary");
  const where = { machine, isAway, isFull: isFull(timeline) };
  // Nobody goes back while somebody still finds no room.
  if (isAway && scenario.failback !== null && !where.isFull)
    yield `${machine} serves, and nobody has gone back`;
  for (const { what, closed } of [...timeline.incidents, ...timeline.operations])
    if (closed === null && !where.isFull) yield `${what} is not over`;
  for (const { who, waitsFor } of timeline.waiting)
    if (!mayWait(who, waitsFor, scenario, where)) yield `${who} waits for ${waitsFor}`;
  yield* session(timeline, isAway);
}

/** Two of them, as long as nobody has found out. */
function servingAtTheEnd({ entries }: TimelineResult): string[] {
  const serving = new Set<string>();
  for (const entry of entries) {
    if (entry.fact === "serves") serving.add(entry.machine);
    if (entry.fact === "stops") serving.delete(entry.machine);
  }
  return [...serving];
}

/** The disks of what served last were destroyed, and it says so: nobody goes back to what he has left. */
function isGoneForGood({ entries, waiting }: TimelineResult): boolean {
  const isSaid = waiting.some(({ who, waitsFor }) => who === "database" && waitsFor.startsWith("a database"));
  return isSaid && entries.some(({ fact }) => fact === "disks-destroyed");
}

interface Where {
  readonly machine: string;
  readonly isAway: boolean;
  readonly isFull: boolean;
}

/** There are more users than the servers that are attached take. */
function isFull({ entries, setting }: TimelineResult): boolean {
  const { users } = setting;
  if (users === null || users.mostPerServer === null) return false;
  const attached = new Set(users.servers.filter(({ active }) => active).map(({ name }) => name));
  for (const entry of entries) {
    if (entry.fact === "attached") attached.add(entry.server);
    if (entry.fact === "detached") attached.delete(entry.server);
  }
  const last = entries.findLast((entry) => entry.fact === "able");
  return last?.fact === "able" && attached.size * users.mostPerServer < last.counted;
}

/** What no time mends: nowhere to ship to, nobody who ships, nobody who is told, no room. */
function mayWait(
  who: string,
  waitsFor: string,
  scenario: Scenario,
  { machine, isAway, isFull: hasNoRoom }: Where,
): boolean {
  const { topology, mirroring } = scenario;
  if (who === "users") return hasNoRoom;
  if (waitsFor === "everybody to be served again") return hasNoRoom;
  if (who !== "log shipping") return false;
  if (isAway) return scenario.failback === null || hasNoRoom;
  const mirrorShips = mirroring.shipsLogs && topology.shareAccess.mirror === "read-write";
  if (machine === "mirror" && !mirrorShips) return true;
  if (topology.shareAccess.secondary === "none") return true;
  return waitsFor.startsWith("site 2 to be built") && alertOf(scenario) === 0;
}

function* session({ entries, setting }: TimelineResult, isAway: boolean): Iterable<string> {
  const pair = isAway ? "second" : "first";
  if (!(isAway ? setting.secondaryMirror : setting.mirror)) return;
  const last = entries.findLast((entry) => entry.fact === "session" && entry.pair === pair);
  const state = last?.fact === "session" ? last.to : isAway ? "none" : "SYNCHRONIZED";
  if (state !== "SYNCHRONIZED") yield `the ${pair} pair is ${state}`;
}
