/**
 * What a search for a schedule comes to, in sentences for whoever decides: what to set, what that brings and costs against
 * now, and how near the edge it stands. It must never show a recommendation without its edge.
 */
import type { CandidateResult, CliffResult, TuneResult } from "../../results/index.js";
import { parseDuration, printCount, printSize } from "../../units/index.js";
import { amount } from "./amounts.js";
import { duration, UNKNOWN } from "./figures.js";
import { wrapped } from "./table.js";

const COLUMNS = 100;

/** No line ends between a number and its unit. */
export const paragraph = (text: string, indent = "  "): string[] =>
  wrapped(text.replace(/(\d) (?=(?:%|µs|ms|s|min|h|d)(?![a-z]))/g, "$1\u00a0"), COLUMNS, indent).map((line) =>
    line.replaceAll("\u00a0", " "),
  );

/** What to do, in the first lines: everything else explains them. */
export function adviceText(result: TuneResult): string[] {
  const { best, nearest, now } = result;
  const chosen = best ?? nearest;
  if (chosen === null) {
    const why = now.whyNone === null ? "" : ` As it is now: ${now.whyNone}.`;
    return paragraph(`No schedule that was looked at can keep up, so none can be recommended.${why}`);
  }
  return [
    ...paragraph(openingText(result, chosen)),
    "",
    ...chosen.words.map((line) => `    ${line}`),
    ...changesText(chosen, now).map((line) => `    ${line}`),
    "",
    ...paragraph([achievesText(result, chosen), costText(result, chosen)].join(" ")),
  ];
}

function openingText(
  { best, now, partial, targets, evaluated }: TuneResult,
  chosen: CandidateResult,
): string {
  const them = targets.length === 1 ? "the target" : "the targets";
  if (best === null) {
    return evaluated.meetSchedule === 0
      ? `No schedule that was looked at meets ${them}. The one that comes nearest:`
      : `None of the schedules that were played is sure to meet ${them}. The one that comes nearest:`;
  }
  // Where none was played to the end, arithmetic alone has spoken, whatever it says of the targets.
  if (partial !== null && (evaluated.simulated === 0 || best.meetsTargets !== true)) {
    return "Interrupted before any schedule had been played to its end. By arithmetic alone this one is the first choice:";
  }
  if (isSame(best, now)) return `Leave the three jobs as they are. Nothing cheaper meets ${them}:`;
  return chosen.meetsTargets === true
    ? `Set the three jobs so. Nothing cheaper meets ${them}:`
    : "Set the three jobs so:";
}

export const isSame = (one: CandidateResult, other: CandidateResult): boolean =>
  one.words.join() === other.words.join() &&
  JSON.stringify(otherFields(one)) === JSON.stringify(otherFields(other));

/** Fields that no schedule of a job says. */
export const SCHEDULE_FIELDS: readonly string[] = [
  "logShipping.backup.every",
  "logShipping.backup.offset",
  "logShipping.copy.every",
  "logShipping.copy.offset",
  "logShipping.copy.after",
  "logShipping.restore.every",
  "logShipping.restore.offset",
];

const otherFields = ({ settings }: CandidateResult): [string, string][] =>
  Object.entries(settings).filter(([path]) => !SCHEDULE_FIELDS.includes(path));

/** "wan.bandwidth: 100 Mbps (now 50 Mbps)" */
const changesText = (chosen: CandidateResult, now: CandidateResult): string[] =>
  otherFields(chosen)
    .filter(([path, value]) => now.settings[path] !== value)
    .map(([path, value]) => `${path}: ${value} (now ${now.settings[path] ?? "not set"})`);

function achievesText({ now }: TuneResult, chosen: CandidateResult): string {
  const { schedule } = chosen;
  if (schedule === null) return `It cannot keep up: ${chosen.whyNone ?? "nothing is shipped"}.`;
  const most = schedule.exact
    ? `${duration(schedule.worst)} at worst`
    : `${duration(schedule.p99)} in one case of a hundred`;
  const loses = `If the primary's site is lost, ${duration(schedule.mean)} of messages are gone on average and ${most}`;
  if (isSame(chosen, now)) return `${loses}.`;
  const before = now.schedule;
  if (before === null)
    return `${loses}; as it is now the jobs cannot keep up, and what would be lost grows without end.`;
  const mostBefore = schedule.exact ? before.worst : before.p99;
  const figures = [schedule.mean, schedule.exact ? schedule.worst : schedule.p99];
  if ([before.mean, mostBefore].every((value, at) => duration(value) === duration(figures[at]!)))
    return `${loses}, as now.`;
  return `${loses}, instead of ${duration(before.mean)} and ${duration(mostBefore)} now.`;
}

function costText({ now, minimised }: TuneResult, { cost }: CandidateResult): string {
  const was = now.cost;
  const runs = `It takes ${amount(cost.runsPerDay)} job runs a day${againstText(cost.runsPerDay, was.runsPerDay)}`;
  const empty =
    cost.emptyRunsPerDay > 0
      ? `, beside ${amount(cost.emptyRunsPerDay)} runs of the copy job that find nothing and cost nothing`
      : "";
  const wan =
    minimised === "wan" || cost.wanBytesPerDay !== was.wanBytesPerDay
      ? ` It ships ${printSize(cost.wanBytesPerDay)} a day (now ${printSize(was.wanBytesPerDay)}).`
      : "";
  const files =
    minimised === "files"
      ? ` It keeps ${amount(cost.filesKept)} files${againstText(cost.filesKept, was.filesKept)}.`
      : "";
  const money = cost.moneyPerYear;
  const price =
    money === null || (money.amount === was.moneyPerYear?.amount && minimised !== "money")
      ? ""
      : ` Its options cost ${printCount(money.amount)} ${money.currency} a year (now ${printCount(was.moneyPerYear?.amount ?? 0)}).`;
  return `${runs}${empty}.${wan}${files}${price}`;
}

function againstText(value: number, was: number): string {
  if (amount(value) === amount(was)) return ", as many as now";
  return value < was
    ? `, ${amount(was - value)} fewer than now`
    : `, ${amount(value - was)} more than now (${amount(was)})`;
}

/** How much longer a backup or a transfer may take, and what happens then; a paragraph each. */
export function cliffTexts(cliffs: readonly CliffResult[], chosen: CandidateResult): string[] {
  const texts = cliffs.map((cliff) =>
    [jumpText(cliff, missesText(cliff, chosen)), ...(cliff.judged ? [limitText(cliff)] : [])].join(" "),
  );
  return cliffs.some(({ judged }) => !judged)
    ? [...texts, "No target is on RPO, so that only the jump is told, and no limit that a target sets."]
    : texts;
}

function limitText({ takes, mayTake, rpoBeyond, jumpsAt }: CliffResult): string {
  if (mayTake === null) return "No target is missed before it takes ten times as long.";
  if (mayTake < takes) return "A target is missed already.";
  return mayTake === jumpsAt
    ? "That is where a target is missed."
    : `Beyond ${duration(mayTake)} a target is missed: ${worstText(rpoBeyond)} then.`;
}

/** What goes wrong first when it takes too long. */
function missesText({ what, jumpsAt }: CliffResult, { settings }: CandidateResult): string {
  if (what === "transfer") return "the next copy run falls out";
  const every = parseDuration(settings["logShipping.backup.every"] ?? "");
  const fillsInterval = every.ok && jumpsAt !== null && jumpsAt * 1e6 >= every.value;
  return fillsInterval || settings["logShipping.copy.after"] !== undefined
    ? "the next backup falls out"
    : "a copy misses it";
}

function jumpText({ what, takes, jumpsAt, rpoAfterJump }: CliffResult, misses: string): string {
  const own = `A ${what} takes ${duration(takes)} at most`;
  if (jumpsAt === null) return `${own}. If it takes longer, RPO at worst grows with it and never jumps.`;
  const then = worstText(rpoAfterJump);
  return jumpsAt <= takes
    ? `${own} and stands at the very edge: if it takes any longer ${misses}, and ${then}.`
    : `${own} and may take up to ${duration(jumpsAt)} before ${misses}; then ${then}.`;
}

/** null: it has no end. */
const worstText = (rpo: number | null): string =>
  rpo === null ? "the jobs cannot keep up and RPO grows without end" : `RPO at worst is ${duration(rpo)}`;

export function lookedText({ evaluated, minimised, indifference }: TuneResult): string {
  const { candidates, sustainable, meetSchedule, simulated } = evaluated;
  const looked =
    `Looked at ${many(candidates, "schedule")}: ${printCount(sustainable)} can keep up, ${printCount(meetSchedule)} meet ` +
    `the targets as far as the schedule alone decides, ${printCount(simulated)} ${simulated === 1 ? "was" : "were"} played.`;
  return `${looked} Cheapest means ${CHEAPEST[minimised] ?? minimised}; mean RPO within ${duration(indifference)} counts as the same.`;
}

const CHEAPEST: Readonly<Record<string, string>> = {
  runs: "the fewest job runs a day",
  money: "the lowest price a year",
  wan: "the fewest bytes over the link",
  files: "the fewest files kept",
};

const many = (number: number, noun: string): string =>
  `${printCount(number)} ${noun}${number === 1 ? "" : "s"}`;

export function assumedText({ assumed }: TuneResult): string | null {
  if (assumed === null) return null;
  return (
    `Assumed, since nothing takes the same time twice: ${assumed.durations}; ${assumed.jitter}. ` +
    "--exact-durations takes them as they are written."
  );
}

/** The part of a whole that a field carries; so few pairs of schedules bear no more digits. */
export const effectText = (effect: number | null): string =>
  effect === null ? UNKNOWN : `${Math.round(effect * 100)} %`;

/** Fields that have no say in what is lost with the site: restores, people, who watches and who decides. */
export const cannotMoveRpo = (path: string): boolean =>
  path === "topology.witness" ||
  path === "runbook.order" ||
  path.startsWith("monitoring.") ||
  path.startsWith("logShipping.restore.");
