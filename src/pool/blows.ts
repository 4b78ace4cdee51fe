/**
 * The strikes of a fate as they fall on a pool, and as they heal: each joins the open incident or opens one, does what
 * its kind does, and is repaired in its time. It must never know what a kind of failure does.
 */
import { Activity } from "../engine/index.js";
import { isPlanned, type Strike } from "../spec/index.js";
import { LONGEST, type Micros } from "../units/index.js";
import type { Whereabouts } from "./history.js";
import type { Cause, Incident } from "./incident.js";
import type { Pool } from "./pool.js";
import { EVENT, PART, POOL_RUNG } from "./rungs.js";
import { blowOf, placeOf, toldByRole } from "./strikes.js";
import type { Trigger } from "./users/outages.js";

export interface BlowsHost {
  /** Something that was planned is to begin; false: nobody begins it. */
  begins(planned: Strike, at: Micros): boolean;
  begin(at: Micros): Incident;
  /** Lets all of a blow fall before anybody looks at what it did. */
  heldBack(at: Micros, blow: () => void, whereabouts?: readonly Whereabouts[], trigger?: Trigger): void;
  partsChanged(at: Micros): void;
  tell(cause: Cause, joins: boolean, at: Micros): void;
}

export class Blows {
  /** Strikes on parts that were down already or out of use. */
  readonly ineffective: Strike[] = [];
  /** Log shipping is not any more what the schedule alone would make it. */
  shippingIsDisturbed = false;
  readonly #pool: Pool;
  readonly #host: BlowsHost;

  constructor(pool: Pool, host: BlowsHost) {
    this.#pool = pool;
    this.#host = host;
  }

  /** Puts a fate into the queue. Strikes of one instant hit in the order of the list. */
  meet(fate: readonly Strike[]): void {
    fate.forEach((strike, ordinal) => {
      const part = strike.failure.what === "site-loss" ? PART[strike.failure.where] : PART.pool;
      const hit = new Activity({
        rung: POOL_RUNG.failure,
        kind: EVENT.strike,
        part,
        action: () => (isPlanned(strike.failure) ? this.#begin(strike) : this.#hit(strike, ordinal)),
      });
      this.#pool.loop.schedule(strike.at, hit, ordinal);
    });
  }

  /** What people planned, if they can begin it. */
  #begin(strike: Strike): void {
    const at = this.#pool.loop.now;
    this.#pool.clockwork.advanceTo(at);
    if (this.#host.begins(strike, at)) this.shippingIsDisturbed = true;
    else this.ineffective.push(strike);
  }

  #hit(dealt: Strike, ordinal: number): void {
    const at = this.#pool.loop.now;
    const effective = !blowOf(dealt).isSpared(this.#pool, dealt);
    const strike = toldByRole(this.#pool, dealt);
    const blow = blowOf(strike);
    const { what } = strike.failure;
    const where = placeOf(strike);
    this.#pool.chronicle?.tell({ at, fact: "strike", id: strike.id, what, where, effective });
    if (!effective) {
      this.ineffective.push(strike);
      return;
    }
    this.#pool.clockwork.advanceTo(at);
    const cause = this.causeOf(strike, at);
    const joins = this.#pool.openIncident !== null;
    // The incident must stand before the blow falls: what the blow takes away is charged to it.
    const incident = this.#pool.openIncident ?? this.#host.begin(at);
    incident.causes.push(cause);
    this.shippingIsDisturbed ||= blow.disturbsShipping;
    const before = blow.disturbsShipping ? this.#whereabouts() : undefined;
    this.#host.heldBack(at, () => blow.hit(this.#pool, strike, at), before);
    if (this.#keepsOpen(strike)) incident.standing.add(strike);
    if (strike.heals !== null) this.#scheduleHeal(strike, incident, ordinal);
    this.#host.tell(cause, joins, at);
    this.#host.partsChanged(at);
  }

  /** A blow may take the files away that tell where everything was: it is asked for before that. */
  #whereabouts(): readonly Whereabouts[] {
    return this.#pool.tier.hasFailedOver ? [] : this.#pool.clockwork.whereabouts();
  }

  causeOf(strike: Strike, at: Micros): Cause {
    const restored = this.#pool.tier.hasFailedOver ? null : this.#pool.clockwork.restored;
    const staleness = restored === null ? null : ((at - restored) as Micros);
    const shipped = !this.#pool.clockwork.exposure.isExposedAt(at);
    return { strike, at, staleness, undisturbed: !this.shippingIsDisturbed, shipped };
  }

  /**
   * What failed keeps the incident open until it is repaired, at the latest until the end. What took the service
   * away and is never coming back does not, once another serves in its place: that is as good as it will be.
   */
  #keepsOpen({ heals, failure: { what } }: Strike): boolean {
    // Others serve in the place of these, or nobody does.
    if (heals === null && (what === "server-crash" || what === "front-end-loss")) return false;
    return heals !== null || this.#pool.openOutage === null;
  }

  #scheduleHeal(strike: Strike, incident: Incident, ordinal: number): void {
    const heal = new Activity({
      rung: POOL_RUNG.repair,
      kind: EVENT.heal,
      part: PART.pool,
      action: () => {
        const at = this.#pool.loop.now;
        const { what } = strike.failure;
        this.#pool.chronicle?.tell({ at, fact: "heal", id: strike.id, what, where: placeOf(strike) });
        this.#pool.clockwork.advanceTo(at);
        this.#host.heldBack(
          at,
          () => blowOf(strike).heal(this.#pool, strike, at),
          undefined,
          repaired(strike, at),
        );
        incident.standing.delete(strike);
        this.#host.partsChanged(at);
      },
    });
    this.#pool.loop.schedule(Math.min(strike.heals!, LONGEST) as Micros, heal, ordinal);
  }
}

/** What failed came back by itself. */
function repaired({ failure }: Strike, at: Micros): Trigger {
  const step = `${failure.what}-is-over`;
  return {
    root: failure,
    pathOf: (since) => [{ step, actor: "repair", part: "procedure", from: since, to: at }],
  };
}
