/**
 * Who sits where and uses what: endpoints, chat servers, Front Ends, the database. A picture of one moment; it must
 * never know how it came about, nor what comes next.
 */
import type { Layout, Scenario, Site, Users } from "../spec/index.js";
import type { BytesPerSecond, Micros } from "../units/index.js";

export const SITES: readonly Site[] = ["site-1", "site-2"];

/** Where endpoints sit and what they use; what latency and traffic follow from. */
export interface Seating {
  /** null: nothing serves. */
  readonly databaseSite: Site | null;
  /** Commits wait for a synchronized mirror. */
  readonly mirrored: boolean;
  /** null: cut. */
  readonly link: { readonly bandwidth: BytesPerSecond; readonly roundTrip: Micros } | null;
  /** The attached servers, with the endpoints that use each (or are on their way to it), by home. */
  readonly servers: readonly SeatedServer[];
  /** Where the people of each home sit, and in which site the Front End stands that carries them. */
  readonly places: Readonly<Record<Site, Site>>;
  readonly carriers: Readonly<Record<Site, Site>>;
}

export interface SeatedServer {
  readonly site: Site;
  readonly endpoints: Readonly<Record<Site, number>>;
}

export interface ChatServer {
  readonly name: string;
  readonly site: Site;
  readonly active: boolean;
}

/** What signs in, for each home. Where somebody lives, at least one endpoint does. */
export function endpointsOf(users: Users): Readonly<Record<Site, number>> {
  const there = Math.round(users.count * users.atSite2);
  const endpoints = (people: number) =>
    people === 0 ? 0 : Math.max(1, Math.round(people * endpointsPerUser(users)));
  return { "site-1": endpoints(users.count - there), "site-2": endpoints(there) };
}

export function allEndpoints(users: Users): number {
  const endpoints = endpointsOf(users);
  return endpoints["site-1"] + endpoints["site-2"];
}

/** With no endpoints to sign in, a user still is one who sends and who is delivered to. */
export const endpointsPerUser = ({ endpointsPerUser: each }: Users): number => (each === 0 ? 1 : each);

/** How many endpoints one server takes at most, where it turns anybody away. */
export function endpointsPerServer({ users, servers }: Scenario): number {
  return Math.floor(servers.usersPerServer * endpointsPerUser(users));
}

/** All chat servers, counted through: the active of site 1, its idle, then those of site 2. */
export function serversOf(layout: Layout): readonly ChatServer[] {
  const servers: ChatServer[] = [];
  for (const site of SITES) {
    for (const [count, active] of [
      [layout.servers[site].active, true],
      [layout.servers[site].idle, false],
    ] as const) {
      for (let one = 0; one < count; one++) {
        servers.push({ name: `server-${servers.length + 1}`, site, active });
      }
    }
  }
  return servers;
}

const AT_HOME: Readonly<Record<Site, Site>> = { "site-1": "site-1", "site-2": "site-2" };

/**
 * Everything stands, and each home is spread evenly over the active servers. null: there are no users, or no chat
 * servers for them.
 */
export function normalSeating(scenario: Scenario): Seating | null {
  const { layout, topology, users, wan } = scenario;
  if (users.count === 0 || layout.name === "database-only") return null;
  const active = serversOf(layout).filter((server) => server.active);
  const endpoints = endpointsOf(users);
  return {
    databaseSite: topology.primarySite,
    mirrored: topology.mirror,
    link: { bandwidth: wan.bandwidth, roundTrip: wan.roundTrip },
    servers: active.map(({ site }, index) => ({
      site,
      endpoints: {
        "site-1": evenPart(endpoints["site-1"], active.length, index),
        "site-2": evenPart(endpoints["site-2"], active.length, index),
      },
    })),
    places: AT_HOME,
    carriers: AT_HOME,
  };
}

/**
 * Without chat servers one application beside the database stands for everybody, and nobody is far from it. `endpoints`: of
 * those who are there to ask anything of it.
 */
export function applicationSeating(
  { users, wan }: Scenario,
  databaseSite: Site | null,
  mirrored: boolean,
  endpoints = endpointsOf(users),
): Seating {
  const site = databaseSite ?? "site-1";
  const beside: Readonly<Record<Site, Site>> = { "site-1": site, "site-2": site };
  return {
    databaseSite,
    mirrored,
    link: { bandwidth: wan.bandwidth, roundTrip: wan.roundTrip },
    servers: [{ site, endpoints }],
    places: beside,
    carriers: beside,
  };
}

/** A whole, dealt out to `parts`: the first take what is left over. */
export function evenPart(whole: number, parts: number, index: number): number {
  const each = Math.floor(whole / parts);
  return index < whole - each * parts ? each + 1 : each;
}

/** How often the way from the people of a home over their Front End to a server crosses the link. */
export function crossings(seating: Seating, home: Site, server: Site): number {
  const carrier = seating.carriers[home];
  return (seating.places[home] === carrier ? 0 : 1) + (carrier === server ? 0 : 1);
}

/** Whether somebody of this home can send at this server: no part of the way lies beyond a link that is cut. */
export function reaches(seating: Seating, home: Site, server: Site): boolean {
  if (seating.databaseSite === null) return false;
  if (seating.link !== null) return true;
  return server === seating.databaseSite && crossings(seating, home, server) === 0;
}

/** The endpoints that a server really hears from. */
export function sendersAt(seating: Seating, { site, endpoints }: SeatedServer): number {
  let senders = 0;
  for (const home of SITES) if (reaches(seating, home, site)) senders += endpoints[home];
  return senders;
}
