/** Pools: which machines there are, how their mirroring is set up, who looks after them and by what book. */
import type { Mapping } from "../studies/playing.js";
import type { Dice } from "./dice.js";
import { durationOrLaw, HOUR, lasting, law, MINUTE, span } from "./durations.js";
import { sometimes } from "./schedules.js";

export interface Topology {
  readonly mapping: Mapping;
  readonly primarySite: "site-1" | "site-2";
  readonly mirror: boolean;
  readonly witness: boolean;
  readonly secondaryMirror: boolean;
  readonly secondaryWitness: boolean;
  readonly nextHop: "front-end-1" | "front-end-2";
  readonly compliance: "off" | "shared" | "standalone";
}

export function drawTopology(dice: Dice): Topology {
  const primarySite = dice.weighted([
    { of: "site-1", weight: 3 },
    { of: "site-2", weight: 1 },
  ] as const);
  const mirror = dice.chance(0.85);
  const witness = dice.chance(mirror ? 0.75 : 0.3);
  const secondaryMirror = dice.chance(0.7);
  const secondaryWitness = dice.chance(secondaryMirror ? 0.6 : 0.2);
  const nextHop = dice.chance(0.8) === (primarySite === "site-1") ? "front-end-1" : "front-end-2";
  const machines = { primarySite, mirror, witness, secondaryMirror, secondaryWitness, nextHop } as const;
  const compliance = dice.one(["off", "off", "shared", "standalone"] as const);
  const mapping = {
    ...machines,
    ...(compliance === "off" ? {} : { compliance }),
    ...sometimes(dice, 0.3, { managementStore: dice.one(["front-end-1", "front-end-2", "none"]) }),
    ...sometimes(dice, 0.25, { shareAccess: drawShareAccess(dice) }),
  };
  return { mapping, ...machines, compliance };
}

const drawShareAccess = (dice: Dice): Mapping => ({
  ...sometimes(dice, 0.5, { mirror: dice.one(["read-write", "none"]) }),
  ...sometimes(dice, 0.7, { secondary: dice.one(["read-write", "read", "read", "none"]) }),
});

export function drawMirroring(dice: Dice): Mapping {
  return {
    ...sometimes(dice, 0.3, { shipsLogs: dice.chance(0.4) }),
    ...sometimes(dice, 0.4, { partnerTimeout: dice.one(["0 s", "1 s", "10 s", "30 s", "10 min"]) }),
    ...sometimes(dice, 0.3, { online: durationOrLaw(dice, 0.001, 5 * MINUTE) }),
    ...sometimes(dice, 0.25, { failover: durationOrLaw(dice, 0.001, HOUR) }),
    ...sometimes(dice, 0.4, { resync: dice.chance(0.4) ? "1000 h" : durationOrLaw(dice, 0.001, 12 * HOUR) }),
  };
}

export function drawPeople(dice: Dice): Mapping {
  const quick = dice.chance(0.5) ? 1 : 20;
  return {
    ...sometimes(dice, 0.7, { detect: durationOrLaw(dice, 0.001, 30 * MINUTE * quick) }),
    ...sometimes(dice, 0.7, { decide: durationOrLaw(dice, 0.001, 30 * MINUTE * quick) }),
    ...sometimes(dice, 0.6, { step: durationOrLaw(dice, 0.001, 5 * MINUTE * quick) }),
    ...sometimes(dice, 0.3, { onCall: dice.one(["always", "office-hours", "office-hours"]) }),
  };
}

export function drawMonitoring(dice: Dice): Mapping {
  const threshold = () => (dice.chance(0.25) ? "none" : lasting(span(dice, 60, 6 * HOUR)));
  return {
    ...sometimes(dice, 0.5, { backupAlert: threshold() }),
    ...sometimes(dice, 0.5, { restoreAlert: threshold() }),
    ...sometimes(dice, 0.5, { newestFileAge: threshold() }),
    ...sometimes(dice, 0.5, { reaction: durationOrLaw(dice, 0.001, 8 * HOUR) }),
  };
}

/** Steps of all procedures, and of what is done by hand with a pair. */
const DOCUMENTED = [
  "stop-primary",
  "fail-over-to-mirror",
  "force-service",
  "remove-mirroring",
  "bring-mirror-online",
  "resume-mirroring",
  "drop-log-shipping",
  "copy-remaining",
  "apply-logs",
  "end-connections",
  "recover-database",
  "switch-pool-state",
  "build-mirror",
  "activate-servers",
  "activate-spare",
  "fail-over-front-end",
  "fail-over-management-store",
  "clear-active-servers",
  "back-up-tail",
  "remove-secondary-mirroring",
  "grant-share-access",
  "back-up-secondary",
  "restore-on-primary",
  "mirror-primary",
  "ship-logs-again",
  "restore-on-secondary",
  "activate-primary-servers",
  "switch-pool-state-back",
  "fail-back-front-ends",
  "reopen-pool",
  "set-active-servers-right",
];

/** Steps of one's own: one of the first three, and any of the others, each with its place in one of the procedures. */
const DNS_CHANGES: readonly Mapping[] = [
  { after: ["switch-pool-state"], before: ["activate-servers"] },
  { after: ["decide"], before: ["recover-database"] },
  { after: ["end-connections"] },
];
const OWN: Readonly<Record<string, Mapping>> = {
  "tell-users": { after: ["clear-active-servers"] },
  "check-tail": { after: ["back-up-tail"], before: ["recover-database"] },
  "check-backup": { after: ["back-up-secondary"], before: ["restore-on-primary"] },
  "check-database": { after: ["restore-on-primary"], before: ["switch-pool-state-back"] },
  "dns-back": { after: ["switch-pool-state-back"] },
  "look-at-shipping": { after: ["restore-on-secondary"] },
};

export function drawRunbook(dice: Dice): Mapping {
  const steps: Record<string, Mapping> = {};
  for (const name of DOCUMENTED) {
    if (!dice.chance(0.2)) continue;
    steps[name] = {
      ...sometimes(dice, 0.7, { takes: durationOrLaw(dice, 0.001, HOUR) }),
      ...sometimes(dice, 0.5, { retry: dice.one(["0 %", "5 %", "50 %", "90 %"]) }),
    };
  }
  const own = dice.chance(0.25) ? { "dns-change": dice.one(DNS_CHANGES) } : {};
  for (const [name, place] of Object.entries({ ...own, ...OWN })) {
    if (!(name in own) && !dice.chance(0.2)) continue;
    steps[name] = { takes: law(dice, span(dice, 1, HOUR), false), ...place };
  }
  return {
    ...sometimes(dice, 0.4, { order: dice.one(["documented", "activate-first"]) }),
    ...(Object.keys(steps).length > 0 ? { steps } : {}),
  };
}
