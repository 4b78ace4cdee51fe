/**
 * The failure that strikes a part: made once, and the same object in every strike of its clock. It must never know
 * how often it strikes.
 */
import { fixed, type Law } from "../../engine/index.js";
import type { Failure, FrontEnd, Lasts, Part, Scenario, Site } from "../../spec/index.js";
import type { BytesPerSecond, Micros } from "../../units/index.js";
import { BAD_DELETE, SLOWED_TO } from "./defaults.js";

export type Repair = Law | "forever" | null;

export type OperatorError = Extract<Failure, { what: "operator-error" }>["error"];

interface Common {
  readonly key: string;
  readonly when: Failure["when"];
  readonly lasts: Lasts;
}

/** When it strikes is the clock's; what the failure says of it is never read. */
const WHEN = { at: "drawn", law: fixed(0 as Micros) } as const;

function common(key: string, repair: Repair): Common {
  return { key, when: WHEN, lasts: lastsOf(repair) };
}

function lastsOf(repair: Repair): Lasts {
  if (repair === null) return { lasts: "by-people" };
  return repair === "forever" ? { lasts: "forever" } : { lasts: "drawn", law: repair };
}

export function failureOf(part: Part, key: string, repair: Repair): Failure {
  const strike = common(key, repair);
  switch (part) {
    case "site-1":
    case "site-2":
      return siteLoss(part, key, repair);
    case "principal":
    case "mirror":
      return { ...strike, what: "database-crash", where: part, how: "host" };
    case "witness":
    case "secondary-witness":
      return { ...strike, what: "witness-crash", where: part };
    case "secondary":
    case "secondary-mirror":
      return { ...strike, what: "secondary-crash", where: part };
    case "share":
      return { ...strike, what: "share-loss", disks: repair === "forever" ? "destroyed" : "kept" };
    case "wan":
      return { ...strike, what: "wan-cut", response: "wait" };
    case "front-end-1":
    case "front-end-2":
      return { ...strike, what: "front-end-loss", where: part satisfies FrontEnd };
    case "compliance":
      return { ...strike, what: "compliance-crash" };
    default:
      return { ...strike, what: "server-crash", where: part, how: "process" };
  }
}

export function siteLoss(where: Site, key: string, repair: Repair): Failure {
  const disks = repair === "forever" ? "destroyed" : "kept";
  return { ...common(key, repair), what: "site-loss", where, disks };
}

export const serverHost = (where: string, key: string, repair: Repair): Failure => ({
  ...common(key, repair),
  what: "server-crash",
  where,
  how: "host",
});

export const slowLink = ({ wan }: Scenario, key: string, repair: Repair): Failure => ({
  ...common(key, repair),
  what: "wan-slow",
  bandwidth: (wan.bandwidth * SLOWED_TO) as BytesPerSecond,
  roundTrip: null,
});

export const jobFailing = (job: "backup" | "copy" | "restore", key: string, repair: Repair): Failure => ({
  ...common(key, repair),
  what: "job-failing",
  job,
  silent: false,
});

export const brokenFiles = (
  what: "corrupt-backup" | "chain-broken",
  key: string,
  repair: Repair,
): Failure => ({
  ...common(key, repair),
  what,
});

export const badDelete = (key: string): Failure => ({
  ...common(key, null),
  what: "bad-delete",
  removes: BAD_DELETE.removes,
  noticed: BAD_DELETE.noticed,
});

export const operatorError = (error: OperatorError, key: string): Failure => ({
  ...common(key, null),
  what: "operator-error",
  error,
});

export const OPERATOR_ERRORS: readonly OperatorError[] = [
  "failover-during-cut",
  "force-stale-mirror",
  "recover-secondary-early",
  "swap-active",
];
