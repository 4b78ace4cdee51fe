/** What keeps RPO from being lower, or a schedule from being cheaper, in sentences. */
import { shareSide } from "../../shipping/index.js";
import type { Scenario } from "../../spec/index.js";
import { type Micros, modulo, printDuration, printExactDuration, printShare } from "../../units/index.js";
import { runTimesOf } from "./run-times.js";
import { offsetOf, type Schedule, scheduleOf } from "./schedule.js";
import { costBy } from "./schedule-cost.js";
import type { Candidate, Found, ScheduleTarget, TuneInput } from "./search.js";
import { shortestInterval } from "./shortest.js";
import { meetsOne, nearestTo } from "./targets.js";

export function bindsOf(input: TuneInput, found: Found, chosen: Candidate): string[] {
  const said = [
    madeOf(input, chosen),
    whyThisCopy(input, found, chosen),
    targetThatBinds(input, found, chosen),
    linkThatBinds(found, chosen),
  ];
  return said.filter((sentence) => sentence !== null);
}

const told = (seconds: number): string => printDuration(Math.round(seconds * 1e6) as Micros);
const micros = (value: number): string => printDuration(Math.round(value) as Micros);

/** The parts of the worst case. */
function madeOf({ exactDurations }: TuneInput, { scenario, figures }: Candidate): string | null {
  if (figures === null) return null;
  const { backup, copy } = scheduleOf(scenario);
  const { longest } = runTimesOf(scenario, exactDurations);
  const atMost = exactDurations ? "" : " at most";
  const isAtCopy = shareSide(scenario) === "primary";
  const uneven = unevenLoad(scenario);
  if (uneven !== null) {
    const transfer = isAtCopy ? ` and its transfer up to ${micros(longest.transfer)}` : "";
    return `How much a file holds changes with ${uneven}: a backup takes up to ${micros(longest.backup)}${transfer}. RPO at worst, over all of that, is ${told(figures.worst)}.`;
  }
  const late = longest.backupStart + (isAtCopy ? longest.copyStart : 0);
  const parts = [
    `the backup interval of ${printExactDuration(backup.every)}`,
    ...(late === 0 ? [] : [`start delays of ${micros(late)}${atMost}`]),
    `a backup of ${micros(longest.backup)}${atMost}`,
  ];
  if (isAtCopy) {
    if (copy !== null) parts.push("the wait for the copy's next start");
    parts.push(`a transfer of ${micros(longest.transfer)}${atMost}`);
  }
  return `RPO at worst, ${told(figures.worst)}, is made of ${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}.`;
}

/** null: every file holds as much as any other. */
function unevenLoad({ workload, logShipping }: Scenario): string | null {
  if (logShipping.backup.fileSize !== null) return null;
  const { profile, bursts } = workload;
  const named = [
    ...(profile.shape === "constant" ? [] : ["the profile of the load"]),
    ...bursts.map(({ name }) => `the burst "${name}"`),
  ];
  return named.length === 0 ? null : named.join(", ");
}

/** What the copy's place does to RPO, and what happens at its edge. */
function whyThisCopy(input: TuneInput, found: Found, chosen: Candidate): string | null {
  const { scenario } = chosen;
  const { backup, copy } = scheduleOf(scenario);
  if (shareSide(scenario) !== "primary") {
    return "The share outlives the primary's site, so that the copy's schedule does not matter for RPO; it decides how much is left to copy and restore after the loss, and so about RTO.";
  }
  const { longest } = runTimesOf(scenario, input.exactDurations);
  const lateEnd = longest.backupStart + longest.backup;
  if (copy === null) {
    const edge = onTheEdge(input, found, chosen);
    const beside =
      edge === null
        ? ""
        : ` A copy on the grid at ${told(edge.at)} after each backup's start would miss it in part of the runs, and its mean RPO is ${told(edge.mean)}.`;
    return `Copies follow backups however long these take: no backup is missed for being late.${beside}`;
  }
  if (copy.every < backup.every) {
    return `Copies look every ${printExactDuration(copy.every)}: a backup that ends just after one waits no longer than that for the next.`;
  }
  const room = roomAfter(scheduleOf(scenario), lateEnd);
  return `The copy starts ${micros(room)} after the longest backup ends: one that takes longer than that is missed, and waits ${printExactDuration(copy.every)} more.`;
}

/** From the end of a backup that takes its longest to the next copy. */
function roomAfter({ backup, copy }: Schedule, lateEnd: number): number {
  if (copy === null) return 0;
  return modulo(offsetOf(copy.offset) - offsetOf(backup.offset) - lateEnd, copy.every);
}

/** The grid with as many runs whose copy starts where a backup usually ends: what constants would recommend. */
function onTheEdge(
  input: TuneInput,
  found: Found,
  chosen: Candidate,
): { readonly at: number; readonly mean: number } | null {
  const mine = scheduleOf(chosen.scenario);
  const { middle, longest } = runTimesOf(chosen.scenario, input.exactDurations);
  const [usual, late] = [middle, longest].map(({ backup, backupStart }) => backupStart + backup);
  if (usual === late) return null;
  for (const { scenario, figures } of found.preferred) {
    const { backup, copy } = scheduleOf(scenario);
    if (
      copy === null ||
      figures === null ||
      backup.every !== mine.backup.every ||
      copy.every !== backup.every
    )
      continue;
    const after = offsetOf(copy.offset) - offsetOf(backup.offset);
    if (after >= usual! && after < late! - longest.backupStart)
      return { at: after / 1e6, mean: figures.mean };
  }
  return null;
}

/** The target nearest to its limit, and what a cheaper schedule would do to it. */
function targetThatBinds(input: TuneInput, found: Found, chosen: Candidate): string | null {
  const { targets } = input;
  if (targets.length === 0 || chosen.figures === null) return null;
  const figures = chosen.figures;
  const share = ({ statistic, limit }: ScheduleTarget) =>
    limit === 0 ? Number.POSITIVE_INFINITY : figures[statistic] / limit;
  const tightest = targets.reduce((one, other) => (share(other) > share(one) ? other : one));
  const value = (target: ScheduleTarget, candidate: Candidate) => told(candidate.figures![target.statistic]);
  if (!meetsOne(figures, tightest)) {
    return `No schedule meets ${tightest.text}: the nearest reaches ${value(tightest, chosen)}.`;
  }
  const by = costBy(found.minimised, input.countEmptyCopies);
  const cheaper = found.preferred.filter(({ cost }) => by(cost) < by(chosen.cost));
  const next = nearestTo(cheaper, targets);
  if (next === null)
    return `Nothing that was looked at costs less; ${tightest.text} is met with ${value(tightest, chosen)}.`;
  const missed = targets.find((target) => !meetsOne(next.figures!, target));
  if (missed === undefined) return null;
  const { backup } = scheduleOf(next.scenario);
  return `${missed.text} keeps it from being cheaper: of all that costs less, backups every ${printExactDuration(backup.every)} come nearest, with ${value(missed, next)}.`;
}

/** The floor under all intervals: said where it is in the way. */
function linkThatBinds(found: Found, chosen: Candidate): string | null {
  const { interval, perFile, filled } = shortestInterval(chosen.scenario);
  if (interval === null) {
    return `The log fills ${printShare(filled)} of what copies get of the link: no interval keeps up.`;
  }
  if (found.preferred.length === found.candidates) return null;
  return filled === 0
    ? `No interval of backups under ${micros(interval)} can be sustained: a transfer takes that long.`
    : `No interval of backups under ${micros(interval)} can be sustained: each file takes ${micros(perFile)} whatever it holds, and its log ${printShare(filled)} of the time in which it is written.`;
}
