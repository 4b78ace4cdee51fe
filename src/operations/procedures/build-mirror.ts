/**
 * A new mirror by itself, for a pair whose mirroring was taken away: a full backup of the serving database and its
 * restore beside it, by hand; then the session starts and catches up. The product's tool does the same.
 */

import type { Step } from "../step.js";
import { mirrorDoing } from "./acts.js";
import type { Work } from "./context.js";
import { BUILD_MIRROR, buildMirrorRow } from "./failover-table.js";
import { Memory } from "./memory.js";
import { stepsOf } from "./play.js";

export function buildMirror(work: Work): Step[] {
  const memory = new Memory();
  const acts = { [BUILD_MIRROR]: mirrorDoing(work, memory, () => work.pool.tier.session) };
  return stepsOf([buildMirrorRow([])], acts, work, memory);
}
