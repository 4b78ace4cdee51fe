/**
 * What must hold of every life with operations, worked out from the trace alone: who accepted when, what of it is in
 * the history that lives at the end, whose charge each refused and lost message is. Answers with reasons.
 */
import type { IncidentResult, TimelineResult } from "../../src/index.js";
import { even } from "./playing.js";

interface Reign {
  readonly history: number;
  readonly from: number;
  readonly to: number;
}

/** Who accepted from when to when; the last may go on to the horizon. */
function reignsOf({ entries, setting }: TimelineResult): Reign[] {
  const reigns: Reign[] = [];
  let open: { readonly history: number; readonly from: number } | null = null;
  for (const entry of entries) {
    if (entry.fact === "serves") open = { history: entry.history, from: entry.at };
    if (entry.fact === "stops" && open !== null) {
      reigns.push({ ...open, to: entry.at });
      open = null;
    }
  }
  if (open !== null) reigns.push({ ...open, to: setting.horizon });
  return reigns;
}

/** null: nothing serves. */
export function servingAtTheEnd({ entries }: TimelineResult): string | null {
  const last = entries.findLast(({ fact }) => fact === "serves" || fact === "stops");
  return last?.fact === "serves" ? last.machine : null;
}

/** Messages accepted in no history that led to the last one, ten a second. Only where something serves at the end. */
function lostByTrace(timeline: TimelineResult): number {
  const { entries } = timeline;
  const parents = new Map<number, { readonly parent: number; readonly cut: number }>();
  for (const entry of entries) if (entry.fact === "history-begins") parents.set(entry.history, entry);
  const reigns = reignsOf(timeline);
  const kept = new Map<number, number>();
  let upTo = timeline.setting.horizon;
  for (let history: number | undefined = reigns.at(-1)?.history; history !== undefined; ) {
    kept.set(history, upTo);
    const begun = parents.get(history);
    upTo = Math.min(upTo, begun?.cut ?? upTo);
    history = begun?.parent;
  }
  return reigns.reduce((sum, { history, from, to }) => {
    const end = Math.max(from, Math.min(to, kept.get(history) ?? from));
    return sum + even(end, to);
  }, 0);
}

/** What was sent while nothing accepted. */
function refusedByTrace(timeline: TimelineResult): number {
  const { horizon } = timeline.setting;
  const accepted = reignsOf(timeline).reduce((sum, { from, to }) => sum + even(Math.max(0, from), to), 0);
  return even(0, horizon) - accepted;
}

export function complaintsAboutOperations(timeline: TimelineResult): string[] {
  return [
    ...sums(timeline),
    ...againstTrace(timeline),
    ...paths(timeline),
    ...operations(timeline),
    ...waits(timeline),
  ];
}

const nameOf = ({ what, at }: IncidentResult): string => `${what} at ${at}`;

function* sums({ incidents, operations, messages }: TimelineResult): Iterable<string> {
  const all = [...incidents, ...operations];
  for (const one of all) {
    const { offered, accepted, refused, kept, lost, salvageable } = one.messages;
    const numbers = [offered, accepted, refused, kept, lost, salvageable];
    if (numbers.some((number) => !Number.isSafeInteger(number) || number < 0))
      yield `${nameOf(one)}: ${numbers}`;
    if (offered !== accepted + refused) yield `${nameOf(one)}: ${offered} ≠ ${accepted} + ${refused}`;
    if (accepted !== kept + lost) yield `${nameOf(one)}: ${accepted} ≠ ${kept} + ${lost}`;
    if (salvageable > lost) yield `${nameOf(one)}: ${salvageable} salvageable of ${lost}`;
  }
  if (messages.offered !== messages.accepted + messages.refused) yield "offered ≠ accepted + refused";
  if (messages.accepted !== messages.kept + messages.lost) yield "accepted ≠ kept + lost";
  for (const name of ["lost", "refused", "salvageable"] as const) {
    const charged = all.reduce((sum, one) => sum + one.messages[name], 0);
    if (charged !== messages[name]) yield `${charged} ${name} are charged of ${messages[name]}`;
  }
}

/** The critical path of an outage is told without a gap, and its parts add up to it. */
function* paths({ incidents, operations: all }: TimelineResult): Iterable<string> {
  for (const one of [...incidents, ...all]) {
    const { rto, rtoParts, criticalPath } = one;
    if (rto === null || rto === 0 || rtoParts === null) continue;
    const { detect, decide, procedure, reconnect } = rtoParts;
    if (Math.abs(detect + decide + procedure + reconnect - rto) > 2e-6)
      yield `${nameOf(one)}: parts of ${rto}`;
    for (const [index, { step, from, lasts }] of criticalPath.entries()) {
      if (step === "") yield `${nameOf(one)}: a step of ${lasts} s without a name`;
      const next = criticalPath[index + 1];
      if (next !== undefined && Math.abs(from + lasts - next.from) > 2e-6)
        yield `${nameOf(one)}: a gap after ${step}`;
    }
    const length = criticalPath.reduce((sum, { lasts }) => sum + lasts, 0);
    if (Math.abs(length - rto) > 2e-6) yield `${nameOf(one)}: a path of ${length}, rto ${rto}`;
  }
}

function* againstTrace(timeline: TimelineResult): Iterable<string> {
  const { messages } = timeline;
  const refused = refusedByTrace(timeline);
  if (messages.refused !== refused) yield `${messages.refused} refused, the trace has ${refused}`;
  if (servingAtTheEnd(timeline) === null) return;
  const lost = lostByTrace(timeline);
  if (messages.lost !== lost) yield `${messages.lost} lost, the trace has ${lost}`;
}

function* operations({ operations: all, incidents, setting }: TimelineResult): Iterable<string> {
  for (const [index, one] of all.entries()) {
    const { opened, closed, outcome, rpo, rto } = one;
    const next = all[index + 1];
    if ((outcome === "under-way") !== (closed === null)) yield `${nameOf(one)}: ${outcome}, closed ${closed}`;
    if (next !== undefined && (closed === null || closed > next.opened))
      yield `${nameOf(one)} is open while ${nameOf(next)} is`;
    // null: nothing serves at the end.
    if (one.what === "switchover" && rpo !== 0 && rpo !== null) yield `${nameOf(one)}: rpo ${rpo}`;
    const length = one.lostStretches.reduce((sum, { from, to }) => sum + to - from, 0);
    if (rpo !== null && Math.abs(rpo - length) > 2e-6)
      yield `${nameOf(one)}: rpo ${rpo}, stretches ${length}`;
    if (rto !== null && rto > (closed ?? setting.horizon) - opened + 2e-6)
      yield `${nameOf(one)}: rto ${rto} of ${opened} to ${closed}`;
  }
  const exposed = [...incidents, ...all].flatMap(({ exposure, unmirrored, unshipped, unwitnessed }) => {
    const each = [unmirrored, unshipped, unwitnessed];
    const most = each.reduce((sum, part) => sum + part, 0);
    return exposure < Math.max(...each) - 2e-6 || exposure > most + 2e-6
      ? [`exposure ${exposure}: ${each}`]
      : [];
  });
  yield* exposed;
}

/** Says what waits for what if and only if something does. */
function* waits(timeline: TimelineResult): Iterable<string> {
  const { incidents, operations: all, waiting } = timeline;
  const open = [...incidents, ...all].filter(({ closed }) => closed === null).map(nameOf);
  const isOut = servingAtTheEnd(timeline) === null;
  if ((open.length > 0 || isOut) && waiting.length === 0)
    yield `nothing waits, but open are: ${open}; out: ${isOut}`;
}

/** Home again, mirrored, and shipping: what protection is not there at the end. */
export function lackingAtTheEnd({ entries, setting }: TimelineResult): string[] {
  const { horizon, mirror } = setting;
  const session = entries.findLast((entry) => entry.fact === "session" && entry.pair === "first");
  const state = session?.fact === "session" ? session.to : "SYNCHRONIZED";
  const restore = entries.findLast((entry) => entry.fact === "restore" && entry.outcome === "restored");
  const restored = restore?.fact === "restore" ? restore.cut : Number.NEGATIVE_INFINITY;
  return [
    ...(mirror && state !== "SYNCHRONIZED" ? [`the mirror is ${state}`] : []),
    ...(restored < horizon - 3600 ? [`the newest cut that is restored is of ${restored}`] : []),
  ];
}
