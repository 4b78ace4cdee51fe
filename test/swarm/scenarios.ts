/**
 * Whole scenarios by number: the same seed gives the same mapping, in whatever order seeds are asked for. Nothing
 * here knows what a pool does; a scenario is drawn as a stranger would write it, fields left out included.
 */
import type { Mapping } from "../studies/playing.js";
import { drawAttachments, drawCompliance, drawFailback, drawSites } from "./beside.js";
import { drawCrowd } from "./crowds.js";
import { Dice } from "./dice.js";
import { DAY, durationOrLaw, HOUR, lasting } from "./durations.js";
import { drawBefalls } from "./failures.js";
import { drawLayout } from "./layouts.js";
import { inGoodTime, LONGEST_TO_COME_BACK, quick } from "./patient.js";
import { drawMirroring, drawMonitoring, drawPeople, drawRunbook, drawTopology } from "./pools.js";
import { drawLink, drawLoad, drawSchedule, sometimes } from "./schedules.js";

export function drawScenario(seed: number): Mapping {
  const dice = new Dice(seed);
  const isPatient = dice.chance(0.3);
  const struckUntil = Math.round(
    dice.acrossMagnitudes(isPatient ? DAY / 2 : DAY, isPatient ? 3 * DAY : 14 * DAY),
  );
  const mapping = drawFor(dice, seed, struckUntil, isPatient);
  return isPatient ? inGoodTime(mapping) : mapping;
}

/** `isPatient`: all is repaired, people are quick, and the life goes on until everything could be as it was. */
function drawFor(dice: Dice, seed: number, struckUntil: number, isPatient: boolean): Mapping {
  const horizon = isPatient ? LONGEST_TO_COME_BACK : struckUntil;
  const load = drawLoad(dice);
  const schedule = drawSchedule(dice, horizon, load.period);
  const topology = drawTopology(dice);
  const layout = drawLayout(dice);
  const { users, others, recycle } = drawCrowd(dice, layout);
  const sizes = isPatient ? ["1 MB", "1 GB", "5 GB"] : ["1 MB", "1 GB", "20 GB", "2 TB"];
  const surroundings = { horizon: struckUntil, schedule, topology, layout, recycle, heals: isPatient };
  const mapping: Mapping = {
    name: `Swarm ${seed}`,
    layout: layout.written,
    horizon: lasting(horizon),
    topology: topology.mapping,
    ...sometimes(dice, 0.4, { sites: drawSites(dice) }),
    users,
    ...others,
    workload: load.workload,
    wan: drawLink(dice),
    logShipping: schedule.shipping,
    ...sometimes(dice, isPatient ? 1 : 0.5, { database: { size: dice.one(sizes) } }),
    ...sometimes(dice, 0.7, { mirroring: drawMirroring(dice) }),
    ...sometimes(dice, 0.8, { people: drawPeople(dice) }),
    ...sometimes(dice, 0.5, { monitoring: drawMonitoring(dice) }),
    ...sometimes(dice, 0.5, { runbook: drawRunbook(dice) }),
    ...sometimes(dice, 0.5, { recovery: { restart: durationOrLaw(dice, 0.001, HOUR) } }),
    ...sometimes(dice, isPatient ? 0.85 : 0.65, { failback: drawFailback(dice) }),
    ...sometimes(dice, topology.compliance === "off" ? 0.1 : 0.8, { compliance: drawCompliance(dice) }),
    ...sometimes(dice, 0.3, { attachments: drawAttachments(dice) }),
    ...drawBefalls(dice, surroundings),
  };
  return isPatient ? quick(dice, mapping) : mapping;
}
