/** How a right life is written, and how many of them begin. */
import type { TraceSetting } from "../../src/results/index.js";

export interface GoodTrace {
  /** A rule, in a sentence. */
  readonly says: string;
  readonly text: string;
  readonly setting?: Partial<TraceSetting>;
}

export const SHIPPED_UNTIL_1800 = `
  0 serves principal
  0 ships from -900
  900 ships from 0
  1800 ships from 900`;

export const SITE_1_FALLS_AT_2000 = `
  2000 strike site-loss s1 of site-1
  2000 machine principal down
  2000 machine mirror down
  2000 machine witness down
  2000 share down
  2000 stops principal
  2000 incident 1 opens`;

export const PRINCIPAL_FALLS_AT_1000 = `
  1000 strike principal-crash p1 of principal
  1000 machine principal down
  1000 stops principal
  1000 session first SYNCHRONIZED > DISCONNECTED row 6
  1000 incident 1 opens`;
