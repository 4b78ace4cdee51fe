/** One log backup on its way: made on the share, copied to site 2, restored there. */
import type { Micros } from "../../units/index.js";

/** Later than every instant: has not happened. */
export const NEVER = Number.POSITIVE_INFINITY as Micros;

export interface LogFile {
  /** The number of the backup tick that made it; it names the file's own draws. */
  readonly number: number;
  /** The log in (from, cut] is in it. Moves back only when a gap before it is closed. */
  from: Micros;
  /** The cut of the file before it: where it would begin if nobody had taken log away between the two. */
  readonly before: Micros;
  readonly cut: Micros;
  readonly bytes: number;
  readonly wholeAt: Micros;
  corrupt: boolean;
  onShare: boolean;
  /** Whole at site 2, or NEVER. */
  safeAt: Micros;
  restoredAt: Micros;
}
