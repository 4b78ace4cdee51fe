/**
 * What a sweep hands out and takes back: a batch of replications of one cell, in plain data, so that it may be played
 * anywhere. It must never know by whom.
 */
import type { ReplicationRow, SweepIncident } from "../../results/index.js";
import type { Precision } from "../../scenario/index.js";
import type { Scenario } from "../../spec/index.js";
import type { CellRecord } from "./cell-tally.js";
import type { SampledRecord } from "./sampling/sampled-tally.js";

/** Which incidents are kept one by one. */
export type KeptIncidents = "losing" | "all" | "none";

export type Method =
  | { readonly method: "plain" }
  | { readonly method: "stratified" }
  /** While something is under repair, parts fail so many times as often. */
  | { readonly method: "biased"; readonly factor: number };

export interface CellSetup {
  readonly settings: Readonly<Record<string, string>>;
  readonly scenario: Scenario;
}

/** All that playing hangs on; plain data, so that a worker can be given it. */
export interface SweepSetup {
  readonly cells: readonly CellSetup[];
  readonly seed: number;
  readonly method: Method;
  readonly incidents: KeptIncidents;
  /** Whether rows of replications are wanted. */
  readonly rows: boolean;
}

export interface SweepPlan extends SweepSetup {
  /** Of each cell; with `until` the most that may be played. */
  readonly replications: number;
  readonly until: readonly Precision[];
  readonly varied: readonly { readonly path: string; readonly values: readonly string[] }[];
  /** How many replications a task has at most; it never changes a result. Left out: as many as seem good. */
  readonly taskSize?: number;
  readonly replay: string;
  readonly version: string;
}

/** Replications [from, from + count) of a stratum of a cell. */
export interface Task {
  readonly cell: number;
  /** 0 in plain and biased sweeps. */
  readonly stratum: number;
  readonly from: number;
  readonly count: number;
}

/** What a batch came to, in the form of its method. */
export type BatchTally = CellRecord | SampledRecord;

export interface Batch {
  readonly task: Task;
  readonly tally: BatchTally;
  readonly rows: readonly ReplicationRow[];
  readonly incidents: readonly SweepIncident[];
}
