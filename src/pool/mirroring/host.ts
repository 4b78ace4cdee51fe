/** What a mirroring session asks of whatever it stands in, and what it tells. */
import type { Law, Loop } from "../../engine/index.js";
import type { Machine, Strike } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import type { Chronicle } from "../chronicle.js";
import type { StrikeDraws } from "../draws.js";
import type { NOTICED } from "./tables.js";

export interface Timing {
  readonly partnerTimeout: Micros;
  readonly decide: Law;
  readonly online: Law;
  /** Replace the composed times where they are given. */
  readonly failover: Law | null;
  readonly resync: Law | null;
}

export interface SessionHost {
  readonly loop: Loop;
  readonly draws: StrikeDraws;
  readonly chronicle: Chronicle | null;
  /** The process of a machine answers. */
  isRunning(machine: Machine): boolean;
  /** Its database can be used. */
  canServe(machine: Machine): boolean;
  /** Both processes answer and the way between them is open. */
  areConnected(a: Machine, b: Machine): boolean;
  /** By what a machine that does not answer went down. */
  downBy(machine: Machine): keyof typeof NOTICED;
  struckBy(machine: Machine): Strike;
  /** When the database last accepted: now, while it serves. */
  lastAccepted(): Micros;
  /** How long a mirror that has the log up to `from` takes to catch up. */
  catchUpTakes(from: Micros, at: Micros): Micros;
  /** How long the log that is hardened and not yet redone takes to be redone. */
  redoTakes(at: Micros): Micros;
  /** The machine's copy begins to be overwritten by that of the serving database. */
  copyFollows(machine: Machine): void;
  /** Something changed: who may serve, whether the mirror protects. */
  sessionChanged(at: Micros): void;
}

/** Whether the holder of the principal's role can accept, or what has to come first. */
export type Readiness = "open" | "coming-online" | "by-people";

/** The three of a session, by the names of the machines that hold the roles at first. */
export interface SessionMachines {
  readonly principal: Machine;
  readonly mirror: Machine | null;
  readonly witness: Machine | null;
}
