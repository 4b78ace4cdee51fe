/**
 * The recovery of site 2, and what is brought back from it: both only from what had come there. It must never know the
 * runbook: which files people took is judged by what they could have taken.
 */
import type { Placed } from "./facts.js";
import type { LogFile } from "./files.js";
import type { Position } from "./histories.js";
import { tailBefore } from "./procedures.js";
import type { Replay, Rule } from "./replay.js";
import { told } from "./spans.js";
import { type Finding, unknown, violated } from "./verdict.js";

/** The newest position that site 2 can reach at that instant with these files. */
function newestReach(replay: Replay, { at, order }: Recovery, files: readonly LogFile[]): Position | null {
  // Somebody brought it online before: what stands there takes no log, but a full backup may be restored over it.
  const isOnline = replay.moves.wasRecovered(order);
  const used = new Set(replay.facts.of("full-backup-restored").map(({ cut }) => cut));
  const arrived = replay.facts
    .of("full-backup-arrived")
    .filter((full) => full.at <= at && !(isOnline && used.has(full.cut)));
  const restored = replay.files.restoredAt(at);
  const starts = [
    ...(restored === null ? [] : [restored]),
    ...arrived.map(({ cut }) => replay.files.fullPosition(cut)),
  ];
  const ends = starts.map((start) =>
    isOnline && start === restored ? start : replay.files.endOfChain(start, files, at),
  );
  return ends.reduce<Position | null>((best, end) => (best === null || end.at > best.at ? end : best), null);
}

interface Recovery {
  readonly at: number;
  readonly order: number;
  readonly cut: number;
  readonly parent: number;
  /** Nothing is missing, so that site 2 goes on in the same history. */
  readonly isWhole: boolean;
}

/** Whoever fails over by mistake recovers it before its history goes apart from the other. */
function recoveredFor(
  { facts, services }: Replay,
  begin: Placed<"history-begins">,
): { readonly at: number; readonly order: number } {
  const next = services.find(({ order }) => order > begin.order);
  const early = facts.of("recovered-early").findLast((one) => one.order < begin.order);
  return next?.by === "split" && early !== undefined ? early : begin;
}

/** Those with the tail of the log need no files for what is newest. */
function recoveriesOf(replay: Replay): Recovery[] {
  const { facts, moves, services } = replay;
  const told = facts
    .of("history-begins")
    .filter(({ by }) => by === "secondary-recovered")
    .map((begin) => {
      const { at, order } = recoveredFor(replay, begin);
      return { at, order, cut: begin.cut, parent: begin.parent, isWhole: false };
    });
  const silent = moves.all
    .filter((move) => move.by === "recover-database" && tailBefore(replay, move.order) === null)
    .flatMap(({ at, order }) => {
      const last = services.findLast(({ stopOrder }) => stopOrder !== null && stopOrder < order);
      if (last === undefined) return [];
      // What was brought home and has not served yet has nothing but what was brought.
      const home = facts
        .of("history-begins")
        .findLast((begin) => begin.by === "failed-back" && begin.order < order);
      return home !== undefined && home.order > last.stopOrder!
        ? [{ at, order, cut: home.cut, parent: home.history, isWhole: true }]
        : [{ at, order, cut: last.to, parent: last.history, isWhole: true }];
    });
  return [...told, ...silent];
}

function* recoveredToTheNewest(replay: Replay): Iterable<Finding> {
  const { facts, files, family, setting } = replay;
  for (const recovery of recoveriesOf(replay)) {
    const { at, cut, parent, isWhole } = recovery;
    if (!replay.machine("secondary").upAfter(at)) {
      yield violated("recovery-from-newest-readable-file", at, `the secondary is down at ${told(at)}`);
      continue;
    }
    const copied = files.made.filter(
      (file) => files.copied(file.cut, at) && !files.tooOld(file.cut, at, "site2"),
    );
    // A share at site 2 that stands holds files, too; whether people still reach it then, no fact says.
    const onShare = files.made.filter(
      (file) =>
        file.whole <= at && !files.goneFromShare(file.cut, at) && !files.tooOld(file.cut, at, "share"),
    );
    const shared = setting.shareSide === "secondary" && replay.share.upAfter(at) ? onShare : [];
    const everything = files.made.filter((file) => copied.includes(file) || shared.includes(file));
    const reaches = [newestReach(replay, recovery, everything), newestReach(replay, recovery, copied)];
    const due = reaches[0];
    if (due === null || due === undefined) {
      yield violated("recovery-from-newest-readable-file", at, `site 2 holds no database at ${told(at)}`);
      continue;
    }
    const match = reaches.find((reach) => reach?.at === cut || (isWhole && (reach?.at ?? 0) > cut));
    if (match === undefined || match === null) {
      // Files that were gone may have come back with the mending: which, no fact says.
      if (
        facts.of("chain-mended").some(({ at: mended }) => mended <= at) &&
        facts.of("files-gone").length > 0
      )
        yield unknown(`files were gone and the chain was mended before the recovery at ${told(at)}`);
      else
        yield violated(
          "recovery-from-newest-readable-file",
          at,
          `site 2 is recovered to ${told(cut)}, but its files reach to ${told(due.at)}`,
        );
    } else if (!family.holds(parent, match))
      yield violated(
        "recovery-from-newest-readable-file",
        at,
        `site 2 carries history ${match.history}, and history ${parent} does not hold it up to ${told(cut)}`,
      );
  }
}

function* undeletedFromOlderData({ facts }: Replay): Iterable<Finding> {
  for (const back of facts.of("undeleted")) {
    const deletion = facts
      .of("deleted")
      .find(({ from, to, order }) => from === back.from && to === back.to && order < back.order);
    const taken = facts
      .of("restore")
      .find((restore) => restore.cut >= (deletion?.at ?? back.to) && restore.order < back.order);
    if (deletion === undefined)
      yield violated(
        "undeleted-only-from-older-data",
        back.at,
        `(${told(back.from)}, ${told(back.to)}] is brought back at ${told(back.at)}, but was not deleted`,
      );
    else if (taken !== undefined)
      yield violated(
        "undeleted-only-from-older-data",
        back.at,
        `brought back at ${told(back.at)}, but the file cut at ${told(taken.cut)} was restored from ${told(taken.at)}`,
      );
  }
  for (const { at, from, to } of facts.of("deleted"))
    if (to > at || from >= to)
      yield violated(
        "watermarks-in-order",
        at,
        `deleted at ${told(at)} is (${told(from)}, ${told(to)}], which was not there`,
      );
}

export const recoveryRules: readonly Rule[] = [recoveredToTheNewest, undeletedFromOlderData];
