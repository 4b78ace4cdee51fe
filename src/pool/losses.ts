/** At the end of a life: which stretches of the commit axis are lost, to whom they are charged, what is left of them. */
import type { Machine } from "../spec/index.js";
import type { Micros } from "../units/index.js";
import type { Abandoned, Copy } from "./history.js";
import type { Cause, LostStretch } from "./incident.js";
import { type Span, without } from "./spans.js";
import type { PoolState } from "./state.js";
import type { DatabaseTier } from "./tier.js";

/** `usable`: the newest cut that site 2 could be recovered to where it has not been; null: it holds nothing. */
export function lostStretches(
  tier: DatabaseTier,
  state: PoolState,
  usable: Micros | null,
  horizon: Micros,
): { readonly cause: Cause; readonly stretch: LostStretch }[] {
  const { history } = tier;
  const standing = tier.standingCopies();
  const copies: Copy[] = [...standing];
  if (usable !== null && tier.machines.of("secondary").disksKept) {
    copies.push({ history: history.historyAt(usable), upTo: usable });
  }
  const charged: Span[] = [];
  return history.abandoned(horizon, copies).map((abandoned) => {
    const { from, to, cause, why, history: number } = abandoned;
    // What was deleted from a stretch that is lost anyway is lost once.
    const accepted = without(history.acceptedWithin(from, to, number), charged);
    const rivalry = history.splits.find((split) => split.history === number) ?? null;
    charged.push(...accepted);
    const salvageable = standing.some(
      (copy) => holds(copy, abandoned) && isWithinReach(copy.machine, tier, state),
    );
    return { cause, stretch: { from, to, cause, why, accepted, rivalry, salvageable } };
  });
}

const holds = (copy: Copy, { history, to }: Abandoned): boolean =>
  copy.history === history && copy.upTo >= to;

/** It stands, and somebody at the serving database could read it. */
function isWithinReach(machine: Machine, { machines, history }: DatabaseTier, state: PoolState): boolean {
  if (!machines.stands(machine)) return false;
  const { serving } = history;
  return serving === null || !state.wanCut || machines.of(serving).site === machines.of(machine).site;
}
