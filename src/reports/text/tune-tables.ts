/** The tables of a search for a schedule: figures exact beside played, the front, the fields, the margins. No sentences. */
import type {
  CandidateResult,
  EstimateResult,
  ScheduleFiguresResult,
  TuneResult,
} from "../../results/index.js";
import { printCount, printSize } from "../../units/index.js";
import { amount, probability } from "./amounts.js";
import { duration, UNKNOWN } from "./figures.js";
import type { Footnotes } from "./footnotes.js";
import type { Ink } from "./ink.js";
import { estimateText, type Print, titled } from "./sweep-tables.js";
import { cannotMoveRpo, effectText, SCHEDULE_FIELDS } from "./tune-words.js";

const SCHEDULE_ROWS = ["mean", "p50", "p95", "p99", "worst"] as const;

/** What it brings: by the schedule alone beside what was seen when it was played, now and then. */
export function figuresTable(
  result: TuneResult,
  chosen: CandidateResult,
  notes: Footnotes,
  ink: Ink,
): string[] {
  const { now, targets } = result;
  const exactly = chosen.schedule?.exact === false ? "by drawn runs" : "exactly";
  const goalOf = (subject: string) =>
    targets
      .filter(({ text }) => text.split(/[<>]/)[0]!.trim() === subject)
      .map(({ text }) => /[<>].*$/.exec(text)?.[0] ?? "")
      .join(", ");
  const rows = SCHEDULE_ROWS.map((statistic) => [
    `RPO ${statistic}`,
    figureText(now.schedule, statistic),
    figureText(chosen.schedule, statistic),
    playedText(chosen, `site-loss.rpo.${statistic === "worst" ? "observedMax" : statistic}`, duration, notes),
    goalOf(`site-loss.rpo.${statistic}`),
  ]);
  const others = Object.keys(chosen.simulated ?? {})
    .filter((key) => !/^site-loss\.rpo\.(mean|p50|p95|p99|observedMax)$/.test(key))
    .map((key) => [
      nameOf(key),
      playedText(now, key, printOf(key), notes),
      "",
      playedText(chosen, key, printOf(key), notes),
      goalOf(key),
    ]);
  const title = ["if the primary's site is lost", "now", exactly, "as played (95 %)", "target"];
  return titled([title, ...rows, ...others].map(withoutEmptyEnd(targets.length === 0)), ink);
}

const withoutEmptyEnd = (isEmpty: boolean) => (row: string[]) => (isEmpty ? row.slice(0, -1) : row);

const figureText = (
  schedule: ScheduleFiguresResult | null,
  statistic: (typeof SCHEDULE_ROWS)[number],
): string => (schedule === null ? UNKNOWN : duration(schedule[statistic]));

function playedText({ simulated }: CandidateResult, key: string, print: Print, notes: Footnotes): string {
  const estimate: EstimateResult | undefined = simulated?.[key];
  return estimate === undefined ? "" : estimateText(estimate, print, notes);
}

/** "RTO p95", "messages lost mean"; of random years as it is asked for. */
function nameOf(key: string): string {
  const [kind, measure, statistic] = key.split(".");
  if (kind !== "site-loss" || measure === undefined) return key;
  const name = measure === "lost" ? "messages lost" : measure === "rto" ? "RTO" : measure;
  return `${name} ${statistic ?? ""}`.trimEnd();
}

function printOf(key: string): Print {
  if (/availability|usersDown|^p[A-Z]/.test(key)) return probability;
  return /lost|refused|Events/.test(key) ? amount : duration;
}

type CostRow = readonly [name: string, of: (candidate: CandidateResult) => string];

const COST_ROWS: readonly CostRow[] = [
  ["job runs a day", ({ cost }) => amount(cost.runsPerDay)],
  ["copy runs that find nothing", ({ cost }) => amount(cost.emptyRunsPerDay)],
  ["over the link a day", ({ cost }) => printSize(cost.wanBytesPerDay)],
  ["of the link at the busiest", ({ cost }) => probability(cost.wanPeakShare)],
  ["files kept", ({ cost }) => amount(cost.filesKept)],
];

export function costTable({ now }: TuneResult, chosen: CandidateResult, ink: Ink): string[] {
  const money: readonly CostRow[] =
    now.cost.moneyPerYear === null && chosen.cost.moneyPerYear === null
      ? []
      : [["price of options a year", moneyText]];
  const rows = [...COST_ROWS, ...money].map(([name, of]) => [name, of(now), of(chosen)]);
  return titled([["what it takes", "now", "then"], ...rows], ink);
}

const moneyText = ({ cost: { moneyPerYear } }: CandidateResult): string =>
  moneyPerYear === null ? UNKNOWN : `${printCount(moneyPerYear.amount)} ${moneyPerYear.currency}`;

const MOST_ROWS = 10;

/** Cheapest first. Where there are many, some of them, always with the one that is recommended. */
export function frontTable(result: TuneResult, ink: Ink): string[] {
  const { front, best, minimised } = result;
  if (front.length === 0) return [];
  const others = [...new Set(front.flatMap(({ settings }) => Object.keys(settings)))].filter(
    (path) => !SCHEDULE_FIELDS.includes(path),
  );
  const shown = thinned(front, best);
  const rows = shown.map((candidate) => [
    jobText(candidate, "backup"),
    jobText(candidate, "copy"),
    jobText(candidate, "restore"),
    ...others.map((path) => candidate.settings[path] ?? ""),
    costOf(candidate, minimised),
    figureText(candidate.schedule, "mean"),
    figureText(candidate.schedule, "p99"),
    figureText(candidate.schedule, "worst"),
    verdictText(candidate.meetsTargets),
  ]);
  const names = others.map((path) => path.split(".").slice(-2).join("."));
  const title = [
    "backup",
    "copy",
    "restore",
    ...names,
    COST_NAMES[minimised] ?? minimised,
    "RPO mean",
    "p99",
    "worst",
    "targets",
  ];
  const more = front.length - shown.length;
  return [
    ...titled([title, ...rows], ink),
    ...(more > 0 ? [`  and ${printCount(more)} between these, in candidates.csv`] : []),
  ];
}

const verdictText = (meetsTargets: boolean | null): string =>
  meetsTargets === null ? "not played" : meetsTargets ? "met" : "missed";

const COST_NAMES: Readonly<Record<string, string>> = {
  runs: "runs a day",
  money: "a year",
  wan: "link a day",
  files: "files",
};

function costOf(candidate: CandidateResult, minimised: string): string {
  const { cost } = candidate;
  switch (minimised) {
    case "money":
      return moneyText(candidate);
    case "wan":
      return printSize(cost.wanBytesPerDay);
    case "files":
      return amount(cost.filesKept);
    default:
      return amount(cost.runsPerDay);
  }
}

/** "15 min + 30 s", "after backup" */
function jobText({ settings }: CandidateResult, job: "backup" | "copy" | "restore"): string {
  if (job === "copy" && settings["logShipping.copy.after"] !== undefined) return "after backup";
  const every = settings[`logShipping.${job}.every`];
  const offset = settings[`logShipping.${job}.offset`];
  if (every === undefined && offset === undefined) return "as now";
  return `${every ?? "as now"}${offset === undefined || offset === "0 s" ? "" : ` + ${offset}`}`;
}

function thinned(
  front: readonly CandidateResult[],
  best: CandidateResult | null,
): readonly CandidateResult[] {
  if (front.length <= MOST_ROWS) return front;
  const words = best?.words.join();
  const step = (front.length - 1) / (MOST_ROWS - 1);
  const places = new Set(Array.from({ length: MOST_ROWS }, (_, row) => Math.round(row * step)));
  return front.filter((candidate, place) => places.has(place) || candidate.words.join() === words);
}

const NO_EFFECT = "no effect on RPO; what it does to RTO is in the played figures";

export function knobTable({ knobs }: TuneResult, notes: Footnotes, ink: Ink): string[] {
  if (knobs.length === 0) return [];
  const rows = knobs.map(({ path, alone: [low, high], totalEffect }) => [
    path,
    low === high
      ? `${duration(low)} whatever it is${cannotMoveRpo(path) ? notes.mark(NO_EFFECT) : ""}`
      : `${duration(low)} to ${duration(high)}`,
    effectText(totalEffect),
  ]);
  return titled(
    [["which fields matter", "mean RPO, moved alone", "part in all that RPO varies"], ...rows],
    ink,
  );
}

export function marginTable({ margins }: TuneResult, ink: Ink): string[] {
  if (margins.length === 0) return [];
  const rows = margins.map(({ what, schedule, whyNone, meetsTargets }) =>
    schedule === null
      ? [what, whyNone ?? "cannot keep up", "", "", verdictText(meetsTargets)]
      : [
          what,
          duration(schedule.mean),
          duration(schedule.p99),
          duration(schedule.worst),
          verdictText(meetsTargets),
        ],
  );
  return titled([["and if …", "RPO mean", "p99", "worst", "targets"], ...rows], ink);
}
