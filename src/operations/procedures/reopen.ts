/** What people do when an operation cannot go on: they open the pool again where it was. */
import { type Step, step } from "../step.js";
import { DECIDE } from "./before.js";
import { addUp, type Work } from "./context.js";

export const REOPEN = "reopen-pool";

export function reopenPool(work: Work, done: Step["done"]): Step {
  const { servers } = work.pool.plan.scenario;
  const { tier } = work.pool;
  return step({
    name: REOPEN,
    actor: "pool administrator",
    part: "procedure",
    after: [DECIDE],
    needs: [DECIDE],
    waitsFor: () => (tier.machines.canServe(tier.session.principal) ? null : "wait-for-a-machine"),
    takes: (_at, attempt) =>
      addUp(work.byHand(REOPEN, attempt), work.takes(`${REOPEN}.replication`, servers.replication, attempt)),
    done,
  });
}
