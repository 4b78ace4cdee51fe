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

type Given = { readonly [Answer in keyof Step]?: Step[Answer] | undefined };

const nothing = () => null;
const no = () => false;

const NEEDS_NOTHING: readonly string[] = [];
const NEVER = 0 as Share;

// Written out one by one: steps are made for every failure, and spreading them costs more than playing them.

/** A step with the usual answers filled in. */
export function step(own: Pick<Step, "name" | "actor" | "part" | "after" | "takes"> & Given): Step {
  const { name, actor, part, after, takes } = own;
  return {
    name,
    actor,
    part,
    after,
    needs: own.needs ?? NEEDS_NOTHING,
    retry: own.retry ?? NEVER,
    waitsFor: own.waitsFor ?? nothing,
    mayBePutOff: own.mayBePutOff ?? false,
    isOwed: own.isOwed ?? no,
    isUndone: own.isUndone ?? no,
    isOvertaken: own.isOvertaken ?? no,
    endsByClock: own.endsByClock ?? false,
    begins: own.begins ?? nothing,
    takes,
    endsNow: own.endsNow ?? nothing,
    done: own.done ?? nothing,
  };
}

/** The same step with some answers of its own. */
export function but(one: Step, own: Omit<Given, "name" | "actor" | "part">): Step {
  return {
    name: one.name,
    actor: one.actor,
    part: one.part,
    after: own.after ?? one.after,
    needs: own.needs ?? one.needs,
    retry: own.retry ?? one.retry,
    waitsFor: own.waitsFor ?? one.waitsFor,
    mayBePutOff: own.mayBePutOff ?? one.mayBePutOff,
    isOwed: own.isOwed ?? one.isOwed,
    isUndone: own.isUndone ?? one.isUndone,
    isOvertaken: own.isOvertaken ?? one.isOvertaken,
    endsByClock: own.endsByClock ?? one.endsByClock,
    begins: own.begins ?? one.begins,
    takes: own.takes ?? one.takes,
    endsNow: own.endsNow ?? one.endsNow,
    done: own.done ?? one.done,
  };
}
