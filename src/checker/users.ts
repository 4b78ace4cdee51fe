/**
 * How many can send: as many at most as what stands and is attached lets through. It must never know clients one by one,
 * nor when one of them tries again.
 */
import type { SiteName } from "../results/index.js";
import { type PoolFacts, SITES, siteOfFrontEnd } from "./pool-facts.js";
import { forUsers, type Replay, type Rule } from "./replay.js";
import { told } from "./spans.js";
import { type Finding, violated } from "./verdict.js";

function* ableAmongCounted(pool: PoolFacts, { facts }: Replay): Iterable<Finding> {
  const { "site-1": one, "site-2": other } = pool.users.endpoints;
  for (const { at, endpoints, counted, homes } of facts.of("able")) {
    const { "site-1": atSite1, "site-2": atSite2 } = homes;
    const numbers = [endpoints, counted, atSite1, atSite2];
    const isOdd = numbers.some((number) => !Number.isSafeInteger(number) || number < 0);
    const isMore = endpoints > counted || counted > pool.all || atSite1 > one || atSite2 > other;
    if (isOdd || isMore || atSite1 + atSite2 !== endpoints)
      yield violated(
        "able-among-counted",
        at,
        `${endpoints} of ${counted} counted endpoints can send at ${told(at)}, ${atSite1} of ${one} and ${atSite2} of ${other} in the two sites`,
      );
  }
}

/** All are counted, but for those who left with their site. */
function* countedButThoseWhoLeft(pool: PoolFacts): Iterable<Finding> {
  const { endpoints, stayWithSite } = pool.users;
  const instants = instantsOf(pool.crowd.changes, ...SITES.map((site) => pool.isLost(site).changes));
  for (const at of instants) {
    const left = SITES.filter((site) => stayWithSite && pool.isLost(site).after(at));
    const due = pool.all - left.reduce((sum, site) => sum + endpoints[site], 0);
    const { counted } = pool.crowd.after(at);
    if (counted !== due)
      yield violated("counted-but-those-who-left", at, `${counted} are counted at ${told(at)}, not ${due}`);
  }
}

/** The link is back at the very instant at which it was cut: whoever lost his session has it again. */
const isBackAtOnce = (facts: Replay["facts"], instant: number): boolean =>
  facts.of("link").some(({ at, up }) => up && at === instant);

function* sessionsLostWereThere(pool: PoolFacts, { facts }: Replay): Iterable<Finding> {
  const lost = new Map<string, number>();
  for (const { at, home, server, endpoints } of facts.of("sessions-lost")) {
    if (isBackAtOnce(facts, at)) continue;
    const before = lost.get(`${home} ${at}`) ?? 0;
    lost.set(`${home} ${at}`, before + endpoints);
    if (pool.siteOfServer(server) === undefined)
      yield violated("sessions-lost-were-there", at, `sessions are lost with ${server}, which is none`);
    if (
      !Number.isSafeInteger(endpoints) ||
      endpoints < 0 ||
      !(before + endpoints <= pool.users.endpoints[home])
    )
      yield violated(
        "sessions-lost-were-there",
        at,
        `${before + endpoints} endpoints of ${home} lose their sessions at ${told(at)}, and it has ${pool.users.endpoints[home]}`,
      );
  }
}

/** Whoever lost his session at an instant cannot send after it: he has not even noticed. */
function* whoLostCannotSend(pool: PoolFacts, { facts }: Replay): Iterable<Finding> {
  const lost = new Map<number, number>();
  for (const { at, endpoints } of facts.of("sessions-lost")) lost.set(at, (lost.get(at) ?? 0) + endpoints);
  for (const [at, endpoints] of lost) {
    // A cut that lasts for no time is over before anybody notices.
    if (isBackAtOnce(facts, at)) continue;
    const { able } = pool.crowd.after(at);
    if (able > pool.all - endpoints)
      yield violated(
        "who-lost-cannot-send",
        at,
        `${endpoints} of ${pool.all} endpoints lose their sessions at ${told(at)}, and ${able} can send`,
      );
  }
}

function* ableNeedsAServer(pool: PoolFacts): Iterable<Finding> {
  for (const at of instantsOf(pool.crowd.changes, pool.attached.changes)) {
    const { able, counted } = pool.crowd.after(at);
    const attached = pool.attached.after(at).length;
    if (attached === 0 && able > 0)
      yield violated("able-needs-a-server", at, `${able} can send at ${told(at)}, and no server is attached`);
    // Who talks to the one application has no session to lose.
    if (attached > 0 && pool.applicationOnly && able < counted)
      yield violated(
        "able-needs-a-server",
        at,
        `${able} of ${counted} can send at ${told(at)}, though the application is attached`,
      );
  }
}

/** Stands there a way from the users of a home to a server that is attached? */
export function hasWay(pool: PoolFacts, home: SiteName, at: number): boolean {
  const lost = pool.isLost(home).after(at);
  if (lost && pool.users.stayWithSite) return false;
  if (pool.applicationOnly) return pool.attached.after(at).length > 0;
  const carrier = pool.carriedBy(home).after(at);
  if (!pool.standing(carrier).after(at)) return false;
  return pool.attached.after(at).some((server) => {
    const site = pool.siteOfServer(server);
    if (site === undefined || site === null) return false;
    const hop = pool.hopOf(site).after(at);
    if (!pool.standing(hop).after(at)) return false;
    // The people of a lost site sit elsewhere, and reach the other Front End without the link.
    const places = [siteOfFrontEnd(carrier), siteOfFrontEnd(hop), ...(lost ? [] : [home])];
    return pool.link.after(at) || places.every((place) => place === site);
  });
}

function* ableNeedsAWay(pool: PoolFacts): Iterable<Finding> {
  const situation = [
    pool.link,
    pool.attached,
    ...SITES.flatMap((site) => [pool.isLost(site), pool.carriedBy(site)]),
    ...SITES.map((site) => pool.hopOf(site)),
    ...["front-end-1", "front-end-2"].map((frontEnd) => pool.standing(frontEnd)),
  ].map(({ changes }) => changes);
  const instants = instantsOf(...situation, [{ at: Number.NEGATIVE_INFINITY }]);
  for (const [index, at] of instants.entries()) {
    const cutOff = SITES.filter((home) => !hasWay(pool, home, at));
    const until = instants[index + 1] ?? Number.POSITIVE_INFINITY;
    for (const { from, value } of pool.crowd.pieces(at, until))
      for (const home of cutOff)
        if (value.homes[home] > 0)
          yield violated(
            "able-needs-a-way",
            from,
            `${value.homes[home]} of ${home} can send at ${told(from)}, but have no way to a server`,
          );
  }
}

/** Whoever sat with the others at the start is not turned away, should that have been more. */
function roomOfAServer({ users, active }: PoolFacts): number {
  const shares = SITES.map((site) => Math.ceil(users.endpoints[site] / active.first.length));
  return Math.max(users.mostPerServer ?? Number.POSITIVE_INFINITY, shares[0]! + shares[1]!);
}

function* ableWithinRoom(pool: PoolFacts): Iterable<Finding> {
  const room = roomOfAServer(pool);
  for (const at of instantsOf(pool.crowd.changes, pool.attached.changes)) {
    const { able } = pool.crowd.after(at);
    const servers = pool.attached.after(at).length;
    if (servers > 0 && able > servers * room)
      yield violated(
        "able-within-room",
        at,
        `${able} can send at ${told(at)}, and ${servers} servers take ${servers * room}`,
      );
  }
}

function* ableFallsForAReason(pool: PoolFacts, { facts }: Replay): Iterable<Finding> {
  const reasons = facts.of(
    "strike",
    "server",
    "detached",
    "stops",
    "link",
    "front-end",
    "carried",
    "active-servers",
    "sessions-lost",
  );
  const instants = new Set(reasons.map(({ at }) => at));
  for (const { at, value } of pool.crowd.changes)
    if (value.able < pool.crowd.before(at).able && !instants.has(at))
      yield violated(
        "able-falls-for-a-reason",
        at,
        `${value.able} can send at ${told(at)} and were ${pool.crowd.before(at).able}, and nothing happens then`,
      );
}

/** All the instants of these, in order, each once. */
function instantsOf(...changes: readonly (readonly { readonly at: number }[])[]): number[] {
  return [...new Set(changes.flat().map(({ at }) => at))].sort((a, b) => a - b);
}

export const userRules: readonly Rule[] = [
  ableAmongCounted,
  countedButThoseWhoLeft,
  sessionsLostWereThere,
  whoLostCannotSend,
  ableNeedsAServer,
  ableNeedsAWay,
  ableWithinRoom,
  ableFallsForAReason,
].map(forUsers);
