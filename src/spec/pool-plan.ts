/**
 * What a planner says of the pool beside what is played: sizes, hardware, networks, software. Only the planning
 * rules read it; nothing of it may ever change what a run comes to.
 */
import type { Bytes, BytesPerSecond } from "../units/index.js";

/** The processors, memory, disks and network of each chat server. */
export interface ServerHardware {
  readonly cores: number;
  readonly clockGHz: number;
  readonly memory: Bytes;
  readonly disks: number | "solid-state";
  readonly freeSpace: Bytes;
  readonly network: BytesPerSecond;
}

export interface PoolPlan {
  readonly edition: "enterprise" | "standard";
  /** Whether the chat server role is installed on a Front End Server. */
  readonly besideFrontEnd: boolean;
  readonly hardware: ServerHardware;

  readonly usersOfOtherPools: number;
  readonly provisionedUsers: number;
  readonly rooms: number;
  /** Users in the largest room at the same time. */
  readonly largestRoom: number;
  readonly accessEntries: number;
  readonly invitations: number;
  /** Rooms with more participants get no roster updates. */
  readonly rosterUpdatesUpTo: number;
  /** Messages that a user gets on joining a room. */
  readonly historyAtJoin: number;
  readonly largestFile: Bytes;
  readonly sharedBetweenPools: "none" | "rooms" | "categories" | "add-ins";

  readonly logicalSites: number;
  readonly stretchedVlan: boolean;
  readonly domains: "one" | "several";
  readonly loadBalancing: "dns" | "hardware";
  /** TCP ports that the firewalls let through between the pool's machines. */
  readonly openPorts: readonly number[];

  readonly mirroringMode: "synchronous" | "asynchronous";
  readonly sqlVersions: "one" | "several";
  readonly sqlEditions: "one" | "several";
  readonly sqlAccount: "domain" | "local-system";
  readonly recoveryModel: "full" | "bulk-logged" | "simple";

  readonly shareHost: "file-server" | "principal" | "mirror" | "secondary";
  /** Where the chat servers keep the files that users attach. */
  readonly fileStore: "network-share" | "local-folder";
  readonly fileReplication: "none" | "within-sites" | "between-sites";
}
