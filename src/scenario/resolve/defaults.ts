/** What holds where a file says nothing. A test holds every figure against a list typed by hand. */
import type { Law, Link } from "../../spec/index.js";
import {
  type Bytes,
  DAY,
  HOUR,
  MILLISECOND,
  MINUTE,
  type Micros,
  megabitsPerSecond,
  type PerSecond,
  SECOND,
  type Share,
} from "../../units/index.js";

export const fixed = (value: number): Law => ({ law: "fixed", value: value as Micros });
const uniform = (from: number, to: number): Law => ({
  law: "uniform",
  from: from as Micros,
  to: to as Micros,
});

export const LAYOUT = "high-bandwidth";
export const HORIZON = (14 * DAY) as Micros;
export const RESTORED_AT = 0.95 as Share;
export const DATABASE_SIZE = 100e9 as Bytes;

export const USERS = {
  count: 80_000,
  atSite2: 0.5 as Share,
  endpointsPerUser: 1.5,
  /** Assumed: the documents give the load of joins, 10 a second in a pool of 80,000, and no limit. */
  signInsPerServer: 100 as PerSecond,
  /** Assumed, as usual for SIP over TCP: a closed connection is seen at once, a silent one by its keep-alive. */
  noticeReset: uniform(SECOND, 5 * SECOND),
  noticeSilence: uniform(60 * SECOND, 120 * SECOND),
  backOff: MINUTE,
  longestBackOff: (5 * MINUTE) as Micros,
} as const;

/** All assumed but for the first: of chat servers the documents give counts and limits, and no times. */
export const SERVERS = {
  /** Documented: "Capacity planning for Persistent Chat Server". */
  usersPerServer: 20_000,
  /** One for each core of a machine with two processors of six cores. */
  workers: 12,
  reattach: uniform(5 * SECOND, 30 * SECOND),
  warmUp: fixed(60 * SECOND),
  replication: uniform(MINUTE, 5 * MINUTE),
  /** That a server recycles when it loses its peers is documented; when, how long and how often is not. */
  recycle: { after: MINUTE, lasts: (90 * SECOND) as Micros, every: (5 * MINUTE) as Micros },
} as const;

/**
 * All assumed. 138 is derived from the user model of "Capacity planning for Persistent Chat Server": (22.22 × 30 +
 * 1.67 × 150 + 0.15 × 16,000) deliveries to users for 24.04 messages a second, in rooms of 30, 150 and 16,000.
 */
export const TRAFFIC = {
  post: 4_000 as Bytes,
  relay: 1_000 as Bytes,
  delivery: 1_000 as Bytes,
  deliveriesPerMessage: 138,
  queriesPerPost: 3,
  lanRoundTrip: (0.5 * MILLISECOND) as Micros,
} as const;

export const WORKLOAD = { messagesPerSecond: 24, logBytesPerMessage: 3_000 as Bytes } as const;

/** Chat servers active at both sites ask for a link like this; all others get by with the one below. */
export const FAST_WAN: Link = {
  bandwidth: megabitsPerSecond(1_000),
  roundTrip: (5 * MILLISECOND) as Micros,
  efficiency: 0.7 as Share,
  shippingShare: 1 as Share,
};
export const SLOW_WAN: Link = {
  ...FAST_WAN,
  bandwidth: megabitsPerSecond(50),
  roundTrip: (80 * MILLISECOND) as Micros,
};

export const MIRRORING = {
  partnerTimeout: (10 * SECOND) as Micros,
  redoRate: 50e6,
  decide: fixed(SECOND),
  online: uniform(SECOND, 3 * SECOND),
  /** Assumed. */
  flush: { law: "exponential", mean: (2 * MILLISECOND) as Micros } satisfies Law,
} as const;

/** The product's own set-up: three jobs on one grid. */
export const JOBS = {
  every: (15 * MINUTE) as Micros,
  offset: fixed(0),
  jitter: fixed(0),
  retention: (72 * HOUR) as Micros,
  backup: { overhead: fixed(SECOND), rate: 100e6, compression: 1 },
  copy: { overhead: fixed(0.5 * SECOND) },
  restore: { overhead: fixed(0.3 * SECOND), rate: 100e6 },
} as const;

export const PEOPLE = {
  detect: fixed(5 * MINUTE),
  decide: { law: "lognormal", median: (30 * MINUTE) as Micros, sigma: 0.8 } satisfies Law,
  step: { law: "lognormal", median: (2 * MINUTE) as Micros, sigma: 0.5 } satisfies Law,
} as const;

export const MONITORING = {
  backupAlert: (60 * MINUTE) as Micros,
  restoreAlert: (45 * MINUTE) as Micros,
  reaction: fixed(30 * MINUTE),
} as const;

export const FRONT_END_FAILOVER = fixed(20 * MINUTE);
export const RECOVERY_RESTART = fixed(2 * MINUTE);
export const COMPLIANCE = { every: (15 * MINUTE) as Micros, duration: fixed(MINUTE) } as const;

/**
 * The share is assumed. Eight hours are the longer end of the advice for critical shares, "such as every 4 to 8
 * hours" ("File sharing high availability in Skype for Business Server").
 */
export const ATTACHMENTS = { share: 0.01 as Share, backup: (8 * HOUR) as Micros } as const;

export const FAILURES = {
  from: DAY,
  removes: HOUR,
  noticed: fixed(30 * MINUTE),
} as const;
