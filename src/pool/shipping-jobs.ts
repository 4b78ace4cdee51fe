/** The switches of log shipping that blows and people turn: its share, and which of its jobs are on. */
import type { JobName } from "../spec/index.js";
import type { Micros } from "../units/index.js";
import type { Chronicle } from "./chronicle.js";
import type { Clockwork } from "./log-shipping/clockwork.js";
import type { PoolState } from "./state.js";
import type { DatabaseTier } from "./tier.js";

export class ShippingJobs {
  readonly #clockwork: Clockwork;
  readonly #state: PoolState;
  readonly #tier: DatabaseTier;
  readonly #hasDestination: boolean;
  readonly #chronicle: Chronicle | null;
  #isDropped = false;
  /** Somebody stopped the restore job to save deleted history. */
  #isRestoreHeld = false;

  constructor(
    clockwork: Clockwork,
    state: PoolState,
    tier: DatabaseTier,
    hasDestination: boolean,
    chronicle: Chronicle | null,
  ) {
    this.#clockwork = clockwork;
    this.#state = state;
    this.#tier = tier;
    this.#hasDestination = hasDestination;
    this.#chronicle = chronicle;
    // Copies have nowhere to go: the job fails from the first tick on, and for ever.
    if (!hasDestination) this.#turn("copy", false, clockwork.now);
  }

  #turn(job: JobName, up: boolean, at: Micros): void {
    this.#clockwork.disturb(at, { kind: "job", job, up });
  }

  shareChanged(at: Micros, destroyed: boolean): void {
    this.#clockwork.disturb(at, { kind: "share", up: this.#state.shareUp, destroyed });
    this.#chronicle?.tell({ at, fact: "share", up: this.#state.shareUp });
  }

  fails(job: JobName, at: Micros): void {
    this.#turn(job, false, at);
  }

  /** It runs again, unless something else keeps it from running. */
  isRepaired(job: JobName, at: Micros): void {
    if (this.#tier.hasFailedOver || this.#state.failingJobs[job] !== null) return;
    if (job === "copy" && (!this.#hasDestination || this.#isDropped)) return;
    if (job === "restore" && (this.#isRestoreHeld || this.#isDropped)) return;
    this.#turn(job, true, at);
  }

  /** Log shipping is dropped at site 2: its jobs end here. */
  drop(at: Micros): void {
    this.#isDropped = true;
    this.#turn("copy", false, at);
    this.#turn("restore", false, at);
  }

  /** The failover was given up: what was dropped is set up again, but for jobs that fail anyway. */
  resume(at: Micros): void {
    if (!this.#isDropped) return;
    this.#isDropped = false;
    this.isRepaired("copy", at);
    this.isRepaired("restore", at);
  }

  /** The restore job is held while deleted history is copied out of site 2, or goes on. */
  holdRestore(isHeld: boolean, at: Micros): void {
    this.#isRestoreHeld = isHeld;
    if (isHeld) this.#turn("restore", false, at);
    else this.isRepaired("restore", at);
  }
}
