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

  /** From `now` on there is room at the same ticks as if the last run had ended at `freeAt`. */
  isAsIf(freeAt: number, now: Micros): boolean {
    return freeAt === this.freeAt || (this.hasRoomAt(now) && now - freeAt >= this.#grace);
  }
}

export class Agent {
  /** The next tick that has not been looked at: its number, and its instant. */
  next = 0;
  nextTick: Micros;
  readonly occupancy: Occupancy;
  readonly #ticks: Ticks;
  /** A start delay or the grace can reach into the next tick: then runs that find nothing count as well. */
  readonly #idleRunsMatter: boolean;
  readonly #longestJitter: number;

  constructor(ticks: Ticks, grace: Micros, longestJitter: number) {
    this.#ticks = ticks;
    this.nextTick = ticks.at(0);
    this.occupancy = new Occupancy(grace);
    this.#longestJitter = longestJitter;
    this.#idleRunsMatter = longestJitter + grace > ticks.shortestGap;
  }

  startFrom(instant: Micros): void {
    this.#comesTo(this.#ticks.firstAtOrAfter(instant));
    this.occupancy.freeAt = Number.NEGATIVE_INFINITY;
  }

  #comesTo(number: number): void {
    this.next = number;
    this.nextTick = this.#ticks.at(number);
  }

  /** Takes the next tick off the schedule; true where it may start a run. */
  take(): boolean {
    const hasRoom = this.occupancy.hasRoomAt(this.nextTick);
    this.#comesTo(this.next + 1);
    return hasRoom;
  }

  /** No tick before `instant` can start anything: the part is down. */
  skipTo(instant: Micros): void {
    if (this.nextTick < instant) this.#comesTo(this.#ticks.firstAtOrAfter(instant));
  }

  /** There is nothing to do before `waitingFrom`: passes over ticks whose runs would find nothing. */
  skipIdleTo(waitingFrom: number): void {
    if (!this.#idleRunsMatter) this.skipTo((waitingFrom - this.#longestJitter) as Micros);
  }
}
