/**
 * What people do with the pair that is there, where mirroring cannot help itself: fail over by hand, force service
 * on the mirror, or take mirroring away so that whoever is left serves alone. Assumed: one manual step each, then
 * the mirror redoes its log and comes online as it does in an automatic failover.
 */
import type { Machine } from "../../spec/index.js";
import { type Step, step } from "../step.js";
import type { Work } from "./context.js";

export const FAIL_OVER_BY_HAND = "fail-over-to-mirror";
export const FORCE = "force-service";
export const REMOVE = "remove-mirroring";
export const BRING_ONLINE = "bring-mirror-online";
export const RESUME = "resume-mirroring";

export function failOverByHand(work: Work, after: string): Step[] {
  const { tier } = work.pool;
  const byHand = manual(work, FAIL_OVER_BY_HAND, after, (at) => tier.session.failOverByHand(at));
  return [byHand, bringOnline(work, FAIL_OVER_BY_HAND)];
}

export function forceService(work: Work, mirror: Machine, after: string): Step[] {
  const { pool } = work;
  const byHand = manual(work, FORCE, after, (at) => {
    pool.tier.session.forceService(at);
    pool.leaving.mirrorTakesOver(mirror, at);
  });
  return [byHand, bringOnline(work, FORCE)];
}

export function removeMirroringOnMirror(work: Work, mirror: Machine, after: string): Step[] {
  const { pool } = work;
  const byHand = manual(work, REMOVE, after, (at) => {
    pool.tier.session.removePartner(mirror, at);
    pool.leaving.mirrorTakesOver(mirror, at);
  });
  return [byHand, bringOnline(work, REMOVE)];
}

/** The principal is alive and only lacks a quorum: with mirroring gone it needs none. */
export function removeMirroringOnPrincipal(work: Work, after: string): Step[] {
  const { session } = work.pool.tier;
  return [manual(work, REMOVE, after, (at) => session.removePartner(session.principal, at))];
}

/** Whoever forced service must say that the old principal's own log may go. */
export function resumeMirroring(work: Work): Step[] {
  const { session } = work.pool.tier;
  return [manual(work, RESUME, null, (at) => session.resume(at))];
}

/** The database that was chosen comes online once more. */
export const bringOnlineAgain = (work: Work, after: string): Step[] => [bringOnline(work, after)];

const manual = (work: Work, name: string, after: string | null, done: Step["done"]): Step =>
  step({
    name,
    actor: "database administrator",
    part: "procedure",
    after: after === null ? [] : [after],
    takes: (_at, attempt) => work.byHand(name, attempt),
    done,
  });

const bringOnline = (work: Work, after: string): Step =>
  step({
    name: BRING_ONLINE,
    actor: "SQL Server",
    part: "procedure",
    after: [after],
    takes: (at) => work.pool.tier.session.onlineTakes(at),
  });
