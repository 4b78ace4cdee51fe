/** Every procedure with its steps: what waits for what, and by which names a scenario can change it. */
import { type Failback, fixed, type Scenario } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import { DECIDE, DETECT, STOP_PRIMARY } from "./before.js";
import { failbackTable } from "./failback-table.js";
import { failoverTable, NOTICE_AND_DECIDE, switchoverTable } from "./failover-table.js";
import { BRING_ONLINE, FAIL_OVER_BY_HAND, FORCE, REMOVE, RESUME } from "./mirror-by-hand.js";
import { REOPEN } from "./reopen.js";
import type { StepRow } from "./row.js";
import { ACTIVATE_SPARE, FAIL_OVER_FRONT_END } from "./servers-by-hand.js";

export type ProcedureName = "failover" | "switchover" | "failback";

/** A scenario in which every procedure has all of its steps. */
function complete(scenario: Scenario): Scenario {
  const { topology } = scenario;
  return {
    ...withFailback(scenario),
    layout: { name: "custom", servers: { "site-1": ALL, "site-2": ALL } },
    topology: {
      ...topology,
      mirror: true,
      secondaryMirror: true,
      shareAccess: { ...topology.shareAccess, secondary: "read" },
    },
  };
}

const ALL = { active: 1, idle: 1 };

/** The way back by its defaults, where the scenario says nothing of it. */
export const withFailback = (scenario: Scenario): Scenario & { readonly failback: Failback } => ({
  ...scenario,
  failback: scenario.failback ?? { order: "documented", drain: "hard-stop", wait: fixed(0 as Micros) },
});

/** The tables, each with every step that it can have, in this scenario's order. */
export function proceduresOf(scenario: Scenario): Readonly<Record<ProcedureName, readonly StepRow[]>> {
  const all = complete(scenario);
  return {
    failover: [...NOTICE_AND_DECIDE, stopPrimaryRow, ...failoverTable(all, DECIDE, true)],
    switchover: switchoverTable(all),
    failback: failbackTable(all),
  };
}

const stopPrimaryRow: StepRow = {
  name: STOP_PRIMARY,
  actor: "database administrator",
  does: "Stop the database that still serves.",
  origin: "assumed",
  after: [DECIDE],
  takes: [{ by: "hand" }],
  standing: [],
};

const NAMES: Readonly<Record<ProcedureName, readonly string[]>> = {
  failover: [
    DETECT,
    DECIDE,
    STOP_PRIMARY,
    "drop-log-shipping",
    "copy-remaining",
    "apply-logs",
    "end-connections",
    "recover-database",
    "fail-over-management-store",
    "switch-pool-state",
    "build-mirror",
    "activate-servers",
  ],
  switchover: [
    "clear-active-servers",
    "drop-log-shipping",
    "copy-remaining",
    "apply-logs",
    "back-up-tail",
    "end-connections",
    "recover-database",
    "switch-pool-state",
    "build-mirror",
    "activate-servers",
  ],
  failback: [
    "clear-active-servers",
    "remove-secondary-mirroring",
    "grant-share-access",
    "back-up-secondary",
    "restore-on-primary",
    "mirror-primary",
    "ship-logs-again",
    "restore-on-secondary",
    "activate-primary-servers",
    "switch-pool-state-back",
    "fail-back-front-ends",
  ],
};

/** What a single step does that belongs to no longer procedure. */
const BY_THEMSELVES: readonly string[] = [
  FAIL_OVER_BY_HAND,
  FORCE,
  REMOVE,
  BRING_ONLINE,
  RESUME,
  FAIL_OVER_FRONT_END,
  ACTIVATE_SPARE,
  REOPEN,
  "set-active-servers-right",
];

export const stepsNamedIn = (procedure: ProcedureName): readonly string[] => NAMES[procedure];

/** Every step that some procedure has, by the name under which a scenario can change it. */
export const DOCUMENTED_STEPS: readonly string[] = [
  ...new Set([...Object.values(NAMES).flat(), ...BY_THEMSELVES]),
];

/** Steps whose time hangs on bytes and rates beside the person's own. */
export const COMPUTED_STEPS: readonly string[] = [
  "copy-remaining",
  "apply-logs",
  "build-mirror",
  "back-up-tail",
  "back-up-secondary",
  "restore-on-primary",
  "mirror-primary",
  "ship-logs-again",
  "restore-on-secondary",
];
