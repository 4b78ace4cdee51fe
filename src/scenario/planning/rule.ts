/**
 * A planning rule: advice, not grammar. Each says what it found, why it matters, the arithmetic behind it, and
 * where the rule comes from, so that a sceptic can check it.
 */
import type { Load, ScheduleLaw } from "../../shipping/index.js";
import type { Scenario } from "../../spec/index.js";

export interface Planned {
  readonly scenario: Scenario;
  readonly load: Load;
  readonly law: ScheduleLaw;
}

export interface Advice {
  /** A name that stays, for scripts that filter. */
  readonly rule: string;
  /** `error`: the product refuses it. */
  readonly severity: "error" | "warning";
  /** The field that would have to change. */
  readonly path: string;
  readonly message: string;
  /** Why it matters, with the arithmetic. */
  readonly reason: string;
  readonly source: string;
}

export type Rule = (planned: Planned) => Iterable<Advice>;

/** Where the rules come from; the names are those of the published pages. */
export const SOURCE = {
  planning: "Plan for high availability and disaster recovery for Persistent Chat Server",
  capacity: "Capacity planning for Persistent Chat Server",
  topology: "Plan Persistent Chat Server topology",
  resources: "Required resources for Persistent Chat Server",
  failover: "Manage high availability and disaster recovery for Persistent Chat Server",
  metropolitan: "Lync Server 2010 metropolitan site resiliency prerequisites (the nearest published figure)",
  configure: "Configure high availability and disaster recovery for Persistent Chat Server",
  shipping: "About log shipping (SQL Server)",
  mirrorTimeout: "Possible failures during database mirroring; ALTER DATABASE … SET PARTNER TIMEOUT",
  mirrorShipping: "Database mirroring and log shipping (SQL Server)",
  alerts: "SQL Server errors 14420 and 14421",
  agent: "SQL Server Agent: one instance of a job at a time, no catch-up runs",
  arithmetic: "arithmetic on this scenario",
} as const;
