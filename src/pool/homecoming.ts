/**
 * The way back to the first pair, as far as the pool is concerned: a backup of the serving database restored there, the
 * pool's history taken home, log shipping begun anew in the old direction. It must never know who does it, or why.
 */
import type { Micros } from "../units/index.js";
import type { Pool } from "./pool.js";
import { EVENT, PART } from "./rungs.js";

export class Homecoming {
  readonly #pool: Pool;
  /** When the first pair's database was restored: its own log begins there; null: it is not. */
  #restoredAt: Micros | null = null;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** The first pair has what the pool would go on from. */
  get isRestored(): boolean {
    return this.#restoredAt !== null && this.#pool.tier.machines.of("principal").disksKept;
  }

  primaryIsOverwritten(): void {
    this.#restoredAt = null;
    this.#pool.tier.firstIsOverwritten();
  }

  primaryIsRestored(cut: Micros, at: Micros): void {
    this.#pool.tier.firstIsRestored(cut, at);
    this.#restoredAt = at;
  }

  /** The database at the other site is overwritten with a backup of the first pair's: from here on only that counts. */
  secondaryIsOverwritten(cut: Micros, at: Micros): void {
    const { tier, shipping, clockwork } = this.#pool;
    if (tier.history.serving !== null && tier.hasFailedOver) this.#pool.stopService(null, at);
    if (tier.hasFailedOver) this.comesHome(at);
    shipping.setUpAnew(at);
    clockwork.mending.fullBackupArrived(cut, at);
  }

  secondaryIsRestored(cut: Micros, at: Micros): void {
    this.#pool.clockwork.mending.fullBackupRestored(cut, at);
    this.#pool.tier.machines.isRebuilt("secondary");
  }

  /** Nobody goes on with it: what was restored is of no use any more. */
  isGivenUp(): void {
    this.#restoredAt = null;
    if (this.#pool.tier.hasFailedOver) this.#pool.tier.staysAway();
  }

  /** Nothing has been brought to the other site yet: what served there takes no log until it is built anew. */
  comesHomeAlone(at: Micros): void {
    const { tier, clockwork } = this.#pool;
    const common = tier.commonUpTo(at);
    this.comesHome(at);
    clockwork.mending.recovered(common, at);
  }

  /** The pool's history is that of the first pair again. */
  comesHome(at: Micros): void {
    const { tier, clockwork, loop, plan } = this.#pool;
    tier.comesHome(this.#restoredAt, at);
    // Whatever took over there before the pool went away is no part of how it comes back.
    tier.first.path = [];
    clockwork.shipsFrom(at, true);
    // A full backup taken at any time since then is followed by this log.
    clockwork.mending.beginsAnew(this.#restoredAt ?? at, at);
    this.#restoredAt = null;
    loop.fingerprint.mix(at, EVENT.homecoming, PART.people, plan.scenario.topology.mirror ? 1 : 0);
  }
}
