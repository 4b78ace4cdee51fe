/** Whether what a step needs stands, and what people wait for while it does not. */

import type { MirroringSession } from "../../pool/mirroring/session.js";
import type { Pool } from "../../pool/pool.js";
import type { Memory } from "./memory.js";
import type { Needed } from "./row.js";

export const WAIT_FOR_SITE_2 = "wait-for-site-2";

/** What is missing of all that is needed; null: nothing. */
export function missing(
  needed: readonly Needed[],
  pool: Pool,
  memory: Memory,
  pair: MirroringSession,
): string | null {
  for (const one of needed) {
    const name = MISSING[one](pool, memory, pair);
    if (name !== null) return name;
  }
  return null;
}

type Look = (pool: Pool, memory: Memory, pair: MirroringSession) => string | null;

const unless = (stands: boolean, name: string): string | null => (stands ? null : name);

const MISSING: Readonly<Record<Needed, Look>> = {
  "site-2": ({ tier }) => unless(tier.machines.stands("secondary"), WAIT_FOR_SITE_2),
  // What was recovered may be gone with its disks before the pool uses it.
  "recovered-database": ({ tier }) =>
    unless(tier.machines.of("secondary").disksKept && tier.machines.stands("secondary"), WAIT_FOR_SITE_2),
  // A database that is not there, or cannot be read, cannot be backed up.
  "both-of-the-pair"({ tier }, _memory, { principal, mirror }) {
    const both = mirror !== null && tier.machines.of(mirror).running && tier.machines.canServe(principal);
    return unless(both, "wait-for-both-machines");
  },
  "serving-end": ({ tier }) => unless(tier.machines.canServe(tier.session.principal), "wait-for-a-machine"),
  // At home again it is whichever of the pair holds the role by then.
  primary: ({ tier }) =>
    unless(
      tier.hasFailedOver
        ? tier.machines.canHold("principal")
        : tier.machines.canServe(tier.session.principal),
      "wait-for-the-primary",
    ),
  home: ({ state }) => unless(state.sites[state.primarySite].up, "wait-for-the-primary"),
  "restored-primary": ({ homecoming, tier }) =>
    unless(!tier.hasFailedOver || homecoming.isRestored, "wait-for-the-restore"),
  "share-from-primary": (pool) => unless(reachesShare(pool, "primary"), "wait-for-the-share"),
  "share-from-secondary": (pool) => unless(reachesShare(pool, "secondary"), "wait-for-the-share"),
  "full-backup": (_pool, { hasArrived }) => unless(hasArrived, "wait-for-the-full-backup"),
};

/** The share stands, and so does the way to it from this end. */
function reachesShare({ state, clockwork }: Pool, end: "primary" | "secondary"): boolean {
  const { share } = clockwork.pipeline;
  return state.shareUp && (share === "third" || share === end || !state.wanCut);
}
