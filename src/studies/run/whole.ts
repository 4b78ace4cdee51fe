/** Tallies take whole numbers only: seconds go in as microseconds, shares as parts of 10^12. */
import type { Measure } from "../../results/index.js";

export const WHOLE: Readonly<Record<Measure, number>> = {
  rpo: 1e6,
  rto: 1e6,
  rtoFull: 1e6,
  lost: 1,
  refused: 1,
  exposure: 1e6,
  availability: 1e12,
  usersDown: 1e12,
  unmirrored: 1e6,
  unshipped: 1e6,
  unwitnessed: 1e6,
  undetectedFor: 1e6,
  staleness: 1e6,
};
