/**
 * The study behind `timeline`: one replication with somebody listening. It is played tick by tick, which gives the
 * same figures as the quick way, and shows every run of every job.
 */

import { FingerprintOfRuns, Streams, support } from "../../engine/index.js";
import { drawFate, fateRecords, inputsOf } from "../../fate/index.js";
import { APPLICATION, longestOf, mirrorShips, type Told } from "../../pool/index.js";
import {
  type ComplianceSetting,
  TIMELINE_SCHEMA,
  type TimelineResult,
  type TraceEntry,
  type TraceSetting,
  type UsersSetting,
} from "../../results/index.js";
import { commonPeriod, loadOf, type Pipeline, scheduleLaw } from "../../shipping/index.js";
import type { Fate, Scenario } from "../../spec/index.js";
import { endpointsOf, endpointsPerServer, serversOf } from "../../traffic/index.js";
import { type Micros, toSeconds } from "../../units/index.js";
import { incidentResult, operationResult } from "../run/incident-result.js";
import { fateOfLife, planLives, playFate } from "../run/life.js";
import { Waits } from "../run/users-result.js";
import { fatesOf } from "../sweep/cell-plan.js";
import { boundariesOf, countsBetween } from "./arrivals.js";

/** What the scenario scripts alone, or what a sweep deals to this replication, which holds that as well. */
export type StrikesFrom = "script" | "chance";

export interface TimelinePlan {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly replication: number;
  /** Of the script where it is not said. */
  readonly strikes?: StrikesFrom;
  /** The command line that tells it again. */
  readonly replay: string;
  readonly version: string;
}

/** What is going to strike in a replication; nothing is planned or played for it. */
export function fateOf(
  scenario: Scenario,
  seed: number,
  replication: number,
  from: StrikesFrom = "script",
): Fate {
  const streams = new Streams(seed, replication);
  if (from === "script") {
    return fateOfLife(scenario, commonPeriod(scenario.logShipping, loadOf(scenario.workload)), streams);
  }
  const fates = fatesOf(scenario);
  return drawFate(fates, streams, inputsOf(fates, replication));
}

export function tellLife(plan: TimelinePlan): TimelineResult {
  const { scenario, seed, replication, strikes = "script", replay, version } = plan;
  const lives = planLives(scenario);
  const law = scheduleLaw(scenario, lives.pool.load);
  const telling = { plan: lives, law, waits: new Waits(lives) };
  const told: Told[] = [];
  const { life, pool } = playFate(lives, {
    streams: new Streams(seed, replication),
    replication,
    fate: fateOf(scenario, seed, replication, strikes),
    pace: "tick-by-tick",
    chronicle: { tell: (fact) => told.push(fact) },
  });
  const entries = inOrder(newsOf(told)).filter(({ at }) => at <= scenario.horizon);
  const fingerprint = new FingerprintOfRuns();
  fingerprint.absorb(replication, life.fingerprint);
  return {
    schema: TIMELINE_SCHEMA,
    stretchpool: version,
    scenario: scenario.name,
    seed,
    replication,
    fingerprint: fingerprint.toString(),
    replay,
    setting: settingOf(scenario, pool.clockwork.pipeline),
    fate: fateRecords(life.fate),
    entries: entries.map(inSeconds),
    arrivals: countsBetween(boundariesOf(entries, life, scenario.horizon), pool.arrivals, life.refused),
    incidents: life.incidents.map((record) => incidentResult(record, life, telling)),
    operations: life.operations.map((record) => operationResult(record, life, telling)),
    waiting: life.waiting.map((one) => ({ replication, ...one })),
    messages: { ...life.ledger, seenButLost: life.beside.seenButLost },
  };
}

const TOGETHER: readonly string[] = ["detect", "wait-for-office", "decide"];

/** Whoever fails over two things at once notices and decides once. */
function newsOf(told: readonly Told[]): Told[] {
  const steps = new Set<string>();
  return told.filter((fact, index) => {
    if (fact.fact !== "step" || !TOGETHER.includes(fact.step)) return isNews(fact, told[index - 1]);
    const name = `${fact.at} ${fact.step} ${fact.state}`;
    const isNew = !steps.has(name);
    steps.add(name);
    return isNew;
  });
}

/** A principal that mirror and witness miss at one instant is lost once. */
function isNews(fact: Told, before: Told | undefined): boolean {
  if (fact.fact !== "session" || before?.fact !== "session" || fact.from !== fact.to) return true;
  return before.at !== fact.at || before.row !== fact.row || before.pair !== fact.pair;
}

const JOB_RUNS: readonly Told["fact"][] = ["backup", "copy", "restore"];

/** At one instant: what happened to the parts as it happened, then the runs that the ticks began. */
function inOrder(told: readonly Told[]): Told[] {
  const rung = ({ fact }: Told) => (JOB_RUNS.includes(fact) ? 1 + JOB_RUNS.indexOf(fact) : 0);
  return told
    .map((fact, index) => ({ fact, index }))
    .sort((a, b) => a.fact.at - b.fact.at || rung(a.fact) - rung(b.fact) || a.index - b.index)
    .map(({ fact }) => fact);
}

const INSTANTS = ["at", "until", "upTo", "from", "to", "cut"];

/** Microseconds become seconds; names and numbers of histories stay. */
function inSeconds(told: Told): TraceEntry {
  const isSession = told.fact === "session";
  const fields = Object.entries(told).map(([name, value]) => {
    if (name === "cuts") return [name, (value as readonly Micros[]).map(toSeconds)];
    const isInstant = INSTANTS.includes(name) && !(isSession && name !== "at");
    return [name, isInstant ? toSeconds(value as Micros) : value];
  });
  return Object.fromEntries(fields) as TraceEntry;
}

function settingOf(scenario: Scenario, pipeline: Pipeline): TraceSetting {
  const { topology, mirroring, logShipping, horizon } = scenario;
  return {
    horizon: toSeconds(horizon),
    begins: toSeconds(pipeline.begins),
    mirror: topology.mirror,
    witness: topology.mirror && topology.witness,
    secondaryMirror: topology.secondaryMirror,
    secondaryWitness: topology.secondaryMirror && topology.secondaryWitness,
    primarySite: topology.primarySite,
    shareSide: pipeline.share,
    shipsLogs: mirrorShips(scenario),
    partnerTimeout: toSeconds(mirroring.partnerTimeout),
    coldStart: logShipping.coldStart,
    restoreDelay: toSeconds(logShipping.restore.delay),
    retention: {
      share: toSeconds(logShipping.backup.retention),
      site2: toSeconds(logShipping.copy.retention),
    },
    users: usersSetting(scenario),
    compliance: complianceSetting(scenario),
    attachments: scenario.attachments && {
      share: scenario.attachments.share,
      store: scenario.attachments.store,
      backup: scenario.attachments.backup === null ? null : toSeconds(scenario.attachments.backup),
    },
  };
}

function usersSetting(scenario: Scenario): UsersSetting | null {
  const { users, layout, restoredAt, topology } = scenario;
  if (users.count === 0) return null;
  const isDatabaseOnly = layout.name === "database-only";
  return {
    count: users.count,
    endpoints: endpointsOf(users),
    restoredAt,
    stayWithSite: users.stayWithSite,
    retryFor: toSeconds(users.retryFor),
    mostPerServer: users.overload === "reject" && !isDatabaseOnly ? endpointsPerServer(scenario) : null,
    signInsPerServer: users.endpointsPerUser === 0 || isDatabaseOnly ? null : users.signInsPerServer,
    triedWithin: toSeconds((support(users.noticeSilence).highest + 2 * users.longestBackOff) as Micros),
    servers: isDatabaseOnly ? [APPLICATION] : serversOf(layout),
    nextHop: topology.nextHop,
    deliveriesPerMessage: scenario.traffic.deliveriesPerMessage,
  };
}

function complianceSetting({ topology, compliance }: Scenario): ComplianceSetting | null {
  if (topology.compliance === "off") return null;
  const { every, duration } = compliance;
  return {
    database: topology.compliance,
    every: toSeconds(every),
    shortest: toSeconds(support(duration).lowest as Micros),
    longest: toSeconds(longestOf(duration)),
  };
}
