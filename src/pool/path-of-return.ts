/** The pieces of an outage that ends because the database is there again. It must never know why it was away. */
import type { Micros } from "../units/index.js";
import type { Outage, PathStep } from "./incident.js";
import type { MachineState } from "./machines.js";

export function pathOfReturn(
  { returnedAt, runningSince, struckBy }: MachineState,
  outage: Outage,
  at: Micros,
): PathStep[] {
  const wasAway = runningSince > outage.from;
  const returns = struckBy?.failure.what === "site-loss" ? "site-returns" : "machine-returns";
  const back = wasAway ? (Math.max(returnedAt, outage.from) as Micros) : outage.from;
  const runs = wasAway ? runningSince : outage.from;
  const path: PathStep[] = [
    { step: returns, actor: "repair", part: "procedure", from: outage.from, to: back },
    { step: "restart-database", actor: "machine", part: "procedure", from: back, to: runs },
    { step: "wait-for-quorum", actor: "repair", part: "procedure", from: runs, to: at },
  ];
  return path.filter(({ from, to }) => to > from);
}
