/**
 * Which of two schedules is to be preferred, whatever the targets: a total order in which no target has a say, so that a
 * tighter target can only take schedules away, and never gives a cheaper one.
 */
import type { Micros } from "../../units/index.js";
import type { CostOf } from "./search.js";
import type { Tried } from "./tried.js";

interface Preference {
  readonly by: CostOf;
  /** Means of RPO that differ by less are alike. */
  readonly indifference: Micros;
  /** Durations vary: what stands far from the edge comes before what is near to the present schedule. */
  readonly varies: boolean;
}

/**
 * All that can keep up: the cheapest first, of these the fewest runs, of these the lowest mean RPO, counted in steps of
 * the indifference from the lowest of those; then the fewest empty copies, the room before a copy misses its file, what
 * is changed least.
 */
export function inOrder(
  tried: readonly Tried[],
  now: Tried,
  { by, indifference, varies }: Preference,
): Tried[] {
  const sustainable = tried.filter(({ figures }) => figures !== null);
  const lowest = new Map<string, number>();
  const classOf = ({ cost }: Tried) => `${by(cost)} ${cost.runsPerDay}`;
  for (const one of sustainable) {
    const name = classOf(one);
    lowest.set(name, Math.min(lowest.get(name) ?? Number.POSITIVE_INFINITY, one.figures!.mean));
  }
  const ranked = sustainable.map((one) => {
    const cost = by(one.cost);
    const away = one.awayFrom(now);
    const room = -one.room(indifference);
    const mean = one.figures!.mean - lowest.get(classOf(one))!;
    const step = indifference === 0 ? mean : Math.floor((mean * 1e6) / indifference);
    const near = varies ? [room, away.fields] : [away.fields, room];
    return {
      one,
      rank: [cost, one.cost.runsPerDay, step, one.cost.emptyRunsPerDay, ...near, away.time, one.index],
    };
  });
  ranked.sort((a, b) => compared(a.rank, b.rank));
  return ranked.map(({ one }) => one);
}

function compared(a: readonly number[], b: readonly number[]): number {
  for (const [place, value] of a.entries()) {
    if (value !== b[place]!) return value - b[place]!;
  }
  return 0;
}
