/** One step of a runbook, as the procedures write it down. */
import type { RtoPart } from "../pool/incident.js";
import type { Micros, Share } from "../units/index.js";

/** Who does a step. */
export type Actor =
  | "monitoring"
  | "incident manager"
  | "database administrator"
  | "pool administrator"
  | "SQL Server"
  | "people";

export interface Step {
  readonly name: string;
  readonly actor: Actor;
  readonly part: RtoPart;
  /** Steps that must be done before this one begins. */
  readonly after: readonly string[];
  /** What it cannot be done without, whatever a scenario says of the order. */
  readonly needs: readonly string[];
  /** How probable it is that an attempt fails and has to be made again. */
  readonly retry: Share;
  /** What is missing while it cannot be worked on; null: it can. A step that is under way starts over afterwards. */
  waitsFor(): string | null;
  /** People do not wait with what comes after it while it cannot be begun. */
  readonly mayBePutOff: boolean;
  /** However long it takes until it can be begun: nobody else sees to it. */
  isOwed(): boolean;
  /** It is done, and what it made is gone. */
  isUndone(): boolean;
  /** What it works on is not there any more: it has to begin again from what is. */
  isOvertaken(): boolean;
  /** It ends when the clock says so, however soon it began. */
  readonly endsByClock: boolean;
  /** The first attempt begins; or what is still missing. */
  begins(at: Micros): string | null;
  /** How long this attempt takes, the first being number 1. */
  takes(at: Micros, attempt: number): Micros;
  /** When the attempt under way ends, something having changed; null: when it was going to. */
  endsNow(at: Micros): Micros | null;
  done(at: Micros): void;
}

/** A step with the usual answers filled in. */
export function step(own: Pick<Step, "name" | "actor" | "part" | "after" | "takes"> & Partial<Step>): Step {
  const usual = {
    needs: [],
    retry: 0 as Share,
    waitsFor: () => null,
    mayBePutOff: false,
    endsByClock: false,
    isOwed: () => false,
    isUndone: () => false,
    isOvertaken: () => false,
    begins: () => null,
    endsNow: () => null,
    done: () => undefined,
  };
  return { ...usual, ...own };
}
