/**
 * The part of SQL Server Agent that all three jobs share: which ticks start a run. One run at a time; a tick
 * during a run, or too near behind its end, is skipped and never made up.
 */
import type { Ticks } from "../../shipping/ticks.js";
import type { Micros } from "../../units/index.js";

/** Whether a job has room for a run at an instant. */
export class Occupancy {
  /** The end of the last run, empty and failed ones included. */
  freeAt = Number.NEGATIVE_INFINITY;
  readonly #grace: number;

  constructor(grace: Micros) {
    this.#grace = grace;
  }

  hasRoomAt(tick: Micros): boolean {
    return tick >= this.freeAt && tick - this.freeAt >= this.#grace;
  }
}

export class Agent {
  /** The number of the next tick that has not been looked at. */
  next = 0;
  readonly occupancy: Occupancy;
  readonly #ticks: Ticks;
  /** A start delay or the grace can reach into the next tick: then runs that find nothing count as well. */
  readonly #idleRunsMatter: boolean;
  readonly #longestJitter: number;

  constructor(ticks: Ticks, grace: Micros, longestJitter: number) {
    this.#ticks = ticks;
    this.occupancy = new Occupancy(grace);
    this.#longestJitter = longestJitter;
    this.#idleRunsMatter = longestJitter + grace > ticks.shortestGap;
  }

  startFrom(instant: Micros): void {
    this.next = this.#ticks.firstAtOrAfter(instant);
    this.occupancy.freeAt = Number.NEGATIVE_INFINITY;
  }

  get nextTick(): Micros {
    return this.#ticks.at(this.next);
  }

  /** Takes the next tick off the schedule; true where it may start a run. */
  take(): boolean {
    return this.occupancy.hasRoomAt(this.#ticks.at(this.next++));
  }

  /** No tick before `instant` can start anything: the part is down. */
  skipTo(instant: Micros): void {
    this.next = Math.max(this.next, this.#ticks.firstAtOrAfter(instant));
  }

  /** There is nothing to do before `waitingFrom`: passes over ticks whose runs would find nothing. */
  skipIdleTo(waitingFrom: number): void {
    if (!this.#idleRunsMatter) this.skipTo((waitingFrom - this.#longestJitter) as Micros);
  }
}
