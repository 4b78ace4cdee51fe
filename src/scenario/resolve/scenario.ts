/** A form with all defaults filled in: the scenario that every other room works from. */
import type { Attachments, Scenario, Site } from "../../spec/index.js";
import type { ScenarioForm } from "../form/scenario-form.js";
import {
  ATTACHMENTS,
  COMPLIANCE,
  DATABASE_SIZE,
  FRONT_END_FAILOVER,
  HORIZON,
  RECOVERY_RESTART,
  RESTORED_AT,
} from "./defaults.js";
import { resolveCosts, resolveFailback, resolveMonitoring, resolvePeople, resolveRunbook } from "./people.js";
import { resolveLayout, resolveTimeZones, resolveTopology, resolveWorkload } from "./pool.js";
import { resolvePoolPlan } from "./pool-plan.js";
import { resolveReliability } from "./reliability.js";
import { resolveLogShipping, resolveMirroring, resolveWan } from "./shipping.js";
import { resolveServers, resolveTraffic, resolveUsers } from "./users.js";

export interface Surroundings {
  /** The name of a scenario that has none of its own. */
  readonly name: string;
  readonly failures: Scenario["failures"];
  readonly operations: Scenario["operations"];
  readonly given: readonly string[];
}

export function resolveScenario(
  form: ScenarioForm,
  { name, failures, operations, given }: Surroundings,
): Scenario {
  const layout = resolveLayout(form.layout);
  const wan = resolveWan(form.wan, layout);
  const topology = resolveTopology(form.topology);
  return {
    name: form.name ?? name,
    layout,
    horizon: form.horizon ?? HORIZON,
    targets: { rpo: form.targets?.rpo ?? null, rto: form.targets?.rto ?? null },
    topology,
    pool: resolvePoolPlan(form.pool),
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
    failback: resolveFailback(form.failback),
    operations,
    compliance: {
      every: form.compliance?.every ?? COMPLIANCE.every,
      duration: form.compliance?.duration ?? COMPLIANCE.duration,
    },
    attachments: resolveAttachments(form.attachments, topology.primarySite),
    given,
  };
}

/** Given, be it empty, somebody looks after the files. */
function resolveAttachments(form: ScenarioForm["attachments"], primarySite: Site): Attachments | null {
  if (form === undefined) return null;
  const { share = ATTACHMENTS.share, store = primarySite, backup = ATTACHMENTS.backup } = form;
  return { share, store, backup: backup === "none" ? null : backup };
}
