/** Log shipping as a scenario describes it: three jobs, a share, a link, a load. */

import type { Law } from "../engine/law.js";
import type { Bytes, BytesPerSecond, Micros, Share } from "../units/index.js";
import type { SharePlace } from "./places.js";

/**
 * `day`: the product's agent restarts a job's grid every midnight.
 * `run`: ticks are counted from time 0 without restart.
 */
export type Anchor = "day" | "run";

/** Ticks at offset + k × every. The offset may be drawn, once a replication; the interval never is. */
export interface Grid {
  readonly every: Micros;
  readonly offset: Law;
}

/** When copies start: on a grid of their own, or at the end of every backup run that made a file. */
export type CopyTrigger = { readonly on: "grid"; readonly grid: Grid } | { readonly on: "backup" };

/** How long one run of a job (or one file of it) takes. */
export type RunTime =
  | { readonly takes: "fixed"; readonly duration: Law }
  | { readonly takes: "computed"; readonly overhead: Law; readonly rate: BytesPerSecond };

export interface BackupJob {
  readonly grid: Grid;
  readonly jitter: Law;
  readonly runTime: RunTime;
  /** A file's size where it is given; null: the log written since the last cut, divided by `compression`. */
  readonly fileSize: Bytes | null;
  readonly compression: number;
  /** Files older than this, counted from their cut, are gone from the share. */
  readonly retention: Micros;
}

export interface CopyJob {
  readonly trigger: CopyTrigger;
  readonly jitter: Law;
  /** Per file, beside the one-way delay and the transfer. */
  readonly overhead: Law;
  /** Files older than this, counted from their cut, are gone from the destination folder. */
  readonly retention: Micros;
}

export interface RestoreJob {
  readonly grid: Grid;
  readonly jitter: Law;
  readonly runTime: RunTime;
  /** A file is not restored before its cut + delay. */
  readonly delay: Micros;
}

/** A wide-area link as the copies see it. */
export interface Link {
  readonly bandwidth: BytesPerSecond;
  readonly roundTrip: Micros;
  readonly efficiency: Share;
  /** The most of the link that copies may use. */
  readonly shippingShare: Share;
}

export interface LogShipping {
  readonly share: SharePlace;
  readonly anchor: Anchor;
  readonly backup: BackupJob;
  readonly copy: CopyJob;
  readonly restore: RestoreJob;
  /** true: only ticks from 0 on, and the secondary holds a full backup with cut 0. */
  readonly coldStart: boolean;
  /** A tick nearer than this to the end of the run before it is skipped too. */
  readonly agentGrace: Micros;
  /** The links of the third site, where the share lives there: one to each site, with these figures. */
  readonly thirdSite: Link;
  /** How long building the secondary anew takes: a full backup, its way over the link, its restore. */
  readonly reinitialise: { readonly takes: "computed" } | { readonly takes: "fixed"; readonly duration: Law };
}
