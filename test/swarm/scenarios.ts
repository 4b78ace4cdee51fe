/**
 * Whole scenarios by number: the same seed gives the same mapping, in whatever order seeds are asked for. Nothing
 * here knows what a pool does; a scenario is drawn as a stranger would write it, fields left out included.
 */
import type { Mapping } from "../studies/playing.js";
import { drawCrowd } from "./crowds.js";
import { Dice } from "./dice.js";
import { DAY, durationOrLaw, HOUR, lasting } from "./durations.js";
import { drawFailures } from "./failures.js";
import { drawLayout } from "./layouts.js";
import { drawMirroring, drawMonitoring, drawPeople, drawRunbook, drawTopology } from "./pools.js";
import { drawLink, drawLoad, drawSchedule, sometimes } from "./schedules.js";

export function drawScenario(seed: number): Mapping {
  const dice = new Dice(seed);
  const load = drawLoad(dice);
  const horizon = Math.round(dice.acrossMagnitudes(DAY, 14 * DAY));
  const schedule = drawSchedule(dice, horizon, load.period);
  const topology = drawTopology(dice);
  const layout = drawLayout(dice);
  const { users, others, recycle } = drawCrowd(dice, layout);
  return {
    name: `Swarm ${seed}`,
    layout: layout.written,
    horizon: lasting(horizon),
    topology: topology.mapping,
    users,
    ...others,
    workload: load.workload,
    wan: drawLink(dice),
    logShipping: schedule.shipping,
    ...sometimes(dice, 0.3, { database: { size: dice.one(["1 MB", "20 GB", "2 TB"]) } }),
    ...sometimes(dice, 0.7, { mirroring: drawMirroring(dice) }),
    ...sometimes(dice, 0.8, { people: drawPeople(dice) }),
    ...sometimes(dice, 0.5, { monitoring: drawMonitoring(dice) }),
    ...sometimes(dice, 0.5, { runbook: drawRunbook(dice) }),
    ...sometimes(dice, 0.5, { recovery: { restart: durationOrLaw(dice, 0.001, HOUR) } }),
    failures: drawFailures(dice, { horizon, schedule, topology, layout, recycle }),
  };
}
