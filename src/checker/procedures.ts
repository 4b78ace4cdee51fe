/**
 * The steps of the planned operations and of the failover: what must be done before what, however people order the rest.
 * It must never know how long a step takes.
 */
import type { Placed } from "./facts.js";
import type { Planned } from "./moves.js";
import type { Replay, Rule } from "./replay.js";
import { told } from "./spans.js";
import { type Finding, violated } from "./verdict.js";

/** What cannot be begun before what is done: files before they are applied, a backup before it is restored. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  decide: ["detect"],
  "apply-logs": ["copy-remaining"],
  "recover-database": ["apply-logs"],
  "switch-pool-state": ["recover-database"],
};

const NEEDS_OF: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  switchover: {
    "apply-logs": ["copy-remaining"],
    "back-up-tail": ["clear-active-servers", "apply-logs"],
    "recover-database": ["apply-logs", "back-up-tail"],
    "switch-pool-state": ["recover-database"],
    "build-mirror": ["recover-database"],
  },
  failback: {
    "restore-on-primary": ["back-up-secondary"],
    "mirror-primary": ["restore-on-primary"],
    "ship-logs-again": ["restore-on-primary"],
    "restore-on-secondary": ["ship-logs-again"],
    "switch-pool-state-back": ["restore-on-primary"],
  },
};

/** Steps that only a planned operation has. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  "back-up-tail": ["switchover"],
  "clear-active-servers": ["switchover", "failback"],
  "remove-secondary-mirroring": ["failback"],
  "back-up-secondary": ["failback"],
  "restore-on-primary": ["failback"],
  "mirror-primary": ["failback"],
  "ship-logs-again": ["failback"],
  "restore-on-secondary": ["failback"],
  "activate-primary-servers": ["failback"],
  "switch-pool-state-back": ["failback"],
};

/** The last step of that name that was done before this place in the trace. */
export function doneBefore({ facts }: Replay, name: string, order: number): Placed<"step"> | undefined {
  return facts.of("step").findLast((one) => one.step === name && one.state === "done" && one.order < order);
}

/** When the attempt that ended with this fact had begun. */
export function beginOf({ facts }: Replay, { step, order }: Placed<"step">): Placed<"step"> | undefined {
  return facts.of("step").findLast((one) => one.step === step && one.state === "begins" && one.order < order);
}

/** The tail of the log that a switchover took before this place in the trace; null: it did not. */
export function tailBefore(replay: Replay, order: number): Placed<"step"> | null {
  const planned = replay.moves.plannedAt(order);
  const tail = doneBefore(replay, "back-up-tail", order);
  return planned?.kind === "switchover" && tail !== undefined && tail.order > planned.order ? tail : null;
}

/** A failover that follows on an operation that people gave up is no part of it. */
function isStillPlanned(replay: Replay, planned: Planned, step: Placed<"step">): boolean {
  const answered = replay.facts
    .of("step")
    .some(
      (one) =>
        (one.step === "decide" || one.step === "reopen-pool") &&
        one.state === "done" &&
        planned.order < one.order &&
        one.order < step.order,
    );
  return !answered;
}

/** Of a failover: what another procedure did before counts for nothing. */
function beganBefore({ facts, moves }: Replay, order: number): number {
  const ends = [
    facts
      .of("step")
      .findLast((one) => one.step === "recover-database" && one.state === "done" && one.order < order),
    moves.planned.findLast((one) => one.order < order && one.endOrder > order),
    facts.of("operation").findLast((one) => one.order < order),
  ].map((one) => one?.order ?? Number.NEGATIVE_INFINITY);
  return Math.max(...ends);
}

function* stepsInOrder(replay: Replay): Iterable<Finding> {
  for (const begin of replay.facts.of("step").filter(({ state }) => state === "begins")) {
    const planned = replay.moves.plannedAt(begin.order);
    const isOfIt = planned !== undefined && isStillPlanned(replay, planned, begin);
    const needs = isOfIt ? NEEDS_OF[planned.kind]?.[begin.step] : NEEDS[begin.step];
    // What the recovery itself ends is needed by the switch.
    const since =
      isOfIt || begin.step === "switch-pool-state"
        ? (planned?.order ?? -1)
        : beganBefore(replay, begin.order);
    for (const name of needs ?? []) {
      const done = doneBefore(replay, name, begin.order);
      if (done === undefined || done.order < since)
        yield violated(
          "steps-in-order",
          begin.at,
          `${begin.step} begins at ${told(begin.at)}, and ${name} is not done`,
        );
    }
  }
}

/** A step begins once, ends once, and what belongs to an operation is done within one. */
function* stepsWithinTheirOperation(replay: Replay): Iterable<Finding> {
  const underWay = new Set<string>();
  for (const { at, order, step, state } of replay.facts.of("step")) {
    const kinds = OWN[step];
    if (kinds === undefined) continue;
    const planned = replay.moves.plannedAt(order);
    if (planned === undefined || !kinds.includes(planned.kind))
      yield violated(
        "steps-within-their-operation",
        at,
        `${step} ${state} at ${told(at)}, outside of any ${kinds.join(" or ")}`,
      );
    if ((state === "begins") === underWay.has(step))
      yield violated(
        "steps-within-their-operation",
        at,
        `${step} ${state} at ${told(at)}, ${state === "begins" ? "and has begun already" : "and has not begun"}`,
      );
    if (state === "begins") underWay.add(step);
    else if (state !== "failed") underWay.delete(step);
  }
}

export const procedureRules: readonly Rule[] = [stepsInOrder, stepsWithinTheirOperation];
