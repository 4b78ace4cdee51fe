/** The switches of log shipping that blows and people turn: its share, and which of its jobs are on. */
import type { JobName, Scenario, Topology } from "../spec/index.js";
import type { Micros } from "../units/index.js";
import type { Chronicle } from "./chronicle.js";
import type { Clockwork } from "./log-shipping/clockwork.js";
import type { PoolState } from "./state.js";
import type { DatabaseTier } from "./tier.js";

export class ShippingJobs {
  readonly #clockwork: Clockwork;
  readonly #state: PoolState;
  readonly #tier: DatabaseTier;
  readonly #topology: Topology;
  readonly #chronicle: Chronicle | null;
  /** The secondary may read from the share. */
  #mayRead: boolean;
  #isDropped = false;
  /** Somebody stopped the restore job to save deleted history. */
  #isRestoreHeld = false;

  constructor(
    clockwork: Clockwork,
    state: PoolState,
    tier: DatabaseTier,
    topology: Topology,
    chronicle: Chronicle | null,
  ) {
    this.#clockwork = clockwork;
    this.#state = state;
    this.#tier = tier;
    this.#topology = topology;
    this.#chronicle = chronicle;
    this.#mayRead = topology.shareAccess.secondary !== "none";
    // Copies have nowhere to go, or may not be read: the job fails from the first tick on, and for ever.
    if (!this.#canCopy) this.#turn("copy", false, clockwork.now);
  }

  get #canCopy(): boolean {
    return this.#topology.destinationFolder && this.#mayRead;
  }

  #turn(job: JobName, up: boolean, at: Micros): void {
    this.#clockwork.disturb(at, { kind: "job", job, up });
  }

  /** How often the share has lost its disks. */
  losses = 0;

  shareChanged(at: Micros, destroyed: boolean): void {
    if (destroyed) this.losses++;
    this.#clockwork.disturb(at, { kind: "share", up: this.#state.shareUp, destroyed });
    this.#chronicle?.tell({ at, fact: "share", up: this.#state.shareUp });
  }

  fails(job: JobName, at: Micros): void {
    this.#turn(job, false, at);
  }

  /** It runs again, unless something else keeps it from running. */
  isRepaired(job: JobName, at: Micros): void {
    if (this.#tier.hasFailedOver || this.#state.failingJobs[job] !== null) return;
    if (job === "copy" && (!this.#canCopy || this.#isDropped)) return;
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
    // There is nothing to ship from while the pool is away.
    if (!this.#isDropped || this.#tier.hasFailedOver) return;
    this.#isDropped = false;
    this.isRepaired("copy", at);
    this.isRepaired("restore", at);
  }

  /** Log shipping is set up anew, with jobs of its own; whoever could not read the share was let in on the way. */
  setUpAnew(at: Micros): void {
    this.#mayRead = true;
    for (const job of ["backup", "copy", "restore"] as const) this.#state.failingJobs[job] = null;
    this.#isDropped = false;
    this.#isRestoreHeld = false;
    for (const job of ["backup", "copy", "restore"] as const) this.isRepaired(job, at);
  }

  /** The restore job is held while deleted history is copied out of site 2, or goes on. */
  holdRestore(isHeld: boolean, at: Micros): void {
    this.#isRestoreHeld = isHeld;
    if (isHeld) this.#turn("restore", false, at);
    else this.isRepaired("restore", at);
  }
}

/** The mirror's own backup job is set up, and may write to the share. */
export const mirrorShips = ({ mirroring, topology }: Scenario): boolean =>
  mirroring.shipsLogs && topology.shareAccess.mirror === "read-write";
