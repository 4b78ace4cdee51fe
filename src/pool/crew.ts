/** Whoever runs the pool: told at once of what changes, free to do nothing. */
import type { Micros } from "../units/index.js";
import type { Cause } from "./incident.js";

export interface Crew {
  incidentOpened(cause: Cause, at: Micros): void;
  /** A further failure joined the open incident. */
  incidentJoined(cause: Cause, at: Micros): void;
  /** The database stopped serving. */
  serviceLost(cause: Cause, at: Micros): void;
  serviceRestored(at: Micros): void;
  /** A site, a machine, the link, the share, a job or a mirroring session changed for the better or the worse. */
  partsChanged(at: Micros): void;
  /** Work is under way or due that will bring protection back. */
  isMending(): boolean;
}
