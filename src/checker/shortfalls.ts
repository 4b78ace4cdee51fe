/**
 * The outages that users see: who could send just before, and when so many of them can again. Whoever left with his site
 * stands in no denominator. It must never know what took it from them, nor what the run says of it.
 */
import type { IncidentResult, SiteName } from "../results/index.js";
import { ownerOfFall } from "./charges.js";
import { type Crowd, type Homes, type PoolFacts, SITES } from "./pool-facts.js";
import type { Replay } from "./replay.js";
import type { Span } from "./spans.js";

/** A time in which fewer can send than a share of those who could just before. */
export interface Shortfall extends Span {
  /** Nobody leaves it within the horizon. */
  readonly unended: boolean;
  /** Who could just before it, but for those who left in that very instant. */
  readonly could: Homes;
}

type Begun = Pick<Shortfall, "from" | "could">;

/** All of one who is charged, beginning within the life; one ends before the next begins. */
export function shortfallsOf(
  pool: PoolFacts,
  replay: Replay,
  incident: IncidentResult,
  share: number,
): Shortfall[] {
  const shortfalls: Shortfall[] = [];
  let open: Begun | null = null;
  let before: Crowd = pool.crowd.first;
  for (const { at, value } of pool.crowd.changes) {
    if (open !== null && isOverAt(pool, open, share, at)) {
      shortfalls.push({ ...open, to: at, unended: false });
      open = null;
    }
    if (open === null) {
      const could = couldBefore(pool, before, at);
      const falls = !reaches(value.able, share, sumOf(could, []));
      if (falls && ownerOfFall(replay, at) === incident) open = { from: at, could };
    }
    before = value;
  }
  if (open !== null) shortfalls.push({ ...open, to: replay.horizon, unended: true });
  return shortfalls;
}

/** From the beginning until so many of those who could just before can again; null: not within the horizon. */
export function backAfter(pool: PoolFacts, shortfall: Begun, share: number): number | null {
  const { from, could } = shortfall;
  if (reaches(pool.crowd.after(from).able, share, sumOf(could, []))) return 0;
  const back = pool.crowd.changes.find(({ at }) => at > from && isOverAt(pool, shortfall, share, at));
  return back === undefined ? null : back.at - from;
}

/** Whoever signed in at the very instant of a failure did so before it. */
function couldBefore(pool: PoolFacts, before: Crowd, at: number): Homes {
  const passing = pool.passing.get(at);
  const { homes } = passing !== undefined && passing.able > before.able ? passing : before;
  const gone = leftWithin(pool, at, at);
  const of = (home: SiteName) => (gone.includes(home) ? 0 : homes[home]);
  return { "site-1": of("site-1"), "site-2": of("site-2") };
}

/**
 * Whether so many of those who could just before can again at an instant. Whoever has left since is missed by nobody; and
 * where all of them have, it is over when anybody can.
 */
function isOverAt(pool: PoolFacts, { from, could }: Begun, share: number, at: number): boolean {
  const enough = (able: number, until: number) =>
    able > 0 && reaches(able, share, sumOf(could, leftWithin(pool, from + 1, until)));
  return enough(pool.passing.get(at)?.able ?? 0, at - 1) || enough(pool.crowd.after(at).able, at);
}

/** The homes that left with their sites, both instants included; instants are whole microseconds. */
const leftWithin = ({ leavings }: PoolFacts, from: number, to: number): SiteName[] =>
  leavings.flatMap(({ at, home }) => (from <= at && at <= to ? [home] : []));

const sumOf = (homes: Homes, left: readonly SiteName[]): number =>
  SITES.reduce((sum, home) => sum + (left.includes(home) ? 0 : homes[home]), 0);

/** A share of a count need not be whole. */
const reaches = (able: number, share: number, base: number): boolean => able >= share * base - 1e-6;
