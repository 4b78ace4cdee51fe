/** All planning rules, asked in the order in which a planner would read them. */
import type { Scenario } from "../../spec/index.js";
import { capacityRules } from "./capacity-rules.js";
import { contentRules } from "./content-rules.js";
import { databaseRules } from "./database-rules.js";
import { deploymentRules } from "./deployment-rules.js";
import type { Advice, DrawnRule, Planned } from "./rule.js";
import { scheduleRules } from "./schedule-rules.js";
import { shareRules } from "./share-rules.js";
import { topologyRules } from "./topology-rules.js";
import { trafficRules } from "./traffic-rules.js";

/** What needs no arithmetic of schedules. */
const drawnRules: readonly DrawnRule[] = [
  ...topologyRules,
  ...databaseRules,
  ...shareRules,
  ...deploymentRules,
  ...capacityRules,
  ...contentRules,
];

export function advise(planned: Planned): Advice[] {
  return [...drawnRules, ...trafficRules, ...scheduleRules].flatMap((rule) => [...rule(planned)]);
}

/** What the product itself would refuse: no command plays it. */
export function refusals(scenario: Scenario): Advice[] {
  return drawnRules.flatMap((rule) => [...rule({ scenario })]).filter(({ severity }) => severity === "error");
}
