/**
 * Building the secondary anew: when the chain of log files is broken for good, a full backup is taken, brought
 * to site 2 and restored there, and log shipping goes on from its cut. People start it, some time after they
 * were told; what breaks it off (link, site or share) makes it start over when all stands again.
 */
import { Activity, draw, type EventHandle, type Law } from "../engine/index.js";
import type { Pool } from "../pool/pool.js";
import { EVENT, PART, POOL_RUNG } from "../pool/rungs.js";
import type { LinkFigures } from "../shipping/pipeline.js";
import { beginTransfer, changeRate, type Transfer, timeForBytes } from "../shipping/transfer.js";
import type { RunTime } from "../spec/index.js";
import { LONGEST, type Micros } from "../units/index.js";
import { wholeRunTime } from "./haul.js";

type Phase =
  | { readonly phase: "idle" }
  | { readonly phase: "due"; readonly handle: EventHandle }
  /** Told and ready to begin, but something that is needed is down. */
  | { readonly phase: "held-up" }
  | { readonly phase: "backing-up" | "restoring"; readonly handle: EventHandle; readonly cut: Micros }
  | {
      readonly phase: "copying";
      readonly handle: EventHandle;
      readonly cut: Micros;
      readonly transfer: Transfer;
    };

export class Rebuild {
  readonly #pool: Pool;
  readonly #finished: (at: Micros) => void;
  #phase: Phase = { phase: "idle" };

  constructor(pool: Pool, finished: (at: Micros) => void) {
    this.#pool = pool;
    this.#finished = finished;
  }

  get isUnderWay(): boolean {
    return this.#phase.phase !== "idle";
  }

  beginAt(at: Micros): void {
    if (this.isUnderWay) return;
    this.#phase = { phase: "due", handle: this.#then(at, () => this.#begin()) };
  }

  giveUp(): void {
    if ("handle" in this.#phase) this.#pool.loop.cancel(this.#phase.handle);
    this.#phase = { phase: "idle" };
  }

  /** A full backup that somebody brought to site 2 is restored there, whoever it was. */
  finishes(cut: Micros): void {
    if (this.isUnderWay || !this.#secondaryStands()) return;
    this.#restoreIt(cut);
  }

  /** A part that the rebuild may need changed. */
  partsChanged(at: Micros): void {
    if (!this.isUnderWay) return;
    if (this.#pool.tier.hasFailedOver) this.giveUp();
    // Whoever mended the chain meanwhile has made it needless, unless the old database is being overwritten already.
    if (this.isUnderWay && this.#phase.phase !== "restoring" && !this.#pool.clockwork.isChainBroken()) {
      this.giveUp();
    }
    const phase = this.#phase;
    if (phase.phase === "held-up" && this.#allStands()) this.#begin();
    if (phase.phase === "idle" || phase.phase === "due" || phase.phase === "held-up") return;
    if (phase.phase === "restoring" ? !this.#secondaryStands() : !this.#allStands()) {
      this.#pool.loop.cancel(phase.handle);
      this.#phase = { phase: "held-up" };
      return;
    }
    const link = this.#copyLink();
    if (phase.phase === "copying" && link !== null && link.rate !== phase.transfer.rate) {
      this.#pool.loop.cancel(phase.handle);
      const transfer = changeRate(phase.transfer, at, link.rate);
      this.#copyUntil(phase.cut, transfer);
    }
  }

  #secondaryStands(): boolean {
    return this.#pool.tier.machines.stands("secondary");
  }

  #allStands(): boolean {
    const { state, tier } = this.#pool;
    const serves = tier.history.serving !== null && !tier.hasFailedOver;
    return serves && this.#secondaryStands() && state.shareUp && state.link !== null;
  }

  #begin(): void {
    if (!this.#allStands()) {
      this.#phase = { phase: "held-up" };
      return;
    }
    const at = this.#pool.loop.now;
    const { reinitialise, backup } = this.#pool.plan.scenario.logShipping;
    if (reinitialise.takes === "fixed") {
      const handle = this.#then((at + quick(reinitialise.duration)) as Micros, () => {
        this.#arrived(at);
        this.#restored(at);
      });
      this.#phase = { phase: "backing-up", handle, cut: at };
      return;
    }
    const handle = this.#then((at + this.#backupTime(backup.runTime)) as Micros, () => this.#copy(at));
    this.#phase = { phase: "backing-up", handle, cut: at };
  }

  #size(): number {
    return this.#pool.plan.scenario.database.size / this.#pool.plan.scenario.logShipping.backup.compression;
  }

  #backupTime(time: RunTime): number {
    const own = wholeRunTime(time, this.#size());
    const { share, third } = this.#pool.clockwork.pipeline;
    const link = share === "primary" ? null : share === "third" ? third : this.#pool.state.link;
    return link === null ? own : Math.max(own, link.oneWay + timeForBytes(this.#size(), link.rate));
  }

  #copyLink(): LinkFigures | null {
    const { share, third, localCopyRate } = this.#pool.clockwork.pipeline;
    if (share === "primary") return this.#pool.state.link;
    return share === "third" ? third : { rate: localCopyRate, oneWay: 0 as Micros };
  }

  #copy(cut: Micros): void {
    const { oneWay, rate } = this.#copyLink()!;
    this.#copyUntil(cut, beginTransfer(this.#pool.loop.now, oneWay, this.#size(), rate));
  }

  #copyUntil(cut: Micros, transfer: Transfer): void {
    const handle = this.#then(transfer.end, () => this.#restore(cut));
    this.#phase = { phase: "copying", handle, cut, transfer };
  }

  #restore(cut: Micros): void {
    this.#arrived(cut);
    this.#restoreIt(cut);
  }

  #restoreIt(cut: Micros): void {
    const takes = wholeRunTime(this.#pool.plan.scenario.logShipping.restore.runTime, this.#size());
    const handle = this.#then((this.#pool.loop.now + takes) as Micros, () => this.#restored(cut));
    this.#phase = { phase: "restoring", handle, cut };
  }

  #arrived(cut: Micros): void {
    // After a failback without it log shipping is set up again with this.
    this.#pool.shipping.resume(this.#pool.loop.now);
    this.#pool.clockwork.mending.fullBackupArrived(cut, this.#pool.loop.now);
  }

  #restored(cut: Micros): void {
    const at = this.#pool.loop.now;
    this.#pool.clockwork.mending.fullBackupRestored(cut, at);
    this.#pool.tier.machines.isRebuilt("secondary");
    this.#phase = { phase: "idle" };
    this.#finished(at);
  }

  #then(at: Micros, action: () => void): EventHandle {
    const rebuild = new Activity({
      rung: POOL_RUNG.completion,
      kind: EVENT.rebuild,
      part: PART.people,
      action,
    });
    // A terabyte over a modem ends after the end of time: it simply never gets there.
    return this.#pool.loop.schedule(Math.min(at, LONGEST) as Micros, rebuild);
  }
}

/** The middle of a law: nobody draws for a rebuild, which is an answer to a draw already. */
const quick = (law: Law): Micros => draw(law, 0.5);
