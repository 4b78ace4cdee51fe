/**
 * For how long the pool served while its newest safe cut was too old, or while there was nowhere to ship to.
 * Counts only while somebody asks (while an incident is open), and until the stretch it is in has ended.
 */
import type { Micros } from "../../units/index.js";
import { type Span, Spans } from "../spans.js";

export class Exposure {
  readonly #threshold: Micros;
  #counting = false;
  /** When the incident ended, while what it began goes on counting; null: it has not ended, or nobody counts. */
  #endedAt: Micros | null = null;
  #since: Micros;
  #cut: Micros;
  #serves = true;
  #hasTarget = true;
  #spans = new Spans();

  /** `threshold`: how old the newest safe cut may be before the pool counts as unshipped. */
  constructor(threshold: Micros, begins: Micros) {
    this.#threshold = threshold;
    this.#since = begins;
    this.#cut = begins;
  }

  get threshold(): Micros {
    return this.#threshold;
  }

  /** While there is nowhere to ship to, the pool is exposed whatever becomes of its files. */
  get hangsOnFiles(): boolean {
    return this.#hasTarget;
  }

  /** The next file that becomes safe may end the counting. */
  get mayEnd(): boolean {
    return this.#counting && this.#hasTarget && this.#endedAt !== null;
  }

  get isCounting(): boolean {
    return this.#counting;
  }

  begin(at: Micros): void {
    this.#passTo(at);
    this.#counting = true;
    this.#endedAt = null;
  }

  /**
   * The incident is over. What it leaves behind goes on counting until a cut made after its end is safe: the newest
   * safe cut may grow too old only after the repair.
   */
  endOnceCovered(at: Micros): void {
    this.#passTo(at);
    this.#endedAt = at;
  }

  /** A newer cut is safe, or an older one is all that is left. */
  newestSafeCut(at: Micros, cut: Micros): void {
    this.#passTo(at);
    this.#cut = cut;
    this.#endIfCovered(at);
  }

  serves(at: Micros, serves: boolean): void {
    this.#passTo(at);
    this.#serves = serves;
  }

  hasTarget(at: Micros, hasTarget: boolean): void {
    this.#passTo(at);
    this.#hasTarget = hasTarget;
    this.#endIfCovered(at);
  }

  #endIfCovered(at: Micros): void {
    if (this.#endedAt === null || this.#cut < this.#endedAt || this.isExposedAt(at)) return;
    this.#counting = false;
    this.#endedAt = null;
  }

  /** When the pool was exposed since the last time somebody took this. */
  takeUntil(at: Micros): readonly Span[] {
    this.#passTo(at);
    const spans = this.#spans.all;
    this.#spans = new Spans();
    return spans;
  }

  /** The past up to `at` was not looked at, and need not be: nothing was counted there. */
  skipTo(at: Micros, cut: Micros): void {
    this.#since = at;
    this.#cut = cut;
    this.#endIfCovered(at);
  }

  /** The newest safe cut is too old, or there is nowhere to ship to. */
  isExposedAt(at: Micros): boolean {
    return !this.#hasTarget || at - this.#cut > this.#threshold;
  }

  #passTo(at: Micros): void {
    if (this.#counting && this.#serves && at > this.#since) {
      const from = this.#hasTarget ? Math.max(this.#since, this.#cut + this.#threshold) : this.#since;
      this.#spans.add(from as Micros, at);
    }
    if (at > this.#since) this.#since = at;
  }
}
