/** A table of steps, and what each does to the pool, as steps that a runbook can play. */
import type { MirroringSession } from "../../pool/mirroring/session.js";
import type { Micros } from "../../units/index.js";
import { type Step, step } from "../step.js";
import type { Work } from "./context.js";
import type { Memory } from "./memory.js";
import type { StepRow } from "./row.js";
import { missing } from "./standing.js";
import { timeOf } from "./times.js";

/** What a step does to the pool; left out: nothing that anybody would notice. */
export interface Doing {
  /** The first attempt begins; or what is still missing. */
  readonly begins?: (at: Micros) => string | null;
  readonly done?: (at: Micros) => void;
  /** Nobody else sees to it. */
  readonly isOwed?: () => boolean;
  /** What it made is not there any more. */
  readonly isUndone?: () => boolean;
  /** What it works on is not there any more. */
  readonly isOvertaken?: () => boolean;
}

export type Acts = Readonly<Partial<Record<string, Doing>>>;

/** `pair`: whose mirror the procedure builds. */
export function stepsOf(
  rows: readonly StepRow[],
  acts: Acts,
  work: Work,
  memory: Memory,
  pair: () => MirroringSession = () => work.pool.tier.session,
): Step[] {
  return rows.map((row) => {
    const { name, actor, part = "procedure", after, needs = [], standing, mayBePutOff = false } = row;
    const doing = acts[name] ?? {};
    return step({
      name,
      actor,
      part,
      after,
      needs,
      mayBePutOff,
      waitsFor: () => missing(standing, work.pool, memory, pair()),
      takes: (at, attempt) => timeOf(row, work, memory, at, attempt),
      isOvertaken: doing.isOvertaken,
      isUndone: doing.isUndone,
      isOwed: doing.isOwed,
      begins: doing.begins,
      done: doing.done,
      endsNow: (at) => {
        memory.haul?.follow(at);
        return row.takes.some(({ by }) => HAULS.has(by)) ? (memory.haul?.end ?? null) : null;
      },
    });
  });
}

const HAULS: ReadonlySet<string> = new Set([
  "tail-of-log",
  "backup-of-secondary",
  "restore-on-primary",
  "backup-of-primary",
  "restore-on-secondary",
]);
