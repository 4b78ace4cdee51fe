/**
 * What a run leaves behind: SI units (seconds, bytes, messages), stable names, a version. Record types only; a
 * result is data that other programs read, so a name here is never renamed and never changes its meaning.
 */
import type { RunCosts } from "./costs-result.js";

export const RUN_SCHEMA = "stretchpool/run@1";
export const RUNS_SCHEMA = "stretchpool/runs@1";

/** offered = accepted + refused, accepted = kept + lost. */
export interface MessagesResult {
  readonly offered: number;
  readonly accepted: number;
  readonly refused: number;
  readonly kept: number;
  readonly lost: number;
  readonly salvageable: number;
}

/** `seenButLost`: of the lost, those that somebody had read; null where nobody is modelled who could. */
export interface SeenMessages extends MessagesResult {
  readonly seenButLost: number | null;
}

/** Events that no compliance adapter will ever process. */
export interface ComplianceResult {
  readonly lostEvents: number;
}

/** The files of messages that are kept. */
export interface AttachmentsResult {
  /** How long the site of their store was down while the incident was open. */
  readonly unavailableFor: number;
  /** Gone for ever. */
  readonly lost: number;
}

/** A figure with its 95 % interval, or with the reason why the data cannot carry one. */
export interface EstimateResult {
  readonly value: number | null;
  readonly ci95: readonly [number | null, number | null] | null;
  readonly why: string | null;
}

export interface MeasureResult {
  readonly n: number;
  readonly nNull: number;
  readonly mean: EstimateResult;
  readonly p50: EstimateResult;
  readonly p90: EstimateResult;
  readonly p95: EstimateResult;
  readonly p99: EstimateResult;
  readonly observedMax: number | null;
  /** The exact least upper bound, where arithmetic gives one. */
  readonly worst: number | null;
}

/** The measures of a kind of failure. Their names are those of the expressions. */
export const MEASURES = [
  "rpo",
  "rto",
  "rtoFull",
  "lost",
  "refused",
  "exposure",
  "availability",
  "usersDown",
  "unmirrored",
  "unshipped",
  "unwitnessed",
  "undetectedFor",
  "staleness",
] as const;
export type Measure = (typeof MEASURES)[number];

export type KindSummary = Readonly<Record<Measure, MeasureResult>>;

export interface CauseResult {
  readonly what: string;
  readonly where: string | null;
  readonly at: number;
  /** When it was repaired by itself; null: not within this life. */
  readonly healed: number | null;
}

/** Where a piece of a lost stretch was when it was lost, or what made it worthless. */
export type LostBecause =
  | "not-yet-backed-up"
  | "on-the-share-only"
  | "in-transfer"
  | "behind-a-broken-file"
  | "exposed"
  | "forked"
  | "deleted"
  | "no-copy-left";

export interface StretchResult {
  readonly from: number;
  readonly to: number;
  /** Piece by piece, in order; together they are the stretch. */
  readonly why: readonly { readonly from: number; readonly to: number; readonly because: LostBecause }[];
}

export interface PathStepResult {
  readonly step: string;
  /** Who does it: a person in a role, or a machine. */
  readonly actor: string;
  readonly part: string;
  readonly from: number;
  readonly lasts: number;
  /** How much sooner service would have been back with this step a minute shorter (or gone, if it is shorter). */
  readonly minuteSaves: number;
}

/** Where the instant lies among all instants of the schedule, exactly. */
export interface PhaseResult {
  readonly best: number;
  readonly mean: number;
  readonly worst: number;
  readonly worstAt: number;
  readonly quantile: number;
  readonly exact: true;
}

export type RecoveredFrom =
  | "none-needed"
  | "mirror"
  | "log-shipping"
  | "tail-log"
  | "restart"
  | "not-recovered";

export interface RtoParts {
  readonly detect: number;
  readonly decide: number;
  readonly procedure: number;
  readonly reconnect: number;
}

/** What a user waits for the acknowledgement of a message: mean and 95 % quantile, in seconds. */
export interface LatencyResult {
  readonly mean: number;
  readonly p95: number;
}

/** What the users of each home meet; null: none of them can send, or the queue never ends, and then `why`. */
export interface LatencyBySite {
  readonly "site-1": LatencyResult | null;
  readonly "site-2": LatencyResult | null;
  /** What is too small, and by how much its backlog grows; null: nothing is. */
  readonly why: string | null;
}

/** From this instant on, until the next. */
export interface LatencyChange extends LatencyBySite {
  readonly at: number;
}

/** Who could send from this instant on: the share of all users. */
export interface ServedPoint {
  readonly at: number;
  readonly share: number;
}

/** The link between the sites at the busiest time, in bytes a second. */
export interface LinkResult {
  /** What it carries after protocol and loss. */
  readonly capacity: number;
  readonly posts: number;
  readonly relays: number;
  readonly deliveries: number;
  /** What is left for the copies. */
  readonly copies: number;
  /** How the three come about, for whoever checks the sum. */
  readonly arithmetic: { readonly posts: string; readonly relays: string; readonly deliveries: string };
}

export interface IncidentResult {
  readonly replication: number;
  readonly what: string;
  readonly where: string | null;
  readonly at: number;
  readonly opened: number;
  readonly closed: number | null;
  readonly causes: readonly CauseResult[];
  readonly rpo: number | null;
  readonly lostStretches: readonly StretchResult[];
  /** The burst of log that kept the pipeline busy, where more is lost than without it ever could be; else null. */
  readonly behindBurst: string | null;
  readonly staleness: number | null;
  readonly rto: number | null;
  readonly rtoFull: number | null;
  readonly usersDown: number;
  readonly rtoCurve: Readonly<Record<"50" | "90" | "95" | "100", number | null>>;
  /** Users served over time, from the opening to the close, in at most 64 points. */
  readonly served: readonly ServedPoint[];
  /** Commit latency after every change of who is served by what. */
  readonly latency: readonly LatencyChange[];
  readonly rtoParts: RtoParts | null;
  readonly criticalPath: readonly PathStepResult[];
  readonly recoveredFrom: RecoveredFrom;
  readonly exposure: number;
  readonly unmirrored: number;
  readonly unshipped: number;
  readonly unwitnessed: number;
  readonly undetectedFor: number;
  readonly availability: number;
  readonly phase: PhaseResult | null;
  readonly messages: SeenMessages;
  /** null: compliance is off. */
  readonly compliance: ComplianceResult | null;
  /** null: the scenario says nothing of attachments. */
  readonly attachments: AttachmentsResult | null;
}

export type OperationOutcome = "done" | "given-up" | "under-way";

/** What people did on purpose, in the form of an incident: `what` is switchover or failback. */
export interface OperationResult extends IncidentResult {
  readonly outcome: OperationOutcome;
}

/** What had not come back by the end of a replication, and what it waits for. */
export interface WaitingResult {
  readonly replication: number;
  readonly who: string;
  readonly waitsFor: string;
}

export interface RunResult {
  readonly schema: typeof RUN_SCHEMA;
  readonly stretchpool: string;
  readonly scenario: string;
  readonly layout: string;
  readonly seed: number;
  /** How many were played. */
  readonly replications: number;
  /** null: all that were asked for. Otherwise the run was interrupted. */
  readonly partial: { readonly planned: number } | null;
  readonly fingerprint: string;
  readonly replay: string;
  readonly horizon: number;
  /** What the figures leave out, in sentences. */
  readonly notes: readonly string[];
  readonly messages: SeenMessages;
  readonly compliance: ComplianceResult | null;
  readonly attachments: Pick<AttachmentsResult, "lost"> | null;
  readonly availability: MeasureResult;
  /** null: the scenario counts no money. */
  readonly costs: RunCosts | null;
  /** In normal running, at the busiest time; null with one notional user. */
  readonly normal: { readonly latency: LatencyBySite; readonly link: LinkResult } | null;
  readonly operations: readonly OperationResult[];
  readonly waiting: readonly WaitingResult[];
  readonly summary: Readonly<Record<string, KindSummary>>;
  /** Strikes on parts that were down already: they changed nothing. */
  readonly ineffective: readonly (CauseResult & { readonly replication: number })[];
  readonly incidents: readonly IncidentResult[];
}
