/** What a search for a schedule is asked, in full: nothing else has a say in what comes of it. */
import type { Scenario } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import type { Goal } from "./goals.js";
import type { Knob } from "./knobs.js";
import type { Minimised, TuneInput } from "./search.js";

export interface TunePlan {
  readonly scenario: Scenario;
  readonly reread: TuneInput["reread"];
  readonly knobs: readonly Knob[];
  /** At least one. */
  readonly goals: readonly Goal[];
  readonly exactDurations: boolean;
  readonly minimised: Minimised | null;
  readonly indifference: Micros;
  readonly countEmptyCopies: boolean;
  readonly seed: number;
  /** Of each schedule that is played; as many again, never used before, give the final figures. */
  readonly replications: number;
  readonly replay: string;
  readonly version: string;
}

/** Final figures come from replications from this number on, which the search never plays. */
export const FIRST_FRESH = 1_000_000;
