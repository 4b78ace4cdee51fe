/**
 * An incident: everything that happened between the first failure that took service or protection away and the
 * moment when both were back. Failures in between join it, so at most one is open at a time.
 */
import type { Strike } from "../spec/index.js";
import type { Micros } from "../units/index.js";
import type { Whereabouts } from "./history.js";
import { type Span, Spans } from "./spans.js";

export interface Cause {
  readonly strike: Strike;
  readonly at: Micros;
  /** The age of the newest cut restored at the secondary; null where it holds no database, or serves. */
  readonly staleness: Micros | null;
  /** Nothing had touched log shipping before in this life. */
  readonly undisturbed: boolean;
  /** Log shipping was healthy when it struck: the newest safe cut was no older than an undisturbed schedule lets it get. */
  readonly shipped: boolean;
}

/** An interval (from, to] of commit time that is not in the live history at the end. */
export interface LostStretch {
  readonly from: Micros;
  readonly to: Micros;
  readonly cause: Cause;
  /** A copy of it stands on a disk that returned. */
  readonly salvageable: boolean;
  /** Where it was, piece by piece. */
  readonly why: readonly Whereabouts[];
  /** When another history was written beside it: what was accepted then went to one of them. */
  readonly rivalry: Span | null;
  /** What was accepted in it and is charged to no other stretch. */
  readonly accepted: readonly { readonly from: Micros; readonly to: Micros }[];
}

export type RtoPart = "detect" | "decide" | "procedure" | "reconnect";

/** One piece of the critical path of an outage. */
export interface PathStep {
  readonly step: string;
  /** Who does it: a person in a role, or a machine. */
  readonly actor: string;
  readonly part: RtoPart;
  readonly from: Micros;
  readonly to: Micros;
  /** How much sooner service would have been back with this step a minute shorter; left out: by as much. */
  readonly minuteSaves?: Micros;
}

/** Of those who could send before it, how many percent can again. */
export type Return = 50 | 90 | 95 | 100;

/** By hand: people made the mirror the principal, because mirroring could not. */
export type OutageEnd =
  | "restart"
  | "mirror"
  | "mirror-by-hand"
  | "log-shipping"
  | "tail-log"
  | "failback"
  | "split";

export interface Outage {
  readonly from: Micros;
  readonly cause: Cause;
  /** Whose fault it is that what it left behind is lost; left out: of its cause. */
  charged?: Cause;
  /** null: not before the end. */
  to: Micros | null;
  endedBy: OutageEnd | null;
  path: readonly PathStep[];
}

const NONE = 0 as Micros;

export class Incident {
  /** What people did on purpose, instead of what befell them. */
  readonly isPlanned: boolean = false;
  closed: Micros | null = null;
  /** When somebody was told; null: never. */
  toldAt: Micros | null = null;
  /** What brought back deleted history; null: nothing did, or nothing had to. */
  undeletedFrom: "log-shipping" | null = null;
  /** When the pool served without one of its protections. */
  readonly unmirrored = new Spans();
  readonly unshipped = new Spans();
  readonly unwitnessed = new Spans();
  readonly causes: Cause[] = [];
  /** Of the database that serves. */
  readonly outages: Outage[] = [];
  /** Of the users: the database's where one notional user sits there. */
  readonly service: Outage[];
  /** The largest share of the users that was cut off. */
  usersDown = 0;
  /** The longest time in which fewer than so many percent of those who could before could send; null: it never ended. */
  readonly longestBelow: Record<Return, Micros | null> = { 50: NONE, 90: NONE, 95: NONE, 100: NONE };
  readonly lost: LostStretch[] = [];
  /** Causes whose repair is yet to come. */
  readonly standing = new Set<Strike>();
  readonly opened: Micros;

  constructor(opened: Micros, hasUsers: boolean) {
    this.opened = opened;
    this.service = hasUsers ? [] : this.outages;
  }

  get openOutage(): Outage | null {
    const last = this.outages[this.outages.length - 1];
    return last !== undefined && last.to === null ? last : null;
  }

  /** The longest outage; one that never ended is longer than all others. */
  get longestOutage(): Outage | null {
    let longest: Outage | null = null;
    for (const outage of this.service) {
      if (longest === null || lengthOf(outage) > lengthOf(longest)) longest = outage;
    }
    return longest;
  }

  /** The one charged with the longest lost stretch, else the one that began the longest outage, else the first. */
  get worst(): Cause {
    let longest: LostStretch | null = null;
    for (const stretch of this.lost) {
      if (longest === null || stretch.to - stretch.from > longest.to - longest.from) longest = stretch;
    }
    return longest?.cause ?? this.longestOutage?.cause ?? this.causes[0]!;
  }
}

export type Outcome = "under-way" | "done" | "given-up";

/** What people did to the pool on purpose, in the form of an incident: it has its outages, and may lose something. */
export class Operation extends Incident {
  override readonly isPlanned = true;
  outcome: Outcome = "under-way";
  /** Nothing of it is left to do; it closes once everybody is served. */
  workedOff: "done" | "given-up" | null = null;

  /** Something of it is left to do. */
  get isUnderWay(): boolean {
    return this.closed === null && this.workedOff === null;
  }

  get cause(): Cause {
    return this.causes[0]!;
  }
}

export const lengthOf = (outage: Outage): number =>
  outage.to === null ? Number.POSITIVE_INFINITY : outage.to - outage.from;
