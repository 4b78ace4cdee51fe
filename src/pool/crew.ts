/** Whoever runs the pool: told at once of what changes, free to do nothing. */
import type { Strike } from "../spec/index.js";
import type { Micros } from "../units/index.js";
import type { Cause } from "./incident.js";
import type { Waiting } from "./waiting.js";

export interface Crew {
  incidentOpened(cause: Cause, at: Micros): void;
  /** A further failure joined the open incident. */
  incidentJoined(cause: Cause, at: Micros): void;
  /** The database stopped serving. */
  serviceLost(cause: Cause, at: Micros): void;
  serviceRestored(at: Micros): void;
  /** Something that was planned is to begin. false: as things stand nobody begins it. */
  begins(planned: Strike, at: Micros): boolean;
  /** A site, a machine, the link, the share, a job or a mirroring session changed for the better or the worse. */
  partsChanged(at: Micros): void;
  /** People are at a procedure: nobody begins another beside it. */
  isBusy(): boolean;
  /** What people are waiting for, or at, at the end. */
  waiting(): readonly Waiting[];
  /** Work is under way or due that will bring protection back. */
  isMending(): boolean;
}
