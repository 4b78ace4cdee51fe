/** What `runbook` says of a scenario: its procedures as checklists, with the times that are expected. */

export const RUNBOOK_SCHEMA = "stretchpool/runbook@1";

export interface RunbookResult {
  readonly schema: typeof RUNBOOK_SCHEMA;
  readonly stretchpool: string;
  readonly scenario: string;
  readonly layout: string;
  readonly procedures: readonly ProcedureResult[];
  /** What the figures leave out, in sentences. */
  readonly notes: readonly string[];
}

/** All instants count from the decision of a failover, or from the begin of what is planned. */
export interface ProcedureResult {
  readonly procedure: "failover" | "switchover" | "failback";
  readonly order: "documented" | "activate-first" | "safer";
  readonly clock: "decision" | "begin";
  readonly steps: readonly ChecklistStepResult[];
  /** From the failure until people have decided; null for what is planned. */
  readonly decided: number | null;
  /** From when on nobody can send. */
  readonly stopped: number;
  /** When the users who do not depend on the lost site can send again; null: not before the others. */
  readonly survivors: number | null;
  /** When everybody can; null: nobody can by this procedure. */
  readonly everybody: number | null;
  /** How long not everybody can send. */
  readonly outage: number | null;
  readonly done: number;
  readonly noWayBackFrom: string;
  /** What the other order of the runbook would change; null where there is none, or for what is no failover. */
  readonly otherOrder: OtherOrderResult | null;
}

export interface ChecklistStepResult {
  readonly number: number;
  readonly step: string;
  readonly actor: string;
  readonly does: string;
  readonly command: string | null;
  readonly origin: "documented" | "assumed" | "own";
  readonly waitsFor: readonly string[];
  readonly lasts: number;
  readonly hangsOn: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly onPath: boolean;
  readonly minuteSaves: number;
  readonly serves: "survivors" | "everybody" | null;
}

/** Differences: what the other order has, less what this one has. */
export interface OtherOrderResult {
  readonly order: "documented" | "activate-first";
  readonly everybody: number | null;
  readonly unmirrored: number;
}
