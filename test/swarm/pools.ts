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
  return { mapping: machines, ...machines };
}

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

/** Steps of the failover to the other site, and of what is done by hand with a pair. */
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
];

export function drawRunbook(dice: Dice): Mapping {
  const steps: Record<string, Mapping> = {};
  for (const name of DOCUMENTED) {
    if (!dice.chance(0.2)) continue;
    steps[name] = {
      ...sometimes(dice, 0.7, { takes: durationOrLaw(dice, 0.001, HOUR) }),
      ...sometimes(dice, 0.5, { retry: dice.one(["0 %", "5 %", "50 %", "90 %"]) }),
    };
  }
  if (dice.chance(0.25)) {
    const place = dice.one<Mapping>([
      { after: ["switch-pool-state"], before: ["activate-servers"] },
      { after: ["decide"], before: ["recover-database"] },
      { after: ["end-connections"] },
    ]);
    steps["dns-change"] = { takes: law(dice, span(dice, 1, HOUR), false), ...place };
  }
  return {
    ...sometimes(dice, 0.4, { order: dice.one(["documented", "activate-first"]) }),
    ...(Object.keys(steps).length > 0 ? { steps } : {}),
  };
}
