/** One incident: a line that a director understands, then the figures, then where its instant lies. */
import type { IncidentResult, LostBecause, PhaseResult } from "../../results/index.js";
import { DAY, type Micros, printInstant, printShare, printTimeOfDay } from "../../units/index.js";
import { count, duration, inMinutes, share } from "./figures.js";
import type { Ink } from "./ink.js";
import { BECAUSE, lowerFirst, nameOf, spoken, stepName } from "./names.js";
import { table } from "./table.js";
import { curveText, cutOffText, type Normal, waitingText } from "./users.js";

const instant = (at: number): Micros => Math.round(at * 1e6) as Micros;

/** Whole seconds are near enough for people. */
const toSecond = (at: number): Micros => (Math.floor(at) * 1e6) as Micros;

/** Name, value, and what a reader wants to know beside it. */
type Row = readonly [string, string, string];

/** `normal`: what users met before; null where one notional user sits at the database. */
export function incidentText(incident: IncidentResult, ink: Ink, normal: Normal = null): string[] {
  const rows: Row[] = [
    ["RPO", duration(incident.rpo), stretchText(incident)],
    ...lostBecause(incident).map(([because, seconds]): Row => [`  ${because}`, duration(seconds), ""]),
    ...(incident.behindBurst === null
      ? []
      : [["cause", incident.behindBurst, "its log kept the copies busy"] as const]),
    ["messages lost", count(incident.messages.lost), salvageText(incident)],
    ...seenRow(incident),
    ...usersDownRow(incident, normal),
    ["RTO", duration(incident.rto), rtoText(incident)],
    ...everybodyRow(incident, normal),
    ["messages refused", count(incident.messages.refused), ""],
    ["exposure", duration(incident.exposure), ""],
    ...exposedBy(incident),
    ["undetected for", duration(incident.undetectedFor), ""],
    ["staleness", duration(incident.staleness), stalenessText(incident)],
    ...besideRows(incident),
  ];
  // Where nothing is lost after all, the instant had no part in it.
  const restarted = incident.recoveredFrom === "restart" || incident.rpo === 0;
  const figures = table(rows.map(([name, value]) => [name, value]));
  const path = pathTable(incident, ink);
  const waiting = waitingText(incident, normal, ink);
  return [
    ink.bold(headline(incident, normal !== null)),
    "",
    ...figures.map((line, index) => {
      const note = rows[index]![2];
      return note === "" ? line : `${line}   ${ink.dim(note)}`;
    }),
    ...(waiting.length === 0 ? [] : ["", ...waiting]),
    ...(path.length === 0 ? [] : ["", ...path]),
    ...(incident.phase === null
      ? []
      : ["", `  ${phaseLine(restarted ? null : incident.rpo, incident.phase)}`]),
  ];
}

/** What vanished before their eyes. */
function seenRow({ messages }: IncidentResult): Row[] {
  const { seenButLost } = messages;
  return seenButLost ? [["  seen but lost", count(seenButLost), "somebody had read them"]] : [];
}

/** What stands beside the chat database, where it is provided for. */
function besideRows({ compliance, attachments }: IncidentResult): Row[] {
  const rows: Row[] = [];
  if (compliance !== null) {
    const note = compliance.lostEvents === 0 ? "" : "the adapter had not processed them";
    rows.push(["compliance events lost", count(compliance.lostEvents), note]);
  }
  if (attachments !== null) {
    const away = attachments.unavailableFor;
    const note = away === 0 ? "" : `their store was away for ${duration(away)}`;
    rows.push(["attachments lost", count(attachments.lost), note]);
  }
  return rows;
}

function usersDownRow({ usersDown }: IncidentResult, normal: Normal): Row[] {
  const most = usersDown === 0 ? "" : "at most, at one time";
  return normal === null ? [] : [["users cut off", share(usersDown), most]];
}

function everybodyRow(incident: IncidentResult, normal: Normal): Row[] {
  if (normal === null || incident.rto === 0) return [];
  return [["RTO, everybody", duration(incident.rtoFull), `back: ${curveText(incident)}`]];
}

/** What a director asks first: what happened, what is gone, who could not work for how long. */
export function headline(incident: IncidentResult, hasUsers: boolean): string {
  return `${happening(incident)}: ${cost(incident, hasUsers)}`;
}

function happening({ what, where, at, causes }: IncidentResult): string {
  const others = causes.filter((cause) => cause.what !== what || cause.where !== where || cause.at !== at);
  const names = others.map((cause) => lowerFirst(nameOf(cause.what, cause.where)));
  const beside = names.length === 0 ? "" : `, with ${names.join(" and ")},`;
  return `${nameOf(what, where)}${beside} on ${printInstant(toSecond(at))}`;
}

function cost(incident: IncidentResult, hasUsers: boolean): string {
  const { rpo, rto, messages, exposure } = incident;
  if (incident.recoveredFrom === "not-recovered") {
    return "the pool was not recovered within the horizon";
  }
  const parts: string[] = [];
  if (rpo !== null && rpo > 0) {
    parts.push(`${duration(rpo)} of chat lost, ${count(messages.lost)} messages`);
  } else {
    parts.push("nothing lost");
  }
  if (hasUsers) parts.push(cutOffText(incident));
  else parts.push(rto === null || rto > 0 ? `nobody could send for ${duration(rto)}` : "service went on");
  if (rpo === 0 && exposure > 0) parts.push(`unprotected for ${duration(exposure)}`);
  return parts.join("; ");
}

function stretchText({ lostStretches }: IncidentResult): string {
  return lostStretches.map(({ from, to }) => committed(from, to)).join(", ");
}

/** "committed from 09:59:30 to 10:07:30 of the next day" */
export function committed(from: number, to: number): string {
  return `committed from ${printTimeOfDay(toSecond(from))} to ${printTimeOfDay(toSecond(to))}${daysBetween(from, to)}`;
}

function daysBetween(from: number, to: number): string {
  const days = Math.floor(instant(to) / DAY) - Math.floor(instant(from) / DAY);
  return days === 0 ? "" : days === 1 ? " of the next day" : ` ${days} days later`;
}

/** Why, in words, with the length of all pieces that were lost for it, in the order of their first. */
function lostBecause({ lostStretches }: IncidentResult): [string, number][] {
  const lengths = new Map<LostBecause, number>();
  for (const { from, to, because } of lostStretches.flatMap(({ why }) => why)) {
    lengths.set(because, (lengths.get(because) ?? 0) + (instant(to) - instant(from)));
  }
  return [...lengths].map(([because, length]) => [BECAUSE[because], length / 1e6]);
}

function salvageText({ messages }: IncidentResult): string {
  if (messages.salvageable === 0) return "";
  return `${count(messages.salvageable)} still stand on a disk that came back`;
}

function rtoText({ rtoParts, criticalPath, recoveredFrom, what }: IncidentResult): string {
  if (rtoParts === null || criticalPath.length === 0) return "";
  const parts = Object.entries(rtoParts)
    .filter(([, value]) => value > 0)
    .map(([name, value]) => `${name} ${duration(value)}`);
  const byHand = criticalPath.map(({ step }) => BY_HAND[step]).find((text) => text !== undefined);
  const how = recoveredFrom === "log-shipping" ? undefined : byHand;
  return [parts.join(" + "), how ?? RECOVERED[recoveredFrom](what)].filter((text) => text !== "").join("; ");
}

/** What people did where nothing came back by itself. */
const BY_HAND: Readonly<Record<string, string>> = {
  "force-service": "people forced service on the mirror",
  "fail-over-to-mirror": "people failed over to the mirror",
  "remove-mirroring": "people took mirroring away, so that what was left could serve alone",
};

const RECOVERED: Readonly<Record<IncidentResult["recoveredFrom"], (what: string) => string>> = {
  "none-needed": () => "",
  mirror: () => "the mirror took over",
  "log-shipping": () => "recovered from log shipping",
  "tail-log": () => "recovered from log shipping, with the tail of the log",
  restart: (what) => `${what === "site-loss" ? "the site" : "it"} came back by itself`,
  "not-recovered": () => "",
};

/** The parts of exposure overlap, so that they need not add up to it. */
function exposedBy({ unmirrored, unshipped, unwitnessed }: IncidentResult): Row[] {
  const rows: [string, number, string][] = [
    ["  unmirrored", unmirrored, "the mirror was not synchronized"],
    ["  unshipped", unshipped, "no copy, or one too old, at the other site"],
    ["  unwitnessed", unwitnessed, "no automatic failover was armed"],
  ];
  return rows.filter(([, length]) => length > 0).map(([name, length, why]) => [name, duration(length), why]);
}

function stalenessText({ staleness }: IncidentResult): string {
  return staleness === null ? "" : "age of what was restored at the other site";
}

/** The steps that the end of the outage waited for, one after another: what haste would bring, and who does each. */
export function pathTable({ criticalPath }: IncidentResult, ink: Ink): string[] {
  if (criticalPath.length === 0) return [];
  const lines = table([
    ["what the end waited for", "takes", "a minute less saves"],
    ...criticalPath.map(({ step, lasts, minuteSaves }) => [
      stepName(step),
      duration(lasts),
      duration(minuteSaves),
    ]),
  ]);
  return lines.map((line, index) => {
    const step = criticalPath[index - 1];
    return step === undefined ? ink.dim(line) : `${line}   ${ink.dim(spoken(step.actor))}`;
  });
}

/** "this instant: 7.5 min · best 0.9 · mean 8.4 · worst 15.9 min (just before 10:15:54) · 44 % of instants are better" */
export function phaseLine(rpo: number | null, phase: PhaseResult): string {
  const here = rpo === null ? "" : `this instant: ${inMinutes(rpo)} min · `;
  const worstAt = printTimeOfDay(toSecond(phase.worstAt));
  return (
    `${here}best ${inMinutes(phase.best)} · mean ${inMinutes(phase.mean)} · ` +
    `worst ${inMinutes(phase.worst)} min (just before ${worstAt}) · ` +
    `${printShare(Math.round(phase.quantile * 100) / 100)} of instants are better`
  );
}
