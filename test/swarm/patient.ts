/**
 * Scenarios that are given the time to become what they were: quick people, links and disks that carry a database in
 * minutes, alerts that tell, and a horizon behind the last repair and all that can follow on it.
 */
import { readScenario } from "../../src/index.js";
import type { Mapping } from "../studies/playing.js";
import type { Dice } from "./dice.js";
import { DAY, durationOrLaw, HOUR, lasting, MINUTE, span } from "./durations.js";
import { boundOf, lastRepairOf } from "./liveness.js";
import { sometimes } from "./schedules.js";

/** Longer lives cost more than they are worth, and a schedule of an hour's grid says little. */
export const LONGEST_TO_COME_BACK = 20 * DAY;

/** Nothing in it takes longer than its horizon allows, if that can be helped. */
export function quick(dice: Dice, mapping: Mapping): Mapping {
  const time = (to: number) => durationOrLaw(dice, 0.001, to, true);
  const shipping = mapping.logShipping as Mapping;
  const { retention: _, ...backup } = shipping.backup as Mapping;
  const { retention: __, ...copy } = shipping.copy as Mapping;
  const { thirdSite: ___, ...jobs } = shipping;
  return {
    ...mapping,
    workload: { ...(mapping.workload as Mapping), bursts: [] },
    servers: { ...(mapping.servers as Mapping | undefined), replication: time(10 * MINUTE) },
    wan: {
      poolTraffic: "none",
      bandwidth: dice.one(["50 Mbps", "100 Mbps", "1 Gbps"]),
      roundTrip: dice.one(["0 s", "5 ms", "80 ms"]),
      efficiency: dice.one([1, 0.7]),
      shippingShare: dice.one(["100 %", "50 %"]),
    },
    logShipping: { ...jobs, backup, copy },
    mirroring: {
      ...(mapping.mirroring as Mapping | undefined),
      ...sometimes(dice, 0.5, { resync: time(HOUR) }),
    },
    people: {
      ...sometimes(dice, 0.25, { onCall: "office-hours" }),
      ...{ detect: time(10 * MINUTE), decide: time(20 * MINUTE), step: time(5 * MINUTE) },
    },
    monitoring: { restoreAlert: lasting(span(dice, 60, 3 * HOUR)), reaction: time(HOUR) },
    recovery: { restart: time(10 * MINUTE) },
  };
}

/** As long as it takes; where that would be too long, as long as anything may. */
export function inGoodTime(mapping: Mapping): Mapping {
  const reading = readScenario(JSON.stringify(mapping), { file: "swarm.json" });
  if (!reading.ok) return mapping;
  const { scenario } = reading;
  const horizon = Math.ceil(lastRepairOf(scenario) + boundOf(scenario, lastRepairOf(scenario)));
  return horizon < LONGEST_TO_COME_BACK ? { ...mapping, horizon: lasting(Math.max(horizon, DAY)) } : mapping;
}
