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

export const LAYOUT = "high-bandwidth";
export const HORIZON = (14 * DAY) as Micros;
export const RESTORED_AT = 0.95 as Share;
export const DATABASE_SIZE = 100e9 as Bytes;

export const USERS = {
  count: 80_000,
  atSite2: 0.5 as Share,
  endpointsPerUser: 1.5,
  signInsPerServer: 100 as PerSecond,
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
  online: { law: "uniform", from: SECOND, to: (3 * SECOND) as Micros } satisfies Law,
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

export const FAILURES = {
  from: DAY,
  removes: HOUR,
  noticed: fixed(30 * MINUTE),
} as const;
