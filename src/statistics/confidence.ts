/** The one level of confidence of this project: every interval is a 95 % interval. */

/** How often an interval may miss the truth. */
export const MISS = 0.05;
/** What a two-sided interval may miss on each side. */
export const EACH_SIDE = 0.025;
/** The normal value that 2.5 % pass: half the width of an interval in standard errors. */
export const NORMAL_95 = 1.9599639845400543;
