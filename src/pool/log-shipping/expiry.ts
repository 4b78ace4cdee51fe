/** When what waits at site 2 grows too old to be kept. It must never know who minds. */
import { MINUTE, type Micros } from "../../units/index.js";
import type { Works } from "./disturbing.js";

/**
 * When the next file expires there, or a look at it is due: a file yet to be made cannot expire within one retention.
 * (Retentions under a minute keep nothing anyway, and are not worth a stop each microsecond.)
 */
export function nextExpiry({ pipeline, copy, restore }: Works, now: Micros): number {
  const { retention } = pipeline.copy;
  const oldest = Math.min(
    restore.waiting[0]?.cut ?? Number.POSITIVE_INFINITY,
    copy.waiting[0]?.cut ?? Number.POSITIVE_INFINITY,
  );
  const expiry = oldest + retention + 1;
  const ofNewFile = now + Math.max(retention, MINUTE);
  return expiry > now ? Math.min(expiry, ofNewFile) : ofNewFile;
}
