/**
 * What the pool itself puts on the link between the sites: posts on their way to the database, relays between
 * servers, deliveries to users. It must never know of copies, which take what is left.
 */
import type { Scenario } from "../spec/index.js";
import {
  allEndpoints,
  crossings,
  endpointsPerUser,
  normalSeating,
  type Seating,
  SITES,
  sendersAt,
} from "./seating.js";

/** Bytes a second. */
export interface LinkTraffic {
  readonly posts: number;
  readonly relays: number;
  readonly deliveries: number;
}

const NONE: LinkTraffic = { posts: 0, relays: 0, deliveries: 0 };

/** To how many users a message goes: never to more than there are. */
export const recipientsOf = ({ traffic, users }: Scenario): number =>
  Math.min(traffic.deliveriesPerMessage, users.count);

/** Nothing where the link is cut, nothing serves, nobody is seated, or the scenario leaves the traffic out. */
export function linkTraffic(
  scenario: Scenario,
  seating: Seating | null,
  peakMessagesPerSecond: number,
): LinkTraffic {
  return seating === null ? NONE : linkMeter(scenario, peakMessagesPerSecond)(seating);
}

/** The same for one seating after another: what does not hang on who sits where is worked out once. */
export function linkMeter(
  scenario: Scenario,
  peakMessagesPerSecond: number,
): (seating: Seating) => LinkTraffic {
  const { traffic, users, wan } = scenario;
  if (wan.poolTraffic === "none") return () => NONE;
  const perEndpoint = peakMessagesPerSecond / allEndpoints(users);
  const perCrossing = perEndpoint * recipientsOf(scenario) * endpointsPerUser(users);
  return (seating) => {
    const { databaseSite, link, servers } = seating;
    if (link === null || databaseSite === null) return NONE;
    const inSite = { "site-1": 0, "site-2": 0 };
    for (const { site } of servers) inSite[site]++;
    let posts = 0;
    let relays = 0;
    let crossing = 0;
    for (const server of servers) {
      const messages = perEndpoint * sendersAt(seating, server);
      if (server.site !== databaseSite) posts += messages;
      relays += messages * (servers.length - inSite[server.site]);
      for (const home of SITES) {
        // A way there and back again uses the link once in each direction, and each direction has the bandwidth.
        if (crossings(seating, home, server.site) > 0) crossing += server.endpoints[home];
      }
    }
    return {
      posts: posts * traffic.post,
      relays: relays * traffic.relay,
      deliveries: perCrossing * crossing * traffic.delivery,
    };
  };
}

export const totalTraffic = ({ posts, relays, deliveries }: LinkTraffic): number =>
  posts + relays + deliveries;

/** All of it while everything stands, in bytes a second. */
export const normalTraffic = (scenario: Scenario, peakMessagesPerSecond: number): number =>
  totalTraffic(linkTraffic(scenario, normalSeating(scenario), peakMessagesPerSecond));

/** The part of what the link carries after protocol and loss; 1 and more: it cannot carry that. */
export function poolShareOfLink(scenario: Scenario, bytesPerSecond: number, bandwidth: number): number {
  return bytesPerSecond === 0 ? 0 : bytesPerSecond / (bandwidth * scenario.wan.efficiency);
}
