/** How many could send just before failures take it from some. It must never know who they are. */
import type { Micros } from "../../units/index.js";

export class Falls {
  /** The last instant at which fewer could send, and how many could just before. */
  #at = Number.NEGATIVE_INFINITY;
  #could = 0;

  /**
   * Just before the failures of an instant: each of several is measured against those who could before the first,
   * without those who `left` with their site. `able`: before this one.
   */
  couldBefore(at: Micros, able: number, left: number): number {
    if (this.#at !== at) this.#could = able;
    this.#at = at;
    this.#could -= left;
    return this.#could;
  }
}
