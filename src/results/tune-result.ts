/**
 * What a search for a schedule leaves behind: the schedule it recommends, in the words of the agent that runs it, what it
 * achieves and costs, how near the edge it is, and what else could be had. SI units, stable names, a version.
 */
import type { EstimateResult } from "./run-result.js";

export const TUNE_SCHEMA = "stretchpool/tune@1";

/** RPO at the loss of the primary's site, from the schedule alone, in seconds. */
export interface ScheduleFiguresResult {
  readonly best: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Where it is not exact, the largest of all draws: no bound. */
  readonly worst: number;
  /** true: the exact law. false: durations vary; drawn runs of the three jobs, the same for every schedule. */
  readonly exact: boolean;
}

/** What a schedule costs, whatever it is measured by. */
export interface ScheduleCost {
  /** Backups, copies that find a file, and all restores. */
  readonly runsPerDay: number;
  /** Runs of the copy job that find nothing: they cost nothing unless told otherwise, and are not in `runsPerDay`. */
  readonly emptyRunsPerDay: number;
  readonly wanBytesPerDay: number;
  /** The largest share of the link's usable rate that shipping takes over any one backup interval. */
  readonly wanPeakShare: number;
  /** On the share and at the secondary together, in steady running. */
  readonly filesKept: number;
  /** null: the scenario gives no prices. */
  readonly moneyPerYear: { readonly amount: number; readonly currency: string } | null;
}

export interface CandidateResult {
  /** What it sets, by path, as a scenario file writes it: every field that may move. */
  readonly settings: Readonly<Record<string, string>>;
  /** The three jobs in the words of SQL Server Agent. */
  readonly words: readonly string[];
  /** null with the reason: the jobs cannot keep up, or nothing is shipped at all. */
  readonly schedule: ScheduleFiguresResult | null;
  readonly whyNone: string | null;
  readonly cost: ScheduleCost;
  /** By expression (such as site-loss.rpo.mean), from replications that the search never used; null: not played. */
  readonly simulated: Readonly<Record<string, EstimateResult>> | null;
  /** null: not judged, because it was not played and needs it. */
  readonly meetsTargets: boolean | null;
}

export interface TuneTarget {
  readonly text: string;
  /** Where it comes from: the scenario's `targets`, or an option. */
  readonly from: "scenario" | "option";
}

/** How much longer something may take before a target is missed. */
export interface CliffResult {
  readonly what: "backup" | "transfer";
  /** What it takes now, at most, in seconds. */
  readonly takes: number;
  /** Some target on RPO is judged by the schedule alone; false: none is there to be missed, and `mayTake` says nothing. */
  readonly judged: boolean;
  /** The longest it may take; null: no target is missed however long it takes, up to ten times as long. */
  readonly mayTake: number | null;
  /** RPO at worst there, just beyond; null as above. */
  readonly rpoBeyond: number | null;
  /** The longest before RPO at worst jumps, target or not: a copy begins to miss the file. null: no jump. */
  readonly jumpsAt: number | null;
  readonly rpoAfterJump: number | null;
}

/** How much a field matters for the mean RPO, over all schedules that were looked at. */
export interface KnobResult {
  readonly path: string;
  /** Lowest and highest mean RPO with only this field moved away from the recommendation. */
  readonly alone: readonly [number, number];
  /** The share of the variance of mean RPO that is gone when this field is held (Jansen's total effect). */
  readonly totalEffect: number | null;
}

export interface MarginResult {
  /** Such as: half the bandwidth. */
  readonly what: string;
  readonly schedule: ScheduleFiguresResult | null;
  readonly whyNone: string | null;
  /** null: what the schedule alone decides is met, but a target takes play, and margins are not played. */
  readonly meetsTargets: boolean | null;
}

export interface TuneResult {
  readonly schema: typeof TUNE_SCHEMA;
  readonly stretchpool: string;
  readonly scenario: string;
  readonly layout: string;
  readonly seed: number;
  readonly replications: number;
  readonly partial: { readonly planned: number } | null;
  readonly replay: string;
  readonly notes: readonly string[];
  readonly targets: readonly TuneTarget[];
  /** What was assumed of durations that the scenario gives as constants; null: nothing. */
  readonly assumed: { readonly durations: string; readonly jitter: string } | null;
  /** By what schedules are cheaper or dearer. */
  readonly minimised: string;
  /** Differences in the mean RPO of less than this count as none, in seconds. */
  readonly indifference: number;
  readonly moved: readonly { readonly path: string; readonly values: readonly string[] }[];
  readonly evaluated: {
    readonly candidates: number;
    /** Of them, those whose jobs can keep up. */
    readonly sustainable: number;
    /** Of these, those that meet the targets by the schedule alone. */
    readonly meetSchedule: number;
    readonly simulated: number;
  };
  /** The scenario as it is. */
  readonly now: CandidateResult;
  /** null: no schedule meets the targets. */
  readonly best: CandidateResult | null;
  /** Where `best` is null: the schedule that comes closest. */
  readonly nearest: CandidateResult | null;
  /** What keeps RPO from being lower, or the targets from being met, in sentences. */
  readonly binds: readonly string[];
  /** No other schedule that was looked at has a lower mean RPO for as little; cheapest first. */
  readonly front: readonly CandidateResult[];
  readonly cliff: readonly CliffResult[];
  readonly knobs: readonly KnobResult[];
  readonly margins: readonly MarginResult[];
}
