/**
 * One line of a fate: what strikes when, and when it is repaired. A fate is drawn before anything moves and is
 * data, so that it can be printed, replayed, dealt to two layouts, or shortened line by line.
 */
import type { Micros } from "../units/index.js";
import type { Occurrence } from "./failures.js";

export interface Strike {
  /** Names the people's draws that this strike causes; unique in a fate. */
  readonly id: string;
  readonly failure: Occurrence;
  readonly at: Micros;
  /** null: not within this life, or when people have dealt with it. */
  readonly heals: Micros | null;
}

export type Fate = readonly Strike[];
