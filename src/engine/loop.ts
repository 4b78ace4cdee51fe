/**
 * The clock and the loop that moves it: takes the earliest event, sets the time, acts, takes the fingerprint,
 * tells who watches. It must never know what it simulates; it draws nothing and reads no real clock.
 */
import { LONGEST, type Micros } from "../units/index.js";
import type { Activity } from "./activity.js";
import { Fingerprint } from "./fingerprint.js";
import type { HandledEvent, Observer } from "./observer.js";
import { EventQueue, PendingEvent } from "./queue.js";

declare const handle: unique symbol;
/** Names one scheduled event, for `cancel` on the loop that gave it. */
export interface EventHandle {
  readonly [handle]: true;
  readonly at: Micros;
}

export interface Bounds {
  /** The last instant whose events are handled. Without it, the end of time. */
  readonly until?: Micros;
  /** The most events this call may handle. Without it, no bound. */
  readonly maxEvents?: number;
}

/** How a call of `run` ended. In each case the loop can be given more events and be run again. */
export type Outcome =
  /** Nothing is left to happen; the time is that of the last event. */
  | { readonly outcome: "drained"; readonly handled: number }
  /** All events up to and at `until` are handled; the time is `until`. */
  | { readonly outcome: "reached-until"; readonly handled: number; readonly next: Micros }
  /** `maxEvents` were handled and another, at `next`, was due within `until`. */
  | { readonly outcome: "event-cap"; readonly handled: number; readonly next: Micros };

export class Loop {
  private readonly queue = new EventQueue();
  private readonly rolling = new Fingerprint();
  private readonly observers: Observer[] = [];
  private time: Micros;
  private scheduled = 0;
  private handledEver = 0;
  private running = false;
  private observing = false;

  /** Time begins at `start`, which may be negative. Refuses (RangeError) one that is not a safe integer. */
  constructor(start: Micros = 0 as Micros) {
    if (!Number.isSafeInteger(start)) throw new RangeError(`start ${start} is not a safe whole number of µs`);
    this.time = start;
  }

  /** The instant of the event that is being handled, or was handled last, or the bound of the last run. */
  get now(): Micros {
    return this.time;
  }

  /** Events still to happen, without the cancelled ones. */
  get pending(): number {
    return this.queue.size;
  }

  /** Events handled since the loop was made. */
  get handled(): number {
    return this.handledEver;
  }

  /** Of all events handled so far, in their order. Read it; whoever mixes into it changes what is printed. */
  get fingerprint(): Fingerprint {
    return this.rolling;
  }

  /** The instant so long after now, for `schedule`; the end of time where it would lie beyond. Cost: O(1). */
  after(length: Micros): Micros {
    const at = this.time + length;
    return (at <= LONGEST ? at : LONGEST) as Micros;
  }

  /**
   * Lets `activity` happen at `at`, with a whole number of the caller's.
   *
   * Order: by time, then rung, then order of scheduling. `at` may be the present instant: the event then comes
   * next among those not yet handled of this instant, by its rung, even if the rung being handled is higher.
   * Refuses (RangeError) a time before now or that is not a safe whole number, and such a payload; (Error) a
   * call from within an observer. Cost: O(log n) of the pending events.
   */
  schedule(at: Micros, activity: Activity, payload = 0): EventHandle {
    if (this.observing) throw new Error(`an observer tried to schedule an event at ${at}`);
    // Written so that NaN and the infinities fail too.
    if (!(at >= this.time && at <= LONGEST && Math.floor(at) === at)) this.refuseTime(at);
    if ((payload | 0) !== payload && !Number.isSafeInteger(payload)) {
      throw new RangeError(`payload ${payload} is not a safe whole number`);
    }
    const event = new PendingEvent(at, this.scheduled, activity, payload);
    this.scheduled += 1;
    this.queue.add(event);
    return event as unknown as EventHandle;
  }

  /**
   * Makes an event not happen; false if it already happened, is happening or was cancelled before.
   * Refuses (Error) a call from within an observer. A handle of another loop is a bug that goes unnoticed.
   * Cost: O(1); the queue sweeps itself when the cancelled outnumber the others, O(log n) a cancellation.
   */
  cancel(handle: EventHandle): boolean {
    if (this.observing) throw new Error(`an observer tried to cancel the event at ${handle.at}`);
    return this.queue.cancel(handle as unknown as PendingEvent);
  }

  /**
   * Has `observer` told of each event right after it was handled, in the order of subscription. The record is
   * its to keep. What it throws ends the run as a bug. Returns how to stop watching. Cost: O(1).
   */
  observe(observer: Observer): () => void {
    this.observers.push(observer);
    return () => {
      const place = this.observers.indexOf(observer);
      if (place >= 0) this.observers.splice(place, 1);
    };
  }

  /**
   * Handles events in order until none is left, the next is after `until`, or `maxEvents` were handled. A run
   * in pieces does what one run does. What an action throws passes through; its event counts as handled.
   * Refuses (RangeError) a bound before now or not whole; (Error) a call from within an action or observer.
   * Cost: O(log n) of the pending events for each event.
   */
  run({ until = LONGEST, maxEvents = Number.POSITIVE_INFINITY }: Bounds = {}): Outcome {
    if (this.running) throw new Error(`run was called at ${this.time} from within an event or an observer`);
    if (!Number.isSafeInteger(until) || until < this.time) {
      throw new RangeError(`until ${until} is not a safe whole number of µs at or after now ${this.time}`);
    }
    if (!(maxEvents >= 0) || (maxEvents !== Number.POSITIVE_INFINITY && !Number.isInteger(maxEvents))) {
      throw new RangeError(`maxEvents ${maxEvents} is not a whole number from 0 on`);
    }
    this.running = true;
    try {
      return this.handleEvents(until, maxEvents);
    } finally {
      this.running = false;
    }
  }

  private handleEvents(until: Micros, maxEvents: number): Outcome {
    const queue = this.queue;
    const before = this.handledEver;
    for (;;) {
      const event = queue.first();
      const handled = this.handledEver - before;
      if (event === undefined) return { outcome: "drained", handled };
      if (event.at > until) {
        this.time = until;
        return { outcome: "reached-until", handled, next: event.at };
      }
      if (handled >= maxEvents) return { outcome: "event-cap", handled, next: event.at };
      const activity = queue.take(event);
      this.time = event.at;
      this.handledEver += 1;
      this.rolling.mix(event.at, activity.kind, activity.part, event.payload);
      activity.action(event.payload);
      if (this.observers.length > 0) this.tell(event, activity);
    }
  }

  private tell(event: PendingEvent, { kind, part }: Activity): void {
    const { at, rung, payload } = event;
    const record: HandledEvent = Object.freeze({ number: this.handledEver, at, rung, kind, part, payload });
    this.observing = true;
    try {
      for (const observer of [...this.observers]) observer(record);
    } catch (cause) {
      throw new Error(`an observer threw at ${at} on the event of kind ${kind}, part ${part}`, { cause });
    } finally {
      this.observing = false;
    }
  }

  private refuseTime(at: number): never {
    if (!Number.isSafeInteger(at)) throw new RangeError(`time ${at} is not a safe whole number of µs`);
    throw new RangeError(`time ${at} is before now ${this.time}`);
  }
}
