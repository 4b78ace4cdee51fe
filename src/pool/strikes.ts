/**
 * What each kind of failure does when it hits and when it heals. An open table: a new kind is a new entry. A
 * strike on a part that is down already, or no longer in use after a failover, changes nothing, and its repair
 * neither.
 */
import type { Failure, Strike, What } from "../spec/index.js";
import type { Micros } from "../units/index.js";
import type { Pool } from "./pool.js";

export interface Blow {
  /** false: the part was down already or is out of use, nothing happens now or later. */
  hit(pool: Pool, strike: Strike, at: Micros): boolean;
  heal(pool: Pool, strike: Strike, at: Micros): void;
  /** Log shipping is not what the schedule alone would make it from here on. */
  readonly disturbsShipping: boolean;
  /** People see it without any alert of the monitoring. */
  readonly seenByPeople: boolean;
}

type Of<W extends What> = Extract<Failure, { what: W }>;

const siteLoss: Blow = {
  hit(pool, strike, at) {
    const { where, disks } = strike.failure as Of<"site-loss">;
    const site = pool.state.sites[where];
    if (!site.up) return false;
    site.up = false;
    site.returned = false;
    if (disks === "destroyed") site.disksKept = false;
    pool.siteWentDown(where, disks === "destroyed", at);
    return true;
  },
  heal(pool, strike, at) {
    const { where } = strike.failure as Of<"site-loss">;
    pool.state.sites[where].up = true;
    pool.state.sites[where].returned = true;
    pool.siteCameBack(where, at);
  },
  disturbsShipping: true,
  seenByPeople: true,
};

const wanCut: Blow = {
  hit(pool, _strike, at) {
    if (pool.state.wanCut) return false;
    pool.state.wanCut = true;
    pool.linkChanged(at);
    return true;
  },
  heal(pool, _strike, at) {
    pool.state.wanCut = false;
    pool.linkChanged(at);
  },
  disturbsShipping: true,
  seenByPeople: true,
};

const wanSlow: Blow = {
  hit(pool, strike, at) {
    pool.state.slowedBy.add(strike);
    pool.linkChanged(at);
    return true;
  },
  heal(pool, strike, at) {
    pool.state.slowedBy.delete(strike);
    pool.linkChanged(at);
  },
  disturbsShipping: true,
  seenByPeople: false,
};

const shareLoss: Blow = {
  hit(pool, strike, at) {
    if (pool.state.shareStruck || pool.history.hasFailedOver) return false;
    pool.state.shareStruck = true;
    pool.shareChanged(at, (strike.failure as Of<"share-loss">).disks === "destroyed");
    return true;
  },
  heal(pool, _strike, at) {
    pool.state.shareStruck = false;
    pool.shareChanged(at, false);
  },
  disturbsShipping: true,
  seenByPeople: false,
};

const jobFailing: Blow = {
  hit(pool, strike, at) {
    const { job } = strike.failure as Of<"job-failing">;
    if (pool.state.failingJobs[job] !== null || pool.history.hasFailedOver) return false;
    pool.state.failingJobs[job] = strike;
    pool.clockwork.disturb(at, { kind: "job", job, up: false });
    return true;
  },
  heal(pool, strike, at) {
    const { job } = strike.failure as Of<"job-failing">;
    pool.state.failingJobs[job] = null;
    pool.jobRepaired(job, at);
  },
  disturbsShipping: true,
  seenByPeople: false,
};

const corruptBackup: Blow = {
  hit(pool, _strike, at) {
    if (pool.history.hasFailedOver) return false;
    pool.clockwork.disturb(at, { kind: "corrupt-next" });
    return true;
  },
  heal: (pool, _strike, at) => pool.clockwork.repairFiles(at),
  disturbsShipping: true,
  seenByPeople: false,
};

const chainBroken: Blow = {
  hit(pool, _strike, at) {
    if (pool.history.serving !== "primary") return false;
    pool.clockwork.disturb(at, { kind: "chain-broken" });
    return true;
  },
  heal: (pool, _strike, at) => pool.clockwork.closeHole(at),
  disturbsShipping: true,
  seenByPeople: false,
};

/** The kinds that a pool can be struck by so far. */
export const BLOWS: Readonly<Partial<Record<What, Blow>>> = {
  "site-loss": siteLoss,
  "wan-cut": wanCut,
  "wan-slow": wanSlow,
  "share-loss": shareLoss,
  "job-failing": jobFailing,
  "corrupt-backup": corruptBackup,
  "chain-broken": chainBroken,
};

export function blowOf(what: What): Blow {
  const blow = BLOWS[what];
  if (blow === undefined) throw new Error(`nothing is modelled for a strike of kind ${what}`);
  return blow;
}
