/** RPO against cost: the schedules than which no other has a lower mean RPO for as little. */
import type { Candidate, CostOf } from "./search.js";

/** From candidates in order of preference: for each cost the lowest mean, where that is lower than for any lower cost. */
export function frontOf<C extends Candidate>(preferred: readonly C[], by: CostOf): C[] {
  const lowest = new Map<number, C>();
  for (const candidate of preferred) {
    const cost = by(candidate.cost);
    const best = lowest.get(cost);
    if (best === undefined || candidate.figures!.mean < best.figures!.mean) lowest.set(cost, candidate);
  }
  const front: C[] = [];
  for (const candidate of [...lowest].sort(([one], [other]) => one - other).map(([, best]) => best)) {
    const last = front[front.length - 1];
    if (last === undefined || candidate.figures!.mean < last.figures!.mean) front.push(candidate);
  }
  return front;
}
