/**
 * Wrong steps that somebody takes: what each does to the pool at once. Where the product would refuse a step, or it makes
 * no difference, nothing happens. It must never know how people mend it.
 */
import { Activity } from "../engine/index.js";
import type { Failure, Strike } from "../spec/index.js";
import { LONGEST, type Micros } from "../units/index.js";
import type { PathStep } from "./incident.js";
import type { Pool } from "./pool.js";
import { EVENT, PART, POOL_RUNG } from "./rungs.js";
import { MOST_ACTIVE } from "./service/chat-servers.js";

export type OperatorError = Extract<Failure, { what: "operator-error" }>["error"];

interface WrongStep {
  isSpared(pool: Pool): boolean;
  hit(pool: Pool, strike: Strike, at: Micros): void;
  /** People see it without any alert. */
  readonly isSeen: boolean;
}

/** Service is forced on a mirror although the principal would come back, whatever the mirror lacks. */
const forceStaleMirror: WrongStep = {
  isSpared: ({ tier }) => tier.history.serving !== null || !tier.session.canBeForced,
  hit(pool, _strike, at) {
    const { tier, loop } = pool;
    const { session } = tier;
    const mirror = session.mirror!;
    session.forceService(at);
    pool.leaving.mirrorTakesOver(mirror, at);
    const online = (at + session.onlineTakes(at)) as Micros;
    const serve = new Activity({
      rung: POOL_RUNG.completion,
      kind: EVENT.step,
      part: PART.people,
      action() {
        const { openOutage } = pool;
        if (openOutage === null || tier.session.principal !== mirror || !tier.machines.canServe(mirror))
          return;
        pool.startService(mirror, "mirror-by-hand", pathOf(openOutage.from, at, loop.now), loop.now);
      },
    });
    loop.schedule(Math.min(online, LONGEST) as Micros, serve);
  },
  isSeen: true,
};

function pathOf(from: Micros, forced: Micros, online: Micros): PathStep[] {
  const by = "database administrator";
  const path: PathStep[] = [
    { step: "force-service", actor: by, part: "procedure", from, to: forced },
    { step: "bring-mirror-online", actor: "SQL Server", part: "procedure", from: forced, to: online },
  ];
  return path.filter((piece) => piece.to > piece.from);
}

/** The secondary is brought online with what it has: the end of its chain. */
const recoverSecondaryEarly: WrongStep = {
  isSpared: ({ tier, clockwork }) =>
    tier.hasFailedOver || !tier.machines.stands("secondary") || !clockwork.takesLog,
  hit: (pool, _strike, at) => pool.clockwork.mending.recovered(pool.clockwork.restored!, at),
  isSeen: false,
};

/** What people begin at the other site while the link is cut: nothing has happened yet at this instant. */
const failoverDuringCut: WrongStep = {
  isSpared: ({ tier, state, clockwork, areBusy }) =>
    areBusy ||
    !state.wanCut ||
    tier.hasFailedOver ||
    tier.history.serving === null ||
    !tier.machines.stands("secondary") ||
    !clockwork.takesLog,
  hit: () => undefined,
  isSeen: true,
};

/** "Set-CsPersistentChatActiveServer -Swap" makes the idle servers of the whole pool the active ones. */
const swapActive: WrongStep = {
  isSpared: ({ service }) => {
    const { all, active } = service.servers;
    const idle = all.length - active.length;
    return !service.usesFrontEnds || idle === 0 || idle > MOST_ACTIVE;
  },
  hit(pool, _strike, at) {
    const { servers } = pool.service;
    const keepsExisting = pool.plan.scenario.failback?.drain === "keep-existing";
    const idle = servers.all.filter(({ active }) => !active).map(({ name }) => name);
    servers.activate(idle, at, keepsExisting);
  },
  isSeen: true,
};

export const WRONG_STEPS: Readonly<Record<OperatorError, WrongStep>> = {
  "force-stale-mirror": forceStaleMirror,
  "recover-secondary-early": recoverSecondaryEarly,
  "failover-during-cut": failoverDuringCut,
  "swap-active": swapActive,
};
