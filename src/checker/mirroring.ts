/**
 * Mirroring: what a session's states allow, who may take over, what forced service keeps, and when a principal has to
 * stop. It must never know time-outs exactly: what notices a loss is given ample room.
 */
import type { PairName, SessionName } from "../results/index.js";
import type { Replay } from "./replay.js";
import type { Service } from "./services.js";
import { PAIRS, pairOf, partnerOf } from "./sessions.js";
import { overlap, told } from "./spans.js";
import { type Finding, unknown, violated } from "./verdict.js";

/** Longer than a dying disk, or a partner time-out of the usual length, needs to be noticed. */
const ROOM_TO_NOTICE = 60e6;

/** Where the rows of the table of transitions lead, as far as one row leads to one state. */
const ROW_LEADS_TO: Readonly<Record<number, SessionName>> = {
  1: "SYNCHRONIZING",
  2: "SYNCHRONIZED",
  9: "SUSPENDED",
  11: "SUSPENDED",
  12: "SUSPENDED",
  13: "SYNCHRONIZING",
  14: "SUSPENDED",
  15: "SYNCHRONIZING",
  18: "none",
};
const ROWS = 19;

export function* sessionsFollowOn(replay: Replay): Iterable<Finding> {
  for (const pair of ["first", "second"] as const) {
    let before: string | null = null;
    for (const { from, to, at, row } of replay.sessions.changes(pair)) {
      if (!Number.isInteger(row) || row < 1 || row > ROWS || (ROW_LEADS_TO[row] ?? to) !== to)
        yield violated("session-follows-on", at, `row ${row} does not lead to ${to} at ${told(at)}`);
      if (before !== null && before !== from)
        yield violated(
          "session-follows-on",
          at,
          `the ${pair} session goes from ${from} at ${told(at)}, but was ${before}`,
        );
      const apart = PAIRS[pair].find((machine) => !replay.machine(machine).upAfter(at));
      if (to === "SYNCHRONIZED" && apart !== undefined)
        yield violated("session-follows-on", at, `SYNCHRONIZED at ${told(at)}, but ${apart} is down`);
      if (to === "SYNCHRONIZED" && from === "SUSPENDED")
        yield violated(
          "session-follows-on",
          at,
          `SUSPENDED to SYNCHRONIZED without catching up at ${told(at)}`,
        );
      before = to;
    }
  }
}

/** It sleeps again once the pool is at home, and is put to sleep at that very instant. */
export function* secondPairSleeps({ moves, sessions }: Replay): Iterable<Finding> {
  for (const { at, order, to } of sessions.changes("second")) {
    const isPutToSleep = to === "none" && moves.lastBefore(order)?.at === at;
    if (moves.pairBefore(order) === "first" && !isPutToSleep)
      yield violated("second-pair-sleeps-until-recovery", at, `the second pair is mirrored at ${told(at)}`);
  }
}

/** The services that took over within one history from the partner. */
function takeovers({ services }: Replay): { before: Service; after: Service }[] {
  return services.flatMap((after, index) => {
    const before = services[index - 1];
    const moved =
      before !== undefined &&
      before.history === after.history &&
      before.machine !== after.machine &&
      partnerOf(before.machine) === after.machine;
    return moved ? [{ before, after }] : [];
  });
}

/** What the mirror had hardened last was all there was. */
function isComplete({ facts }: Replay, pair: PairName, before: Service): boolean {
  const hardened = facts.of("hardened").findLast((fact) => fact.pair === pair && fact.at >= before.to);
  return hardened !== undefined && hardened.upTo >= before.to;
}

export function* takeoversAreSafe(replay: Replay): Iterable<Finding> {
  for (const { before, after } of takeovers(replay)) {
    const pair = pairOf(after.machine);
    const states = replay.sessions.around(pair, before.to);
    // By hand the roles may be switched later, once the mirror is complete: row 8 begins from there alone.
    const switched = replay.sessions
      .changes(pair)
      .some(({ row, at }) => row === 8 && before.to <= at && at <= after.begins);
    if (after.by === "mirror-by-hand" && (switched || isComplete(replay, pair, before))) continue;
    if (!states.includes("SYNCHRONIZED") && !states.includes("PENDING_FAILOVER"))
      yield violated(
        "automatic-failover-only-when-synchronized",
        after.begins,
        `${after.machine} takes over at ${told(after.begins)}, but the session was ${states[0]} at ${told(before.to)}`,
      );
    // A switch by hand asks no witness.
    if (after.by === "mirror-by-hand" || states.includes("PENDING_FAILOVER")) continue;
    const setUp = pair === "first" ? replay.setting.witness : replay.setting.secondaryWitness;
    const witness = replay.machine(pair === "first" ? "witness" : "secondary-witness");
    const gone = witness
      .downSpans(replay.horizon)
      .some(({ from, to }) => from < before.to && after.begins < to);
    if (!setUp || gone)
      yield violated(
        "automatic-failover-needs-a-witness",
        after.begins,
        `${after.machine} takes over at ${told(after.begins)} ${setUp ? "while the witness is down" : "and there is no witness"}`,
      );
  }
}

export function* forcedServiceKeepsTheHardened(replay: Replay): Iterable<Finding> {
  for (const begin of replay.facts.of("history-begins").filter(({ by }) => by === "forced-service")) {
    const last = replay.services.findLast(({ order }) => order < begin.order);
    if (last === undefined || last.history !== begin.parent) {
      yield unknown(`history ${begin.parent} is forced at ${told(begin.at)}, but did not serve before`);
      continue;
    }
    // Whoever served last himself comes back with all that he had.
    const next = replay.services.find(({ history }) => history === begin.history);
    if (next?.machine === last.machine) continue;
    const pair = pairOf(last.machine);
    const hardened = replay.facts
      .of("hardened")
      .findLast((fact) => fact.pair === pair && fact.order < begin.order);
    const since = replay.sessions
      .changes(pair)
      .filter(({ order }) => order < begin.order && order > (hardened?.order ?? -1))
      .map(({ to }) => to);
    const whole = hardened === undefined || since.includes("SYNCHRONIZED");
    // While it catches up a mirror hardens more and more, and no fact says how much.
    const least = whole ? last.to : hardened.upTo;
    const most = whole || since.includes("SYNCHRONIZING") ? last.to : hardened.upTo;
    if (begin.cut < Math.min(least, last.to) || begin.cut > Math.min(most, last.to))
      yield violated(
        "forced-service-keeps-what-was-hardened",
        begin.at,
        `forced service begins from ${told(begin.cut)}, but the mirror had hardened up to ${told(least)}`,
      );
  }
}

/**
 * Only machines that are down count as lost. A cut link says nothing here: on which side of it the witness stands, no
 * fact tells.
 */
export function* noServiceWithoutQuorum(replay: Replay): Iterable<Finding> {
  const { setting, services, sessions, horizon } = replay;
  if (!setting.witness || !setting.mirror) return;
  for (const service of services.filter(({ machine }) => pairOf(machine) === "first"))
    for (const partnerDown of replay.machine(partnerOf(service.machine)).downSpans(horizon))
      for (const witnessDown of replay.machine("witness").downSpans(horizon)) {
        const alone = overlap(partnerDown, witnessDown);
        if (alone.from >= alone.to || sessions.after("first", alone.from) === "none") continue;
        const freed = freedFromQuorum(replay, alone.from) ?? horizon;
        const servesAlone = overlap(
          { from: service.begins, to: service.to },
          { ...alone, to: Math.min(alone.to, freed) },
        );
        const room = ROOM_TO_NOTICE + setting.partnerTimeout * 1e6;
        if (servesAlone.from < servesAlone.to && servesAlone.to > alone.from + room)
          yield violated(
            "no-service-without-quorum",
            alone.from + room,
            `${service.machine} serves until ${told(servesAlone.to)}, but has lost partner and witness at ${told(alone.from)}`,
          );
      }
}

/** When people take mirroring or the witness away (rows 18 and 19 of the transitions), quorum binds nobody. */
function freedFromQuorum({ sessions }: Replay, after: number): number | undefined {
  return sessions
    .changes("first")
    .find(({ at, to, row }) => at >= after && (to === "none" || row === 18 || row === 19))?.at;
}
