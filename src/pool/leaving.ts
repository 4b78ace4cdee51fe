/**
 * The ways in which the pool's history leaves the database that wrote it: for the other site's, for a mirror's, for two at
 * once, or back to what was deleted from it. It must never know who decides on it.
 */
import type { Machine, Strike } from "../spec/index.js";
import type { Micros } from "../units/index.js";
import type { Cause } from "./incident.js";
import type { Pool } from "./pool.js";
import { EVENT, PART } from "./rungs.js";
import type { Trigger } from "./users/outages.js";

export class Leaving {
  readonly #pool: Pool;
  /** Whose mistake it is that two databases accept. */
  #splitBy: Cause | null = null;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Somebody deletes what was accepted in (from, at]. */
  deletes(from: Micros, cause: Cause, at: Micros): void {
    const { tier, chronicle } = this.#pool;
    tier.history.deletes(from, at, cause);
    chronicle?.tell({ at, fact: "deleted", from, to: at });
  }

  /** What was deleted is brought back from site 2, where it had not been restored yet. */
  undeletes(cause: Cause, at: Micros): void {
    const { tier, chronicle } = this.#pool;
    tier.history.undeletes(cause.at);
    const incident = this.#pool.openIncident!;
    incident.undeletedFrom = "log-shipping";
    for (const { strike } of incident.causes) {
      const { failure, at: to } = strike;
      if (failure.what !== "bad-delete" || to !== cause.at) continue;
      chronicle?.tell({ at, fact: "undeleted", from: (to - failure.removes) as Micros, to });
    }
  }

  /**
   * The secondary is recovered: the old database is fenced and everything it accepted after the newest usable
   * cut is lost; nothing where the tail of its log was applied too. false where site 2 holds nothing to recover.
   */
  leavePrimary(at: Micros, hasTail = false): boolean {
    const { clockwork, tier, loop } = this.#pool;
    clockwork.advanceTo(at);
    const usable = clockwork.usableCut(false);
    if (usable === null) return false;
    const cut = hasTail ? tier.history.lastAccepted(at) : usable;
    tier.leaveFirstPair(cut, hasTail, at);
    this.#shipsNoMore(at);
    loop.fingerprint.mix(at, EVENT.lostStretch, PART.people, cut);
    return true;
  }

  /** Nothing is shipped any more, so what ailed shipping and has no date of repair is over too. */
  #shipsNoMore(at: Micros): void {
    const standing = this.#pool.openIncident?.standing ?? new Set<Strike>();
    for (const strike of standing) if (strike.heals === null) standing.delete(strike);
    this.#pool.clockwork.exposure.hasTarget(at, false);
  }

  /** A mirror is made the principal with what it has: by force, or because mirroring was removed. */
  mirrorTakesOver(machine: Machine, at: Micros): void {
    const { clockwork, tier } = this.#pool;
    clockwork.advanceTo(at);
    const lastAccepted = tier.history.lastAccepted(at);
    const { isFork, hardened } = tier.takesOver(machine, at);
    if (isFork && !tier.hasFailedOver) clockwork.forked(at, hardened, lastAccepted);
  }

  /** The other site's database serves as well, from what it had at `cut`; the old one never hears of it. */
  splits(cut: Micros, because: Strike, trigger: Trigger, at: Micros): void {
    const { tier, loop } = this.#pool;
    this.#splitBy = this.#pool.openIncident!.causes.find(({ strike }) => strike === because)!;
    tier.splitsOff(cut, at);
    tier.serves("secondary", "split", at);
    this.#shipsNoMore(at);
    this.#pool.changedByPeople(at, trigger);
    loop.fingerprint.mix(at, EVENT.split, PART.people, cut);
  }

  /** Two that accept at once are found out when the link is back; one of them may fail before that. */
  followSplit(last: Cause, at: Micros): void {
    const { tier, state } = this.#pool;
    const { rival } = tier.history;
    if (rival === null) return;
    const stands = tier.machines.canServe(rival.machine);
    if (state.wanCut && stands) return;
    tier.rivalStops(stands ? this.#splitBy! : last, stands ? "link-is-back" : last.strike.failure.what, at);
    this.#pool.clockwork.disturb(at, { kind: "database", up: false });
    this.#pool.clockwork.exposure.serves(at, tier.history.serving !== null);
    this.#pool.service.sidesMeet(at);
  }
}
