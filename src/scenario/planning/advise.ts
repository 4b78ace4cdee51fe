/** All planning rules, asked in the order in which a planner would read them. */
import type { Scenario } from "../../spec/index.js";
import type { Advice, Planned } from "./rule.js";
import { scheduleRules } from "./schedule-rules.js";
import { topologyRules } from "./topology-rules.js";
import { trafficRules } from "./traffic-rules.js";

export function advise(planned: Planned): Advice[] {
  return [...topologyRules, ...trafficRules, ...scheduleRules].flatMap((rule) => [...rule(planned)]);
}

/** What the product itself would refuse: no command plays it. */
export function refusals(scenario: Scenario): Advice[] {
  return topologyRules
    .flatMap((rule) => [...rule({ scenario })])
    .filter(({ severity }) => severity === "error");
}
