/** One incident: a line that a director understands, then the figures, then where its instant lies. */
import type { IncidentResult, PhaseResult } from "../../results/index.js";
import { DAY, type Micros, printInstant, printShare, printTimeOfDay } from "../../units/index.js";
import { count, duration, inMinutes } from "./figures.js";
import type { Ink } from "./ink.js";
import { table } from "./table.js";

const instant = (at: number): Micros => Math.round(at * 1e6) as Micros;

/** Whole seconds are near enough for people. */
const toSecond = (at: number): Micros => (Math.floor(at) * 1e6) as Micros;

export function incidentText(incident: IncidentResult, ink: Ink): string[] {
  const rows = [
    ["RPO", duration(incident.rpo), stretchText(incident)],
    ...(incident.behindBurst === null
      ? []
      : [["cause", incident.behindBurst, "its log kept the copies busy"]]),
    ["messages lost", count(incident.messages.lost), salvageText(incident)],
    ["RTO", duration(incident.rto), rtoText(incident)],
    ["messages refused", count(incident.messages.refused), ""],
    ["exposure", duration(incident.exposure), exposureText(incident)],
    ["undetected for", duration(incident.undetectedFor), ""],
    ["staleness", duration(incident.staleness), stalenessText(incident)],
  ];
  const restarted = incident.recoveredFrom === "restart";
  const figures = table(rows.map(([name, value]) => [name!, value!]));
  const notes = rows.map(([, , note]) => note!);
  return [
    ink.bold(headline(incident)),
    "",
    ...figures.map((line, index) => (notes[index] === "" ? line : `${line}   ${ink.dim(notes[index]!)}`)),
    ...(incident.phase === null
      ? []
      : ["", `  ${phaseLine(restarted ? null : incident.rpo, incident.phase)}`]),
  ];
}

/** What a director asks first: what happened, what is gone, how long nobody could work. */
export function headline(incident: IncidentResult): string {
  return `${happening(incident)}: ${cost(incident)}`;
}

function happening({ what, where, at, causes }: IncidentResult): string {
  const others = causes.filter((cause) => cause.what !== what || cause.where !== where || cause.at !== at);
  const names = others.map((cause) => lowerFirst(nameOf(cause.what, cause.where)));
  const beside = names.length === 0 ? "" : `, with ${names.join(" and ")},`;
  return `${nameOf(what, where)}${beside} on ${printInstant(toSecond(at))}`;
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

export function nameOf(what: string, where: string | null): string {
  const place = where?.replace("-", " ") ?? "";
  switch (what) {
    case "site-loss":
      return `${place.charAt(0).toUpperCase()}${place.slice(1)} lost`;
    case "wan-cut":
      return "Link between the sites cut";
    case "wan-slow":
      return "Link between the sites slow";
    case "share-loss":
      return "Backup share lost";
    case "job-failing":
      return `${place.charAt(0).toUpperCase()}${place.slice(1)} job failing`;
    case "corrupt-backup":
      return "A log backup unreadable";
    case "chain-broken":
      return "Log chain broken by another tool";
    default:
      return what;
  }
}

function cost(incident: IncidentResult): string {
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
  parts.push(rto === null || rto > 0 ? `nobody could send for ${duration(rto)}` : "service went on");
  if (rpo === 0 && exposure > 0) parts.push(`unprotected for ${duration(exposure)}`);
  return parts.join("; ");
}

function stretchText({ lostStretches }: IncidentResult): string {
  if (lostStretches.length === 0) return "";
  return lostStretches
    .map(
      ({ from, to }) =>
        `committed from ${printTimeOfDay(toSecond(from))} to ${printTimeOfDay(toSecond(to))}${daysBetween(from, to)}`,
    )
    .join(", ");
}

function daysBetween(from: number, to: number): string {
  const days = Math.floor(instant(to) / DAY) - Math.floor(instant(from) / DAY);
  return days === 0 ? "" : days === 1 ? " of the next day" : ` ${days} days later`;
}

function salvageText({ messages }: IncidentResult): string {
  if (messages.salvageable === 0) return "";
  return `${count(messages.salvageable)} still stand on a disk that came back`;
}

function rtoText({ rtoParts, criticalPath }: IncidentResult): string {
  if (rtoParts === null || criticalPath.length === 0) return "";
  const parts = Object.entries(rtoParts)
    .filter(([, value]) => value > 0)
    .map(([name, value]) => `${name} ${duration(value)}`);
  const restarted = criticalPath.some(({ step }) => step === "restart-database");
  const from = restarted ? "the site came back by itself" : "recovered from log shipping";
  return `${parts.join(" + ")}; ${from}`;
}

function exposureText({ exposure }: IncidentResult): string {
  return exposure === 0 ? "" : "no copy, or one too old, at the other site";
}

function stalenessText({ staleness }: IncidentResult): string {
  return staleness === null ? "" : "age of what was restored at the other site";
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
