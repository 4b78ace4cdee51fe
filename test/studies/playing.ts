/**
 * How these tests play a scenario: through the library's face only, from a mapping as a file would hold it. Round
 * figures throughout, so that every expectation can be worked out on paper: 300 MB files over 12.5 MB/s and 40 ms
 * one way take 24.04 s, and ten messages a second come at whole tenths of a second.
 */
import { type CheckResult, type IncidentResult, type RunResult, vet } from "../../src/index.js";
import { type Issue, readScenario, type ScenarioSource } from "../../src/scenario/index.js";
import type { Scenario } from "../../src/spec/index.js";
import { checkScenario, startRun } from "../../src/studies/index.js";

export type Mapping = { readonly [key: string]: unknown };

export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86_400;

/** Seconds since Monday 00:00. */
export const clock = (day: number, hours = 0, minutes = 0, seconds = 0): number =>
  day * DAY + hours * HOUR + minutes * MINUTE + seconds;

/** As a scenario file writes it, to the microsecond. */
export const seconds = (value: number): string => `${value.toFixed(6)} s`;

/** Backups at :00, whole at :20; copies from :30 to :54.04; restores from :60 to :70, of every quarter of an hour. */
export const PLAIN: Mapping = {
  name: "Plain",
  users: { count: 0 },
  layout: "low-bandwidth",
  workload: { messagesPerSecond: 10, arrivals: "even" },
  wan: { bandwidth: "100 Mbps", roundTrip: "80 ms", efficiency: 1, poolTraffic: "none" },
  logShipping: {
    backup: { every: "15 min", duration: "20 s", fileSize: "300 MB" },
    copy: { every: "15 min", offset: "30 s", overhead: "0 s" },
    restore: { every: "15 min", offset: "60 s", duration: "10 s" },
  },
  people: { detect: "5 min", decide: "30 min", step: "2 min" },
  failures: [],
};

const isMapping = (value: unknown): value is Mapping =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `changes` over `base`, mapping by mapping; null takes a field away. */
export function changed(base: Mapping, changes: Mapping): Mapping {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(changes)) {
    const old = result[key];
    if (value === null) delete result[key];
    else result[key] = isMapping(value) ? changed(isMapping(old) ? old : {}, value) : value;
  }
  return result;
}

interface Read {
  readonly scenario: Scenario;
  readonly source: ScenarioSource;
}

const told = (issues: readonly Issue[]): string =>
  issues.map(({ path, message }) => `${path}: ${message}`).join("\n");

export function read(mapping: Mapping): Read {
  const reading = readScenario(JSON.stringify(mapping, null, 1), { file: "studies.json" });
  if (!reading.ok) throw new Error(told(reading.issues));
  return reading;
}

/** Read, and refused by nobody. */
export function playable(mapping: Mapping): Scenario {
  const { scenario, source } = read(mapping);
  const issues = vet(scenario, source);
  if (issues.length > 0) throw new Error(told(issues));
  return scenario;
}

export function refusals(mapping: Mapping): Issue[] {
  const { scenario, source } = read(mapping);
  return vet(scenario, source);
}

export interface Often {
  readonly seed?: number;
  readonly replications?: number;
}

export function playWhole(mapping: Mapping, { seed = 1, replications = 1 }: Often = {}): RunResult {
  const run = startRun({ scenario: playable(mapping), seed, replications, replay: "replay", version: "0" });
  while (run.advance(100));
  return run.finish();
}

export const play = (changes: Mapping, often: Often = {}): RunResult =>
  playWhole(changed(PLAIN, changes), often);

/** The one incident of one replication. */
export function incidentOf(changes: Mapping): IncidentResult {
  const { incidents } = play(changes);
  if (incidents.length !== 1) throw new Error(`${incidents.length} incidents, not one`);
  return incidents[0]!;
}

export function check(mapping: Mapping): CheckResult {
  const { scenario, source } = read(mapping);
  return checkScenario(scenario, source).result;
}

/** All numbers to the microsecond: what is compared must not hang on the last bits of a sum of seconds. */
export function rounded<T>(value: T): T {
  if (typeof value === "number") return (Math.round(value * 1e6) / 1e6) as T;
  if (Array.isArray(value)) return value.map(rounded) as T;
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rounded(inner)])) as T;
}

/** Ten messages a second, evenly: message i comes at i / 10 s, so (from, to] holds ⌊10 to⌋ − ⌊10 from⌋ of them. */
export const even = (from: number, to: number): number => tenths(to) - tenths(from);

/** Whole tenths that have begun, counted in microseconds. */
const tenths = (instant: number): number => Math.floor(Math.round(instant * 1e6) / 1e5);

/**
 * From the failure of the serving site to service at the other, but for the replication of the pool state that is
 * drawn: 5 min to detect, 30 min to decide, then five steps of 2 min (drop-log-shipping, apply-logs with nothing
 * left to apply, end-connections, recover-database, switch-pool-state) and the 30 s undo of the recovery.
 */
export const FAILOVER = 300 + 1800 + 5 * 120 + 30;
/** The same up to the beginning of recover-database, behind which there is no way back. */
export const TO_RECOVER = 300 + 1800 + 3 * 120;
/** Least and most of what replicating the pool state takes. */
export const REPLICATION = [60, 300] as const;

/** What the drawn replication of the pool state took in an outage that was ended by an undelayed failover. */
export const replicationOf = (incident: IncidentResult): number => incident.rto! - FAILOVER;

export const siteLoss = (at: number, changes: Mapping = {}): Mapping =>
  changed({ what: "site-loss", where: "site-1", at: seconds(at), lasts: "8 h" }, changes);

interface Span {
  /** The newest cut that survives, or the failure. */
  readonly from: number;
  /** When the serving database stops. */
  readonly at: number;
  readonly back: number;
  readonly closed: number;
  readonly salvageable: number;
}

/** The ledger of an incident with one lost stretch and one outage, at ten even messages a second. */
export function ledger({ from, at, back, closed, salvageable }: Span) {
  const offered = even(from, closed);
  const refused = even(at, back);
  const lost = even(from, at);
  const accepted = offered - refused;
  return { offered, accepted, refused, kept: accepted - lost, lost, salvageable, seenButLost: null };
}
