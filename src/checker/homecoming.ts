/**
 * What goes along when the pool moves to the other pair, and what is overwritten on the way. It must never know how long
 * anything takes.
 */
import type { MachineName } from "../results/index.js";
import type { Placed } from "./facts.js";
import { beginOf, doneBefore, tailBefore } from "./procedures.js";
import type { Replay, Rule } from "./replay.js";
import type { Service } from "./services.js";
import { pairOf, partnerOf } from "./sessions.js";
import { told } from "./spans.js";
import { type Finding, violated } from "./verdict.js";

/** The step that restores another database's backup over a machine's own. */
const OVERWRITES: Readonly<Partial<Record<string, MachineName>>> = {
  "restore-on-primary": "principal",
  "restore-on-secondary": "secondary",
};

/** The backup that was brought home: between when and when it was taken, and since when it is restored. */
export interface BroughtHome {
  readonly from: number;
  readonly to: number;
  readonly restored: Placed<"step">;
}

/** The newest that was restored on the primary before this place in the trace; null: there is none. */
export function broughtHome(replay: Replay, order: number): BroughtHome | null {
  const restored = doneBefore(replay, "restore-on-primary", order);
  const begins = restored && beginOf(replay, restored);
  const taken = begins && doneBefore(replay, "back-up-secondary", begins.order);
  const begun = taken && beginOf(replay, taken);
  return begun === undefined ? null : { from: begun.at, to: taken!.at, restored: restored! };
}

/** Machines in use stand in the pair that the pool is at. */
function* servesWhereItIs({ moves, services }: Replay): Iterable<Finding> {
  for (const { machine, begins, order } of services) {
    const pair = pairOf(machine);
    if (moves.pairBefore(order) !== pair)
      yield violated(
        "pool-moves-by-procedure",
        begins,
        `${machine} serves at ${told(begins)}, and the pool is not at the ${pair} pair`,
      );
  }
}

/** The same history goes on in the other pair. */
function movedServices({ services }: Replay): { before: Service; after: Service }[] {
  return services.flatMap((after, index) => {
    const before = services[index - 1];
    const moved =
      before !== undefined &&
      before.history === after.history &&
      pairOf(before.machine) !== pairOf(after.machine);
    return moved ? [{ before, after }] : [];
  });
}

/** Why not everything that was accepted can be where the pool goes on; null: it can. */
function leftBehind(replay: Replay, before: Service, after: Service): string | null {
  if (pairOf(after.machine) === "first") {
    const home = broughtHome(replay, after.order);
    if (home === null) return "no backup was restored on the primary";
    return home.to < before.to ? `the backup that was restored there was taken by ${told(home.to)}` : null;
  }
  const move = replay.moves.lastBefore(after.order);
  const tail = move === undefined ? null : tailBefore(replay, move.order);
  // Without a tail the files must reach so far, which is judged where site 2 is recovered.
  if (tail === null) return after.by === "tail-log" ? "no tail of its log was taken" : null;
  const begun = beginOf(replay, tail);
  return begun !== undefined && begun.order > (before.stopOrder ?? Number.POSITIVE_INFINITY)
    ? null
    : "the tail of its log was taken before";
}

function* takesEverythingAlong(replay: Replay): Iterable<Finding> {
  for (const { before, after } of movedServices(replay)) {
    const reason = leftBehind(replay, before, after);
    if (reason !== null)
      yield violated(
        "moves-take-everything-along",
        after.begins,
        `${after.machine} goes on with history ${after.history}, which was written until ${told(before.to)}, but ${reason}`,
      );
  }
}

/** What is given up then is what came behind the beginning of the backup, and that backup stands on the primary. */
function* failsBackFromTheBackup(replay: Replay): Iterable<Finding> {
  for (const begin of replay.facts.of("history-begins").filter(({ by }) => by === "failed-back")) {
    const home = broughtHome(replay, begin.order);
    const reason =
      home === null
        ? "no backup was restored on the primary"
        : begin.cut < home.from || begin.cut > home.to
          ? `the backup that was restored there was taken from ${told(home.from)} to ${told(home.to)}`
          : null;
    if (reason !== null)
      yield violated(
        "failback-goes-on-from-its-backup",
        begin.at,
        `history ${begin.history} begins from ${told(begin.cut)}, but ${reason}`,
      );
  }
}

/** Each step that begins to overwrite a machine, also where it is broken off. */
export function overwritings({ facts }: Replay): { machine: MachineName; at: number; order: number }[] {
  return facts.of("step").flatMap(({ step, state, at, order }) => {
    const machine = OVERWRITES[step];
    return machine !== undefined && state === "begins" ? [{ machine, at, order }] : [];
  });
}

/** It serves again once what was restored over it is the pool's. */
function* overwrittenNeverServes(replay: Replay): Iterable<Finding> {
  const { moves, services } = replay;
  for (const { machine, at, order } of overwritings(replay)) {
    const next = services.find(
      (one) => one.machine === machine && (one.stopOrder === null || one.stopOrder > order),
    );
    if (next === undefined) continue;
    const isRestored =
      next.order > order &&
      (machine === "principal"
        ? (broughtHome(replay, next.order)?.restored.order ?? -1) > order
        : moves.all.some((move) => move.to === "second" && order < move.order && move.order < next.order));
    // It stops at the very instant at which the step begins.
    const isOver = next.stopOrder !== null && next.to <= at && next.order < order;
    if (!isRestored && !isOver)
      yield violated(
        "overwritten-never-serves",
        at,
        `${machine} serves history ${next.history} from ${told(next.begins)}, but began to be overwritten at ${told(at)}`,
      );
  }
}

/** Is what a machine had at an instant still on its disks, as far as restoring others over it and losing them goes? */
export function isStillThere(replay: Replay, machine: MachineName, since: number): boolean {
  const gone = replay.facts.of("disks-destroyed").some((one) => one.machine === machine && one.at >= since);
  const over = overwritings(replay).some((one) => one.machine === machine && one.at >= since);
  return !gone && !over;
}

/** Those who may have all that a service had accepted at an instant: the server, and his mirror while he has one. */
export function holdersOf({ sessions }: Replay, { machine }: Service, at: number): MachineName[] {
  const isMirrored = sessions.around(pairOf(machine), at).some((state) => state !== "none");
  return isMirrored ? [machine, partnerOf(machine)] : [machine];
}

export const homecomingRules: readonly Rule[] = [
  overwrittenNeverServes,
  servesWhereItIs,
  takesEverythingAlong,
  failsBackFromTheBackup,
];
