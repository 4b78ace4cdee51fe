/**
 * How long a user waits until his message is acknowledged: ways, queues and the commit, by home. Everything is at
 * rest at the busiest time; it must never know of the moments between two such rests.
 */
import type { Scenario, Site } from "../spec/index.js";
import { SECOND } from "../units/index.js";
import {
  type Bottleneck,
  bottlenecksOf,
  carriedBy,
  commitTime,
  isOverloaded,
  messagesAt,
  serverCapacity,
  takesMessages,
} from "./bottlenecks.js";
import { linkTraffic, totalTraffic } from "./link.js";
import { constantServiceWait, type ManyServers, manyServers, oneServer, tailOfSum } from "./queues.js";
import { crossings, reaches, type Seating } from "./seating.js";

/** Seconds. */
export interface Latency {
  readonly mean: number;
  readonly p95: number;
}

/** null: nobody of this home can send, or a queue on his way never comes to rest, and then `why` says which. */
export interface Latencies {
  readonly "site-1": Latency | null;
  readonly "site-2": Latency | null;
  readonly why: string | null;
}

/** The endpoints of one home at one server: what they meet, in seconds. */
interface Group {
  readonly endpoints: number;
  /** Ways, and the mean wait for the link on them. */
  readonly constant: number;
  readonly queue: Pick<ManyServers, "waits" | "release" | "wait">;
}

const NO_QUEUE = { waits: 0, release: Number.POSITIVE_INFINITY, wait: 0 };

/** Everything that does not depend on the home. */
interface Ground {
  readonly scenario: Scenario;
  readonly seating: Seating;
  readonly peak: number;
  /** Mean wait before one packet is on the link; null: it never comes to rest. */
  readonly linkWait: number | null;
  /** Mean time in the database; null: it never comes to rest. */
  readonly sojourn: number | null;
}

export function latencyOf(scenario: Scenario, seating: Seating, peakMessagesPerSecond: number): Latencies {
  const commit = commitTime(scenario, seating.mirrored);
  if (commit === null) {
    const why = `a ${scenario.mirroring.flush?.law} mirroring.flush has no closed form: fixed and exponential have`;
    return { "site-1": null, "site-2": null, why };
  }
  const ground = groundOf(scenario, seating, peakMessagesPerSecond, commit);
  const met = new Set<Bottleneck["what"]>();
  const site1 = ofHome(ground, "site-1", met);
  const site2 = ofHome(ground, "site-2", met);
  const reasons = bottlenecksOf(scenario, seating, peakMessagesPerSecond)
    .filter(({ what }) => met.has(what))
    .map(({ words }) => words);
  return { "site-1": site1, "site-2": site2, why: reasons.length > 0 ? reasons.join("; ") : null };
}

function groundOf(scenario: Scenario, seating: Seating, peak: number, commit: number): Ground {
  const committed = seating.servers.reduce(
    (sum, server) => sum + messagesAt(scenario, seating, server, peak),
    0,
  );
  const sojourn = isOverloaded(committed, 1 / commit) ? null : oneServer(committed, commit).sojourn;
  return { scenario, seating, peak, linkWait: linkWaitOf(scenario, seating, peak), sojourn };
}

function linkWaitOf(scenario: Scenario, seating: Seating, peak: number): number | null {
  const total = totalTraffic(linkTraffic(scenario, seating, peak));
  if (total === 0) return 0;
  const carries = carriedBy(scenario, seating);
  if (isOverloaded(total, carries)) return null;
  const { post } = scenario.traffic;
  // All that crosses counts as packets of the size of a post.
  return post === 0 ? 0 : constantServiceWait(total / post, post / carries);
}

function ofHome(ground: Ground, home: Site, met: Set<Bottleneck["what"]>): Latency | null {
  const { scenario, seating, peak, sojourn } = ground;
  const capacity = serverCapacity(scenario, peak);
  const groups: Group[] = [];
  let stuck = false;
  const meets = (what: Bottleneck["what"]) => {
    met.add(what);
    stuck = true;
  };
  for (const server of seating.servers) {
    const endpoints = server.endpoints[home];
    if (endpoints === 0 || !reaches(seating, home, server.site)) continue;
    const messages = messagesAt(scenario, seating, server, peak);
    const full = takesMessages(scenario) && isOverloaded(messages, capacity);
    const constant = waysOf(ground, home, server.site);
    if (full) meets("servers");
    if (constant === null) meets("link");
    if (sojourn === null) meets("database");
    if (full || constant === null) continue;
    const free = !takesMessages(scenario) || messages === 0;
    const { workers } = scenario.servers;
    groups.push({
      endpoints,
      constant,
      queue: free ? NO_QUEUE : manyServers(workers, messages, capacity / workers),
    });
  }
  if (stuck || sojourn === null || groups.length === 0) return null;
  return { mean: meanOf(groups, sojourn), p95: quantileOf(groups, sojourn, 0.95) };
}

/** The ways of a message with their waits for the link; null: they cross a link that never comes to rest. */
function waysOf({ scenario, seating, linkWait }: Ground, home: Site, server: Site): number | null {
  const { lanRoundTrip, queriesPerPost } = scenario.traffic;
  const lan = lanRoundTrip / SECOND;
  const over = crossings(seating, home, server);
  const far = server !== seating.databaseSite;
  if (linkWait === null && (over > 0 || (far && queriesPerPost > 0))) return null;
  const across = (seating.link?.roundTrip ?? 0) / SECOND + (linkWait ?? 0);
  return (over === 0 ? lan : over * across) + queriesPerPost * (far ? across : lan);
}

function meanOf(groups: readonly Group[], sojourn: number): number {
  const waiting = groups.reduce(
    (sum, group) => sum + group.endpoints * (group.constant + group.queue.wait),
    0,
  );
  return waiting / countOf(groups) + sojourn;
}

const countOf = (groups: readonly Group[]): number =>
  groups.reduce((sum, { endpoints }) => sum + endpoints, 0);

/** The first whole microsecond, in seconds, within which the share p of all messages is acknowledged. */
function quantileOf(groups: readonly Group[], sojourn: number, p: number): number {
  const beyond = (1 - p) * countOf(groups);
  const within = (micros: number) => endpointsBeyond(groups, sojourn, micros / SECOND) <= beyond;
  let below = -1;
  let at = 1;
  while (!within(at)) {
    below = at;
    at *= 2;
  }
  while (at - below > 1) {
    const middle = Math.floor((below + at) / 2);
    // Past 285 years neighbouring numbers are more than a microsecond apart.
    if (middle <= below || middle >= at) break;
    if (within(middle)) at = middle;
    else below = middle;
  }
  return at / SECOND;
}

/** How many of the endpoints wait longer than t: each group's closed form, weighed by its size. */
function endpointsBeyond(groups: readonly Group[], sojourn: number, t: number): number {
  return groups.reduce((sum, { endpoints, constant, queue }) => {
    const left = t - constant;
    return sum + endpoints * (left < 0 ? 1 : tailOfSum(queue.waits, queue.release, sojourn, left));
  }, 0);
}
