/**
 * The copies at site 2: how they come there, and how they are restored. It must never know a schedule, nor what a run
 * of a job listed; only what it did with the files.
 */
import type { Placed } from "./facts.js";
import type { Replay, Rule } from "./replay.js";
import { told } from "./spans.js";
import { type Finding, unknown, violated } from "./verdict.js";

/** A cut without a file: missing from the trace if it is older than all of it, otherwise a lie. */
function noSuchFile({ files }: Replay, cut: number): boolean {
  const first = files.made[0];
  return first === undefined || cut < first.cut;
}

function* copiesOfWholeFiles(replay: Replay): Iterable<Finding> {
  for (const { at, cut } of replay.facts.of("copy")) {
    const file = replay.files.withCut(cut);
    if (file === undefined && noSuchFile(replay, cut))
      yield unknown(`the file cut at ${told(cut)} is copied, but no fact says how it was made`);
    else if (file === undefined)
      yield violated("copy-needs-file", at, `there is no file with the cut ${told(cut)} to copy`);
    else if (file.whole > at)
      yield violated(
        "copy-needs-file",
        at,
        `the file cut at ${told(cut)} is copied at ${told(at)}, but whole only at ${told(file.whole)}`,
      );
    else if (replay.files.goneFromShare(cut, at))
      yield violated(
        "copy-needs-file",
        at,
        `the file cut at ${told(cut)} is copied, but gone from the share`,
      );
  }
}

function* copiesOnAStandingWay(replay: Replay): Iterable<Finding> {
  const ways = [
    ["the share", replay.share],
    ["the secondary", replay.machine("secondary")],
    ...(replay.setting.shareSide === "primary" ? [["the link", replay.link] as const] : []),
  ] as const;
  for (const { at, cut, until, outcome } of replay.facts.of("copy"))
    for (const [name, standing] of ways) {
      const stands = outcome === "safe" ? standing.upThroughout(at, until) : standing.upAfter(at);
      if (!stands)
        yield violated("copy-needs-way", at, `${name} is down while the file cut at ${told(cut)} is copied`);
    }
}

/** What lets the job go back, or pass over files: they may be taken again, or be needed no more. */
function startedAnew({ facts }: Replay, after: Placed<"copy"> | undefined, copy: Placed<"copy">): boolean {
  return facts
    .of("chain-mended", "secondary-emptied", "full-backup-arrived", "full-backup-restored", "files-gone")
    .some(({ at }) => (after?.at ?? Number.NEGATIVE_INFINITY) <= at && at <= copy.at);
}

function* oldestFirst(replay: Replay): Iterable<Finding> {
  let last: Placed<"copy"> | undefined;
  for (const copy of replay.facts.of("copy").filter(({ by }) => by === "job")) {
    if (last !== undefined && !startedAnew(replay, last, copy)) {
      const newest = last.cut;
      const left = replay.files.made.find(
        ({ cut }) => newest < cut && cut < copy.cut && !replay.files.copied(cut, copy.at),
      );
      if (copy.cut <= newest)
        yield violated(
          "oldest-file-first",
          copy.at,
          `the file cut at ${told(copy.cut)} is copied after that of ${told(newest)}`,
        );
      else if (left !== undefined)
        yield violated(
          "oldest-file-first",
          copy.at,
          `the file cut at ${told(copy.cut)} is copied, and that of ${told(left.cut)} left out`,
        );
    }
    if (copy.outcome === "safe") last = copy;
  }
}

/** A file on a share that stands at site 2 is there as soon as it is whole. */
function isThere(replay: Replay, cut: number, at: number): boolean {
  const file = replay.files.withCut(cut);
  const onShare =
    replay.setting.shareSide === "secondary" &&
    file !== undefined &&
    file.whole <= at &&
    !replay.files.goneFromShare(cut, at);
  return onShare || replay.files.copied(cut, at);
}

function* restoresOfSafeFiles(replay: Replay): Iterable<Finding> {
  for (const { at, cut, outcome } of replay.facts.of("restore")) {
    const file = replay.files.withCut(cut);
    if (file === undefined && noSuchFile(replay, cut))
      yield unknown(`the file cut at ${told(cut)} is restored, but no fact says how it was made`);
    else if (file === undefined || !isThere(replay, cut, at))
      yield violated(
        "restore-needs-safe-file",
        at,
        `the file cut at ${told(cut)} is restored, but not whole at site 2 at ${told(at)}`,
      );
    else if (outcome === "restored" && !replay.files.readable(file, at))
      yield violated(
        "restore-needs-safe-file",
        at,
        `the file cut at ${told(cut)} is restored, but unreadable`,
      );
  }
}

function* restoresInOrder(replay: Replay): Iterable<Finding> {
  const { facts, files } = replay;
  const runs = facts.of("restore").filter(({ outcome }) => outcome === "restored");
  for (const { at, until, cut, order } of runs) {
    const file = files.withCut(cut);
    if (file === undefined) continue;
    const position = files.restoredBefore(at, order);
    if (replay.moves.wasRecovered(order))
      yield violated("restore-in-order", at, `restored at ${told(at)} onto a database that was recovered`);
    else if (position === null)
      yield violated("restore-in-order", at, `restored at ${told(at)}, but no database stands there`);
    else if (cut === position.at)
      // What is there already is applied without effect: so the very first file of a schedule, which holds nothing.
      continue;
    else if (!files.follows(file, position, at))
      yield violated(
        "restore-in-order",
        at,
        `the file (${told(file.from)}, ${told(cut)}] does not follow on ${told(position.at)}, where site 2 stands`,
      );
    else if (!replay.machine("secondary").upThroughout(at, until))
      yield violated(
        "restore-in-order",
        at,
        `the secondary is down while the file cut at ${told(cut)} is restored`,
      );
  }
}

/** People who apply files in a step of theirs do not wait for the delay; only the job does. */
function somebodyIsAtWork({ facts }: Replay, at: number): boolean {
  const running = new Set<string>();
  for (const step of facts.of("step"))
    if (step.at <= at) {
      if (step.state === "begins") running.add(step.step);
      else if (step.at < at) running.delete(step.step);
    }
  return running.size > 0;
}

function* restoresAfterTheDelay(replay: Replay): Iterable<Finding> {
  const delay = Math.round(replay.setting.restoreDelay * 1e6);
  for (const { at, cut } of replay.facts.of("restore"))
    if (at < cut + delay && !somebodyIsAtWork(replay, at))
      yield violated(
        "restore-not-before-delay",
        at,
        `the file cut at ${told(cut)} is restored at ${told(at)}, before ${told(cut + delay)}`,
      );
}

function* watermarksInOrder({ facts, family }: Replay): Iterable<Finding> {
  const early = (at: number, what: string, upTo: number, most: number): Finding[] =>
    upTo <= most
      ? []
      : [violated("watermarks-in-order", at, `${what} reaches to ${told(upTo)}, beyond ${told(most)}`)];
  for (const { at, upTo } of facts.of("hardened")) yield* early(at, "what the mirror hardened", upTo, at);
  for (const { at, upTo } of facts.of("log-taken-away")) yield* early(at, "the log taken away", upTo, at);
  for (const { at, cut } of facts.of("full-backup-arrived")) yield* early(at, "the full backup", cut, at);
  for (const { at, cut, parent } of facts.of("history-begins"))
    yield* early(at, "a new history", cut, Math.min(at, family.get(parent)?.reach ?? at));
  const arrived = facts.of("full-backup-arrived");
  for (const { at, cut, order } of facts.of("full-backup-restored"))
    if (!arrived.some((each) => each.cut === cut && each.order < order))
      yield violated(
        "watermarks-in-order",
        at,
        `the full backup of ${told(cut)} is restored, but never arrived`,
      );
}

export const siteTwoRules: readonly Rule[] = [
  copiesOfWholeFiles,
  copiesOnAStandingWay,
  oldestFirst,
  restoresOfSafeFiles,
  restoresInOrder,
  restoresAfterTheDelay,
  watermarksInOrder,
];
