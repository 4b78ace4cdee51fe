/**
 * What a comparison hands out and takes back: replications that all options play under the same fate, in plain data, so
 * that they may be played anywhere. It must never know by whom.
 */
import type { ComparedFate, CompareRow, DifferingField } from "../../results/index.js";
import type { Precision, Requirement, YearlyRequirement } from "../../scenario/index.js";
import type { Scenario } from "../../spec/index.js";
import type { OptionRecord } from "./option-tally.js";
import type { PairsRecord } from "./pairs.js";

/** One of the scenarios that are compared. */
export interface ComparedOption {
  readonly name: string;
  /** Without its folder. */
  readonly file: string;
  /** The fields that it sets beside its file, as they were given. */
  readonly settings: Readonly<Record<string, string>>;
  readonly scenario: Scenario;
}

/** Which options are the best ones, by the mean of one measure. */
export interface BestAsked {
  /** As `differences` names it; null: the usual one. */
  readonly measure: string | null;
  /** Options nearer than this count as as good, in the unit of results; null: the usual width. */
  readonly indifference: number | null;
}

/** All that playing hangs on; plain data, so that a worker can be given it. */
export interface CompareSetup {
  /** The first is the one that all others are compared with. */
  readonly options: readonly ComparedOption[];
  readonly seed: number;
  readonly fate: ComparedFate;
  /** `at: any` is spread over the common period of the first option in all, not of each one's own. */
  readonly sameInstant: boolean;
  /** null: nobody asks. */
  readonly best: BestAsked | null;
  /** Whether rows of replications are wanted. */
  readonly rows: boolean;
}

export interface ComparePlan extends CompareSetup {
  /** With `until` the most that may be played. */
  readonly replications: number;
  readonly until: readonly Precision[];
  readonly targets: readonly (Requirement | YearlyRequirement)[];
  readonly differing: readonly DifferingField[];
  /** How many replications a task has at most; it never changes a result. Left out: as many as seem good. */
  readonly taskSize?: number;
  readonly replay: string;
  readonly version: string;
}

/** Replications [from, from + count) of all options. */
export interface CompareTask {
  readonly from: number;
  readonly count: number;
}

export interface CompareTally {
  /** In the order of the options. */
  readonly options: readonly OptionRecord[];
  /** Of each option but the first, against it. */
  readonly pairs: readonly PairsRecord[];
  /** By measure: a value of each option for each replication, one replication after another. */
  readonly values: readonly (readonly [measure: string, values: Float64Array])[];
}

export interface CompareBatch {
  readonly task: CompareTask;
  readonly tally: CompareTally;
  readonly rows: readonly CompareRow[];
}
