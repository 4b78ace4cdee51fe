/**
 * The planned operations: when they begin and end, what they were, and what became of them. It must never know why
 * people planned one.
 */
import type { OperationResult } from "../results/index.js";
import { seconds } from "../units/index.js";
import type { Placed } from "./facts.js";
import type { Planned } from "./moves.js";
import type { Replay, Rule } from "./replay.js";
import { told } from "./spans.js";
import { type Finding, violated } from "./verdict.js";

function* oneUnderWay({ facts }: Replay): Iterable<Finding> {
  let open: Placed<"operation"> | null = null;
  for (const entry of facts.of("operation")) {
    const { at, state, number, operation } = entry;
    if (state === "begins" && open !== null)
      yield violated(
        "one-operation-under-way",
        at,
        `${operation} ${number} begins while ${open.operation} ${open.number} is under way`,
      );
    if (state !== "begins" && (open?.number !== number || open.operation !== operation))
      yield violated("one-operation-under-way", at, `${operation} ${number} ends, but is not under way`);
    open = state === "begins" ? entry : null;
  }
}

/** A machine, or the share, or the link, as it stands when people begin: one that is repaired and restarts stands. */
function standsBefore({ facts }: Replay, part: string, order: number): boolean {
  const last = facts
    .of("machine", "share", "link")
    .findLast((one) => (one.fact === "machine" ? one.machine : one.fact) === part && one.order < order);
  return (
    last === undefined ||
    last.up ||
    facts.of("heal").some((heal) => last.order < heal.order && heal.order < order)
  );
}

/** The pool serves at the end that it is to leave, and the other end and the way there stand. */
function* beginsWhenItCan(replay: Replay): Iterable<Finding> {
  for (const { kind, from, order } of replay.moves.planned) {
    const serving = replay.services.some(
      (one) => one.order < order && (one.stopOrder === null || one.stopOrder > order),
    );
    const leaves = kind === "failback" ? "second" : "first";
    const parts = ["secondary", "share", "link", ...(kind === "failback" ? ["principal"] : [])];
    const down = parts.find((part) => !standsBefore(replay, part, order));
    const reason = !serving
      ? "nothing serves"
      : replay.moves.pairBefore(order) !== leaves
        ? `the pool is not at the ${leaves} pair`
        : down === undefined
          ? null
          : `the ${down} is down`;
    if (reason !== null)
      yield violated(
        "operation-begins-when-it-can",
        from,
        `a ${kind} begins at ${told(from)}, and ${reason}`,
      );
  }
}

/** Begun and ended are the facts', and it is its own and only cause. */
function* asTheFactsTell({ moves, timeline, horizon }: Replay): Iterable<Finding> {
  const rule = "operations-as-the-facts-tell";
  if (moves.planned.length !== timeline.operations.length)
    yield violated(
      rule,
      null,
      `the facts begin ${moves.planned.length} operations, the run tells of ${timeline.operations.length}`,
    );
  for (const [index, operation] of timeline.operations.entries()) {
    const planned = moves.planned[index];
    if (planned === undefined) continue;
    const closed = operation.closed === null ? Number.POSITIVE_INFINITY : seconds(operation.closed);
    const isSame =
      operation.what === planned.kind && seconds(operation.opened) === planned.from && closed === planned.to;
    if (!isSame)
      yield violated(
        rule,
        planned.from,
        `the ${operation.what} of ${operation.opened} s to ${operation.closed ?? "no close"} stands in the facts as a ${planned.kind} from ${told(planned.from)} to ${planned.to > horizon ? "no close" : told(planned.to)}`,
      );
    if (operation.outcome !== outcomeOf(planned))
      yield violated(
        rule,
        planned.from,
        `the outcome is ${operation.outcome}, by the facts ${outcomeOf(planned)}`,
      );
    const [cause] = operation.causes;
    const isOwnCause =
      operation.causes.length === 1 &&
      cause?.what === operation.what &&
      cause.at === operation.opened &&
      operation.at === operation.opened;
    if (!isOwnCause || operation.replication !== timeline.replication)
      yield violated(
        rule,
        planned.from,
        `the ${operation.what} of ${operation.opened} s is not its own and only cause`,
      );
  }
}

const outcomeOf = ({ to, isDone }: Planned): OperationResult["outcome"] =>
  to === Number.POSITIVE_INFINITY ? "under-way" : isDone ? "done" : "given-up";

/** Of all its steps one was not done. */
function leftSomething({ facts }: Replay, { order, endOrder }: Planned): boolean {
  return facts
    .of("step")
    .some((step) => step.state === "given-up" && order < step.order && step.order < endOrder);
}

/** What is done has moved the pool; what is given up has not, or left a step undone; either way the pool serves when it ends. */
function* endsAsItSays(replay: Replay): Iterable<Finding> {
  const { moves, services } = replay;
  for (const planned of moves.planned.filter(({ to }) => to !== Number.POSITIVE_INFINITY)) {
    const { kind, to, order, endOrder, isDone } = planned;
    const serves = services.some(
      (one) => one.order < endOrder && (one.stopOrder === null || one.stopOrder > endOrder),
    );
    const target = kind === "failback" ? "first" : "second";
    const by = kind === "failback" ? "failback" : "tail-log";
    const moved = services.some((one) => one.order > order && one.order < endOrder && one.by === by);
    const reason = !serves
      ? "nothing serves"
      : isDone && !moved
        ? `the pool did not move to the ${target} pair`
        : !isDone && moved && !leftSomething(replay, planned)
          ? `the pool moved to the ${target} pair`
          : null;
    if (reason !== null)
      yield violated(
        "operation-ends-as-it-says",
        to,
        `the ${kind} is ${isDone ? "done" : "given up"} at ${told(to)}, and ${reason}`,
      );
  }
}

/** Whoever stops a database on purpose does it with a step. */
function* stopsByAStep({ facts, moves }: Replay): Iterable<Finding> {
  for (const { at, order, because, machine } of facts.of("stops").filter((stop) => isKind(stop.because))) {
    const planned = moves.plannedAt(order);
    const step = facts
      .of("step")
      .some((one) => one.at === at && (one.state === "done" || one.state === "begins"));
    if (planned?.kind !== because || !step)
      yield violated(
        "planned-stops-by-a-step",
        at,
        `${machine} stops for a ${because} at ${told(at)}, and no step of one is taken`,
      );
  }
}

const isKind = (because: string): boolean => because === "switchover" || because === "failback";

export const operationRules: readonly Rule[] = [oneUnderWay, beginsWhenItCan, stopsByAStep, endsAsItSays];
export const operationClaims: readonly Rule[] = [asTheFactsTell];
