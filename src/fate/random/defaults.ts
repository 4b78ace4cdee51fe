/**
 * How often things fail where a scenario does not say it. A table in docs/reliability.md says of each figure where it
 * comes from; a test holds the two against each other. It must never know which parts a pool has.
 */
import type { Law } from "../../engine/index.js";
import type { FailsBy, ReliabilityKind } from "../../spec/index.js";
import { DAY, HOUR, MINUTE, type Micros, type PerSecond, SECOND, YEAR } from "../../units/index.js";

/** What a machine's or a thing's figures go by. */
export type DefaultKind = ReliabilityKind | "witness" | "secondary-witness" | "share" | "wan" | "compliance";

export interface Figures {
  readonly fails: FailsBy;
  /** null: people make it good, or nobody can. */
  readonly repair: Law | "forever" | null;
}

const fixed = (value: number): Law => ({ law: "fixed", value: value as Micros });
const uniform = (from: number, to: number): Law => ({
  law: "uniform",
  from: from as Micros,
  to: to as Micros,
});
const lognormal = (median: Micros, sigma: number): Law => ({ law: "lognormal", median, sigma });
const every = (time: number, count = 1): FailsBy => ({
  by: "rate",
  rate: (count / (time / SECOND)) as PerSecond,
});
const perYear = (count: number): FailsBy => every(YEAR, count);

const WITNESS: Figures = { fails: every(3000 * HOUR), repair: fixed(24 * HOUR) };
const JOB: Figures = { fails: perYear(0.2), repair: lognormal((2 * HOUR) as Micros, 1) };

export const FIGURES: Readonly<Record<DefaultKind, Figures>> = {
  site: { fails: perYear(0.02), repair: lognormal((8 * HOUR) as Micros, 1.5) },
  "short-site-outage": { fails: perYear(0.25), repair: lognormal(HOUR, 1) },
  "site-destroyed": { fails: perYear(0.002), repair: "forever" },
  "both-sites": { fails: perYear(0.001), repair: lognormal((8 * HOUR) as Micros, 1.5) },
  server: { fails: perYear(2), repair: uniform(5 * MINUTE, 15 * MINUTE) },
  "server-hardware": { fails: perYear(0.08), repair: lognormal((6 * HOUR) as Micros, 1) },
  database: { fails: perYear(1), repair: fixed(8 * HOUR) },
  witness: WITNESS,
  "secondary-witness": WITNESS,
  "front-end": { fails: perYear(1), repair: uniform(5 * MINUTE, 60 * MINUTE) },
  wan: { fails: every(2000 * HOUR), repair: lognormal((4 * HOUR) as Micros, 1.2) },
  "wan-slow": { fails: every(500 * HOUR), repair: fixed(30 * MINUTE) },
  share: { fails: perYear(0.1), repair: fixed(4 * HOUR) },
  compliance: { fails: perYear(1), repair: fixed(8 * HOUR) },
  "backup-job": JOB,
  "copy-job": JOB,
  "restore-job": JOB,
  "corrupt-backup": { fails: perYear(0.05), repair: null },
  "chain-broken": { fails: perYear(0.1), repair: null },
  "bad-delete": { fails: perYear(0), repair: null },
  "operator-error": { fails: perYear(0), repair: null },
};

/** How long a witness that nobody misses is down, on average: until somebody looks. */
export const FORGOTTEN_FOR = (7 * DAY) as Micros;
/** From a failure to the wrong step that answers it. */
export const WRONG_STEP_AFTER = (10 * MINUTE) as Micros;
/** What is left of the link's bandwidth while it is slow. */
export const SLOWED_TO = 0.5;
/** What a bad delete removes, and how long until somebody notices. */
export const BAD_DELETE = { removes: HOUR, noticed: fixed(30 * MINUTE) } as const;
