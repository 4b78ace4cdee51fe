/** How many messages came between the instants that anything about acceptance or loss hangs on. */
import type { Arrivals, Refused, Told } from "../../pool/index.js";
import type { ArrivalCount } from "../../results/index.js";
import { type Micros, toSeconds } from "../../units/index.js";
import type { Life } from "../run/life.js";

/** What begins or ends by them begins or ends at their instant. */
const ENDS: readonly Told["fact"][] = ["serves", "stops", "incident", "operation"];

/** The bounds of service, incidents, operations, lost stretches, of what was deleted or is lost beside, in order. */
export function boundariesOf(
  told: readonly Told[],
  { incidents, operations, besideCuts }: Life,
  horizon: Micros,
): Micros[] {
  const instants: Micros[] = [0 as Micros, horizon, ...besideCuts];
  for (const fact of told) {
    if (ENDS.includes(fact.fact)) instants.push(fact.at);
    if (fact.fact === "deleted") instants.push(fact.from, fact.to);
    if (fact.fact === "history-begins") instants.push(fact.cut);
  }
  const lost = [...incidents, ...operations].flatMap(({ incident }) => incident.lost);
  for (const { from, why } of lost) instants.push(from, ...why.map((piece) => piece.to));
  const start = Math.min(0, ...lost.map(({ from }) => from));
  return [...new Set(instants)]
    .filter((instant) => instant >= start && instant <= horizon)
    .sort((a, b) => a - b);
}

/** Where messages were refused, the pieces are those for which that was counted. */
export function countsBetween(
  boundaries: readonly Micros[],
  arrivals: Arrivals,
  refused: readonly Refused[],
): ArrivalCount[] {
  const cutsThrough = (instant: Micros) => refused.some(({ from, to }) => from < instant && instant < to);
  const instants = [
    ...boundaries.filter((instant) => !cutsThrough(instant)),
    ...refused.flatMap(({ from, to }) => [from, to]),
  ];
  const known = new Map(refused.map((piece) => [piece.from, piece]));
  const inOrder = [...new Set(instants)].sort((a, b) => a - b);
  return inOrder.slice(1).map((to, index) => {
    const from = inOrder[index]!;
    const { offered, refused: none } = known.get(from) ?? { offered: arrivals.count(from, to), refused: 0 };
    return { from: toSeconds(from), to: toSeconds(to), offered, refused: none };
  });
}
