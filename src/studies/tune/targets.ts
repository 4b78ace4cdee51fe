/** Whether figures meet targets, and by how much they miss them. */
import type { ScheduleFiguresResult } from "../../results/index.js";
import type { Candidate, ScheduleTarget } from "./search.js";

export const meetsOne = (
  figures: ScheduleFiguresResult,
  { statistic, relation, limit }: ScheduleTarget,
): boolean => (relation === "<" ? figures[statistic] < limit : figures[statistic] <= limit);

export const meets = (figures: ScheduleFiguresResult, targets: readonly ScheduleTarget[]): boolean =>
  targets.every((target) => meetsOne(figures, target));

/** How many times the limit the figure is, for the target that it misses by most; at most 1: all are met, or as good as. */
export function excess(figures: ScheduleFiguresResult, targets: readonly ScheduleTarget[]): number {
  let most = 0;
  for (const { statistic, limit } of targets) {
    most = Math.max(most, limit === 0 ? Number.POSITIVE_INFINITY : figures[statistic] / limit);
  }
  return most;
}

/** The first of those that miss the targets by least; null: there is none at all. */
export function nearestTo<C extends Candidate>(
  candidates: readonly C[],
  targets: readonly ScheduleTarget[],
): C | null {
  let nearest: C | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    if (candidate.figures === null) continue;
    // With no limit to come near to, as with one of nothing at all, the lowest RPO is nearest.
    const by = excess(candidate.figures, targets);
    const miss = Number.isFinite(by) ? by : candidate.figures.worst;
    if (nearest !== null && miss >= least) continue;
    nearest = candidate;
    least = miss;
  }
  return nearest;
}
