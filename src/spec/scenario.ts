/** A scenario with every quantity resolved and every default filled in: what all the other rooms work from. */

import type { Law } from "../engine/law.js";
import type { Bytes, BytesPerSecond, Micros, Money, PerSecond, Share } from "../units/index.js";
import type { Failure, Planned } from "./failures.js";
import type { Layout } from "./layout.js";
import type { SharePlace, Site } from "./places.js";
import type { PoolPlan } from "./pool-plan.js";
import type { ReliabilityGiven } from "./reliability.js";
import type { Link, LogShipping } from "./shipping.js";
import type { Workload } from "./workload.js";

export interface Topology {
  readonly primarySite: Site;
  readonly secondarySite: Site;
  readonly mirror: boolean;
  readonly mirrorSite: Site;
  readonly witness: boolean;
  readonly witnessSite: Site;
  readonly secondaryMirror: boolean;
  readonly secondaryMirrorSite: Site;
  readonly secondaryWitness: boolean;
  readonly secondaryWitnessSite: Site;
  readonly nextHop: "front-end-1" | "front-end-2";
  readonly destinationFolder: boolean;
  /** What the database machines may do with the backup share; the primary always reads and writes. */
  readonly shareAccess: {
    readonly mirror: "read-write" | "none";
    readonly secondary: "read-write" | "read" | "none";
  };
  /** The Front End beside which the pool's configuration is kept; none: it is never in the way. */
  readonly managementStore: "none" | "front-end-1" | "front-end-2";
  readonly databaseTechnology: "mirroring" | "clustering" | "availability-groups";
  readonly compliance: "off" | "shared" | "standalone";
}

export interface Users {
  readonly count: number;
  readonly atSite2: Share;
  readonly endpointsPerUser: number;
  readonly signInsPerServer: PerSecond;
  readonly overload: "degrade" | "reject";
  readonly stayWithSite: boolean;
  readonly retryFor: Micros;
  /** How long a client takes to notice that its connection was closed; that nothing answers any more. */
  readonly noticeReset: Law;
  readonly noticeSilence: Law;
  /** The first window within which a client tries again; each is twice the last, up to the longest. */
  readonly backOff: Micros;
  readonly longestBackOff: Micros;
}

/** What the chat servers can do, and how long they take over it. */
export interface Servers {
  readonly usersPerServer: number;
  /** null: half as much again as the users of a full server send at the busiest time. */
  readonly messagesPerServer: PerSecond | null;
  readonly workers: number;
  /** From a database that serves again until a server uses it. */
  readonly reattach: Law;
  /** From its activation until an idle server takes users. */
  readonly warmUp: Law;
  /** Until every server knows of a changed setting. */
  readonly replication: Law;
  /** What a server does that cannot reach its peers. */
  readonly recycle: { readonly after: Micros; readonly lasts: Micros; readonly every: Micros };
}

/** What one message costs on its way. */
export interface Traffic {
  readonly post: Bytes;
  readonly relay: Bytes;
  readonly delivery: Bytes;
  /** How many users a message is delivered to, on average. */
  readonly deliveriesPerMessage: number;
  readonly queriesPerPost: number;
  /** Between two machines of one site. */
  readonly lanRoundTrip: Micros;
}

/** The link between the sites. `poolTraffic: none` takes chat traffic off it. */
export interface Wan extends Link {
  readonly poolTraffic: "modelled" | "none";
}

export interface Mirroring {
  readonly partnerTimeout: Micros;
  readonly redoRate: BytesPerSecond;
  readonly shipsLogs: boolean;
  readonly decide: Law;
  readonly online: Law;
  /** Replace the composed times where they are given. */
  readonly failover: Law | null;
  readonly resync: Law | null;
  readonly flush: Law | null;
}

export interface People {
  readonly detect: Law;
  readonly decide: Law;
  readonly onCall: "always" | "office-hours";
  readonly step: Law;
}

export interface Monitoring {
  readonly backupAlert: Micros | null;
  readonly restoreAlert: Micros | null;
  readonly newestFileAge: Micros | null;
  readonly reaction: Law;
}

export interface RunbookStep {
  readonly name: string;
  readonly takes: Law | "computed" | null;
  readonly retry: Share | null;
  readonly after: readonly string[] | null;
  readonly before: readonly string[] | null;
}

export interface Runbook {
  readonly order: "documented" | "activate-first";
  readonly steps: readonly RunbookStep[];
}

/** The way back after a failover. */
export interface Failback {
  /** Servers activated before the pool is switched back, or after it. */
  readonly order: "documented" | "safer";
  readonly drain: "hard-stop" | "keep-existing";
  /** From the moment when both sites stand again until people begin. */
  readonly wait: Law;
}

/** Files that messages carry. */
export interface Attachments {
  /** The share of the messages that carry one. */
  readonly share: Share;
  /** Where the file store stands. */
  readonly store: SharePlace;
  /** How often everything in it is copied to the other site; null: never. */
  readonly backup: Micros | null;
}

/** What can be bought or left out, and has a price a year. */
export const PRICED_OPTIONS = [
  "thirdSiteShare",
  "witness",
  "mirror",
  "secondaryMirror",
  "secondaryWitness",
  "wan",
] as const;
export type PricedOption = (typeof PRICED_OPTIONS)[number];

export interface Costs {
  readonly lostMessage: Money | null;
  readonly userHourDown: Money | null;
  readonly options: Readonly<Partial<Record<PricedOption, Money>>>;
}

export interface Scenario {
  readonly name: string;
  readonly layout: Layout;
  readonly horizon: Micros;
  readonly targets: { readonly rpo: Micros | null; readonly rto: Micros | null };
  readonly topology: Topology;
  readonly pool: PoolPlan;
  readonly timeZones: Readonly<Record<Site, string>>;
  readonly users: Users;
  readonly servers: Servers;
  readonly traffic: Traffic;
  readonly workload: Workload;
  readonly wan: Wan;
  readonly database: { readonly size: Bytes };
  readonly mirroring: Mirroring;
  readonly logShipping: LogShipping;
  readonly people: People;
  readonly monitoring: Monitoring;
  readonly runbook: Runbook;
  readonly reliability: ReliabilityGiven;
  readonly costs: Costs | null;
  readonly failures: readonly Failure[];
  readonly restoredAt: Share;
  readonly frontEndFailover: Law;
  /** How long a database that comes back with its machine takes until it serves. */
  readonly recoveryRestart: Law;
  /** null: nobody fails back. */
  readonly failback: Failback | null;
  /** What people plan to do. */
  readonly operations: readonly Planned[];
  readonly compliance: { readonly every: Micros; readonly duration: Law };
  /** null: nobody looks after the files. */
  readonly attachments: Attachments | null;
  /**
   * Dotted paths of the fields that the file or --set gave: what a command may have to refuse. `failures[0]` is the
   * first of `failures` above, wherever it stands in the file, so that a file in another order gives the same paths;
   * operations likewise.
   */
  readonly given: readonly string[];
}
