/**
 * What every failure costs, layout by layout, as `failures` leaves it behind: SI units (seconds, messages), stable
 * names, a version. Record types only.
 */

import type { RecoveredFrom } from "./run-result.js";

export const FAILURES_SCHEMA = "stretchpool/failures@1";

/** What the replications of a cell saw. `null` is larger than every number: it never came, or came back. */
export interface ObservedResult {
  readonly least: number | null;
  /** null where one of the values is. */
  readonly mean: number | null;
  readonly most: number | null;
  readonly nNull: number;
}

/** Over all instants at which the failure could strike, from the schedule alone; `worst` is approached. */
export interface ExactResult {
  readonly best: number;
  readonly mean: number;
  readonly worst: number;
}

export interface CellRpoResult extends ObservedResult {
  /** null: arithmetic gives no bound here, and the largest value seen is none. */
  readonly exact: ExactResult | null;
}

/** A piece of the critical path of the longest outage, over all replications. */
export interface CellStepResult {
  readonly step: string;
  readonly actor: string;
  readonly part: string;
  /** In how many replications it lay on the path. */
  readonly n: number;
  /** The means over these. */
  readonly lasts: number;
  readonly minuteSaves: number;
}

export interface PlayedCellResult {
  readonly outcome: "played";
  readonly layout: string;
  readonly fingerprint: string;
  readonly replay: string;
  /** All incidents of a replication together; in a planned row its operations. */
  readonly rpo: CellRpoResult;
  readonly rto: ObservedResult;
  readonly rtoFull: ObservedResult;
  readonly usersDown: ObservedResult;
  readonly lost: ObservedResult;
  readonly refused: ObservedResult;
  readonly exposure: ObservedResult;
  readonly undetectedFor: ObservedResult;
  /** How the longest outage ended, each way that was seen, the most frequent first. */
  readonly recoveredFrom: readonly RecoveredFrom[];
  readonly criticalPath: readonly CellStepResult[];
  /** The longest piece of it; null: there was no outage, or it did not end. */
  readonly longestStep: string | null;
  /** The piece of which a minute less saves most; of equals the longest. */
  readonly savesMost: string | null;
  readonly sentence: string;
}

/** The failure strikes what this layout does not have. */
export interface LeftOutCellResult {
  readonly outcome: "left-out";
  readonly layout: string;
  readonly why: string;
}

export type FailureCellResult = PlayedCellResult | LeftOutCellResult;

export interface FailureRowResult {
  /** The name of its scenario file, without its ending. */
  readonly row: string;
  readonly group: string;
  readonly title: string;
  /** The kinds that strike in it, and the operations that are planned. */
  readonly kinds: readonly string[];
  /** One for each layout, in their order. */
  readonly cells: readonly FailureCellResult[];
}

export interface FailuresResult {
  readonly schema: typeof FAILURES_SCHEMA;
  readonly stretchpool: string;
  readonly seed: number;
  readonly replications: number;
  readonly layouts: readonly string[];
  /** null: all rows. Otherwise the work was interrupted: how many rows were planned. */
  readonly partial: { readonly planned: number } | null;
  readonly replay: string;
  readonly horizon: number;
  /** What all rows have in common, in sentences. */
  readonly notes: readonly string[];
  readonly rows: readonly FailureRowResult[];
}
