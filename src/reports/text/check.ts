/** What `check` prints: the exact figures of a schedule, the targets, and advice with its reasons. */
import type { CheckResult, ScheduleResult, TargetVerdict } from "../../results/index.js";
import { type Micros, printBitRate, printInstant, printTimeOfDay } from "../../units/index.js";
import { duration } from "./figures.js";
import type { Ink } from "./ink.js";
import { table, wrapped } from "./table.js";

const COLUMNS = 100;

export function checkText(result: CheckResult, ink: Ink): string[] {
  if (result.schedule === null) return [`${result.file}: ${ink.warn("not valid")}`];
  const warnings = result.issues.filter(({ severity }) => severity === "warning").length;
  const errors = result.issues.length - warnings;
  const verdict = errors > 0 ? ink.warn(counted(errors, "error")) : "valid";
  const advice = warnings > 0 ? `, ${counted(warnings, "warning")}` : "";
  return [
    ink.bold(`${result.scenario}`),
    ink.dim(`${result.file} · ${result.layout} layout · ${verdict}${advice}`),
    "",
    ...scheduleText(result.schedule, ink),
    ...result.targets.map((target) => targetText(target)),
    ...(result.targets.length > 0 ? [""] : []),
    ...(result.normal === null ? [] : normalText(result.normal)),
  ];
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

function scheduleText(schedule: ScheduleResult, ink: Ink): string[] {
  switch (schedule.kind) {
    case "unknown":
      return [`  No exact figures: ${schedule.why}.`, ""];
    case "grows":
      return [
        "  If the primary's site is lost: the jobs cannot keep up, so there is no worst case.",
        `  The newest safe cut is ${duration(schedule.afterADay)} old after a day, and ${duration(schedule.perDay)} older every day.`,
        "",
      ];
    case "exact":
      return [
        "  RPO if the primary's site is lost at any moment, exactly, from the schedule alone:",
        "",
        ...table([
          ["best", seconds(schedule.rpo.best), ink.dim("")],
          ["mean", seconds(schedule.rpo.mean), ""],
          ["p95", seconds(schedule.rpo.p95), ""],
          ["worst", seconds(schedule.rpo.worst), ""],
        ]),
        "",
        `  The worst instants lie just before ${schedule.worstAt.map((at) => moment(at, schedule.period)).join(", ")}, …`,
        "",
      ];
    default:
      return [
        ...wrapped(
          schedule.kind === "offsets-drawn"
            ? `RPO if the primary's site is lost at any moment; ${schedule.drawn.join(" and ")} is drawn once a replication, so best and worst are exact, mean and p95 integrals over the offset (quadrature, to 0.1 s):`
            : `RPO if the primary's site is lost at any moment, with every drawn value (${schedule.drawn.join(", ")}) in the middle of its law; \`run --replications\` shows the spread:`,
          COLUMNS,
          "  ",
        ),
        "",
        ...table([
          ["best", seconds(schedule.rpo.best)],
          ["mean", seconds(schedule.rpo.mean)],
          ["p95", seconds(schedule.rpo.p95)],
          ["worst", seconds(schedule.rpo.worst)],
        ]),
        "",
      ];
  }
}

/** In both units: minutes to think in, seconds to check. */
function seconds(value: number): string {
  const exact = `${Number(value.toFixed(2))} s`;
  const read = duration(value);
  return read === exact ? exact : `${read} (${exact})`;
}

/** The time of day where every day has such an instant, else the day with it. */
function moment(at: number, period: number): string {
  const instant = Math.round(at * 1e6) as Micros;
  return period <= 86_400 ? printTimeOfDay(instant) : printInstant(instant);
}

/** What the link carries and what a message waits for, while everything stands and most is sent. */
const normalText = ({ link, latency }: Normal): string[] => [...linkText(link), ...latencyText(latency)];

type Normal = NonNullable<CheckResult["normal"]>;

function linkText({ capacity, posts, relays, deliveries, copies, arithmetic }: Normal["link"]): string[] {
  if (posts + relays + deliveries === 0) {
    return [
      `  Of the ${printBitRate(capacity)} that the link carries, copies get ${printBitRate(copies)}.`,
      "",
    ];
  }
  return [
    `  The link carries ${printBitRate(capacity)}; at the busiest time, while everything stands:`,
    "",
    ...table([
      ["posts to the database", printBitRate(posts)],
      ["relays between servers", printBitRate(relays)],
      ["deliveries to users", printBitRate(deliveries)],
      ["left for copies", printBitRate(copies)],
    ]),
    "",
    ...wrapped(
      `posts: ${arithmetic.posts}; relays: ${arithmetic.relays}; deliveries: ${arithmetic.deliveries}`,
      100,
      "  ",
    ),
    "",
  ];
}

function latencyText(latency: Normal["latency"]): string[] {
  const sites = (["site-1", "site-2"] as const).flatMap((site) => {
    const met = latency[site];
    return met === null
      ? []
      : [[`users of ${site.replace("-", " ")}`, duration(met.mean), duration(met.p95)]];
  });
  return [
    ...(sites.length === 0
      ? []
      : [
          "  Until a message is acknowledged, at that time:",
          "",
          ...table([["", "on average", "95 % within"], ...sites]),
          "",
        ]),
    ...(latency.why === null
      ? []
      : [...wrapped(`A message may wait without end: ${latency.why}.`, COLUMNS, "  "), ""]),
  ];
}

function targetText({ measure, target, verdict, why }: TargetVerdict): string {
  return `  target ${measure} ${duration(target)}: ${verdict} (${why})`;
}

/** Behind an issue's own lines: why it matters and where the rule comes from. */
export function adviceText(reason: string, source: string): string[] {
  return [...wrapped(`why: ${reason}`, COLUMNS, "  "), `  source: ${source}`];
}
