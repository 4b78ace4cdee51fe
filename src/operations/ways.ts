/**
 * Which way out of an outage people take: the nearest database that loses the least. Assumed, for the documents only
 * know the two ends of it (an automatic failover, a whole site lost); what is possible at all is documented.
 */
import type { Pool } from "../pool/pool.js";

export type Way =
  /** The principal is alive without a quorum: mirroring is taken away. */
  | "free-principal"
  /** The principal answers, but its database cannot be used; the mirror is complete. */
  | "fail-over-by-hand"
  /** Whoever was chosen before failed while it came online, and is back. */
  | "bring-online"
  | "force-mirror"
  /** The mirror would refuse to be forced, for want of a witness: mirroring is taken away. */
  | "free-mirror"
  | "site-failover";

interface Situation {
  readonly principalServes: boolean;
  readonly principalAnswers: boolean;
  readonly mirrored: boolean;
  readonly complete: boolean;
  readonly canForce: boolean;
  /** Up to when the mirror, and the other site, have the pool's history; null: nothing there to serve. */
  readonly mirrorHas: number | null;
  readonly site2Has: number | null;
}

interface Rule {
  readonly way: Way;
  when(situation: Situation): boolean;
}

const mirrorIsBest = ({ mirrorHas, site2Has }: Situation): boolean =>
  mirrorHas !== null && (site2Has === null || mirrorHas >= site2Has);

/** The first that applies. */
const RULES: readonly Rule[] = [
  { way: "free-principal", when: ({ principalServes, mirrored }) => principalServes && mirrored },
  { way: "bring-online", when: ({ principalServes, mirrored }) => principalServes && !mirrored },
  {
    way: "fail-over-by-hand",
    when: ({ principalAnswers, complete, mirrorHas }) => principalAnswers && complete && mirrorHas !== null,
  },
  { way: "force-mirror", when: (now) => mirrorIsBest(now) && now.canForce },
  { way: "free-mirror", when: (now) => mirrorIsBest(now) && now.mirrored },
  { way: "site-failover", when: ({ site2Has }) => site2Has !== null },
];

/** null: there is no way; people wait for what failed. */
export function wayOut(pool: Pool): Way | null {
  // Mirroring is helping itself.
  if (pool.tier.session.isTakingOver) return null;
  const situation = situationOf(pool);
  return RULES.find((rule) => rule.when(situation))?.way ?? null;
}

function situationOf({ tier, clockwork, loop }: Pool): Situation {
  const { session, machines, hasFailedOver } = tier;
  const { principal, mirror } = session;
  const copy = mirror !== null && machines.canServe(mirror) ? tier.copyOn(mirror) : null;
  clockwork.advanceTo(loop.now);
  const reachable = !hasFailedOver && machines.stands("secondary") ? clockwork.recoverableCut() : null;
  return {
    principalServes: machines.canServe(principal),
    principalAnswers: machines.of(principal).running,
    mirrored: session.state !== "none",
    complete: session.isSynchronized,
    canForce: session.canBeForced,
    mirrorHas: copy?.upTo ?? null,
    site2Has: reachable,
  };
}
