/**
 * What a comparison leaves behind: the same fate dealt to several options, what each costs, how they differ and how sure
 * that is. SI units, stable names, a version. Record types only.
 */
import type { BreakEven, YearlyCosts } from "./costs-result.js";
import type { EstimateResult, KindSummary, SeenMessages } from "./run-result.js";
import type { CauseFigures, ReplicationRow, UntilResult, YearlyFigures } from "./sweep-result.js";

export const COMPARE_SCHEMA = "stretchpool/compare@1";

/** The scenarios' own failures, or random years (with those beside them). */
export type ComparedFate = "scripted" | "random";

/** A field in which the options differ, as a scenario file writes it; null: this option has no such field. */
export interface DifferingField {
  readonly path: string;
  /** In the order of the options. */
  readonly values: readonly (string | null)[];
}

/** How an option differs from the first in one measure: B - A, where A is the first option. */
export interface DifferenceResult {
  /** The figure of the first option, and of this one. */
  readonly a: number | null;
  readonly b: number | null;
  readonly mean: number | null;
  /** 95 %, from replications in which both met the same fate. */
  readonly ci95: readonly [number | null, number | null] | null;
  readonly why: string | null;
  /**
   * The name of the option that is better; null: no difference seen at this precision. Where there is no mean because
   * something was not over within the horizon: the one in which that is so more rarely, by an exact sign test at 5 %.
   */
  readonly winner: string | null;
  /**
   * true: it stands also when all differences that words could name are judged together with 95 %: its interval at 5 %
   * divided by their number leaves out 0. null: it is none of those.
   */
  readonly stands: boolean | null;
  /** The variance of the difference between independent runs, divided by that of these; null: it cannot be said. */
  readonly gain: number | null;
  /** About how many replications would tell them apart; null where a winner is known or nobody can say. */
  readonly needed: number | null;
}

/** Of one replication, in scripted comparisons. */
export interface ReplicationFigures {
  readonly lossEvents: EstimateResult;
  readonly lost: EstimateResult;
  readonly refused: EstimateResult;
  /** For how long an average user could not send, in seconds. */
  readonly downtime: EstimateResult;
  readonly exposure: EstimateResult;
  readonly availability: EstimateResult;
}

/** How an option stands to a target. */
export interface TargetStanding {
  readonly text: string;
  /** Joint over all options and targets with 95 %. */
  readonly verdict: "met" | "missed" | "undecided";
  readonly why: string | null;
}

export interface OptionResult {
  readonly name: string;
  readonly scenario: string;
  readonly layout: string;
  /** The fields that this option sets beside its file, as they were given. */
  readonly settings: Readonly<Record<string, string>>;
  readonly fingerprint: string;
  readonly messages: SeenMessages;
  /** Random years only. */
  readonly yearly: YearlyFigures | null;
  readonly byCause: Readonly<Record<string, CauseFigures>> | null;
  /** Scripted fates only. */
  readonly perReplication: ReplicationFigures | null;
  readonly summary: Readonly<Record<string, KindSummary>>;
  /** null: the scenario counts no money, or no years were played. */
  readonly costs: YearlyCosts | null;
  readonly targets: readonly TargetStanding[];
  /** Against the first option, by measure as expressions write it; null: this is the first. */
  readonly differences: Readonly<Record<string, DifferenceResult>> | null;
  readonly breakEven: BreakEven | null;
}

/** The options among which the best is with the stated confidence (Kim and Nelson). */
export interface BestSubset {
  /** Whose mean decides. */
  readonly measure: string;
  readonly confidence: number;
  /** Options nearer to the best than this count as as good. */
  readonly indifference: number;
  /** Names; one: that is the best, or within the indifference of it. */
  readonly options: readonly string[];
  /** After how many replications each other option was out. */
  readonly eliminated: Readonly<Record<string, number>>;
}

/** One option's part in one replication, as replications.csv tells it. */
export interface CompareRow extends Omit<ReplicationRow, "cell" | "stratum" | "weight"> {
  readonly option: string;
}

export interface CompareResult {
  readonly schema: typeof COMPARE_SCHEMA;
  readonly stretchpool: string;
  /** Of the first option. */
  readonly scenario: string;
  readonly layout: string;
  readonly seed: number;
  readonly replications: number;
  readonly partial: { readonly planned: number } | null;
  readonly fingerprint: string;
  readonly replay: string;
  readonly fate: ComparedFate;
  /** `at: any` falls on the same instant in all, not on the same part of each one's own period. */
  readonly sameInstant: boolean;
  readonly horizon: number;
  readonly years: number;
  readonly notes: readonly string[];
  readonly until: readonly UntilResult[];
  readonly differing: readonly DifferingField[];
  readonly options: readonly OptionResult[];
  /** How many differences words could name, of all options together: `stands` is said of them. */
  readonly judged: number;
  /** Of the second option against the first: what stands at options[1].differences. */
  readonly differences: Readonly<Record<string, DifferenceResult>>;
  /** null with two options where nothing has to be chosen, or where no measure can decide. */
  readonly best: BestSubset | null;
}
