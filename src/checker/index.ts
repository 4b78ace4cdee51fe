/** The checker's room: an independent judgement of one replication, from its trace alone. */
export { checkTimeline } from "./check-timeline.js";
export { RULES, type RuleName, type Verdict } from "./verdict.js";
