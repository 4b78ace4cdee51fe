/** A mirror that catches up: one stretch of time, which ends by itself or is broken off. */
import { Activity, type EventHandle, type Loop } from "../../engine/index.js";
import { LONGEST, type Micros } from "../../units/index.js";
import { EVENT, PART, POOL_RUNG } from "../rungs.js";

export class CatchUp {
  readonly #loop: Loop;
  readonly #done: Activity;
  #handle: EventHandle | null = null;

  constructor(loop: Loop, done: (at: Micros) => void) {
    this.#loop = loop;
    this.#done = new Activity({
      rung: POOL_RUNG.completion,
      kind: EVENT.mirroring,
      part: PART.mirroring,
      action: () => {
        this.#handle = null;
        done(loop.now);
      },
    });
  }

  get isUnderWay(): boolean {
    return this.#handle !== null;
  }

  begin(takes: Micros): void {
    this.stop();
    this.#handle = this.#loop.schedule(Math.min(this.#loop.now + takes, LONGEST) as Micros, this.#done);
  }

  stop(): void {
    if (this.#handle !== null) this.#loop.cancel(this.#handle);
    this.#handle = null;
  }
}
