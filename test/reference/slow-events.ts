/**
 * The list of what is still to happen, and the order of things at one instant. Part of the slow reference
 * model: a sorted array, nothing cleverer.
 */

/** At one instant the lower rung goes first. A completion added late still goes before the next tick. */
export const RUNG = {
  completion: 0,
  question: 1,
  disturbance: 2,
  backupStart: 3,
  backupTick: 4,
  copyStart: 5,
  copyTick: 6,
  restoreStart: 7,
  restoreTick: 8,
} as const;

export interface SlowEvent {
  readonly at: number;
  readonly rung: number;
  readonly happen: () => void;
}

export class SlowEvents {
  /** Sorted so that the next event is the last of the array; equals stand in reverse order of their coming. */
  private readonly waiting: SlowEvent[] = [];
  private present = Number.NEGATIVE_INFINITY;

  /** The instant of the event that was taken last. */
  get now(): number {
    return this.present;
  }

  add(at: number, rung: number, happen: () => void): SlowEvent {
    if (!Number.isSafeInteger(at)) throw new Error(`not a whole microsecond: ${at}`);
    if (at < this.present) throw new Error(`event at ${at} is in the past of ${this.present}`);
    const event: SlowEvent = { at, rung, happen };
    let place = this.waiting.length;
    while (place > 0 && !isLater(this.waiting[place - 1]!, event)) place -= 1;
    if (place === this.waiting.length) this.waiting.push(event);
    else this.waiting.splice(place, 0, event);
    return event;
  }

  remove(event: SlowEvent): void {
    const place = this.waiting.indexOf(event);
    if (place < 0) throw new Error("only an event that still waits can be removed");
    this.waiting.splice(place, 1);
  }

  /** The next event, if it is not after `until`. */
  takeNext(until: number): SlowEvent | null {
    const next = this.waiting[this.waiting.length - 1];
    if (next === undefined || next.at > until) return null;
    this.waiting.pop();
    this.present = next.at;
    return next;
  }
}

/** Is `one` to happen after an `other` that was added after it? Not where they are equal. */
function isLater(one: SlowEvent, other: SlowEvent): boolean {
  return one.at > other.at || (one.at === other.at && one.rung > other.rung);
}
