/**
 * The chat servers: which run, which are on the list of active ones, which are attached to the database that serves.
 * Only people change the list. It must never know users, their sessions, or how many a server can take.
 *
 * A server that cannot reach its peers recycles ("Skype for Business 2015 Persistent Chat Service Auto Restart Logic"
 * knows that only the failure of server-to-server communication does so, and gives no times: those are inputs).
 */
import { Activity, type EventHandle, type Loop } from "../../engine/index.js";
import {
  type CrashOf,
  type Law,
  type Machine,
  otherSite,
  type Servers,
  type Site,
  type Strike,
} from "../../spec/index.js";
import { LONGEST, type Micros } from "../../units/index.js";
import type { Chronicle } from "../chronicle.js";
import type { StrikeDraws } from "../draws.js";
import { EVENT, PART, POOL_RUNG } from "../rungs.js";
import type { Trigger } from "../users/outages.js";

/** How its clients learn that a server is gone: a closed connection, or silence. */
export type Silence = "reset" | "silence";

export interface ServingDatabase {
  readonly machine: Machine;
  readonly site: Site;
}

interface Coming {
  readonly handle: EventHandle;
  readonly machine: Machine;
}

export interface ChatServer {
  readonly name: string;
  /** Its place in its site, seen from the primary: a pool with its sites swapped draws the same. */
  readonly drawnAs: string;
  /** null: the one application, beside whatever database serves. */
  readonly site: Site | null;
  active: boolean;
  /** Taken off the list, it goes on for those who are connected. */
  lingers: boolean;
  siteUp: boolean;
  crash: Strike | null;
  recycling: boolean;
  /** How the last loss of it looked to its clients. */
  wentBy: Silence;
  attachedTo: Machine | null;
  /** It was activated, and has not served since. */
  isCold: boolean;
  coming: Coming | null;
}

/** A pool has at most so many active servers ("Capacity planning for Persistent Chat Server"). */
export const MOST_ACTIVE = 4;

export interface ServersHost {
  readonly loop: Loop;
  readonly draws: StrikeDraws;
  readonly chronicle: Chronicle | null;
  readonly times: Servers;
  lastStrike(): Strike;
  /** Where the database serves, or stood before it stopped. */
  databaseSite(): Site;
  /** A server has attached, or begun or ended to recycle. */
  changed(at: Micros, trigger: Trigger | null): void;
}

/** Whoever is connected to it stays so. */
export const keepsSessions = (server: ChatServer): boolean =>
  isRunning(server) && (server.active || server.lingers);

export const isRunning = ({ siteUp, crash, recycling }: ChatServer): boolean =>
  siteUp && crash === null && !recycling;

/** Nothing that lasts keeps it from running. */
export const standsAgain = ({ siteUp, crash }: ChatServer): boolean => siteUp && crash === null;

export class ChatServers {
  readonly all: readonly ChatServer[];
  readonly activeAtFirst: readonly string[];
  readonly #host: ServersHost;
  /** Which side is cut off from its peers, and when its servers first recycle; null: none is. */
  #cutOff: { readonly side: Site; readonly first: Micros; readonly handle: EventHandle } | null = null;

  constructor(
    places: readonly { readonly name: string; readonly site: Site | null; readonly active: boolean }[],
    database: Machine,
    host: ServersHost,
  ) {
    this.#host = host;
    const placed = new Map<Site | null, number>();
    this.activeAtFirst = places.filter(({ active }) => active).map(({ name }) => name);
    this.all = places.map(({ name, site, active }) => ({
      name,
      drawnAs: nextIn(placed, site, host.databaseSite()),
      site,
      active,
      lingers: false,
      siteUp: true,
      crash: null,
      recycling: false,
      wentBy: "silence",
      attachedTo: active ? database : null,
      isCold: false,
      coming: null,
    }));
  }

  of(name: string): ChatServer | undefined {
    return this.all.find((server) => server.name === name);
  }

  get active(): readonly ChatServer[] {
    return this.all.filter(({ active }) => active);
  }

  crash(server: ChatServer, how: CrashOf, strike: Strike, at: Micros): void {
    this.#goes(server, how === "process" ? "reset" : "silence", how, at, () => {
      server.crash = strike;
    });
  }

  repair(server: ChatServer, at: Micros): void {
    this.#comes(server, "is back", at, () => {
      server.crash = null;
    });
  }

  siteWentDown(site: Site, at: Micros): void {
    for (const server of this.all) {
      if (server.site !== site) continue;
      this.#goes(server, "silence", "silence", at, () => {
        server.siteUp = false;
      });
    }
  }

  siteCameBack(site: Site, at: Micros): void {
    for (const server of this.all) {
      if (server.site !== site) continue;
      this.#comes(server, "is back", at, () => {
        server.siteUp = true;
      });
    }
  }

  /** People set the list, as far as anybody hears of it: those of the other side go on as they were. */
  activateAt(site: Site, names: readonly string[], at: Micros): void {
    const others = this.all.filter((server) => server.active && server.site !== site);
    this.#setList([...names, ...others.map(({ name }) => name)], at, false);
  }

  /** People set the list. A fifth active server is refused. `keepExisting`: whoever leaves it goes on for its users. */
  activate(names: readonly string[], at: Micros, keepExisting = false): void {
    if (names.length > MOST_ACTIVE)
      throw new Error(`${names.length} active servers; a pool takes ${MOST_ACTIVE}`);
    this.#setList(names, at, keepExisting);
  }

  #setList(names: readonly string[], at: Micros, keepExisting: boolean): void {
    for (const server of this.all) {
      const active = names.includes(server.name);
      if (active && !server.active) server.isCold = !server.lingers;
      server.lingers = !active && keepExisting && server.attachedTo !== null;
      server.active = active;
    }
    this.#host.chronicle?.tell({ at, fact: "active-servers", servers: names });
  }

  /** What a database, the link or a server that changed means to all of them. Two databases: each side uses its own. */
  follow(at: Micros, databases: readonly ServingDatabase[], linkUp: boolean, trigger: Trigger | null): void {
    this.#followPeers(at, linkUp || databases.length > 1);
    for (let index = 0; index < this.all.length; index++) {
      const server = this.all[index]!;
      const machine = keepsSessions(server) ? databaseFor(server, databases, linkUp) : null;
      const { attachedTo, coming } = server;
      if (attachedTo !== null && attachedTo !== machine) this.#detach(server, at);
      if (coming !== null && coming.machine !== machine) {
        this.#host.loop.cancel(coming.handle);
        server.coming = null;
      }
      if (machine !== null && server.attachedTo === null && server.coming === null)
        server.coming = this.#attachSoon(server, machine, at, trigger);
    }
  }

  #attachSoon(server: ChatServer, machine: Machine, from: Micros, trigger: Trigger | null): Coming {
    const { loop, draws, times } = this.#host;
    const law: Law = server.isCold ? times.warmUp : times.reattach;
    const takes = draws.takesAgain(
      this.#host.lastStrike(),
      `${server.isCold ? "warm-up" : "reattach"}/${server.drawnAs}`,
      law,
    );
    const step = server.isCold ? "servers-warm-up" : "servers-reattach";
    const part = server.isCold ? "procedure" : "reconnect";
    const attach = this.#event(() => {
      const at = loop.now;
      server.coming = null;
      server.isCold = false;
      server.attachedTo = machine;
      this.#host.chronicle?.tell({ at, fact: "attached", server: server.name, machine });
      const piece = { step, actor: "chat server", part, from, to: at } as const;
      const root = trigger?.root ?? server;
      this.#host.changed(at, {
        root,
        pathOf: (since) => [...(trigger?.pathOf(since) ?? []), piece],
      });
    });
    return { handle: loop.schedule(Math.min(from + takes, LONGEST) as Micros, attach), machine };
  }

  #detach(server: ChatServer, at: Micros): void {
    const machine = server.attachedTo!;
    server.attachedTo = null;
    server.lingers = false;
    this.#host.chronicle?.tell({ at, fact: "detached", server: server.name, machine });
  }

  /** While the link is cut, the side without the database recycles, if it has peers on the other. */
  #followPeers(at: Micros, linkUp: boolean): void {
    const side = linkUp ? null : this.#cutOffSide();
    if (side === (this.#cutOff?.side ?? null)) return;
    if (this.#cutOff !== null) this.#peersAreBack(at, this.#cutOff);
    this.#cutOff = null;
    if (side === null) return;
    const first = Math.min(at + this.#host.times.recycle.after, LONGEST) as Micros;
    // A link that is back at that very instant is not cut any more.
    const begin = new Activity({
      rung: POOL_RUNG.people,
      kind: EVENT.server,
      part: PART.servers,
      action: () => this.#recycle(side),
    });
    this.#cutOff = { side, first, handle: this.#host.loop.schedule(first, begin) };
  }

  #cutOffSide(): Site | null {
    const away = otherSite(this.#host.databaseSite());
    const hasActive = (side: Site) => this.all.some(({ active, site }) => active && site === side);
    return hasActive(away) && hasActive(otherSite(away)) ? away : null;
  }

  /** Nobody saw the restarts in between, one every so often; the one under way is finished first. */
  #peersAreBack(
    at: Micros,
    { first, handle }: { readonly first: Micros; readonly handle: EventHandle },
  ): void {
    this.#host.loop.cancel(handle);
    if (at < first) return;
    const { lasts, every } = this.#host.times.recycle;
    const sinceStart = (at - first) % every;
    this.#endRecycling((sinceStart < lasts ? at - sinceStart + lasts : at) as Micros, at);
  }

  #recycle(side: Site): void {
    const at = this.#host.loop.now;
    for (const server of this.all) {
      if (!server.active || server.site !== side) continue;
      this.#goes(server, "reset", "recycling", at, () => {
        server.recycling = true;
      });
    }
    this.#host.changed(at, null);
  }

  #endRecycling(end: Micros, at: Micros): void {
    const recycling = this.all.filter((server) => server.recycling);
    const restart = () => {
      for (const server of recycling) {
        this.#comes(server, "restarted", this.#host.loop.now, () => {
          server.recycling = false;
        });
      }
    };
    if (end <= at) {
      restart();
      return;
    }
    const ended = this.#event(() => {
      restart();
      const piece = {
        step: "servers-restart",
        actor: "chat server",
        part: "procedure",
        from: at,
        to: end,
      } as const;
      this.#host.changed(end, { root: this, pathOf: () => [piece] });
    });
    this.#host.loop.schedule(end, ended);
  }

  #event(action: () => void): Activity {
    return new Activity({ rung: POOL_RUNG.completion, kind: EVENT.server, part: PART.servers, action });
  }

  #goes(server: ChatServer, by: Silence, because: string, at: Micros, change: () => void): void {
    const ran = isRunning(server);
    change();
    if (!ran) return;
    server.wentBy = by;
    this.#host.chronicle?.tell({ at, fact: "server", server: server.name, up: false, because });
  }

  #comes(server: ChatServer, because: string, at: Micros, change: () => void): void {
    const ran = isRunning(server);
    change();
    if (ran || !isRunning(server)) return;
    this.#host.chronicle?.tell({ at, fact: "server", server: server.name, up: true, because });
  }
}

function nextIn(placed: Map<Site | null, number>, site: Site | null, primary: Site): string {
  const place = (placed.get(site) ?? 0) + 1;
  placed.set(site, place);
  return `${site === primary ? "near" : "far"}/${place}`;
}

/** For whoever takes users; null: none that it can reach. */
function databaseFor(
  server: ChatServer,
  databases: readonly ServingDatabase[],
  linkUp: boolean,
): Machine | null {
  let first: Machine | null = null;
  for (const one of databases) {
    if (!canReach(server, one, linkUp)) continue;
    // Whoever has one that goes on keeps it.
    if (one.machine === server.attachedTo) return one.machine;
    first ??= one.machine;
  }
  return first;
}

function canReach(server: ChatServer, database: ServingDatabase, linkUp: boolean): boolean {
  return server.site === null || server.site === database.site || linkUp;
}
