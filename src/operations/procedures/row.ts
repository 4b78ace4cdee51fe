/**
 * A procedure as a table: one row a step, in the order of the documents, with what each waits for, needs and takes. A
 * table says what is done; how a pool answers stands in `acts.ts`, how long it takes in `times.ts`. Both whoever plays a
 * procedure and whoever prints it as a checklist read the same rows.
 */
import type { RtoPart } from "../../pool/incident.js";
import type { Actor } from "../step.js";

/** One piece of the time that a step takes; the pieces follow on one another. */
export type Takes =
  /** A person at the console. */
  | { readonly by: "hand"; readonly drawnAs?: string }
  /** A changed setting reaches every chat server. */
  | { readonly by: "replication"; readonly drawnAs: string }
  /** Noticing and deciding, by the scenario's laws. */
  | { readonly by: "detect" | "decide" }
  /** Bytes and rates, worked out when the step begins. */
  | { readonly by: Computed };

export type Computed =
  | "files-to-copy"
  | "files-to-apply"
  | "tail-of-log"
  | "undo"
  | "management-store"
  | "mirror-build"
  | "front-end-failback"
  | "backup-of-secondary"
  | "restore-on-primary"
  | "backup-of-primary"
  | "restore-on-secondary";

/** What must stand while a step is worked on. */
export type Needed =
  | "site-2"
  | "recovered-database"
  | "both-of-the-pair"
  | "serving-end"
  | "primary"
  | "home"
  | "restored-primary"
  | "share-from-primary"
  | "share-from-secondary"
  | "full-backup";

export interface StepRow {
  readonly name: string;
  readonly actor: Actor;
  readonly part?: RtoPart;
  /** What a checklist says. */
  readonly does: string;
  /** What is typed, where the product documents it. */
  readonly command?: string;
  /** Whether the product's own procedure has the step, or this model adds it. */
  readonly origin: "documented" | "assumed";
  readonly after: readonly string[];
  /** What it cannot be done without, whatever a scenario says of the order. */
  readonly needs?: readonly string[];
  readonly takes: readonly Takes[];
  readonly standing: readonly Needed[];
  /** People do not wait with what comes after it while it cannot be begun. */
  readonly mayBePutOff?: boolean;
}

export const HAND: Takes = { by: "hand" };
