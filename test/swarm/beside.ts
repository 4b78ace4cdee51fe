/**
 * What stands beside a pool and what people plan to do with it: the way back, compliance, files that messages carry,
 * offices and their hours. It must never know what strikes.
 */
import type { Mapping } from "../studies/playing.js";
import type { Dice } from "./dice.js";
import { durationOrLaw, HOUR, MINUTE } from "./durations.js";
import { sometimes } from "./schedules.js";

/** `{}` is a way back too: all of it by the defaults. */
export function drawFailback(dice: Dice): Mapping {
  return {
    ...sometimes(dice, 0.6, { order: dice.one(["documented", "safer"]) }),
    ...sometimes(dice, 0.6, { drain: dice.one(["hard-stop", "keep-existing", "keep-existing"]) }),
    ...sometimes(dice, 0.4, { wait: durationOrLaw(dice, 0.001, 12 * HOUR) }),
  };
}

const ZONES = ["UTC", "UTC+1", "UTC+5:30", "UTC-8", "UTC+14", "UTC-12"];

export function drawSites(dice: Dice): Mapping {
  return {
    ...sometimes(dice, 0.7, { "site-1": { timeZone: dice.one(ZONES) } }),
    ...sometimes(dice, 0.7, { "site-2": { timeZone: dice.one(ZONES) } }),
  };
}

export function drawCompliance(dice: Dice): Mapping {
  return {
    ...sometimes(dice, 0.7, { every: dice.one(["5 min", "15 min", "1 h", "7 min", "1 d"]) }),
    ...sometimes(dice, 0.7, { duration: durationOrLaw(dice, 0.001, 20 * MINUTE) }),
  };
}

export function drawAttachments(dice: Dice): Mapping {
  return {
    ...sometimes(dice, 0.7, { share: dice.one(["0 %", "1 %", "50 %", "100 %"]) }),
    ...sometimes(dice, 0.7, { store: dice.one(["site-1", "site-2", "third-site"]) }),
    ...sometimes(dice, 0.7, { backup: dice.one(["none", "20 min", "8 h", "1 d"]) }),
  };
}
