/** How often things fail, as a scenario says it: only what it gives. It must never know what holds where it is silent. */
import type { Law } from "../engine/law.js";
import type { Micros, PerSecond, Share } from "../units/index.js";

export const SERVER_NAMES = [
  "server-1",
  "server-2",
  "server-3",
  "server-4",
  "server-5",
  "server-6",
  "server-7",
  "server-8",
] as const;

/** Machines by the names that they keep, the share and the link. */
export const PARTS = [
  "site-1",
  "site-2",
  ...SERVER_NAMES,
  "principal",
  "mirror",
  "witness",
  "secondary",
  "secondary-mirror",
  "secondary-witness",
  "share",
  "wan",
  "front-end-1",
  "front-end-2",
  "compliance",
] as const;

export type Part = (typeof PARTS)[number];

/** Kinds that stand for several machines alike, further ways in which these fail, and things without a machine. */
export const RELIABILITY_KINDS = [
  "site",
  "short-site-outage",
  "site-destroyed",
  "both-sites",
  "server",
  "server-hardware",
  "database",
  "front-end",
  "wan-slow",
  "backup-job",
  "copy-job",
  "restore-job",
  "corrupt-backup",
  "chain-broken",
  "bad-delete",
  "operator-error",
] as const;

export type ReliabilityKind = (typeof RELIABILITY_KINDS)[number];
export type ReliabilityName = Part | ReliabilityKind;

/** How often a kind of part fails: as evidence, as a rate, or as a law of the time between failures. */
export type FailsBy =
  | { readonly by: "evidence"; readonly events: number; readonly in: Micros }
  | { readonly by: "rate"; readonly rate: PerSecond }
  | { readonly by: "law"; readonly law: Law };

/** At any time, or only while people are at work: Monday to Friday 09:00 to 17:00; Sunday 02:00 to 06:00. */
export type StrikesDuring = "uniform" | "office-hours" | "maintenance";

export interface Reliability {
  readonly fails: FailsBy;
  readonly repair: Law | "forever" | null;
  readonly when: StrikesDuring | null;
  /** Of witnesses only: the share of the time in which one is down and nobody has noticed. */
  readonly forgottenDown: Share | null;
  /** Of operator errors only: how likely one follows a failure that asks for people. */
  readonly perFailure: Share | null;
}

/** One cause that strikes several parts at one instant. */
export interface CommonCause {
  readonly name: string;
  readonly strikes: readonly Part[];
  readonly fails: FailsBy;
  /** null: each part takes its own time. */
  readonly repair: Law | "forever" | null;
  readonly when: StrikesDuring;
}

export interface ReliabilityGiven {
  readonly parts: Readonly<Partial<Record<ReliabilityName, Reliability>>>;
  /** By name. */
  readonly common: readonly CommonCause[];
}
