/**
 * Which pair has the pool's history in its keeping, and the planned operations that move it, as the facts tell of them.
 * It must never know whether a move was right.
 */
import type { PairName } from "../results/index.js";
import type { Facts, Placed } from "./facts.js";
import { pairOf } from "./sessions.js";

export interface Move {
  readonly at: number;
  readonly order: number;
  readonly to: PairName;
  /** The step of the procedure that made it, or the new history that tells of it. */
  readonly by: "history" | "recover-database" | "restore-on-secondary" | "switch-pool-state-back";
}

/** From its beginning until it ends or is given up; Infinity: neither within this life. */
export interface Planned {
  readonly kind: string;
  readonly number: number;
  readonly from: number;
  readonly to: number;
  readonly order: number;
  readonly endOrder: number;
  readonly isDone: boolean;
}

export function readPlanned(facts: Facts): Planned[] {
  const told = facts.of("operation");
  return told.flatMap((begin) => {
    if (begin.state !== "begins") return [];
    const end = told.find(
      ({ state, number, order }) => state !== "begins" && number === begin.number && order > begin.order,
    );
    return [
      {
        kind: begin.operation,
        number: begin.number,
        from: begin.at,
        to: end?.at ?? Number.POSITIVE_INFINITY,
        order: begin.order,
        endOrder: end?.order ?? Number.POSITIVE_INFINITY,
        isDone: end?.state === "ends",
      },
    ];
  });
}

/** A recovery from which no new history comes has everything: then the step itself is the move. */
function isMoveItself(facts: Facts, step: Placed<"step">): boolean {
  // By mistake, while the pool was elsewhere: it comes along with a history of its own, or not at all.
  if (facts.of("recovered-early").some(({ at }) => at === step.at)) return false;
  const next = facts
    .of("history-begins", "serves")
    .find(
      (entry) =>
        entry.order > step.order &&
        (entry.fact === "serves" ? pairOf(entry.machine) === "second" : entry.by === "secondary-recovered"),
    );
  return next?.fact !== "history-begins";
}

function moveOf(facts: Facts, entry: Placed<"history-begins"> | Placed<"step">): Move | null {
  const { at, order } = entry;
  if (entry.fact === "history-begins") {
    if (entry.by === "forced-service") return null;
    return { at, order, to: entry.by === "failed-back" ? "first" : "second", by: "history" };
  }
  const { step, state } = entry;
  if (step === "recover-database" && state === "begins" && isMoveItself(facts, entry))
    return { at, order, to: "second", by: step };
  if (step === "restore-on-secondary" && state === "begins") return { at, order, to: "first", by: step };
  if (step === "switch-pool-state-back" && state === "done") return { at, order, to: "first", by: step };
  return null;
}

export class Moves {
  readonly all: readonly Move[];
  readonly planned: readonly Planned[];

  readonly #facts: Facts;

  constructor(facts: Facts) {
    this.#facts = facts;
    this.planned = readPlanned(facts);
    const all: Move[] = [];
    for (const entry of facts.of("history-begins", "step")) {
      const move = moveOf(facts, entry);
      if (move !== null && move.to !== (all.at(-1)?.to ?? "first")) all.push(move);
    }
    this.all = all;
  }

  /** The last move before this place in the trace; undefined: the pool is where it was at first. */
  lastBefore(order: number): Move | undefined {
    return this.all.findLast((move) => move.order < order);
  }

  pairBefore(order: number): PairName {
    return this.lastBefore(order)?.to ?? "first";
  }

  /** After everything that happens at that instant. */
  pairAfter(at: number): PairName {
    return this.all.findLast((move) => move.at <= at)?.to ?? "first";
  }

  /** Site 2 takes part in log shipping, and holds nothing that anybody accepted there. */
  isAtHome(at: number): boolean {
    return this.pairAfter(at) === "first";
  }

  /**
   * Site 2's database was brought online, by a move or by mistake, and no full backup was restored over it since: it
   * takes no log any more.
   */
  wasRecovered(order: number): boolean {
    const recovered = Math.max(
      this.all.findLast((move) => move.to === "second" && move.order < order)?.order ?? -1,
      this.#facts.of("recovered-early").findLast((one) => one.order < order)?.order ?? -1,
    );
    const restored = this.#facts.of("full-backup-restored");
    return recovered >= 0 && !restored.some((full) => recovered < full.order && full.order < order);
  }

  /** The operation that is under way at this place in the trace. */
  plannedAt(order: number): Planned | undefined {
    return this.planned.find((one) => one.order < order && order < one.endOrder);
  }
}
