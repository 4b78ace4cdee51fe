/** All planning rules, asked in the order in which a planner would read them. */
import type { Advice, Planned } from "./rule.js";
import { scheduleRules } from "./schedule-rules.js";
import { topologyRules } from "./topology-rules.js";

export function advise(planned: Planned): Advice[] {
  return [...topologyRules, ...scheduleRules].flatMap((rule) => [...rule(planned)]);
}
