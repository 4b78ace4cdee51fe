/**
 * The messages: every one is offered in some part of the arrivals, accepted or refused there, and lost if its stretch
 * is. It must never know single messages or drawn chances, only the counts by interval.
 */
import type { IncidentResult, MachineName, MessagesResult } from "../results/index.js";
import { seconds } from "../units/index.js";
import { chargedSpans, othersOf } from "./charges.js";
import { recomputeLosses, stretchesOf } from "./losses.js";
import { outageSpans } from "./outages.js";
import { closeOf, nameOf, recordsOf } from "./records.js";
import type { Replay, Rule } from "./replay.js";
import { acceptingSpans, dividedSpans } from "./services.js";
import { pairOf } from "./sessions.js";
import { overlap, overlaps, type Span, told, totalLength, within, without } from "./spans.js";
import { type Finding, unknown, violated } from "./verdict.js";

export interface Part extends Span {
  readonly offered: number;
  /** Of these, how many nobody took. */
  readonly refused: number;
}

export const partsOf = ({ timeline }: Replay): Part[] =>
  timeline.arrivals.map(({ from, to, ...counts }) => ({ ...counts, from: seconds(from), to: seconds(to) }));

const offered = (part: Part): number => part.offered;
const refused = (part: Part): number => part.refused;
export const accepted = (part: Part): number => part.offered - part.refused;

/** Thrown where an interval ends inside a part, so that nobody can say how many messages fall on which side. */
class Indivisible extends Error {}

/** How many messages fell into these spans, which do not overlap. */
export function count(parts: readonly Part[], what: (part: Part) => number, spans: readonly Span[]): number {
  let sum = 0;
  for (const part of parts)
    for (const span of spans) {
      if (within(part, span)) sum += what(part);
      else if (what(part) > 0 && overlaps(part, span))
        throw new Indivisible(
          `the arrivals count ${told(part.from)} to ${told(part.to)} together, but something changes in between`,
        );
    }
  return sum;
}

export const common = (some: readonly Span[], others: readonly Span[]): Span[] =>
  some.flatMap((one) => others.map((other) => overlap(one, other))).filter(({ from, to }) => from < to);

/** Runs a rule that counts; where a part would have to be divided, there is no answer. */
export function* counted(rule: () => Iterable<Finding>): Iterable<Finding> {
  try {
    yield* [...rule()];
  } catch (error) {
    if (!(error instanceof Indivisible)) throw error;
    yield unknown(error.message);
  }
}

function* arrivalsJoinUp(replay: Replay): Iterable<Finding> {
  const parts = partsOf(replay);
  let reached = parts[0]?.from ?? replay.horizon;
  for (const { from, to, offered } of parts) {
    if (from !== reached || to < from)
      yield violated(
        "arrivals-join-up",
        from,
        `arrivals of ${told(from)} do not go on from ${told(reached)}`,
      );
    if (!Number.isSafeInteger(offered) || offered < 0)
      yield violated("arrivals-join-up", from, `${offered} messages is no whole number`);
    reached = to;
  }
  if (reached !== replay.horizon)
    yield violated("arrivals-join-up", reached, `the arrivals end at ${told(reached)}, not at the horizon`);
  const start = Math.min(
    0,
    ...recordsOf(replay.timeline)
      .flatMap(stretchesOf)
      .map(({ from }) => from),
  );
  if (parts[0] !== undefined && parts[0].from > start)
    yield unknown(`the arrivals begin at ${told(parts[0].from)}, what is to be counted at ${told(start)}`);
  if (parts[0] !== undefined && parts[0].from < start)
    yield violated(
      "arrivals-join-up",
      parts[0].from,
      `the arrivals begin at ${told(parts[0].from)}, what is to be counted at ${told(start)}`,
    );
}

function* addUp(whose: string, at: number | null, messages: MessagesResult): Iterable<Finding> {
  const { offered, accepted, refused, kept, lost, salvageable } = messages;
  const numbers = [offered, accepted, refused, kept, lost, salvageable];
  if (numbers.some((number) => !Number.isSafeInteger(number) || number < 0))
    yield violated(
      "messages-add-up",
      at,
      `${whose}: ${numbers.join(", ")} are not all whole numbers from 0 on`,
    );
  if (offered !== accepted + refused)
    yield violated(
      "messages-add-up",
      at,
      `${whose}: offered ${offered}, accepted ${accepted}, refused ${refused}`,
    );
  if (accepted !== kept + lost)
    yield violated("messages-add-up", at, `${whose}: accepted ${accepted}, kept ${kept}, lost ${lost}`);
  if (salvageable > lost)
    yield violated("messages-add-up", at, `${whose}: salvageable ${salvageable} of ${lost} lost`);
}

function* messagesAddUp({ timeline }: Replay): Iterable<Finding> {
  yield* addUp("the run", null, timeline.messages);
  for (const record of recordsOf(timeline))
    yield* addUp(nameOf(record), seconds(record.opened), record.messages);
}

const differs = (rule: "messages-as-counted" | "incident-messages-as-counted", at: number | null) =>
  function* (name: string, claimed: number, due: number): Iterable<Finding> {
    if (claimed !== due) yield violated(rule, at, `${name} ${claimed}, but counted ${due}`);
  };

/**
 * Whoever tries again may be accepted by the service that follows: then a message is lost, or not, with a history that
 * did not live yet when it was sent, and no count by instants says with which.
 */
export const isLostWhereSent = ({ pool }: Replay): boolean => pool === null || pool.users.retryFor === 0;

function* messagesAsCounted(replay: Replay): Iterable<Finding> {
  const { messages } = replay.timeline;
  const parts = partsOf(replay);
  const sum = (what: (part: Part) => number) => parts.reduce((total, part) => total + what(part), 0);
  const compare = differs("messages-as-counted", null);
  yield* compare("offered", messages.offered, sum(offered));
  yield* compare("accepted", messages.accepted, sum(accepted));
  yield* compare("refused", messages.refused, sum(refused));
  const losses = recomputeLosses(replay);
  if (losses === null) yield* lostWithTheDisks(replay, messages);
  else if (losses.doubt === null && isLostWhereSent(replay))
    yield* compareLost(replay, compare, messages.lost, losses.spans);
}

/** Between what only the abandoned database could have accepted and all that anybody did. */
function* compareLost(
  replay: Replay,
  compare: ReturnType<typeof differs>,
  claimed: number,
  spans: readonly Span[],
): Iterable<Finding> {
  const divided = dividedSpans(replay);
  const most = common(spans, acceptingSpans(replay));
  const least = most.flatMap((span) => without(span, divided));
  const bounds = [least, most].map((each) => count(partsOf(replay), accepted, each)) as [number, number];
  yield* compare("lost", claimed, Math.min(Math.max(claimed, bounds[0]), bounds[1]));
}

/**
 * Nothing serves at the end: the longest history that stands on a disk lives on. Which that is, the disks of files and
 * copies decide, and the run says so; two cases are plain. Where no database's disks stand nothing is kept, and where
 * the only history there ever was stands on its last server, nothing is lost.
 */
function* lostWithTheDisks(
  { facts, family, services, rivals, setting }: Replay,
  messages: MessagesResult,
): Iterable<Finding> {
  if (rivals.some(({ stopOrder }) => stopOrder === null)) return;
  const last = services.at(-1)!;
  const destroyed = (machine: MachineName) => {
    const gone = facts.of("disks-destroyed").findLast((fact) => fact.machine === machine);
    // A full backup restored there, or a session begun with it, tells of new disks.
    const rebuilt =
      machine === "secondary"
        ? facts.of("full-backup-restored").at(-1)
        : facts.of("session").findLast(({ row, pair }) => row === 1 && pair === pairOf(machine));
    return gone !== undefined && (rebuilt === undefined || rebuilt.order < gone.order);
  };
  const databases: MachineName[] = ["principal", "secondary"];
  if (setting.mirror) databases.push("mirror");
  if (setting.secondaryMirror) databases.push("secondary-mirror");
  const compare = differs("messages-as-counted", last.to);
  if (databases.every(destroyed)) yield* compare("kept, with all disks gone,", messages.kept, 0);
  const whole = family.all().length === 1 && facts.of("deleted").length === 0;
  if (whole && !destroyed(last.machine))
    yield* compare("lost, with all data on its disks,", messages.lost, 0);
}

/**
 * The windows in which an incident may count: from the beginning of what it lost or from its opening, whichever is
 * earlier; or from the beginning of what it lost even where that is later, if it refused nothing before.
 */
function windowsOf(incident: IncidentResult, parts: readonly Part[], horizon: number): [Span, ...Span[]] {
  const own = { from: seconds(incident.opened), to: closeOf(incident, horizon) };
  const loses = Math.min(...stretchesOf(incident).map(({ from }) => from));
  const wide = { from: Math.min(own.from, loses), to: own.to };
  const narrow = { from: loses, to: own.to };
  const before = parts.some((part) => part.refused > 0 && overlaps(part, { from: own.from, to: loses }));
  return Number.isFinite(loses) && !before ? [wide, narrow] : [wide];
}

function* incidentMessagesAsCounted(replay: Replay): Iterable<Finding> {
  const parts = partsOf(replay);
  const charged = (record: IncidentResult) =>
    chargedSpans(replay, record, (operation) => outageSpans(replay, operation));
  for (const incident of recordsOf(replay.timeline)) {
    const compare = differs("incident-messages-as-counted", seconds(incident.opened));
    const windows = windowsOf(incident, parts, replay.horizon);
    // Offered is accepted and refused, so one of the two tells which window was meant.
    const window =
      windows.find((each) => count(parts, offered, [each]) === incident.messages.offered) ?? windows[0];
    yield* compare("refused", incident.messages.refused, count(parts, refused, charged(incident)));
    // Without a history that lives on, what it lost of its stretches is the run's to say.
    if (replay.family.live !== null && isLostWhereSent(replay)) {
      yield* compareLost(replay, compare, incident.messages.lost, stretchesOf(incident));
    }
    if (!othersReachInto(replay, incident, window, charged)) {
      yield* compare("accepted", incident.messages.accepted, count(parts, accepted, [window]));
      yield* compare("offered", incident.messages.offered, count(parts, offered, [window]));
    }
  }
}

/** Another incident's refused or lost messages in the window are charged there; how to count them here is open. */
function othersReachInto(
  replay: Replay,
  incident: IncidentResult,
  window: Span,
  charged: (record: IncidentResult) => readonly Span[],
): boolean {
  const others = othersOf(replay, incident);
  const spans = others.flatMap(charged);
  const refusals = partsOf(replay).filter((part) => part.refused > 0);
  const theirs = [...common(refusals, spans), ...others.flatMap(stretchesOf)];
  return totalLength(common([window], theirs)) > 0;
}

function* incidentsSumToTheRun({ timeline }: Replay): Iterable<Finding> {
  for (const name of ["lost", "refused", "salvageable", "seenButLost"] as const) {
    const sum = recordsOf(timeline).reduce((total, incident) => total + (incident.messages[name] ?? 0), 0);
    if (sum !== (timeline.messages[name] ?? 0))
      yield violated(
        "incidents-sum-to-the-run",
        null,
        `${name}: the incidents and operations have ${sum}, the run ${timeline.messages[name]}`,
      );
  }
}

export const ledgerRules: readonly Rule[] = [
  arrivalsJoinUp,
  messagesAddUp,
  (replay) => counted(() => messagesAsCounted(replay)),
  (replay) => counted(() => incidentMessagesAsCounted(replay)),
  incidentsSumToTheRun,
];
