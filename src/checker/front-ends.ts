/**
 * The Front Ends, and what strikes them, the servers and their sites: what is taken down stays down until it is repaired,
 * and people alone move what a Front End carries. It must never know how long they take over it.
 */

import type { Placed } from "./facts.js";
import { FRONT_ENDS, type PoolFacts, SITES, siteOfFrontEnd } from "./pool-facts.js";
import { forUsers, type Replay, type Rule } from "./replay.js";
import { told } from "./spans.js";
import { type Finding, violated } from "./verdict.js";

function* frontEndsFollowOn(_: PoolFacts, { facts }: Replay): Iterable<Finding> {
  const down = new Set<string>();
  for (const { at, frontEnd, up } of facts.of("front-end")) {
    if (siteOfFrontEnd(frontEnd) === undefined)
      yield violated("front-ends-follow-on", at, `there is no ${frontEnd}`);
    if (up === !down.has(frontEnd) && at > 0)
      yield violated(
        "front-ends-follow-on",
        at,
        `${frontEnd} ${up ? "comes up" : "goes down"} at ${told(at)}, and already ${up ? "stood" : "was down"}`,
      );
    if (up) down.delete(frontEnd);
    else down.add(frontEnd);
  }
}

/** The servers and Front Ends that a strike takes down. */
function hitBy({ users }: PoolFacts, { what, where }: Placed<"strike">): string[] {
  if (where !== null && (what === "server-crash" || what === "front-end-loss")) return [where];
  const site = what === "site-loss" ? SITES.find((each) => each === where) : undefined;
  if (site === undefined) return [];
  return [
    FRONT_ENDS[site],
    ...users.servers.filter((server) => server.site === site).map(({ name }) => name),
  ];
}

function* frontEndsFallByStrikes(pool: PoolFacts, { facts }: Replay): Iterable<Finding> {
  const strikes = facts.of("strike").filter(({ effective }) => effective);
  for (const { at, frontEnd, up } of facts.of("front-end"))
    if (!up && !strikes.some((strike) => strike.at === at && hitBy(pool, strike).includes(frontEnd)))
      yield violated(
        "front-ends-fall-by-strikes",
        at,
        `${frontEnd} goes down at ${told(at)}, and nothing strikes it`,
      );
}

function* struckPartsStayDown(pool: PoolFacts, { facts }: Replay): Iterable<Finding> {
  for (const strike of facts.of("strike").filter(({ effective }) => effective)) {
    const healed = pool.healOf(strike);
    // The one application moves with the database, so the facts say nothing of where it is struck.
    const parts = pool.applicationOnly ? [] : hitBy(pool, strike);
    for (const part of parts)
      if (pool.standing(part).during(strike.at, healed).includes(true))
        yield violated(
          "struck-parts-stay-down",
          strike.at,
          `${strike.what} (${strike.id}) strikes at ${told(strike.at)}, but ${part} is up before that is repaired`,
        );
  }
}

function* carriedByWhatStands(pool: PoolFacts, { facts }: Replay): Iterable<Finding> {
  for (const { at, home, by } of facts.of("carried")) {
    const standing = pool.standing(by);
    if (siteOfFrontEnd(by) === undefined)
      yield violated("carried-by-what-stands", at, `${home} is carried by ${by}, which is no Front End`);
    // What is lost at the very instant may have been there a moment before.
    else if (!standing.before(at) && !standing.after(at))
      yield violated(
        "carried-by-what-stands",
        at,
        `${home} is carried by ${by} at ${told(at)}, which is down`,
      );
  }
}

const MOVE_USERS: readonly string[] = ["fail-over-front-end", "fail-back-front-ends"];

function* peopleFailFrontEndsOver(pool: PoolFacts, { facts }: Replay): Iterable<Finding> {
  for (const { at, home, by } of facts.of("carried")) {
    if (at <= 0 && pool.carriedBy(home).first === by) continue;
    const done = facts
      .of("step")
      .some((step) => step.at === at && MOVE_USERS.includes(step.step) && step.state === "done");
    if (!done && !areSidesMeeting(facts, at))
      yield violated(
        "people-fail-front-ends-over",
        at,
        `${home} is carried by ${by} from ${told(at)} on, and nobody failed a Front End over`,
      );
  }
}

/** One of two databases that accepted at once stops: what only one side had heard of, all hear of. */
const areSidesMeeting = (facts: Replay["facts"], at: number): boolean =>
  facts.of("carried").some((carried) => carried.side !== undefined && carried.at < at) &&
  facts.of("stops").some((stop) => stop.at === at);

export const frontEndRules: readonly Rule[] = [
  frontEndsFollowOn,
  frontEndsFallByStrikes,
  struckPartsStayDown,
  carriedByWhatStands,
  peopleFailFrontEndsOver,
].map(forUsers);
