/**
 * What is not as it should be at the end of a life, and what it waits for: so that a pool that has not come back says
 * why. It must never know how long anything takes.
 */
import type { Crew } from "./crew.js";
import type { Pool } from "./pool.js";
import { placeOf } from "./strikes.js";

export interface Waiting {
  readonly who: "database" | "users" | "mirroring" | "log shipping" | "incident" | "switchover" | "failback";
  readonly waitsFor: string;
}

export function whatWaits(pool: Pool, crew: Crew | null): Waiting[] {
  if (pool.incidents.length + pool.operations.length === 0) return [];
  const people = crew?.waiting() ?? [];
  return [
    ...databaseWaits(pool, people),
    ...usersWait(pool),
    ...mirroringWaits(pool),
    ...shippingWaits(pool),
    ...people.filter(({ who }) => who !== "database"),
    ...operationWaits(pool),
    ...incidentWaits(pool),
  ];
}

function databaseWaits({ tier }: Pool, people: readonly Waiting[]): Waiting[] {
  if (tier.history.serving !== null) return [];
  const own = people.filter(({ who }) => who === "database");
  const { principal } = tier.session;
  if (!tier.machines.of(principal).disksKept)
    return [{ who: "database", waitsFor: `a database: the disks of ${principal} are gone` }, ...own];
  return own.length > 0 ? own : [{ who: "database", waitsFor: `the machine ${principal}` }];
}

function usersWait({ service, tier, state }: Pool): Waiting[] {
  if (!service.hasUsers || !service.isMissed || tier.history.serving === null) return [];
  const isStranded = service.usesFrontEnds && !service.frontEnds.isCarried("next-hop");
  const attached = service.servers.all.filter(({ attachedTo }) => attachedTo !== null);
  const reason = isStranded
    ? "the Front End that is their next hop"
    : attached.length === 0
      ? "a chat server that reaches the database"
      : state.wanCut
        ? "the link between the sites"
        : service.isFull
          ? "room on a chat server"
          : "their turn to sign in";
  return [{ who: "users", waitsFor: reason }];
}

function mirroringWaits({ tier }: Pool): Waiting[] {
  const { session, machines, history } = tier;
  if (session.mirror === null || session.isSynchronized || history.serving === null) return [];
  const { mirror, state } = session;
  const reason = !machines.of(mirror).running
    ? `the machine ${mirror}`
    : session.isCatchingUp
      ? "the log to catch up"
      : state === "none"
        ? "somebody to build the mirror"
        : state === "SUSPENDED"
          ? "somebody to resume it"
          : `the machine ${session.principal}`;
  return [{ who: "mirroring", waitsFor: reason }];
}

function shippingWaits({ tier, clockwork, state, loop, openIncident }: Pool): Waiting[] {
  // People have a broken chain to mend though nothing is late yet.
  const isToBeMended = openIncident !== null && clockwork.isChainBroken();
  const isBehind = clockwork.exposure.isExposedAt(loop.now) || isToBeMended;
  if (tier.history.serving === null || (!isBehind && !tier.hasFailedOver)) return [];
  const failing = Object.entries(state.failingJobs).find(([, strike]) => strike !== null)?.[0];
  const reason = tier.hasFailedOver
    ? "a failback: there is nowhere to ship to"
    : !tier.machines.stands("secondary")
      ? "the machine secondary"
      : state.wanCut
        ? "the link between the sites"
        : !state.shareUp
          ? "the share"
          : failing !== undefined
            ? `the job ${failing}`
            : clockwork.isChainBroken()
              ? "site 2 to be built anew"
              : "the copies to catch up";
  return [{ who: "log shipping", waitsFor: reason }];
}

/** Nothing of it is left to do, and yet not everybody can send. */
function operationWaits({ operations }: Pool): Waiting[] {
  const last = operations.at(-1);
  if (last === undefined || last.closed !== null || last.workedOff === null) return [];
  const who = last.cause.strike.failure.what === "switchover" ? "switchover" : "failback";
  return [{ who, waitsFor: "everybody to be served again" }];
}

function incidentWaits({ openIncident }: Pool): Waiting[] {
  return [...(openIncident?.standing ?? [])].map((strike) => {
    const place = placeOf(strike);
    const { what } = strike.failure;
    return { who: "incident", waitsFor: `the end of ${what}${place === null ? "" : ` (${place})`}` };
  });
}
