/**
 * How often an interval may miss the truth. Every interval of this project is a 95 % interval; what looks at the data
 * several times or at several measures asks each single interval for more, so that all together miss no more.
 */
import { normalQuantile } from "./normal.js";

/** How often an interval may miss the truth. */
export const MISS = 0.05;
/** What a two-sided interval may miss on each side. */
export const EACH_SIDE = 0.025;
/** The normal value that 2.5 % pass: half the width of an interval in standard errors. */
export const NORMAL_95 = 1.9599639845400543;

/** Half the width, in standard errors, of a normal interval that misses this often. */
export function normalHalf(miss: number): number {
  return miss === MISS ? NORMAL_95 : normalQuantile(1 - miss / 2);
}
