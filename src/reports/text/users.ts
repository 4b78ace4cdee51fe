/**
 * What an incident was for the users, and what normal running is for them: who was cut off, how they came back, how
 * long a message waits. It must never know databases and their losses.
 */
import type {
  IncidentResult,
  LatencyBySite,
  LatencyChange,
  RunResult,
  SiteName,
} from "../../results/index.js";
import { printBitRate } from "../../units/index.js";
import { duration, share, UNKNOWN } from "./figures.js";
import type { Ink } from "./ink.js";
import { spoken } from "./names.js";
import { table, wrapped } from "./table.js";

/** null: one notional user sits at the database, and there is nothing to tell. */
export type Normal = RunResult["normal"];

const COLUMNS = 100;
const SITES: readonly SiteName[] = ["site-1", "site-2"];
const RETURNS = ["50", "90", "95", "100"] as const;

/** "50 % of the users were cut off, and it took 59 min until 95 % could send again" */
export function cutOffText({ rto, rtoCurve, usersDown }: IncidentResult): string {
  const whom = usersDown >= 1 ? "all users were cut off" : `${share(usersDown)} of the users were cut off`;
  if (usersDown === 0) return "service went on";
  if (rto === 0) return `${whom}, never so many that it counts as an outage`;
  if (rto === null) return `${whom}, and not enough of them were back within the horizon`;
  return `${whom}, and it took ${duration(rto)} until ${back(rtoCurve, rto)} could send again`;
}

/** How many those are with whom the outage ends; where all came back at one instant, all of them. */
function back(curve: IncidentResult["rtoCurve"], rto: number): string {
  if (curve["100"] === rto) return "everybody";
  return curve["95"] === rto ? "95 %" : curve["90"] === rto ? "90 %" : "enough of them";
}

/** "50 % after 55 min · 90 % after 58.5 min · 95 % after 59 min · everybody after 59.5 min" */
export function curveText({ rtoCurve }: IncidentResult): string {
  const after = RETURNS.map((percent) => rtoCurve[percent]);
  if (after.every((one) => one === after[0])) return `all at once, after ${duration(after[0]!)}`;
  const parts = RETURNS.flatMap((percent) => {
    const whom = percent === "100" ? "everybody" : `${percent} %`;
    const at = rtoCurve[percent];
    if (at === 0) return [];
    return [at === null ? `${whom} not within the horizon` : `${whom} after ${duration(at)}`];
  });
  return parts.join(" · ");
}

const ENDLESS = "without end";

/** "61 ms · 358 ms", mean and 95 % quantile of one home. */
export function latencyText(latency: LatencyBySite, site: SiteName): string {
  const met = latency[site];
  if (met !== null) return `${wait(met.mean)} · ${wait(met.p95)}`;
  return latency.why === null ? UNKNOWN : ENDLESS;
}

/** Two or three digits: nobody feels more. */
const wait = (seconds: number): string => duration(Number(seconds.toPrecision(seconds < 0.0995 ? 2 : 3)));

/** Whether users of a home waited longer in an incident than before, and how long. */
export function waitingText(incident: IncidentResult, normal: Normal, ink: Ink): string[] {
  if (normal === null) return [];
  const worst = SITES.flatMap((site) => {
    const change = worstOf(incident, site);
    return change === null || !isLonger(change, normal.latency, site) ? [] : [{ site, change }];
  });
  if (worst.length === 0) return [];
  const rows = worst.map(({ site, change }) => [
    `users of ${spoken(site)}`,
    latencyText(normal.latency, site),
    latencyText(change, site),
  ]);
  const [title, ...lines] = table([["a message waits, mean · p95", "before", "at worst"], ...rows]);
  const endless = worst.filter(({ site, change }) => change[site] === null).map(({ change }) => change.why!);
  const why = [...new Set(endless)].join("; or ");
  return [
    ink.dim(title!),
    ...lines,
    ...(why === "" ? [] : wrapped(`${ENDLESS}: ${why}`, COLUMNS, "    ").map(ink.dim)),
  ];
}

/** Queues do not come to rest at once: what holds for less than this is no state to wait in. */
const SHORTEST_REST = 60;

/** The slowest that users of this home met for a while; null: none of them could send. */
function worstOf({ latency, closed }: IncidentResult, site: SiteName): LatencyChange | null {
  let worst: LatencyChange | null = null;
  latency.forEach((change, place) => {
    const until = latency[place + 1]?.at ?? closed ?? Number.POSITIVE_INFINITY;
    const isKnown = change[site] !== null || change.why !== null;
    if (!isKnown || until - change.at < SHORTEST_REST) return;
    if (worst === null || meanOf(change, site) > meanOf(worst, site)) worst = change;
  });
  return worst;
}

const meanOf = (latency: LatencyBySite, site: SiteName): number =>
  latency[site]?.mean ?? Number.POSITIVE_INFINITY;

const isLonger = (during: LatencyBySite, before: LatencyBySite, site: SiteName): boolean =>
  latencyText(during, site) !== latencyText(before, site) && meanOf(during, site) > meanOf(before, site);

/** What a message waits for and what the link carries while everything stands, at the busiest time. */
export function normalText(normal: Normal): string[] {
  if (normal === null) return [];
  const { latency, link } = normal;
  const own = link.posts + link.relays + link.deliveries;
  const of = [
    [link.deliveries, "deliveries"],
    [link.posts, "posts"],
    [link.relays, "relays"],
  ] as const;
  const parts = of.filter(([bytes]) => bytes > 0).map(([bytes, what]) => `${what} ${printBitRate(bytes)}`);
  const uses = own === 0 ? "" : `the pool itself uses ${printBitRate(own)} (${parts.join(", ")}); `;
  const text =
    `Normal running, at the busiest time: ${latencySentence(latency)} ` +
    `The link carries ${printBitRate(link.capacity)}; ${uses}copies get ${printBitRate(link.copies)}.`;
  return wrapped(text, COLUMNS, "  ");
}

function latencySentence(latency: LatencyBySite): string {
  const sites = SITES.flatMap((site) => {
    const met = latency[site];
    return met === null
      ? []
      : [`${wait(met.mean)} for users of ${spoken(site)} (95 % within ${wait(met.p95)})`];
  });
  const known = sites.length === 0 ? [] : [`a message waits ${sites.join(" and ")}`];
  const stuck = SITES.filter((site) => latency[site] === null).map((site) => `users of ${spoken(site)}`);
  const why = latency.why === null ? [] : [`${stuck.join(" and ")} wait ${ENDLESS}, for ${latency.why}`];
  return `${[...known, ...why].join("; ")}.`;
}
