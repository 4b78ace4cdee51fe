/**
 * Where the pool may serve: on a machine that is up, with disks that hold the history, and never in a history that was
 * abandoned. It must never know who ought to serve, only who can.
 */
import type { MachineName } from "../results/index.js";
import { broughtHome } from "./homecoming.js";
import type { Replay } from "./replay.js";
import type { Service } from "./services.js";
import { pairOf, partnerOf } from "./sessions.js";
import { told } from "./spans.js";
import { type Finding, violated } from "./verdict.js";

export function* onlyOnMachinesThatStand(replay: Replay): Iterable<Finding> {
  for (const service of [...replay.services, ...replay.rivals]) {
    const { machine, begins, to } = service;
    const standing = replay.machine(machine);
    if (begins < to && !standing.upThroughout(begins, to))
      yield violated(
        "serves-only-standing",
        begins,
        `${machine} is not up all the time from ${told(begins)} to ${told(to)}, in which it serves`,
      );
  }
  const [first] = replay.services;
  if (first !== undefined && first.machine !== "principal")
    yield violated("serves-only-standing", first.begins, `${first.machine} serves first, not the principal`);
}

export function* onlyOnDisksThatHoldIt(replay: Replay): Iterable<Finding> {
  for (const [index, service] of replay.services.entries()) {
    const before = replay.services[index - 1];
    if (before === undefined) continue;
    const reason =
      before.history !== service.history
        ? cannotBeginHere(replay, service)
        : before.machine === service.machine
          ? lostSince(replay, service.machine, before.begins, service.begins)
          : cannotTakeOver(replay, before, service);
    if (reason !== null) yield violated("serves-only-standing", service.begins, reason);
  }
  for (const gone of replay.facts.of("disks-destroyed"))
    for (const { machine, begins, to } of replay.services)
      if (machine === gone.machine && begins <= gone.at && gone.at < to)
        yield violated("serves-only-standing", gone.at, `${machine} serves on without its disks`);
}

function lostSince(replay: Replay, machine: MachineName, from: number, to: number): string | null {
  const gone = replay.facts
    .of("disks-destroyed")
    .find((each) => each.machine === machine && from <= each.at && each.at <= to);
  return gone === undefined ? null : `the disks of ${machine} are gone since ${told(gone.at)}`;
}

function cannotTakeOver(replay: Replay, before: Service, service: Service): string | null {
  const { machine, history } = service;
  // What goes along to the other pair is judged by itself: here, whether it is still there.
  if (pairOf(before.machine) !== pairOf(machine)) return lostOnTheWay(replay, service);
  if (partnerOf(before.machine) !== machine)
    return `${machine} was never a partner of ${before.machine}, so history ${history} is not on its disks`;
  const synchronized = replay.sessions
    .changes(pairOf(machine))
    .findLast(({ to, row, at }) => (to === "SYNCHRONIZED" || row === 1) && at <= before.to);
  return lostSince(replay, machine, synchronized?.at ?? Number.NEGATIVE_INFINITY, service.begins);
}

/** Since it was restored at home, or recovered at site 2. */
function lostOnTheWay(replay: Replay, { machine, order, begins }: Service): string | null {
  const home = pairOf(machine) === "first" ? broughtHome(replay, order)?.restored : undefined;
  const since = home?.at ?? replay.moves.lastBefore(order)?.at ?? begins;
  return lostSince(replay, machine, since, begins);
}

/** A new history begins where its data is: at the secondary, or on the mirror of the last server. */
function cannotBeginHere(replay: Replay, { machine, history, begins }: Service): string | null {
  const begin = replay.family.get(history)?.begin;
  if (begin === null || begin === undefined) return `history ${history} has no data on ${machine}`;
  const lastServer = replay.services.findLast((each) => each.order < begin.order);
  const home = HOMES[begin.by] ?? partnerOf(lastServer?.machine ?? "principal");
  const isMirrored =
    begin.by === "failed-back" &&
    machine === "mirror" &&
    replay.sessions
      .changes("first")
      .some(
        ({ to, order, at }) =>
          to === "SYNCHRONIZED" &&
          at <= begins &&
          order > (broughtHome(replay, begin.order)?.restored.order ?? order),
      );
  const sinceBegin = replay.facts.of("full-backup-restored").filter((full) => full.order > begin.order);
  const isShipped =
    begin.by === "failed-back" &&
    machine === "secondary" &&
    sinceBegin.some(({ cut, at }) => at <= begins && replay.files.fullPosition(cut).history === history);
  // A machine that served before and came back as a mirror may be forced with its own old copy.
  const itself = begin.by === "forced-service" && machine === lastServer?.machine;
  if (home !== machine && !itself && !isMirrored && !isShipped)
    return `history ${history} begins by ${begin.by}, which is on ${home} and not on ${machine}`;
  return lostSince(replay, machine, begin.at, begins);
}

const HOMES: Readonly<Partial<Record<string, MachineName>>> = {
  "secondary-recovered": "secondary",
  "failed-back": "principal",
};

/** Once data is given up by beginning anew without it, the machine that has it is kept from serving. */
export function* abandonedHistoriesRest(replay: Replay): Iterable<Finding> {
  for (const begin of replay.facts.of("history-begins"))
    for (const { machine, history, to, stopOrder } of replay.services) {
      const servesOn = history !== begin.history && (stopOrder === null || stopOrder > begin.order);
      const older = (replay.family.get(history)?.begin?.order ?? -1) < begin.order;
      if (servesOn && older && to > begin.at)
        yield violated(
          "abandoned-history-never-serves",
          begin.at,
          `${machine} serves history ${history} until ${told(to)}, but history ${begin.history} began at ${told(begin.at)}`,
        );
    }
}
