/** What the steps of the procedures do to a pool, by their names. Tables say when; these say what. */
import type { MirroringSession } from "../../pool/mirroring/session.js";
import type { Micros } from "../../units/index.js";
import type { Work } from "./context.js";
import {
  BACK_UP_SECONDARY,
  FRONT_ENDS_BACK,
  MIRROR_PRIMARY,
  RESTORE_PRIMARY,
  RESTORE_SECONDARY,
  SHIP_AGAIN,
  UNMIRROR_SECONDARY,
} from "./failback-table.js";
import { BUILD_MIRROR, COPY_REMAINING, DROP_SHIPPING, RECOVER } from "./failover-table.js";
import type { Memory } from "./memory.js";
import type { Acts, Doing } from "./play.js";
import { WAIT_FOR_SITE_2 } from "./standing.js";

/** `hasTail`: the tail of the log goes along, so that nothing is missing. */
export function failoverActs({ pool }: Work, memory: Memory, hasTail = () => false): Acts {
  return {
    [DROP_SHIPPING]: { done: (at) => pool.shipping.drop(at) },
    [COPY_REMAINING]: {
      // Only what stands on a share that outlived the site can be copied; with nothing there, nobody copies.
      begins(at) {
        pool.clockwork.advanceTo(at);
        memory.files = pool.clockwork.filesToCopy();
        memory.copyBegun = at;
        return null;
      },
      isOvertaken: () => memory.files.length > 0 && !pool.clockwork.reachesShare,
      done: (at) => pool.clockwork.copiedByHand(memory.files, memory.copyBegun, at),
    },
    // The step with which there is no way back: from its beginning on the old database is fenced.
    [RECOVER]: {
      begins: (at) =>
        pool.tier.hasFailedOver || pool.leaving.leavePrimary(at, hasTail()) ? null : WAIT_FOR_SITE_2,
    },
    [BUILD_MIRROR]: mirrorDoing({ pool }, memory, () => pool.tier.session),
  };
}

/** A new mirror: its session starts and catches up by itself. Until then the pool serves unmirrored. */
export function mirrorDoing(
  { pool }: Pick<Work, "pool">,
  memory: Memory,
  pair: () => MirroringSession,
): Doing {
  return {
    begins(at) {
      memory.mirrorCut = at;
      pool.tier.isOverwritten(pair().mirror!);
      return null;
    },
    done(at) {
      pool.tier.machines.isRebuilt(pair().mirror!);
      pair().start(memory.mirrorCut, at);
    },
  };
}

/** The database's part of a failback. */
export function failbackActs(work: Work, memory: Memory): Acts {
  const { pool } = work;
  const { tier, homecoming } = pool;
  const remember = (what: "backup-of-secondary" | "backup-of-primary") => (at: Micros) => {
    memory.haul = null;
    memory.backedUpFrom(what, at);
    return null;
  };
  return {
    [UNMIRROR_SECONDARY]: {
      done(at) {
        const { session } = tier;
        // Whoever takes the mirror away does not stop the database.
        const { readiness } = session;
        session.removePartner(session.principal, at);
        session.readiness = readiness;
        tier.connectivityChanged(at);
      },
    },
    [BACK_UP_SECONDARY]: {
      begins: remember("backup-of-secondary"),
      done() {
        memory.shareLosses = pool.shipping.losses;
      },
      // A share that lost its disks holds no backup; one that was restored already is needed no more.
      isUndone: () =>
        memory.shareLosses !== pool.shipping.losses && !homecoming.isRestored && tier.hasFailedOver,
    },
    [RESTORE_PRIMARY]: {
      begins() {
        homecoming.primaryIsOverwritten();
        return null;
      },
      done: (at) => homecoming.primaryIsRestored(memory.broughtHome!, at),
      isUndone: () => tier.hasFailedOver && !homecoming.isRestored,
    },
    [MIRROR_PRIMARY]: {
      ...mirrorDoing(work, memory, () => tier.first),
      isUndone: () => tier.hasFailedOver && tier.first.state === "none",
    },
    [SHIP_AGAIN]: {
      begins(at) {
        memory.hasArrived = false;
        return remember("backup-of-primary")(at);
      },
      done() {
        memory.hasArrived = true;
      },
      // What was brought to the other site is gone with its disks, or was of a database that is no more.
      isUndone() {
        const isGone = !tier.machines.of("secondary").disksKept || !homecoming.isRestored;
        if (tier.hasFailedOver && isGone) memory.hasArrived = false;
        return tier.hasFailedOver && isGone;
      },
    },
    [RESTORE_SECONDARY]: {
      begins(at) {
        homecoming.secondaryIsOverwritten(memory.shippedFrom!, at);
        return null;
      },
      done: (at) => homecoming.secondaryIsRestored(memory.shippedFrom!, at),
      isOwed: () => memory.hasArrived && !tier.hasFailedOver,
    },
    [FRONT_ENDS_BACK]: {
      done(at) {
        pool.service.frontEnds.failBack(at);
        pool.changedByPeople(at, { root: work, pathOf: () => [] });
      },
    },
  };
}
