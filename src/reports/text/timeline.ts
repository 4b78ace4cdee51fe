/**
 * The story of one replication on a terminal: a line for each thing that happened, then what was lost and why, how
 * long nobody could send and what that waited for, and whether somebody else who read the story agrees.
 */
import type { IncidentResult, StretchResult, TimelineResult } from "../../results/index.js";
import { entryWords, instantText } from "./entries.js";
import { count, duration } from "./figures.js";
import { committed, headline, pathTable } from "./incident.js";
import type { Ink } from "./ink.js";
import { BECAUSE } from "./names.js";
import { operationText, waitingText } from "./operations.js";
import { type Shown, shownEntries } from "./shown.js";
import { table, wrapped } from "./table.js";
import { curveText } from "./users.js";
import { Watermarks } from "./watermarks.js";

const COLUMNS = 100;

/** What an independent reader of the story found when it counted again. */
export interface BooksVerdict {
  readonly verdict: "ok" | "violated" | "unknown";
  readonly reason?: string;
}

export interface TimelineOptions {
  /** Every run of every job. */
  readonly all: boolean;
  /** Left out where nobody checked. */
  readonly verdict?: BooksVerdict;
}

export function timelineText(result: TimelineResult, ink: Ink, { all, verdict }: TimelineOptions): string[] {
  const { scenario, seed, replication, fingerprint, incidents, operations, setting } = result;
  return [
    ink.bold(scenario),
    ink.dim(`seed ${seed} · replication ${replication} · fingerprint ${fingerprint}`),
    "",
    ...story(result, ink, all),
    "",
    ...incidents.flatMap((incident) => [...endOf(incident, result, ink), ""]),
    ...operations.flatMap((operation) => [...operationText(operation, ink, setting.users !== null), ""]),
    ...(incidents.length + operations.length === 0 ? ["Nothing took service or protection away.", ""] : []),
    ...atTheEnd(result),
    ...(verdict === undefined ? [] : [...verdictText(verdict, ink), ""]),
  ];
}

function atTheEnd({ waiting }: TimelineResult): string[] {
  const lines = waitingText(waiting, 1);
  return lines.length === 0 ? [] : [...lines, ""];
}

function story(result: TimelineResult, ink: Ink, all: boolean): string[] {
  const { entries, setting } = result;
  if (entries.length === 0) return ["  Nothing happened."];
  const marks = new Watermarks(setting);
  const moves = entries.map((entry) => marks.absorb(entry));
  const shown = shownEntries(entries, setting, all);
  const words = shown.map((one) => {
    if (one.kind === "gap") return null;
    const beside = one.beside.map((index) => entries[index]!);
    return entryWords(entries[one.index]!, moves[one.index]!, setting, beside);
  });
  const widest = (texts: readonly string[]) =>
    texts.reduce((width, text) => Math.max(width, [...text].length), 0);
  const told = shown.flatMap((one) => (one.kind === "entry" ? [entries[one.index]!] : []));
  const instants = widest(told.map(({ at }) => instantText(at)));
  const parts = widest(words.flatMap((one) => (one === null ? [] : [one.part])));
  return shown.map((one, place) => {
    if (one.kind === "gap") return ink.dim(`  ${gapText(one)}`);
    const { at, fact } = entries[one.index]!;
    const { part, happening } = words[place]!;
    const stands = isTurn(fact) ? ink.bold(happening) : happening;
    return `  ${ink.dim(instantText(at).padEnd(instants))}  ${part.padEnd(parts)}  ${stands}`;
  });
}

/** What a reader who skims looks for. */
const isTurn = (fact: string): boolean => fact === "strike" || fact === "incident" || fact === "serves";

function gapText({ runs, asScheduled }: Extract<Shown, { kind: "gap" }>): string {
  const jobs = `${count(runs)} job ${runs === 1 ? "run" : "runs"}`;
  return `… ${jobs}, ${asScheduled ? "all as scheduled" : "each like the one before"}`;
}

function endOf(incident: IncidentResult, result: TimelineResult, ink: Ink): string[] {
  const path = pathTable(incident, ink);
  const messages = messagesOf(incident, result);
  let piece = 0;
  const stretches = incident.lostStretches.flatMap((stretch) => {
    const own = messages?.slice(piece, piece + stretch.why.length) ?? null;
    piece += stretch.why.length;
    return ["", ...stretchText(stretch, own, ink)];
  });
  const hasUsers = result.setting.users !== null;
  const outage = path.length === 0 ? [] : ["", `  ${outageText(incident, hasUsers)}`, "", ...path];
  return [ink.bold(`${headline(incident, hasUsers)}.`), ...stretches, ...outage];
}

function outageText(incident: IncidentResult, hasUsers: boolean): string {
  if (hasUsers) return `Users could send again: ${curveText(incident)}.`;
  const length = incident.rto === null ? "any more" : `for ${duration(incident.rto)}`;
  return `Nobody could send ${length}.`;
}

/** `messages`: of each piece; null where they are not known one by one. */
function stretchText(stretch: StretchResult, messages: readonly number[] | null, ink: Ink): string[] {
  const { from, to, why } = stretch;
  const rows = why.map((piece, index) => [
    BECAUSE[piece.because],
    duration(Math.round((piece.to - piece.from) * 1e6) / 1e6),
    ...(messages === null ? [] : [`${count(messages[index]!)} messages`]),
  ]);
  const lines = table(rows, "    ");
  return [
    `  Lost: what was ${committed(from, to)}, ${duration(Math.round((to - from) * 1e6) / 1e6)}`,
    ...lines.map((line, index) => {
      const piece = why[index]!;
      return `${line}   ${ink.dim(`from ${instantText(piece.from)} to ${instantText(piece.to)}`)}`;
    }),
  ];
}

/** How many messages each lost piece held, over all stretches in order; null where the counts do not say. */
function messagesOf(incident: IncidentResult, { arrivals }: TimelineResult): number[] | null {
  const pieces = incident.lostStretches.flatMap(({ why }) => why);
  const { lost } = incident.messages;
  if (pieces.length === 1) return [lost];
  const counts: number[] = [];
  for (const piece of pieces) {
    const [from, to] = [Math.round(piece.from * 1e6), Math.round(piece.to * 1e6)];
    const inside = arrivals.filter(
      (part) => Math.round(part.from * 1e6) >= from && Math.round(part.to * 1e6) <= to,
    );
    const covered = inside.reduce((sum, part) => sum + Math.round((part.to - part.from) * 1e6), 0);
    // Messages are counted between certain instants only, and a piece may end between two of them.
    if (covered !== to - from) return null;
    counts.push(inside.reduce((sum, { offered, refused }) => sum + offered - refused, 0));
  }
  // What is sent in a lost stretch and refused, or accepted by another database, is not lost.
  return counts.reduce((sum, one) => sum + one, 0) === lost ? counts : null;
}

function verdictText({ verdict, reason }: BooksVerdict, ink: Ink): string[] {
  const read = "The books were checked by an independent reading of this story:";
  const because = reason === undefined ? "" : ` (${reason})`;
  switch (verdict) {
    case "ok":
      return [`${read} they hold.`];
    case "unknown":
      return wrapped(`${read} it cannot tell${because}.`, COLUMNS, "");
    case "violated":
      return wrapped(`${read} they do not hold${because}.`, COLUMNS, "").map(ink.warn);
  }
}
