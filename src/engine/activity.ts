/**
 * What an event does, apart from when: a rung, two numbers that name it in the fingerprint, and a function.
 * It must never know the queue or the clock. Activities are made once and scheduled any number of times, so
 * that an event costs no closure; the whole number that travels with the event tells one use from another.
 */
import { HIGHEST_RUNG } from "./rungs.js";

export interface ActivityParts {
  /** 0 to 15: who goes first among events of one instant. */
  readonly rung: number;
  /** What sort of event: a 32-bit whole number of the caller's choosing. */
  readonly kind: number;
  /** Whose event: a 32-bit whole number of the caller's choosing. */
  readonly part: number;
  /** Called with the event's payload when its time has come. */
  readonly action: (payload: number) => void;
}

/** A class and not an interface, so that the engine's loop meets objects of one shape only. */
export class Activity {
  readonly rung: number;
  readonly kind: number;
  readonly part: number;
  readonly action: (payload: number) => void;

  /** Refuses (RangeError) a rung outside 0..15 and a kind or part that is not a 32-bit whole number. */
  constructor({ rung, kind, part, action }: ActivityParts) {
    if (!Number.isInteger(rung) || rung < 0 || rung > HIGHEST_RUNG) {
      throw new RangeError(`rung ${rung} is not a whole number from 0 to ${HIGHEST_RUNG}`);
    }
    if ((kind | 0) !== kind) throw new RangeError(`kind ${kind} is not a 32-bit whole number`);
    if ((part | 0) !== part) throw new RangeError(`part ${part} is not a 32-bit whole number`);
    this.rung = rung;
    this.kind = kind;
    this.part = part;
    this.action = action;
  }
}
