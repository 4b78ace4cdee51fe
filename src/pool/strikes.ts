/**
 * What each kind of failure does when it hits and when it heals. An open table: a new kind is a new entry. A
 * strike on a part that is down already, or no longer in use after a failover, changes nothing, and its repair
 * neither.
 */
import { type Failure, isPlanned, type Machine, type Site, type Strike, type What } from "../spec/index.js";
import type { Micros } from "../units/index.js";
import { WRONG_STEPS } from "./operator-errors.js";
import type { Pool } from "./pool.js";

export interface Blow {
  /** The part was down already or is out of use: nothing happens, now or later. */
  isSpared(pool: Pool, strike: Strike): boolean;
  hit(pool: Pool, strike: Strike, at: Micros): void;
  heal(pool: Pool, strike: Strike, at: Micros): void;
  /** Log shipping is not what the schedule alone would make it from here on. */
  readonly disturbsShipping: boolean;
  /** People see it without any alert of the monitoring. */
  seenByPeople(strike: Strike): boolean;
}

const always = () => true;
const never = () => false;

type Of<W extends What> = Extract<Failure, { what: W }>;

const siteLoss: Blow = {
  isSpared: (pool, { failure }) => !pool.state.sites[(failure as Of<"site-loss">).where].up,
  hit(pool, strike, at) {
    const { where, disks } = strike.failure as Of<"site-loss">;
    const site = pool.state.sites[where];
    site.up = false;
    if (disks === "destroyed") site.disksKept = false;
    pool.siteWentDown(where, disks === "destroyed", strike, at);
  },
  heal(pool, strike, at) {
    const { where } = strike.failure as Of<"site-loss">;
    pool.state.sites[where].up = true;
    pool.siteCameBack(where, at);
  },
  disturbsShipping: true,
  seenByPeople: always,
};

const wanCut: Blow = {
  isSpared: (pool) => pool.state.wanCut,
  hit(pool, _strike, at) {
    pool.state.wanIsCut(true);
    pool.chronicle?.tell({ at, fact: "link", up: false });
    pool.linkChanged(at);
  },
  heal(pool, _strike, at) {
    pool.state.wanIsCut(false);
    pool.chronicle?.tell({ at, fact: "link", up: true });
    pool.linkChanged(at);
  },
  disturbsShipping: true,
  seenByPeople: always,
};

const wanSlow: Blow = {
  isSpared: () => false,
  hit(pool, strike, at) {
    pool.state.slows(strike);
    pool.linkChanged(at);
  },
  heal(pool, strike, at) {
    pool.state.slowsNoMore(strike);
    pool.linkChanged(at);
  },
  disturbsShipping: true,
  seenByPeople: never,
};

const shareLoss: Blow = {
  // Whoever fails back needs it again.
  isSpared: ({ state, tier, plan }) =>
    state.shareStruck || (tier.hasFailedOver && plan.scenario.failback === null),
  hit(pool, strike, at) {
    pool.state.shareStruck = true;
    pool.shipping.shareChanged(at, (strike.failure as Of<"share-loss">).disks === "destroyed");
  },
  heal(pool, _strike, at) {
    pool.state.shareStruck = false;
    pool.shipping.shareChanged(at, false);
  },
  disturbsShipping: true,
  seenByPeople: never,
};

const jobFailing: Blow = {
  isSpared: (pool, { failure }) =>
    pool.state.failingJobs[(failure as Of<"job-failing">).job] !== null || pool.tier.hasFailedOver,
  hit(pool, strike, at) {
    const { job } = strike.failure as Of<"job-failing">;
    pool.state.failingJobs[job] = strike;
    pool.shipping.fails(job, at);
  },
  heal(pool, strike, at) {
    const { job } = strike.failure as Of<"job-failing">;
    pool.state.failingJobs[job] = null;
    pool.shipping.isRepaired(job, at);
  },
  disturbsShipping: true,
  seenByPeople: never,
};

/** Whatever repairs one of them repairs all: nobody has to deal with the others any more. */
function isMadeGood({ openIncident }: Pool, what: string): void {
  for (const strike of openIncident?.standing ?? []) {
    if (strike.failure.what === what && strike.heals === null && strike.failure.lasts.lasts === "by-people")
      openIncident!.standing.delete(strike);
  }
}

const corruptBackup: Blow = {
  isSpared: (pool) => pool.tier.hasFailedOver,
  hit: (pool, _strike, at) => pool.clockwork.disturb(at, { kind: "corrupt-next" }),
  heal(pool, { failure }, at) {
    pool.clockwork.mending.repairFiles(at);
    isMadeGood(pool, failure.what);
  },
  disturbsShipping: true,
  seenByPeople: never,
};

const chainBroken: Blow = {
  isSpared: (pool) => pool.tier.history.serving === null || pool.tier.hasFailedOver,
  hit: (pool, _strike, at) => pool.clockwork.disturb(at, { kind: "chain-broken" }),
  heal(pool, { failure }, at) {
    pool.clockwork.mending.closeHole(at);
    isMadeGood(pool, failure.what);
  },
  disturbsShipping: true,
  seenByPeople: never,
};

/** Where the compliance database of the pair that is the pool's has a machine of its own. */
const complianceSite = ({ tier }: Pool): Site => tier.machines.of(tier.session.principal).site;

const complianceCrash: Blow = {
  isSpared(pool) {
    const site = complianceSite(pool);
    const isAlone = pool.plan.scenario.topology.compliance === "standalone";
    return !isAlone || !pool.state.sites[site].up || pool.state.complianceDown[site] !== null;
  },
  hit(pool, strike) {
    const site = complianceSite(pool);
    pool.state.complianceStruck.set(strike, site);
    pool.state.complianceDown[site] = strike;
  },
  heal({ state }, strike) {
    state.complianceDown[state.complianceStruck.get(strike)!] = null;
  },
  disturbsShipping: false,
  // Nobody who chats notices it, and no alert of log shipping rings.
  seenByPeople: never,
};

/** A machine in a role, or by its name: null where the pool has none, or no use for it any more. */
function crashOf(machineOf: (pool: Pool, strike: Strike) => Machine | null, disturbsShipping: boolean): Blow {
  return {
    isSpared(pool, strike) {
      const machine = machineOf(pool, strike);
      return machine === null || !pool.tier.machines.stands(machine);
    },
    hit(pool, strike, at) {
      const how = "how" in strike.failure ? strike.failure.how : "host";
      pool.machineCrashed(machineOf(pool, strike)!, how, strike, at);
    },
    heal: (pool, strike, at) => pool.machineRepaired(strike, at),
    disturbsShipping,
    // Mirroring answers before anybody sees it. Where it cannot, the outage is what people notice.
    seenByPeople: never,
  };
}

const principalCrash = crashOf((pool) => pool.tier.session.principal, true);
const mirrorCrash = crashOf((pool) => pool.tier.session.mirror, false);

/** By its name, whatever its role: of the pair that is out of use after a failover there is nothing left to strike. */
const databaseCrash = crashOf((pool, { failure }) => {
  const { where } = failure as Of<"database-crash">;
  const { first, hasFailedOver } = pool.tier;
  const isOfPair = where === first.principal || where === first.mirror;
  return isOfPair && !hasFailedOver ? where : null;
}, true);

const witnessCrash = crashOf((pool, { failure }) => {
  const { where } = failure as Of<"witness-crash">;
  const { first, second, hasFailedOver } = pool.tier;
  if (where === "secondary-witness") return second.witness;
  return hasFailedOver ? null : first.witness;
}, false);

const secondaryCrash = crashOf((pool, { failure }) => {
  const { where } = failure as Of<"secondary-crash">;
  // A machine that is not provided for cannot fail.
  if (where === "secondary-mirror" && !pool.plan.scenario.topology.secondaryMirror) return null;
  return where;
}, true);

const serverCrash: Blow = {
  isSpared: (pool, { failure }) => {
    const server = pool.service.servers.of((failure as Of<"server-crash">).where);
    return server === undefined || server.crash !== null || !server.siteUp;
  },
  hit(pool, strike, at) {
    const { where, how } = strike.failure as Of<"server-crash">;
    const { servers } = pool.service;
    servers.crash(servers.of(where)!, how, strike, at);
  },
  heal(pool, { failure }, at) {
    pool.service.servers.repair(pool.service.servers.of((failure as Of<"server-crash">).where)!, at);
  },
  disturbsShipping: false,
  seenByPeople: always,
};

const frontEndLoss: Blow = {
  isSpared: (pool, { failure }) => !pool.service.frontEnds.stands((failure as Of<"front-end-loss">).where),
  hit: (pool, strike, at) =>
    pool.service.frontEnds.strike((strike.failure as Of<"front-end-loss">).where, strike, at),
  heal: (pool, { failure }, at) =>
    pool.service.frontEnds.strike((failure as Of<"front-end-loss">).where, null, at),
  disturbsShipping: false,
  seenByPeople: always,
};

const badDelete: Blow = {
  isSpared: (pool) => pool.tier.history.serving === null,
  hit(pool, { failure }, at) {
    const { removes } = failure as Of<"bad-delete">;
    const { causes } = pool.openIncident!;
    pool.leaving.deletes((at - removes) as Micros, causes[causes.length - 1]!, at);
  },
  // What is deleted does not come back by itself.
  heal: () => undefined,
  disturbsShipping: true,
  seenByPeople: never,
};

const errorOf = ({ failure }: Strike) => WRONG_STEPS[(failure as Of<"operator-error">).error];

const operatorError: Blow = {
  isSpared: (pool, strike) => errorOf(strike).isSpared(pool),
  hit: (pool, strike, at) => errorOf(strike).hit(pool, strike, at),
  // Nobody's mistake mends itself.
  heal: () => undefined,
  disturbsShipping: true,
  seenByPeople: (strike) => errorOf(strike).isSeen,
};

/** Where a strike hits, as a scenario says it; null where the kind says it all. */
export function placeOf({ failure }: Strike): string | null {
  if ("where" in failure) return failure.where;
  if (failure.what === "operator-error") return failure.error;
  return failure.what === "job-failing" ? failure.job : null;
}

/** The kinds that a pool can be struck by so far. */
export const BLOWS: Readonly<Partial<Record<What, Blow>>> = {
  "site-loss": siteLoss,
  "wan-cut": wanCut,
  "wan-slow": wanSlow,
  "share-loss": shareLoss,
  "job-failing": jobFailing,
  "corrupt-backup": corruptBackup,
  "chain-broken": chainBroken,
  "principal-crash": principalCrash,
  "mirror-crash": mirrorCrash,
  "database-crash": databaseCrash,
  "witness-crash": witnessCrash,
  "secondary-crash": secondaryCrash,
  "compliance-crash": complianceCrash,
  "server-crash": serverCrash,
  "front-end-loss": frontEndLoss,
  "bad-delete": badDelete,
  "operator-error": operatorError,
};

/** A machine that is struck by its name is told by the role that it has at that instant. */
export function toldByRole({ tier }: Pool, strike: Strike): Strike {
  const { failure } = strike;
  if (failure.what !== "database-crash") return strike;
  const { where, ...rest } = failure;
  const what = where === tier.first.principal ? "principal-crash" : "mirror-crash";
  return { ...strike, failure: { ...rest, what } };
}

export function blowOf({ failure }: Strike): Blow {
  const blow = isPlanned(failure) ? undefined : BLOWS[failure.what];
  if (blow === undefined) throw new Error(`nothing is modelled for a strike of kind ${failure.what}`);
  return blow;
}
