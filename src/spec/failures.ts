/**
 * What can strike a pool, as a scenario says it, and what its people plan to do to it. A closed union: a new kind is a
 * new member here.
 */

import type { Law } from "../engine/law.js";
import type { BytesPerSecond, Micros } from "../units/index.js";
import type { CrashOf, FrontEnd, Site } from "./places.js";

/** Uniformly over one common period of the schedule from `from` on, an instant, or a law. */
export type When =
  | { readonly at: "any"; readonly from: Micros }
  | { readonly at: "drawn"; readonly law: Law };

/** How long until it is repaired. `by-people`: nobody said, so it lasts until people have dealt with it. */
export type Lasts =
  | { readonly lasts: "drawn"; readonly law: Law }
  | { readonly lasts: "forever" }
  | { readonly lasts: "by-people" };

export type Disks = "kept" | "destroyed";
export type JobName = "backup" | "copy" | "restore";

interface Strike {
  /** Names the draws of this failure; from its `id`, or from what, where and the ordinal among equals. */
  readonly key: string;
  readonly when: When;
  readonly lasts: Lasts;
}

export type Failure = Strike &
  (
    | { readonly what: "site-loss"; readonly where: Site; readonly disks: Disks }
    | { readonly what: "wan-cut"; readonly response: "wait" | "fail-over" }
    | {
        readonly what: "wan-slow";
        readonly bandwidth: BytesPerSecond | null;
        readonly roundTrip: Micros | null;
      }
    | { readonly what: "share-loss"; readonly disks: Disks }
    | { readonly what: "job-failing"; readonly job: JobName; readonly silent: boolean }
    | { readonly what: "corrupt-backup" }
    | { readonly what: "chain-broken" }
    | {
        readonly what: "principal-crash" | "mirror-crash";
        readonly how: CrashOf;
      }
    /** A machine of the first pair by its name, whatever role it has when it is struck. */
    | {
        readonly what: "database-crash";
        readonly where: "principal" | "mirror";
        readonly how: CrashOf;
      }
    | { readonly what: "witness-crash"; readonly where: "witness" | "secondary-witness" }
    | { readonly what: "secondary-crash"; readonly where: "secondary" | "secondary-mirror" }
    | { readonly what: "compliance-crash" }
    | { readonly what: "server-crash"; readonly where: string; readonly how: "process" | "host" }
    | { readonly what: "front-end-loss"; readonly where: FrontEnd }
    | { readonly what: "bad-delete"; readonly removes: Micros; readonly noticed: Law }
    | {
        readonly what: "operator-error";
        readonly error:
          | "force-stale-mirror"
          | "recover-secondary-early"
          | "failover-during-cut"
          | "swap-active";
      }
  );

/** What people do to the pool on purpose. It falls on a pool as failures do, and is told and charged apart. */
export type Planned = Strike & { readonly what: "switchover" | "failback" };

export type Occurrence = Failure | Planned;
export type What = Failure["what"];
export type PlannedWhat = Planned["what"];

export const isPlanned = (one: Occurrence): one is Planned =>
  one.what === "switchover" || one.what === "failback";

export const PLANNED_WHATS: readonly PlannedWhat[] = ["switchover", "failback"];

/** As results tell them. */
export const WHATS: readonly What[] = [
  "site-loss",
  "wan-cut",
  "wan-slow",
  "principal-crash",
  "mirror-crash",
  "witness-crash",
  "secondary-crash",
  "compliance-crash",
  "server-crash",
  "front-end-loss",
  "share-loss",
  "job-failing",
  "corrupt-backup",
  "chain-broken",
  "bad-delete",
  "operator-error",
];

/** As scenarios and fates say them: a machine that is struck by its name is told by the role that it had. */
export const STRIKING_WHATS: readonly What[] = [...WHATS, "database-crash"];
