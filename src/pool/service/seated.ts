/**
 * Where everybody sits: with the server that he has, or will have once he is back. Kept as one situation after the
 * other, for whoever asks how long users waited, and weighed for what it puts on the link. It must never know why
 * anybody lost his server.
 */
import type { Machine, Scenario, Site } from "../../spec/index.js";
import {
  applicationSeating,
  endpointsOf,
  type LinkTraffic,
  linkMeter,
  type SeatedServer,
  type Seating,
  SITES,
  totalTraffic,
} from "../../traffic/index.js";
import type { Micros } from "../../units/index.js";
import type { PoolState } from "../state.js";
import type { DatabaseTier } from "../tier.js";
import type { Seats, Surroundings } from "../users/surroundings.js";

/** How the pool stood from an instant on, as far as its users' waiting goes. */
export interface Situation {
  readonly at: Micros;
  readonly seating: Seating;
}

export interface SeatedHost {
  readonly scenario: Scenario;
  readonly peakMessagesPerSecond: number;
  readonly tier: DatabaseTier;
  readonly state: PoolState;
  readonly surroundings: Surroundings;
  readonly seats: Seats;
  /** One application beside the database, and nothing on the way to it. */
  readonly isDatabaseOnly: boolean;
  /** Where the users of a home sit, and in which site the Front End stands that carries them. */
  placeOf(home: Site): Site;
  carrierOf(home: Site): Site;
}

export class Seated {
  readonly situations: Situation[] = [];
  readonly #host: SeatedHost;
  readonly #linkTraffic: (seating: Seating) => LinkTraffic;
  /** null: somebody may sit elsewhere now. */
  #seating: Seating | null = null;
  /** What it puts on the link; null: it has not been weighed since somebody moved, or the link was cut or mended. */
  #traffic: number | null = null;

  constructor(host: SeatedHost) {
    this.#host = host;
    this.#linkTraffic = linkMeter(host.scenario, host.peakMessagesPerSecond);
  }

  somebodyMoved(): void {
    this.#seating = null;
    this.#traffic = null;
  }

  /** Bytes a second on the link from here on. Whoever is on the way back sits where he is going to until he is there. */
  trafficFrom(at: Micros): number {
    const { state, tier, isDatabaseOnly } = this.#host;
    const mirrored = tier.session.isSynchronized;
    const link = state.bareLink;
    const before = this.#seating ?? (isDatabaseOnly ? this.#beside() : this.#look());
    let seating = before;
    if (before.mirrored !== mirrored || before.link !== link) {
      seating = { ...before, mirrored, link };
      // Nothing of it hangs on the mirror, nor on what the link could carry.
      if ((before.link === null) !== (link === null)) this.#traffic = null;
    }
    this.#seating = seating;
    const last = this.situations[this.situations.length - 1];
    if (last?.at !== at || last.seating !== seating) this.situations.push({ at, seating });
    this.#traffic ??= totalTraffic(this.#linkTraffic(seating));
    return this.#traffic;
  }

  get #databaseSite(): Site {
    return this.#siteOf(this.#host.tier.session.principal);
  }

  #siteOf(machine: Machine): Site {
    return this.#host.tier.machines.of(machine).site;
  }

  #beside(): Seating {
    const { scenario, tier, surroundings } = this.#host;
    const serves = surroundings.servers.some(({ attachedTo }) => attachedTo !== null);
    const databaseSite = serves ? this.#databaseSite : null;
    const there = { ...endpointsOf(scenario.users) };
    // Who left with his site asks nothing of it.
    if (scenario.users.stayWithSite) {
      for (const home of SITES) if (!surroundings.siteStands(home)) there[home] = 0;
    }
    return applicationSeating(scenario, databaseSite, tier.session.isSynchronized, there);
  }

  #look(): Seating {
    const { tier, state, surroundings: around, seats, placeOf, carrierOf } = this.#host;
    const { on } = seats;
    const databaseSite = this.#databaseSite;
    const findRoom = this.#findRoom();
    const servers: SeatedServer[] = [];
    for (let index = 0; index < around.servers.length; index++) {
      const server = around.servers[index]!;
      if (!around.canServe(server)) continue;
      const takes = server.active && seats.roomAt(index) > 0;
      let seats1 = 0;
      let seats2 = 0;
      if (around.isCarried("site-1") && around.isWayWhole("site-1", server))
        seats1 = on["site-1"][index]! + (takes ? findRoom["site-1"] : 0);
      if (around.isCarried("site-2") && around.isWayWhole("site-2", server))
        seats2 = on["site-2"][index]! + (takes ? findRoom["site-2"] : 0);
      servers.push({
        site: server.site ?? databaseSite,
        endpoints: { "site-1": seats1, "site-2": seats2 },
      });
    }
    return {
      databaseSite: tier.history.serving === null ? null : databaseSite,
      mirrored: tier.session.isSynchronized,
      link: state.bareLink,
      servers,
      places: { "site-1": placeOf("site-1"), "site-2": placeOf("site-2") },
      carriers: { "site-1": carrierOf("site-1"), "site-2": carrierOf("site-2") },
    };
  }

  /** How many of a home go to each server that has room and that they can get to. */
  #findRoom(): Readonly<Record<Site, number>> {
    const { surroundings: around, seats } = this.#host;
    const waits1 = seats.waiting("site-1");
    const waits2 = seats.waiting("site-2");
    const onTheWay = waits1 + waits2;
    if (onTheWay === 0) return NOBODY;
    let all = 0;
    let ways1 = 0;
    let ways2 = 0;
    for (let index = 0; index < around.servers.length; index++) {
      const server = around.servers[index]!;
      if (!server.active || !around.canServe(server)) continue;
      const room = seats.roomAt(index);
      if (room === 0) continue;
      all += room;
      if (around.isWayWhole("site-1", server)) ways1++;
      if (around.isWayWhole("site-2", server)) ways2++;
    }
    // Whoever is turned away asks nothing of a server.
    const share = Math.min(1, all / onTheWay);
    return {
      "site-1": ways1 === 0 ? 0 : (share * waits1) / ways1,
      "site-2": ways2 === 0 ? 0 : (share * waits2) / ways2,
    };
  }
}

const NOBODY: Readonly<Record<Site, number>> = { "site-1": 0, "site-2": 0 };
