/** What `check` says of a scenario: figures of the schedule, verdicts on the targets, errors and advice. */
import type { RunResult } from "./run-result.js";

export const CHECK_SCHEMA = "stretchpool/check@1";

interface RpoFigures {
  readonly best: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly worst: number;
}

export type ScheduleResult =
  | {
      readonly kind: "exact";
      readonly rpo: RpoFigures;
      /** The common period of the schedule. */
      readonly period: number;
      /** The first instants of day 1 just before which RPO is at its worst. */
      readonly worstAt: readonly number[];
      readonly nextWorst: number;
      /** Age of the newest cut restored at the secondary; null where copies or restores are drawn. */
      readonly staleness: { readonly best: number; readonly mean: number; readonly worst: number } | null;
    }
  /** `offsets-drawn`: best and worst exact, the rest by quadrature to 0.1 s. `varies`: all in the middle of their laws. */
  | { readonly kind: "offsets-drawn" | "varies"; readonly rpo: RpoFigures; readonly drawn: readonly string[] }
  | { readonly kind: "grows"; readonly perDay: number; readonly afterADay: number }
  | { readonly kind: "unknown"; readonly why: string };

export interface TargetVerdict {
  readonly measure: "rpo" | "rto";
  readonly target: number;
  readonly verdict: "met" | "missed" | "cannot tell";
  readonly why: string;
}

export interface CheckIssue {
  readonly severity: "error" | "warning";
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly message: string;
  readonly rule: string | null;
  readonly reason: string | null;
  readonly source: string | null;
}

export interface CheckResult {
  readonly file: string;
  readonly scenario: string | null;
  readonly layout: string | null;
  readonly valid: boolean;
  readonly schedule: ScheduleResult | null;
  readonly targets: readonly TargetVerdict[];
  /** In normal running, at the busiest time; null with one notional user, or where the file could not be read. */
  readonly normal: RunResult["normal"];
  readonly issues: readonly CheckIssue[];
}

export interface CheckDocument {
  readonly schema: typeof CHECK_SCHEMA;
  readonly stretchpool: string;
  readonly files: readonly CheckResult[];
}
