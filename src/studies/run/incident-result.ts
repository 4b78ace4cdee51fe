/** One incident as a result tells it: seconds instead of microseconds, nothing left to work out. */
import {
  type Incident,
  lengthOfUnion,
  type Operation,
  type Outage,
  type PathStep,
  placeOf,
  type Return,
  type RtoPart,
} from "../../pool/index.js";
import type {
  IncidentResult,
  OperationResult,
  PathStepResult,
  PhaseResult,
  RecoveredFrom,
  RtoParts,
} from "../../results/index.js";
import {
  type AgeLaw,
  burstLog,
  nextWorstInstant,
  type ScheduleLaw,
  shareYounger,
} from "../../shipping/index.js";
import type { Scenario, Strike } from "../../spec/index.js";
import { DAY, MINUTE, type Micros, modulo, toSeconds } from "../../units/index.js";
import type { IncidentRecord, Life, LifePlan } from "./life.js";
import { servedPoints, type Waits } from "./users-result.js";

/** What is worked out once for all incidents of a run. */
export interface Telling {
  readonly plan: LifePlan;
  readonly law: ScheduleLaw;
  readonly waits: Waits;
}

export function incidentResult(
  record: IncidentRecord,
  life: Life,
  { plan, law, waits }: Telling,
): IncidentResult {
  const { scenario, pool } = plan;
  const { incident, ledger, downFor, beside } = record;
  const { strike, at, staleness } = incident.worst;
  const outage = outageOf(record, scenario);
  const behind = outagesBehind(incident, life);
  // Of an outage that has not ended nobody knows yet what it costs.
  const recovered = behind.every(({ to }) => to !== null);
  const rto = outage === null ? 0 : lengthInSeconds(outage);
  const curve = rtoCurve(incident, outage, scenario);
  return {
    replication: life.replication,
    what: strike.failure.what,
    where: placeOf(strike),
    at: toSeconds(at),
    opened: toSeconds(incident.opened),
    closed: incident.closed === null ? null : toSeconds(incident.closed),
    causes: incident.causes.map((cause) => causeResult(cause.strike, scenario.horizon)),
    rpo: recovered ? toSeconds(lostLength(incident)) : null,
    behindBurst: burstBehind(incident, scenario, pool.unshippedAfter),
    lostStretches: incident.lost.map(({ from, to, why }) => ({
      from: toSeconds(from),
      to: toSeconds(to),
      why: why.map((piece) => ({ ...piece, from: toSeconds(piece.from), to: toSeconds(piece.to) })),
    })),
    staleness: staleness === null ? null : toSeconds(staleness),
    rto,
    rtoFull: curve["100"],
    usersDown: scenario.users.count > 0 ? tidy(incident.usersDown) : outage === null ? 0 : 1,
    rtoCurve: curve,
    served: servedPoints(record),
    latency: waits.changes(record),
    rtoParts: rtoParts(outage),
    criticalPath: (outage?.path ?? []).map(pathStep),
    recoveredFrom: recoveredFrom(incident, behind, recovered),
    exposure: toSeconds(lengthOfUnion(incident.unmirrored, incident.unshipped, incident.unwitnessed)),
    unmirrored: toSeconds(incident.unmirrored.length),
    unshipped: toSeconds(incident.unshipped.length),
    unwitnessed: toSeconds(incident.unwitnessed.length),
    undetectedFor: toSeconds(undetectedFor(incident, scenario.horizon)),
    availability: availabilityOf(downFor, scenario.horizon),
    phase: phaseOf(incident, scenario, law),
    messages: { ...ledger, seenButLost: beside.seenButLost },
    compliance: beside.lostEvents === null ? null : { lostEvents: beside.lostEvents },
    attachments: beside.attachments && {
      unavailableFor: toSeconds(beside.attachments.unavailableFor),
      lost: beside.attachments.lost,
    },
  };
}

export function operationResult(record: IncidentRecord, life: Life, telling: Telling): OperationResult {
  const { outcome } = record.incident as Operation;
  return { ...incidentResult(record, life, telling), outcome };
}

export function causeResult(strike: Strike, horizon: Micros): IncidentResult["causes"][number] {
  const healed = strike.heals !== null && strike.heals <= horizon;
  return {
    what: strike.failure.what,
    where: placeOf(strike),
    at: toSeconds(strike.at),
    healed: healed ? toSeconds(strike.heals) : null,
  };
}

export const availabilityOf = (downFor: Micros, horizon: Micros): number => 1 - downFor / horizon;

/** The longest that so many of those who could send before could not. */
function rtoCurve(
  { longestBelow }: Incident,
  outage: Outage | null,
  { users }: Scenario,
): IncidentResult["rtoCurve"] {
  const of = (percent: Return) => {
    if (users.count === 0) return outage === null ? 0 : lengthInSeconds(outage);
    const longest = longestBelow[percent];
    return longest === null ? null : toSeconds(longest);
  };
  return { "50": of(50), "90": of(90), "95": of(95), "100": of(100) };
}

function lostLength(incident: Incident): Micros {
  return incident.lost.reduce((sum, { from, to }) => sum + (to - from), 0) as Micros;
}

const lengthInSeconds = ({ from, to }: Outage): number | null =>
  to === null ? null : toSeconds((to - from) as Micros);

/** All 0 where there was no outage; null where it has not ended, and nobody knows what is still to come. */
function rtoParts(outage: Outage | null): RtoParts | null {
  if (outage !== null && outage.to === null) return null;
  const path = outage?.path ?? [];
  const sum = (part: RtoPart) => {
    const steps = path.filter((step) => step.part === part);
    return toSeconds(steps.reduce((all, { from, to }) => all + (to - from), 0) as Micros);
  };
  return {
    detect: sum("detect"),
    decide: sum("decide"),
    procedure: sum("procedure"),
    reconnect: sum("reconnect"),
  };
}

/** An outage that nobody explained further hung on what had failed: a minute sooner there, a minute sooner back. */
function pathStep({ step, actor, part, from, to, minuteSaves }: PathStep): PathStepResult {
  const lasts = (to - from) as Micros;
  const saves = toSeconds(minuteSaves ?? (Math.min(lasts, MINUTE) as Micros));
  return { step, actor, part, from: toSeconds(from), lasts: toSeconds(lasts), minuteSaves: saves };
}

/** One notional user sits at every database that serves: beside another that accepts nobody misses one that does not. */
function outageOf({ incident, served }: IncidentRecord, { users }: Scenario): Outage | null {
  const isMissed = users.count > 0 || served.some(({ able }) => able === 0);
  return isMissed ? incident.longestOutage : null;
}

/** Its own, and those that an operation began and that it made a loss of. */
function outagesBehind({ outages, causes, lost }: Incident, { operations }: Life): readonly Outage[] {
  if (lost.length === 0) return outages;
  const ofOthers = operations.flatMap(({ incident }) => incident.outages);
  return [...outages, ...ofOthers.filter(({ charged }) => charged !== undefined && causes.includes(charged))];
}

/** The farthest that anybody had to go for it. */
function recoveredFrom(
  { undeletedFrom, isPlanned }: Incident,
  outages: readonly Outage[],
  recovered: boolean,
): RecoveredFrom {
  if (!recovered) return "not-recovered";
  const ends = outages.map(({ endedBy }) => endedBy);
  if (ends.includes("log-shipping") || undeletedFrom !== null) return "log-shipping";
  if (ends.includes("tail-log")) return "tail-log";
  // Nothing was to be recovered: what served was brought home.
  if (isPlanned && ends.includes("failback")) return "none-needed";
  if (ends.includes("mirror") || ends.includes("mirror-by-hand")) return "mirror";
  // What was deleted and not brought back is lost, and yet there was no service to recover.
  return ends.length > 0 ? "restart" : "none-needed";
}

function undetectedFor({ opened, closed, toldAt }: Incident, horizon: Micros): Micros {
  return ((toldAt ?? closed ?? horizon) - opened) as Micros;
}

/** More is lost than a burst-free schedule explains, and a burst was written into it or shortly before. */
function burstBehind(incident: Incident, scenario: Scenario, unshippedAfter: Micros): string | null {
  for (const { from, to } of incident.lost) {
    if (to - from <= unshippedAfter) continue;
    const since = (from - unshippedAfter) as Micros;
    const burst = scenario.workload.bursts.find((one) => burstLog(one, since, to) > 0);
    if (burst !== undefined) return burst.name;
  }
  return null;
}

/** Only for the loss of the primary's site, alone, over a schedule that nothing had touched and nothing draws. */
function phaseOf(incident: Incident, scenario: Scenario, law: ScheduleLaw): PhaseResult | null {
  const [cause] = incident.causes;
  if (law.kind !== "exact" || cause === undefined || incident.causes.length > 1) return null;
  const { failure } = cause.strike;
  if (failure.what !== "site-loss" || failure.where !== scenario.topology.primarySite) return null;
  if (!cause.undisturbed) return null;
  // The law is that of the running schedule, which a cold start has to come to first.
  if (scenario.logShipping.coldStart && cause.at < DAY) return null;
  const { rpo } = law.state;
  return {
    best: toSeconds(rpo.best),
    mean: tidy(rpo.mean / 1e6),
    worst: toSeconds(rpo.worst),
    worstAt: toSeconds(nextWorstInstant(rpo, cause.at)),
    quantile: tidy(shareYounger(rpo, ageAt(rpo, cause.at))),
    exact: true,
  };
}

/** The age that the schedule alone gives at an instant. */
export function ageAt(law: AgeLaw, at: Micros): number {
  const start = law.pieces[0]!.from;
  const inPeriod = start + modulo(at - start, law.period);
  const piece = law.pieces.find(({ from, to }) => from <= inPeriod && inPeriod < to)!;
  return piece.age + (inPeriod - piece.from);
}

/** Twelve digits: more than any figure here is worth, and fewer than the last bits in which engines may differ. */
export const tidy = (value: number): number => Number(value.toPrecision(12));
