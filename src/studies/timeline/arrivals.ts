/** How many messages came between the instants that anything about acceptance or loss hangs on. */
import type { Arrivals, Told } from "../../pool/index.js";
import type { ArrivalCount } from "../../results/index.js";
import { type Micros, toSeconds } from "../../units/index.js";
import type { Life } from "../run/life.js";

/** Starts and ends of service, of incidents, of lost stretches and of what was deleted, in order. */
export function boundariesOf(told: readonly Told[], { incidents }: Life, horizon: Micros): Micros[] {
  const instants: Micros[] = [0 as Micros, horizon];
  for (const fact of told) {
    if (fact.fact === "serves" || fact.fact === "stops" || fact.fact === "incident") instants.push(fact.at);
    if (fact.fact === "deleted") instants.push(fact.from, fact.to);
    if (fact.fact === "history-begins") instants.push(fact.cut);
  }
  for (const { incident } of incidents) {
    for (const { from, why } of incident.lost) instants.push(from, ...why.map((piece) => piece.to));
  }
  const lost = incidents.flatMap(({ incident }) => incident.lost.map(({ from }) => from));
  const start = Math.min(0, ...lost);
  return [...new Set(instants)]
    .filter((instant) => instant >= start && instant <= horizon)
    .sort((a, b) => a - b);
}

export function countsBetween(boundaries: readonly Micros[], arrivals: Arrivals): ArrivalCount[] {
  return boundaries.slice(1).map((to, index) => {
    const from = boundaries[index]!;
    return { from: toSeconds(from), to: toSeconds(to), offered: arrivals.count(from, to) };
  });
}
