/**
 * What a sweep leaves behind: what a pool costs per year of random failures, how often, by which cause, and how sure
 * that is. SI units, stable names, a version. Record types only.
 */
import type { YearlyCosts } from "./costs-result.js";
import type { EstimateResult, IncidentResult, KindSummary, SeenMessages } from "./run-result.js";

export const SWEEP_SCHEMA = "stretchpool/sweep@1";

/** Plain: random years as they come. The others make rare failures come more often and weigh them back. */
export type SweepMethod = "plain" | "stratified" | "biased";

/**
 * A figure per year, or for one. `ci95` is chance alone: more replications shrink it. `inputs` is what is not known of
 * the rates: the central 95 % of the figure over rates drawn from their evidence; only better data shrink it.
 */
export interface YearlyResult extends EstimateResult {
  readonly inputs: readonly [number, number] | null;
  readonly whyNoInputs: string | null;
}

/** A loss that comes once in so many years: of messages, and of history in seconds. */
export interface LossOnceIn {
  readonly lost: EstimateResult;
  readonly rpo: EstimateResult;
}

export interface YearlyFigures {
  /** Failures that struck, whether or not they changed anything. */
  readonly strikesPerYear: YearlyResult;
  readonly incidentsPerYear: YearlyResult;
  readonly failbacksPerYear: YearlyResult;
  /** Incidents and operations that lost history. */
  readonly lossEventsPerYear: YearlyResult;
  /** Messages. */
  readonly lostPerYear: YearlyResult;
  readonly refusedPerYear: YearlyResult;
  /** Of a million accepted messages. */
  readonly lostPerMillion: EstimateResult;
  /** For how long an average user could not send, in seconds. */
  readonly downtimePerYear: YearlyResult;
  /** The same of all users together, in user-minutes; null with one notional user. */
  readonly userMinutesDownPerYear: YearlyResult | null;
  /** Seconds in which the pool served without one of its protections. */
  readonly exposurePerYear: YearlyResult;
  readonly availability: EstimateResult;
  /** -log10(1 - availability): 3 is 99.9 %. null: nobody was ever down. */
  readonly nines: number | null;
  /** The share of years in which something was lost. */
  readonly pLossInYear: YearlyResult;
  /** The share of years in which an incident missed a target; null where the scenario has none. */
  readonly pTargetMissedInYear: YearlyResult | null;
  readonly lossOnceIn: Readonly<Record<"10" | "50" | "100", LossOnceIn>>;
}

/** What one kind of failure brings. An incident belongs to its worst cause. */
export interface CauseFigures {
  readonly eventsPerYear: YearlyResult;
  readonly lossEventsPerYear: YearlyResult;
  readonly lostPerYear: YearlyResult;
  readonly downtimePerYear: YearlyResult;
  /** Of all that is lost; of all downtime. null: there was none at all. */
  readonly shareOfLoss: number | null;
  readonly shareOfDowntime: number | null;
}

/**
 * RPO of one kind of failure, apart for whether shipping was healthy when it struck: of the incidents where that mattered,
 * because what was kept came from shipped logs or something was lost.
 */
export interface RpoSplit {
  readonly healthy: RpoPart;
  readonly broken: RpoPart;
}

export interface RpoPart {
  /** The share of this kind's incidents where it mattered. */
  readonly probability: EstimateResult;
  readonly n: number;
  readonly mean: EstimateResult;
  readonly p50: EstimateResult;
  readonly p95: EstimateResult;
  readonly p99: EstimateResult;
}

export interface CellFigures extends YearlyFigures {
  /** Of all replications together; null where some lives count more than others. */
  readonly messages: SeenMessages | null;
  /** null: the scenario counts no money. */
  readonly costs: YearlyCosts | null;
  readonly byCause: Readonly<Record<string, CauseFigures>>;
  readonly summary: Readonly<Record<string, KindSummary>>;
  /** By kind, of the kinds that lost something. */
  readonly rpoSplit: Readonly<Record<string, RpoSplit>>;
  /** Of stratified and biased sweeps: what the figures rest on. null: plain. */
  readonly sampling: SamplingResult | null;
}

export interface SamplingResult {
  readonly strata: readonly StratumResult[];
  readonly effectiveSampleSize: number | null;
  readonly largestWeight: number | null;
  /** What this method cannot estimate, and which can: those figures are null. */
  readonly cannot: readonly string[];
}

export interface StratumResult {
  readonly name: string;
  /** Exact: how often the failure strikes a year. */
  readonly ratePerYear: number;
  readonly replications: number;
  /** Of the yearly means of these: the stratum's part. */
  readonly lostPerYear: EstimateResult;
  readonly downtimePerYear: EstimateResult;
}

export interface SweepCell extends CellFigures {
  readonly cell: number;
  /** The fields that this cell sets, as they were given; empty without --vary. */
  readonly settings: Readonly<Record<string, string>>;
  readonly replications: number;
  readonly fingerprint: string;
  /** Sub-events that were played: ticks walked and events handled. */
  readonly work: { readonly events: number; readonly ticks: number };
}

export interface UntilResult {
  readonly text: string;
  readonly reached: boolean;
  /** Half of the interval's width at the level that holds after so many looks at so many measures; null: none. */
  readonly halfWidth: number | null;
  /** How wide it may be; null: a share of what is not known. */
  readonly asked: number | null;
  readonly confidence: number;
  readonly looks: number;
}

/** An incident or operation as incidents.csv tells it: its figures without its story, which is most of it. */
export type TabledIncident = Omit<IncidentResult, "served" | "latency" | "criticalPath" | "lostStretches">;

/** One incident of a sweep. */
export type SweepIncident = TabledIncident & { readonly cell: number };

/** One replication as replications.csv tells it. */
export interface ReplicationRow {
  readonly cell: number;
  readonly replication: number;
  /** Which failure was forced; null: none. */
  readonly stratum: string | null;
  /** How many plain replications it stands for. */
  readonly weight: number;
  readonly strikes: number;
  readonly incidents: number;
  readonly lossEvents: number;
  readonly lost: number;
  readonly refused: number;
  readonly accepted: number;
  /** null: not recovered within the horizon. */
  readonly worstRpo: number | null;
  readonly worstRto: number | null;
  readonly downtime: number;
  readonly exposure: number;
  readonly failbacks: number;
}

export interface SweepResult extends CellFigures {
  readonly schema: typeof SWEEP_SCHEMA;
  readonly stretchpool: string;
  readonly scenario: string;
  readonly layout: string;
  readonly seed: number;
  /** Of each cell. */
  readonly replications: number;
  readonly partial: { readonly planned: number } | null;
  readonly fingerprint: string;
  readonly replay: string;
  readonly method: SweepMethod;
  readonly horizon: number;
  /** Of one replication. */
  readonly years: number;
  readonly notes: readonly string[];
  readonly until: readonly UntilResult[];
  /** What was varied, in the order of the options. */
  readonly varied: readonly { readonly path: string; readonly values: readonly string[] }[];
  /** What a replication is expected to meet, by clock. */
  readonly clocks: readonly ClockResult[];
  /** The first is what stands above. */
  readonly cells: readonly SweepCell[];
}

/** How often a part fails, as it was played. */
export interface ClockResult {
  readonly name: string;
  readonly what: string;
  readonly perYear: number;
  /** The rate is known only from evidence. */
  readonly fromEvidence: boolean;
}
