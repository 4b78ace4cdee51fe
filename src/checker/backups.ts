/** Backups: their cuts, their log, and what they need to make a file. It must never know when one was due. */
import type { Placed } from "./facts.js";
import { broughtHome } from "./homecoming.js";
import type { Replay, Rule } from "./replay.js";
import { pairOf } from "./sessions.js";
import { told } from "./spans.js";
import { type Finding, violated } from "./verdict.js";

/** What breaks or mends the row of files, so that one need not begin where the last was cut. */
const unrowed = ({ facts }: Replay) =>
  facts.of(
    "chain-mended",
    "full-backup-arrived",
    "full-backup-restored",
    "secondary-emptied",
    "history-begins",
  );

const made = ({ facts }: Replay): readonly Placed<"backup">[] =>
  facts.of("backup").filter(({ outcome }) => outcome === "made");

export function* oneRunAtATime({ facts }: Replay): Iterable<Finding> {
  const jobs = [
    ["backup", facts.of("backup")],
    ["copy", facts.of("copy").filter(({ by }) => by === "job")],
    ["restore", facts.of("restore")],
  ] as const;
  for (const [job, runs] of jobs) {
    let busy = Number.NEGATIVE_INFINITY;
    for (const { at, until } of runs) {
      if (until < at)
        yield violated("one-run-at-a-time", at, `the ${job} of ${told(at)} ends before it begins`);
      if (at < busy)
        yield violated(
          "one-run-at-a-time",
          at,
          `a ${job} begins at ${told(at)} while one runs until ${told(busy)}`,
        );
      busy = until;
    }
  }
}

export function* cutsIncrease(replay: Replay): Iterable<Finding> {
  let last = Number.NEGATIVE_INFINITY;
  for (const { at, from } of made(replay)) {
    if (at <= last) yield violated("cuts-increase", at, `the cut ${told(at)} follows the cut ${told(last)}`);
    if (from > at)
      yield violated("cuts-increase", at, `the file cut at ${told(at)} begins only at ${told(from)}`);
    last = at;
  }
}

/** Where the next file begins: where the last was cut, or where another tool's ends. */
function nextDue({ facts }: Replay, since: number, at: number): number {
  const taken = facts.of("log-taken-away").findLast((one) => since < one.at && one.at <= at);
  return taken?.upTo ?? since;
}

/** Where log begins after the pool came home between two cuts: with the database that was restored there. null: it did not. */
function homeBetween(replay: Replay, before: number, at: number): number | null {
  const home = replay.moves.all.findLast((move) => move.to === "first" && before < move.at && move.at <= at);
  return home === undefined ? null : (broughtHome(replay, home.order + 1)?.restored.at ?? home.at);
}

/** The way home itself breaks no row that it does not begin anew. */
const isOfTheWay = (entry: ReturnType<typeof unrowed>[number]): boolean =>
  entry.fact === "history-begins"
    ? entry.by !== "forced-service"
    : entry.fact === "full-backup-arrived" || entry.fact === "full-backup-restored";

export function* filesContiguous(replay: Replay): Iterable<Finding> {
  const files = made(replay);
  for (const [index, { at, from, until }] of files.entries()) {
    const before = files[index - 1];
    if (before === undefined) continue;
    const home = homeBetween(replay, before.at, at);
    const broken = unrowed(replay).filter((entry) => before.at < entry.at && entry.at <= until);
    if (broken.some((entry) => home === null || !isOfTheWay(entry))) continue;
    const due = nextDue(replay, home ?? before.at, at);
    if (from !== due)
      yield violated(
        "files-contiguous",
        at,
        `the file cut at ${told(at)} begins at ${told(from)}, but should at ${told(due)}`,
      );
  }
}

/** The database serves from the cut to the end of the run, on one machine of the first pair. */
export function* backupsOfWhatServes(replay: Replay): Iterable<Finding> {
  for (const { at, until } of made(replay)) {
    const end = Math.min(until, replay.horizon);
    const service = [...replay.services, ...replay.rivals].find(
      ({ machine, from, to }) => pairOf(machine) === "first" && from <= at && at <= to && end <= to,
    );
    if (service === undefined)
      yield violated(
        "backup-needs-database",
        at,
        `no database of the first pair serves all the time from ${told(at)} to ${told(until)}`,
      );
    else if (service.machine === "mirror" && !replay.setting.shipsLogs)
      yield violated("mirror-ships-only-if-set-up", at, `the mirror makes the file cut at ${told(at)}`);
  }
}

export function* backupsToWhatStands(replay: Replay): Iterable<Finding> {
  for (const { at, until } of made(replay)) {
    if (!replay.share.upThroughout(at, until))
      yield violated("backup-needs-share", at, `the share is down in the backup of ${told(at)}`);
    else if (replay.setting.shareSide === "secondary" && !replay.link.upThroughout(at, until))
      yield violated("backup-needs-share", at, `the link to the share is down in the backup of ${told(at)}`);
  }
}

export const backupRules: readonly Rule[] = [
  oneRunAtATime,
  cutsIncrease,
  filesContiguous,
  backupsOfWhatServes,
  backupsToWhatStands,
];
