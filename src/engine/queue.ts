/**
 * The events to come, in total order: time, then rung, then the order of scheduling. It must never know what
 * an event does, nor what time it is.
 *
 * The heap underneath is not stable, hence the sequence number. It also has no cheap removal and does not
 * let go of what was taken out; so a cancelled event stays until it surfaces or until the dead outnumber the
 * living, and a drained heap is trimmed.
 */
import FastPriorityQueue from "fastpriorityqueue";
import type { Micros } from "../units/index.js";
import { Activity } from "./activity.js";

/** Stands in for the activity of an event that is over, so that a kept handle keeps nothing else alive. */
const SPENT = new Activity({
  rung: 0,
  kind: 0,
  part: 0,
  action: () => {
    throw new Error("an event that is over was handled again");
  },
});

export class PendingEvent {
  readonly at: Micros;
  /** A copy of the activity's: a cancelled event gives its activity up and must still keep its place. */
  readonly rung: number;
  readonly sequence: number;
  readonly payload: number;
  activity: Activity;

  constructor(at: Micros, sequence: number, activity: Activity, payload: number) {
    this.at = at;
    this.rung = activity.rung;
    this.sequence = sequence;
    this.payload = payload;
    this.activity = activity;
  }
}

/** No two events have the same sequence, so of two events exactly one is the earlier. */
function isEarlier(one: PendingEvent, other: PendingEvent): boolean {
  if (one.at !== other.at) return one.at < other.at;
  if (one.rung !== other.rung) return one.rung < other.rung;
  return one.sequence < other.sequence;
}

const isDead = (event: PendingEvent): boolean => event.activity === SPENT;

/** Below this many dead events, sweeping costs more than carrying them. */
const WORTH_SWEEPING = 64;

export class EventQueue {
  private readonly heap = new FastPriorityQueue<PendingEvent>(isEarlier);
  private dead = 0;
  /**
   * The event taken last is still on top of the heap. It stays there until the next one is asked for, because
   * most events schedule another: that one then takes its place, and the heap is put in order once, not twice.
   * Being the earliest of all it disturbs no order while it stands there alone.
   */
  private gap = false;

  /** Events that are still to happen; cancelled ones do not count. */
  get size(): number {
    return this.heap.size - this.dead - (this.gap ? 1 : 0);
  }

  /** O(log n). */
  add(event: PendingEvent): void {
    if (this.gap) {
      this.gap = false;
      this.heap.replaceTop(event);
    } else {
      this.heap.add(event);
    }
  }

  /** The earliest event that was not cancelled, left in its place. O(1), and O(log n) for each cancelled one. */
  first(): PendingEvent | undefined {
    const heap = this.heap;
    if (this.gap) {
      this.gap = false;
      heap.poll();
    }
    let event = heap.peek();
    while (event !== undefined && event.activity === SPENT) {
      heap.poll();
      this.dead -= 1;
      event = heap.peek();
    }
    if (event === undefined) heap.trim();
    return event;
  }

  /** Takes out what `first` has just returned, and hands over its activity. O(1); what is left to do is `first`'s. */
  take(event: PendingEvent): Activity {
    const activity = event.activity;
    event.activity = SPENT;
    this.gap = true;
    return activity;
  }

  /**
   * Cancels an event of this queue that is neither handled nor cancelled yet, and says whether it did.
   * O(1), and a sweep of O(n log n) after at least n / 2 cancellations.
   */
  cancel(event: PendingEvent): boolean {
    if (event.activity === SPENT) return false;
    event.activity = SPENT;
    this.dead += 1;
    if (this.dead > WORTH_SWEEPING && this.dead * 2 > this.heap.size) this.sweep();
    return true;
  }

  private sweep(): void {
    this.heap.removeMany(isDead);
    this.heap.trim();
    this.dead = 0;
    this.gap = false;
  }
}
