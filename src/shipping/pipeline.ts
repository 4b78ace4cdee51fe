/**
 * One pipeline of backup, copy and restore jobs with nothing left to draw: offsets are fixed, and all noise
 * is a function of the tick's or the file's number. Data and pure functions only; whoever plays it (the pool's
 * clockwork, the exact law of the schedule) keeps its own state.
 */
import type { Anchor } from "../spec/index.js";
import type { Bytes, BytesPerSecond, Micros } from "../units/index.js";

/** A job's grid with its offset drawn. */
export interface FixedGrid {
  readonly anchor: Anchor;
  readonly every: Micros;
  readonly offset: Micros;
}

/** Where the share lives, seen from the database: beside it, beside the secondary, or in a third place. */
export type ShareSide = "primary" | "secondary" | "third";

/** What a transfer meets on a link: its usable rate after efficiency and share, and the way there. */
export interface LinkFigures {
  readonly rate: BytesPerSecond;
  readonly oneWay: Micros;
}

/** Own time of a run (backup) or of a file (restore), beside what a link adds. */
export type OwnTime =
  | { readonly takes: "fixed"; duration(number: number): Micros }
  | { readonly takes: "computed"; overhead(number: number): Micros; readonly rate: BytesPerSecond };

export interface PipelineBackup {
  readonly grid: FixedGrid;
  /** Delay of the start of tick `number`. */
  jitter(number: number): Micros;
  /** true: the run takes its time and leaves no file. */
  fails(number: number): boolean;
  readonly ownTime: OwnTime;
  readonly fileSize: Bytes | null;
  readonly compression: number;
  readonly retention: Micros;
}

export interface PipelineCopy {
  /** null: a tick at the end of every backup run that made a file, with that run's number. */
  readonly grid: FixedGrid | null;
  jitter(number: number): Micros;
  /** true: the run ends at its start and copies nothing. */
  fails(number: number): boolean;
  /** Per file, by the number of the backup tick that made it. */
  overhead(file: number): Micros;
  readonly retention: Micros;
}

export interface PipelineRestore {
  readonly grid: FixedGrid;
  jitter(number: number): Micros;
  fails(number: number): boolean;
  readonly ownTime: OwnTime;
  readonly delay: Micros;
}

export interface Pipeline {
  readonly share: ShareSide;
  readonly backup: PipelineBackup;
  readonly copy: PipelineCopy;
  readonly restore: PipelineRestore;
  readonly agentGrace: Micros;
  /** The wide-area link at the start; cuts and slow-downs come as disturbances. */
  readonly wan: LinkFigures;
  /** The third site's links; nothing disturbs them. */
  readonly third: LinkFigures;
  /** A copy from a share beside the secondary never leaves the room. */
  readonly localCopyRate: BytesPerSecond;
  /** Bytes of log written in (from, to] by a database that accepts all the while. Fluid, so a fraction is fine. */
  logWritten(from: Micros, to: Micros): number;
  /** The first instant at which a tick may run; all that was committed up to then is restored. */
  readonly begins: Micros;
}

/** What can befall a pipeline, besides its own noise. Each takes effect at one instant. */
export type Disturbance =
  /** The wide-area link: its figures from now on, or null while it is cut. */
  | { readonly kind: "wan"; readonly link: LinkFigures | null }
  | { readonly kind: "share"; readonly up: boolean; readonly destroyed: boolean }
  | { readonly kind: "job"; readonly job: "backup" | "copy" | "restore"; readonly up: boolean }
  /** The database that is backed up: it accepts, and its agent runs, or neither. */
  | { readonly kind: "database"; readonly up: boolean }
  | { readonly kind: "secondary"; readonly up: boolean }
  /** The next file made with a cut at or after this instant is unreadable. */
  | { readonly kind: "corrupt-next" }
  /** A log backup that another tool took: the log up to now is in a file that nobody ships. */
  | { readonly kind: "chain-broken" };
