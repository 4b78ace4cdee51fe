/** When the ones that are left notice that a way between two of the three is gone. */
import type { Machine } from "../../spec/index.js";
import { LONGEST, type Micros, SECOND } from "../../units/index.js";
import type { SessionHost, Timing } from "./host.js";
import { NOTICED } from "./tables.js";

export function noticedAt(
  one: Machine,
  other: Machine,
  principal: Machine,
  timing: Timing,
  host: SessionHost,
  at: Micros,
): Micros {
  const down = host.isRunning(one) ? (host.isRunning(other) ? null : other) : one;
  // With both ends gone there is nobody left to notice.
  if (down === one && !host.isRunning(other)) return at;
  // One figure for the whole failover leaves no time to notice beside it.
  if (timing.failover !== null && down === principal) return at;
  const notice = NOTICED[down === null ? "silence" : host.downBy(down)];
  if (notice.noticed === "never") return LONGEST;
  const after = notice.noticed === "after" ? notice.seconds * SECOND : timing.partnerTimeout;
  return Math.min(at + after, LONGEST) as Micros;
}
