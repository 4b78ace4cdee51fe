/** A form with all defaults filled in: the scenario that every other room works from. */
import type { Scenario } from "../../spec/index.js";
import type { ScenarioForm } from "../form/scenario-form.js";
import {
  COMPLIANCE,
  DATABASE_SIZE,
  FRONT_END_FAILOVER,
  HORIZON,
  RECOVERY_RESTART,
  RESTORED_AT,
} from "./defaults.js";
import type { ResolvedFailures } from "./failures.js";
import {
  resolveCosts,
  resolveMonitoring,
  resolvePeople,
  resolveReliability,
  resolveRunbook,
} from "./people.js";
import { resolveLayout, resolveTimeZones, resolveTopology, resolveWorkload } from "./pool.js";
import { resolveLogShipping, resolveMirroring, resolveWan } from "./shipping.js";
import { resolveServers, resolveTraffic, resolveUsers } from "./users.js";

export interface Surroundings {
  /** The name of a scenario that has none of its own. */
  readonly name: string;
  readonly failures: ResolvedFailures["failures"];
  readonly given: readonly string[];
}

export function resolveScenario(form: ScenarioForm, { name, failures, given }: Surroundings): Scenario {
  const layout = resolveLayout(form.layout);
  const wan = resolveWan(form.wan, layout);
  return {
    name: form.name ?? name,
    layout,
    horizon: form.horizon ?? HORIZON,
    targets: { rpo: form.targets?.rpo ?? null, rto: form.targets?.rto ?? null },
    topology: resolveTopology(form.topology),
    timeZones: resolveTimeZones(form.sites),
    users: resolveUsers(form.users),
    servers: resolveServers(form.servers),
    traffic: resolveTraffic(form.traffic),
    workload: resolveWorkload(form.workload),
    wan,
    database: { size: form.database?.size ?? DATABASE_SIZE },
    mirroring: resolveMirroring(form.mirroring),
    logShipping: resolveLogShipping(form.logShipping, wan),
    people: resolvePeople(form.people),
    monitoring: resolveMonitoring(form.monitoring),
    runbook: resolveRunbook(form.runbook),
    reliability: resolveReliability(form.reliability),
    costs: resolveCosts(form.costs),
    failures,
    restoredAt: form.restoredAt ?? RESTORED_AT,
    frontEndFailover: form.frontEnd?.failover ?? FRONT_END_FAILOVER,
    recoveryRestart: form.recovery?.restart ?? RECOVERY_RESTART,
    failback: { order: form.failback?.order ?? "documented", drain: form.failback?.drain ?? "hard-stop" },
    compliance: {
      every: form.compliance?.every ?? COMPLIANCE.every,
      duration: form.compliance?.duration ?? COMPLIANCE.duration,
    },
    given,
  };
}
