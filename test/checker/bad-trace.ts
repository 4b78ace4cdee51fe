/** A life that cannot be: a right one with one small lie, and the rule that finds it. */
import type { RuleName } from "../../src/checker/index.js";
import type { TimelineResult, TraceSetting } from "../../src/results/index.js";
import type { GoodName } from "./good-traces.js";

export interface BadTrace {
  readonly says: string;
  readonly of: GoodName;
  readonly rule: RuleName;
  /** What is written otherwise, and how. */
  readonly lie?: readonly [string, string];
  readonly setting?: Partial<TraceSetting>;
  /** A lie that the notation has no words for. */
  readonly change?: (timeline: TimelineResult) => TimelineResult;
}
