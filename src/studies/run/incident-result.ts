/** One incident as a result tells it: seconds instead of microseconds, nothing left to work out. */
import {
  type Incident,
  type Operation,
  type Outage,
  type PathStep,
  placeOf,
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
import { availabilityOf, figuresOf } from "./incident-figures.js";
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
  const figures = figuresOf(record, life, scenario);
  const { outage } = figures;
  const { "50": half, "90": most, "95": nearly, "100": full } = figures.curve;
  return {
    replication: life.replication,
    what: strike.failure.what,
    where: placeOf(strike),
    at: toSeconds(at),
    opened: toSeconds(incident.opened),
    closed: incident.closed === null ? null : toSeconds(incident.closed),
    causes: incident.causes.map((cause) => causeResult(cause.strike, scenario.horizon)),
    rpo: secondsOrNull(figures.rpo),
    behindBurst: burstBehind(incident, scenario, pool.unshippedAfter),
    lostStretches: incident.lost.map(({ from, to, why }) => ({
      from: toSeconds(from),
      to: toSeconds(to),
      why: why.map((piece) => ({ ...piece, from: toSeconds(piece.from), to: toSeconds(piece.to) })),
    })),
    staleness: staleness === null ? null : toSeconds(staleness),
    rto: secondsOrNull(figures.rto),
    rtoFull: secondsOrNull(full),
    usersDown: tidy(figures.usersDown),
    rtoCurve: {
      "50": secondsOrNull(half),
      "90": secondsOrNull(most),
      "95": secondsOrNull(nearly),
      "100": secondsOrNull(full),
    },
    served: servedPoints(record),
    latency: waits.changes(record),
    rtoParts: rtoParts(outage),
    criticalPath: (outage?.path ?? []).map(pathStep),
    recoveredFrom: recoveredFrom(incident, figures.behind, figures.recovered),
    exposure: toSeconds(figures.exposure),
    unmirrored: toSeconds(incident.unmirrored.length),
    unshipped: toSeconds(incident.unshipped.length),
    unwitnessed: toSeconds(incident.unwitnessed.length),
    undetectedFor: toSeconds(figures.undetectedFor),
    availability: availabilityOf(downFor, scenario.horizon),
    phase: phaseOf(incident, scenario, law),
    messages: { ...ledger.whole, seenButLost: beside.seenButLost },
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

const secondsOrNull = (time: Micros | null): number | null => (time === null ? null : toSeconds(time));

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
