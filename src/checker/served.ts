/**
 * The outages that users see, and what the run says of how many could send: worked out from the facts of who is able. It
 * must never know why they were not.
 */
import type { IncidentResult } from "../results/index.js";
import { seconds } from "../units/index.js";
import { chargedSpans, othersOf } from "./charges.js";
import { outagesOf } from "./database-outages.js";
import { type Crowd, type PoolFacts, SITES } from "./pool-facts.js";
import { lifeOf, recordsOf } from "./records.js";
import { forUsers, type Replay, type Rule } from "./replay.js";
import { backAfter, type Shortfall, shortfallsOf } from "./shortfalls.js";
import { lengthOf, overlap, type Span, told, without } from "./spans.js";
import { Steps } from "./steps.js";
import { hasWay } from "./users.js";
import { type Finding, violated } from "./verdict.js";

/** Shares are quotients, and may be rounded otherwise. */
const CLOSE = 1e-9;

const longestOf = (shortfalls: readonly Shortfall[]): number | null =>
  shortfalls.some(({ unended }) => unended) ? null : Math.max(0, ...shortfalls.map(lengthOf));

/**
 * A share of the users is back as late as after the longest time without it; or, where several outages follow on each
 * other, when it was back in the longest of them.
 */
function* curveAsTheyCameBack(pool: PoolFacts, replay: Replay): Iterable<Finding> {
  for (const incident of recordsOf(replay.timeline)) {
    const outages = shortfallsOf(pool, replay, incident, pool.users.restoredAt);
    const longest = outages.filter(
      (outage) => outage.unended || lengthOf(outage) === Math.max(...outages.map(lengthOf)),
    );
    const claims = [
      ["50 %", incident.rtoCurve["50"], 0.5],
      ["90 %", incident.rtoCurve["90"], 0.9],
      ["95 %", incident.rtoCurve["95"], 0.95],
      ["100 %", incident.rtoCurve["100"], 1],
      ["all", incident.rtoFull, 1],
    ] as const;
    for (const [name, claim, share] of claims) {
      const own = shortfallsOf(pool, replay, incident, share);
      const due = [longestOf(own), ...longest.map((outage) => backAfter(pool, outage, share))];
      if (!due.includes(claim === null ? null : seconds(claim)))
        yield violated(
          "curve-as-they-came-back",
          seconds(incident.opened),
          `${name} are back after ${claim} s, but by the facts after ${[...new Set(due)].map((each) => (each === null ? "no time" : told(each))).join(" or ")}`,
        );
    }
  }
}

/** Of the database and of users alike. */
const chargedTo = (pool: PoolFacts, replay: Replay, record: IncidentResult): Span[] =>
  chargedSpans(replay, record, (operation) => [
    ...outagesOf(replay, operation),
    ...shortfallsOf(pool, replay, operation, pool.users.restoredAt),
  ]);

/** What holds for an instant only may count or not. */
function* usersDownAsCounted(pool: PoolFacts, replay: Replay): Iterable<Finding> {
  const { timeline, facts, horizon } = replay;
  const shareOf = ({ able, counted }: Pick<Crowd, "able" | "counted">) =>
    counted === 0 ? 0 : 1 - able / counted;
  for (const incident of recordsOf(timeline)) {
    const { from, to } = lifeOf(incident, horizon);
    // Where an operation is under way in an incident nobody but the run says who cut off whom.
    const own = without(
      { from, to: incident.closed === null ? Number.POSITIVE_INFINITY : to },
      othersOf(replay, incident).map((other) => ({
        ...lifeOf(other, horizon),
        ...(other.closed === null ? { to: Number.POSITIVE_INFINITY } : {}),
      })),
    );
    const stood = own.flatMap((span) => pool.crowd.during(span.from, span.to).map(shareOf));
    const passed = facts
      .of("able")
      .filter(({ at }) => from <= at && at <= to)
      .map(({ endpoints, counted }) => shareOf({ able: endpoints, counted }));
    // Whoever is still out from the one before is not cut off by this one.
    const isLater = othersOf(replay, incident).some(({ closed }) => closed === incident.opened);
    const already = isLater ? shareOf(pool.crowd.before(from)) : 0;
    const least = Math.max(0, ...stood.filter((share) => share > already + CLOSE));
    const most = Math.max(least, ...passed);
    if (!(incident.usersDown >= least - CLOSE && incident.usersDown <= most + CLOSE))
      yield violated(
        "users-down-as-counted",
        from,
        `${incident.usersDown} of the users were cut off, but by the facts ${least}`,
      );
  }
}

/** How long which part of all endpoints could not send, in microseconds of all of them. */
export function downFor(pool: PoolFacts, span: Span): number {
  let sum = 0;
  for (const { from, to, value } of pool.crowd.pieces(span.from, span.to))
    sum += ((value.counted - value.able) / pool.all) * (to - from);
  return sum;
}

/** The whole life, or what of it is charged to the record. */
export const timesDown = (pool: PoolFacts, replay: Replay, record: IncidentResult): number[] =>
  [chargedTo(pool, replay, record), [{ from: 0, to: replay.horizon }]].map((spans) =>
    spans.reduce((sum, span) => sum + downFor(pool, overlap(span, { from: 0, to: replay.horizon })), 0),
  );

function* servedAsTheyWere(pool: PoolFacts, { timeline, horizon }: Replay): Iterable<Finding> {
  for (const { served, ...incident } of recordsOf(timeline)) {
    const { from, to } = lifeOf({ served, ...incident }, horizon);
    let before = Number.NEGATIVE_INFINITY;
    if (served.length > 64)
      yield violated("served-as-they-were", from, `the curve has ${served.length} points`);
    for (const point of served) {
      const at = seconds(point.at);
      const { able } = pool.crowd.after(at);
      if (at < from || at > to || at <= before)
        yield violated("served-as-they-were", at, `a point at ${told(at)} does not follow ${told(before)}`);
      if (!(Math.abs(point.share - able / pool.all) <= CLOSE))
        yield violated(
          "served-as-they-were",
          at,
          `${point.share} are served at ${told(at)}, but by the facts ${able / pool.all}`,
        );
      before = at;
    }
  }
}

/** It is told as soon as there is a way again, though the first must sign in before anybody waits so long. */
function* latencyOfThoseWhoSend(pool: PoolFacts, { timeline, horizon }: Replay): Iterable<Finding> {
  const rule = "latency-of-those-who-send";
  for (const incident of recordsOf(timeline)) {
    const { from, to } = lifeOf(incident, horizon);
    let before = Number.NEGATIVE_INFINITY;
    for (const change of incident.latency) {
      const at = seconds(change.at);
      if (at < from || at > to || at <= before)
        yield violated(rule, at, `latency at ${told(at)} does not follow ${told(before)}`);
      before = at;
      for (const home of SITES) {
        const latency = change[home];
        if (latency === null) continue;
        const { mean, p95 } = latency;
        // By Markov's inequality not one in twenty waits longer than twenty times the mean.
        if (!(0 < p95 && p95 <= 20 * mean))
          yield violated(rule, at, `in ${home} ${mean} s on average and ${p95} s at p95 cannot be`);
        if (!hasWay(pool, home, at))
          yield violated(rule, at, `${home} waits at ${told(at)}, and has no way to a server`);
      }
    }
  }
}

function* unableOnlyInAnIncident(pool: PoolFacts, { facts }: Replay): Iterable<Finding> {
  const changes = facts.of("incident", "operation");
  const begins = (state: string) => state === "opens" || state === "begins";
  const closes = new Set(changes.filter(({ state }) => !begins(state)).map(({ at }) => at));
  const open = (["incident", "operation"] as const).map(
    (fact) =>
      new Steps(
        false,
        facts.of(fact).map(({ at, state }) => ({ at, value: begins(state) })),
      ),
  );
  // What strikes after a close belongs to the next, be it at the same instant.
  const wasWellAt = (at: number): boolean =>
    changes
      .filter((change) => change.at === at && !begins(change.state))
      .every(({ order }) => {
        const last = facts.of("able").findLast((one) => one.order < order);
        return last === undefined || last.endpoints === last.counted;
      });
  const instants = new Set([...pool.crowd.changes, ...changes].map(({ at }) => at));
  for (const at of instants) {
    const { able, counted } = pool.crowd.after(at);
    const isOpen = open.some((steps) => steps.after(at));
    // One operation ends where the next begins, whoever is still to come back.
    const goesOn = changes.some(({ at: begins, state }) => state === "begins" && begins === at);
    if (able === counted || (isOpen && (!closes.has(at) || goesOn || wasWellAt(at)))) continue;
    if (closes.has(at))
      yield violated(
        "incident-closes-when-all-are-able",
        at,
        `an incident or an operation closes at ${told(at)}, and ${able} of ${counted} can send`,
      );
    else
      yield violated(
        "unable-only-in-an-incident",
        at,
        `${able} of ${counted} can send at ${told(at)}, and no incident or operation is open`,
      );
  }
}

export const servedRules: readonly Rule[] = [
  unableOnlyInAnIncident,
  curveAsTheyCameBack,
  usersDownAsCounted,
  servedAsTheyWere,
  latencyOfThoseWhoSend,
].map(forUsers);
