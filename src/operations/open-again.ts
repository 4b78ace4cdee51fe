/**
 * A cut link is back before the failover that answers it has passed the point of no return: the database that was stopped
 * for it is opened again. It must never know how far the failover has got.
 */
import { Activity } from "../engine/index.js";
import type { PathStep } from "../pool/incident.js";
import type { Pool } from "../pool/pool.js";
import { EVENT, PART, POOL_RUNG } from "../pool/rungs.js";
import type { Strike } from "../spec/index.js";
import { LONGEST, type Micros } from "../units/index.js";

/** If the database can serve again before there is no way back, it does, and the failover is given up. */
export function openAgain(pool: Pool, strike: Strike, back: Micros): void {
  const takes = pool.draws.takes(strike, "restart", pool.plan.scenario.recoveryRestart);
  const moves = pool.tier.moves.length;
  const open = new Activity({
    rung: POOL_RUNG.completion,
    kind: EVENT.restart,
    part: PART.people,
    action: () => {
      const { tier, openOutage: outage, loop, state } = pool;
      // Whoever has moved the pool since, or is about to, opens it himself.
      if (tier.moves.length !== moves || tier.session.isHeld) return;
      if (outage === null || tier.hasFailedOver || state.wanCut) return;
      // Where its machine is down meanwhile, it serves as soon as that is back.
      tier.session.readiness = "open";
      if (!tier.machines.canServe(tier.session.principal)) return;
      const path: PathStep[] = [
        { step: "link-returns", actor: "repair", part: "procedure", from: outage.from, to: back },
        { step: "restart-database", actor: "machine", part: "procedure", from: back, to: loop.now },
      ];
      const pieces = path.filter(({ from, to }) => to > from);
      pool.startService(tier.session.principal, "restart", pieces, loop.now);
    },
  });
  pool.loop.schedule(Math.min(back + takes, LONGEST) as Micros, open);
}
