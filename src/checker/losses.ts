/**
 * What is lost, by the histories and the deletions alone, against what the run says. It must never know where a piece
 * of log was when it was lost: that is the run's own explanation, and only has to join up.
 */
import type { IncidentResult } from "../results/index.js";
import { seconds } from "../units/index.js";
import type { Placed } from "./facts.js";
import { closeOf, nameOf, recordsOf } from "./records.js";
import type { Replay, Rule } from "./replay.js";
import { dividedSpans } from "./services.js";
import { joined, overlaps, type Span, told, toldSpan, totalLength, within, without } from "./spans.js";
import { type Finding, unknown, violated } from "./verdict.js";

export interface Losses {
  readonly spans: readonly Span[];
  /** Why the facts leave more than one reading; null: they leave one. */
  readonly doubt: string | null;
}

/** What the abandoned ends of the histories had accepted. */
function forkedOff({ family }: Replay, live: number): Span[] {
  const heritage = family.heritage(live);
  return family.all().flatMap((history) => {
    if (!history.served) return [];
    // Before this its parent accepted, so that part is the parent's to lose; beside it, it is its own.
    const parents = Math.min(family.parentOf(history)?.reach ?? Number.NEGATIVE_INFINITY, history.since);
    const own = Math.max(history.cut, parents);
    const from = Math.max(own, heritage.get(history.number) ?? Number.NEGATIVE_INFINITY);
    return from < history.reach ? [{ from, to: history.reach }] : [];
  });
}

/** What was deleted before and not brought back by then cannot be deleted again. */
function deletedAlready({ facts }: Replay, deletion: Placed<"deleted" | "undeleted">): Span[] {
  return facts
    .of("deleted")
    .filter(
      (other) =>
        other.order < deletion.order &&
        !facts
          .of("undeleted")
          .some(
            ({ from, to, order }) =>
              from === other.from && to === other.to && other.order < order && order < deletion.order,
          ),
    );
}

/** Two that accepted beside one another are both lost, or neither is yet. */
function doubtOfRivals({ rivals, facts, services }: Replay, forks: readonly Span[]): string | null {
  if (rivals.some(({ stopOrder }) => stopOrder === null)) return "two histories accept at the end";
  const divided = dividedSpans({ services, rivals });
  const isTwice = (span: Span) => forks.filter((fork) => overlaps(fork, span)).length > 1;
  if (divided.some(isTwice)) return "two histories that accepted beside one another are both lost";
  return facts.of("deleted").some((one) => divided.some((span) => overlaps(one, span)))
    ? "somebody deleted what two histories accepted beside one another"
    : null;
}

/** null: nothing serves at the end, so which history lives on is the run's to say. */
export function recomputeLosses(replay: Replay): Losses | null {
  const { facts, family } = replay;
  const { live } = family;
  if (live === null) return null;
  const forks = forkedOff(replay, live);
  const spans = [...forks];
  let doubt = doubtOfRivals(replay, forks);
  for (const deletion of facts.of("deleted")) {
    const position = { history: family.at(deletion.at), at: deletion.at };
    if (!family.holds(live, position)) continue;
    const back = facts
      .of("undeleted")
      .find(({ from, to, order }) => from === deletion.from && to === deletion.to && order > deletion.order);
    if (back !== undefined && family.holds(live, { history: family.at(back.at), at: back.at })) continue;
    if (back !== undefined)
      doubt = `what was deleted at ${told(deletion.at)} was brought back in a lost history`;
    if (spans.some((span) => overlaps(span, deletion)))
      doubt = `the deletion at ${told(deletion.at)} reaches into what was lost otherwise`;
    spans.push(...without(deletion, [...spans, ...deletedAlready(replay, deletion)]));
  }
  return { spans, doubt };
}

const spanOf = ({ from, to }: { readonly from: number; readonly to: number }): Span => ({
  from: seconds(from),
  to: seconds(to),
});

export const stretchesOf = (record: IncidentResult): Span[] => record.lostStretches.map(spanOf);

/** Who stopped a database on purpose does not answer for a failure that makes people give that up. */
function wasGivenUpFor({ timeline }: Replay, record: IncidentResult, at: number): boolean {
  return timeline.operations.some(
    ({ opened, closed, outcome }) =>
      outcome !== "done" &&
      seconds(opened) <= at &&
      at <= seconds(record.opened) &&
      (closed === null || record.opened <= closed),
  );
}

function* chargedOnce(replay: Replay): Iterable<Finding> {
  const { timeline, horizon } = replay;
  const charged: { incident: IncidentResult; span: Span }[] = recordsOf(timeline).flatMap((incident) =>
    stretchesOf(incident).map((span) => ({ incident, span })),
  );
  for (const [index, { incident, span }] of charged.entries()) {
    if (span.from >= span.to)
      yield violated("stretch-charged-once", span.to, `the lost stretch ${toldSpan(span)} has no length`);
    const double = charged.slice(0, index).find((other) => overlaps(other.span, span));
    if (double !== undefined)
      yield violated(
        "stretch-charged-once",
        span.from,
        `${toldSpan(span)} and ${toldSpan(double.span)} are both charged`,
      );
    // Where one stretch goes on in the next, the later disaster may have taken the earlier one's data, too.
    const goesOn = charged.some((other) => other.span.from === span.to);
    const open = seconds(incident.opened) <= span.to && span.to <= closeOf(incident, horizon);
    // A deletion reaches back over what was deleted before it: what is left for it may end earlier.
    const deleted = incident.lostStretches.some(
      ({ to, why }) => seconds(to) === span.to && why.every(({ because }) => because === "deleted"),
    );
    if (!open && !goesOn && !deleted && !wasGivenUpFor(replay, incident, span.to))
      yield violated(
        "stretch-charged-once",
        span.to,
        `${toldSpan(span)} is charged to ${nameOf(incident)}, which was not open at its end`,
      );
  }
}

function* reasonsJoinUp({ timeline, facts }: Replay): Iterable<Finding> {
  const deletions = joined(facts.of("deleted"));
  for (const { lostStretches } of recordsOf(timeline))
    for (const stretch of lostStretches) {
      let reached: number = seconds(stretch.from);
      for (const piece of stretch.why) {
        const span = spanOf(piece);
        if (span.from !== reached || span.to <= span.from)
          yield violated(
            "reasons-join-up",
            reached,
            `${toldSpan(span)} does not go on from ${told(reached)}`,
          );
        reached = span.to;
        if (piece.because === "deleted" && !deletions.some((deletion) => within(span, deletion)))
          yield violated("reasons-join-up", span.from, `nobody deleted ${toldSpan(span)}`);
      }
      if (reached !== seconds(stretch.to))
        yield violated(
          "reasons-join-up",
          reached,
          `the reasons end at ${told(reached)}, not at ${stretch.to} s`,
        );
    }
}

function* lostAsTheHistoriesSay(replay: Replay): Iterable<Finding> {
  const losses = recomputeLosses(replay);
  if (losses === null) return;
  const due = joined(losses.spans);
  const claimed = joined(recordsOf(replay.timeline).flatMap(stretchesOf));
  const differs = due.length !== claimed.length || due.some((span, index) => !sameSpan(span, claimed[index]));
  if (!differs) return;
  if (losses.doubt !== null) {
    yield unknown(losses.doubt);
    return;
  }
  const text = (spans: readonly Span[]) => (spans.length === 0 ? "nothing" : spans.map(toldSpan).join(", "));
  const first = due.find((span) => !claimed.some((other) => sameSpan(span, other))) ?? claimed[0];
  yield violated(
    "lost-stretches-as-the-histories-say",
    first?.to ?? null,
    `the histories lose ${text(due)}, the run says ${text(claimed)}`,
  );
}

const sameSpan = (one: Span, other: Span | undefined): boolean =>
  one.from === other?.from && one.to === other.to;

function* rpoIsTheLengthLost({ timeline }: Replay): Iterable<Finding> {
  for (const incident of recordsOf(timeline)) {
    if (incident.rpo === null) continue;
    const length = totalLength(stretchesOf(incident));
    if (seconds(incident.rpo) !== length)
      yield violated(
        "rpo-is-the-length-lost",
        seconds(incident.opened),
        `the rpo is ${incident.rpo} s, the stretches lost are ${told(length)} long`,
      );
  }
}

export const lossRules: readonly Rule[] = [
  chargedOnce,
  reasonsJoinUp,
  lostAsTheHistoriesSay,
  rpoIsTheLengthLost,
];
