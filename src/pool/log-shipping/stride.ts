/**
 * Since when a pipeline is clean, and whether it is in its stride: whether all that an earlier disturbance left in it
 * has been worked off, so that the schedule alone says what comes. It must never know what a disturbance is.
 */
import type { Micros } from "../../units/index.js";
import type { LookBack } from "./bounds.js";

export class Stride {
  /** null: it is not known to be clean. */
  #cleanSince: Micros | null = null;

  isBroken(): void {
    this.#cleanSince = null;
  }

  isCleanAt(now: Micros): void {
    this.#cleanSince ??= now;
  }

  /** It is in its stride again: it stands as it stood before whatever broke it. */
  isRegained(): void {
    this.#cleanSince = Number.NEGATIVE_INFINITY as Micros;
  }

  isReached(now: Micros, { settling }: LookBack): boolean {
    return this.#cleanSince !== null && now - this.#cleanSince >= settling;
  }

  /**
   * Nothing shorter is worth a leap, or may be leapt over: what is merely clean has to find its stride on the way.
   * `once`: what is worth a leap once it is reached.
   */
  shortestLeap(now: Micros, lookBack: LookBack, once: number): number {
    return this.isReached(now, lookBack) ? once : 1.5 * lookBack.settling;
  }
}
