/**
 * What people do for users while the database serves, or beside what they do for it: move a Front End's users to the
 * other one, put an idle chat server in the place of one that is gone.
 */
import { type Step, step } from "../step.js";
import { NOTICED } from "./before.js";
import { addUp, type Work } from "./context.js";

export const FAIL_OVER_FRONT_END = "fail-over-front-end";
export const ACTIVATE_SPARE = "activate-spare";

/** `after`: what has to come first; nothing where it is part of a failover that is decided. */
export function failOverFrontEnd(work: Work, after: readonly string[], done: Step["done"]): Step {
  const { frontEndFailover } = work.pool.plan.scenario;
  return step({
    name: FAIL_OVER_FRONT_END,
    actor: "pool administrator",
    part: "procedure",
    after,
    needs: after,
    takes: (_at, attempt) => work.takes(FAIL_OVER_FRONT_END, frontEndFailover, attempt),
    done,
  });
}

/** Nobody has to decide on what an idle server is there for. */
export function activateSpare(work: Work, done: Step["done"]): Step {
  const { servers } = work.pool.plan.scenario;
  return step({
    name: ACTIVATE_SPARE,
    actor: "pool administrator",
    part: "procedure",
    after: NOTICED,
    needs: NOTICED,
    takes: (_at, attempt) =>
      addUp(
        work.byHand(ACTIVATE_SPARE, attempt),
        work.takes("spare-replication", servers.replication, attempt),
      ),
    done,
  });
}
