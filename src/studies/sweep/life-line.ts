/**
 * One life boiled down to what a sweep adds up: whole numbers only, one line per incident. It must never know how many
 * lives there are.
 */
import type { Incident, Outage } from "../../pool/index.js";
import { MEASURES, type Measure, type ReplicationRow } from "../../results/index.js";
import type { Scenario } from "../../spec/index.js";
import { type Micros, toSeconds, YEAR } from "../../units/index.js";
import { availabilityOf, figuresOf } from "../run/incident-figures.js";
import type { IncidentRecord, Life } from "../run/life.js";
import { WHOLE } from "../run/whole.js";

/** An incident, or something that people did on purpose. */
export interface IncidentLine {
  readonly what: string;
  readonly isPlanned: boolean;
  readonly at: Micros;
  /** History is lost, or nothing serves yet. */
  readonly isLoss: boolean;
  readonly missesTarget: boolean;
  /** What was kept came from shipped logs, or something was lost: then it mattered whether logs were shipped. */
  readonly reliedOnLogs: boolean;
  /** Shipping was healthy when its worst cause struck. */
  readonly shipped: boolean;
  readonly downFor: Micros;
  /** In the order of MEASURES, in whole units. */
  readonly values: readonly (number | null)[];
}

export interface LifeLine {
  readonly life: Life;
  readonly lines: readonly IncidentLine[];
  readonly exposure: Micros;
  /** Complete years of this life in which something was lost; in which an incident missed a target. */
  readonly yearsWithLoss: number;
  readonly yearsMissed: number;
}

export const AT: Readonly<Record<Measure, number>> = Object.fromEntries(
  MEASURES.map((measure, index) => [measure, index]),
) as Record<Measure, number>;

export function lifeLine(life: Life, scenario: Scenario): LifeLine {
  const lines: IncidentLine[] = [];
  for (const record of life.incidents) lines.push(incidentLine(record, life, scenario));
  for (const record of life.operations) lines.push(incidentLine(record, life, scenario));
  let exposure = 0;
  for (const { values } of lines) exposure += values[AT.exposure]!;
  return {
    life,
    lines,
    exposure: exposure as Micros,
    yearsWithLoss: yearsOf(lines, scenario, isLoss),
    yearsMissed: yearsOf(lines, scenario, missesTarget),
  };
}

const isLoss = (line: IncidentLine): boolean => line.isLoss;
const missesTarget = (line: IncidentLine): boolean => line.missesTarget;

/** Whether a bound was given and is passed. */
const exceeds = (value: Micros | null, target: Micros | null): boolean =>
  target !== null && (value === null || value > target);

function incidentLine(record: IncidentRecord, life: Life, scenario: Scenario): IncidentLine {
  const { incident, ledger, downFor } = record;
  const { targets, horizon } = scenario;
  const worst = incident.worst;
  const figures = figuresOf(record, life, scenario);
  const { rpo, rto } = figures;
  const lost = rpo === null || rpo > 0;
  return {
    what: worst.strike.failure.what,
    isPlanned: incident.isPlanned,
    at: worst.at,
    isLoss: lost,
    reliedOnLogs: lost || hasLeft(incident),
    missesTarget: !incident.isPlanned && (exceeds(rpo, targets.rpo) || exceeds(rto, targets.rto)),
    shipped: worst.shipped,
    downFor,
    // As MEASURES has them.
    values: [
      rpo,
      rto,
      figures.curve["100"],
      ledger.lost,
      ledger.refused,
      figures.exposure,
      Math.round(availabilityOf(downFor, horizon) * WHOLE.availability),
      Math.round(figures.usersDown * WHOLE.usersDown),
      incident.unmirrored.length,
      incident.unshipped.length,
      incident.unwitnessed.length,
      figures.undetectedFor,
      worst.staleness,
    ],
  };
}

/** People took the pool to the other site. */
export const hasLeft = ({ outages }: Incident): boolean => outages.some(endedThere);

const endedThere = ({ endedBy }: Outage): boolean => endedBy === "log-shipping" || endedBy === "tail-log";

export const hasTargets = ({ targets }: Scenario): boolean => targets.rpo !== null || targets.rto !== null;

/** A year of seconds is 365 days; what is left over at the end is no year. */
export const completeYears = ({ horizon }: Scenario): number => Math.floor(horizon / YEAR);

function yearsOf(
  lines: readonly IncidentLine[],
  scenario: Scenario,
  isMeant: (line: IncidentLine) => boolean,
): number {
  const complete = completeYears(scenario);
  const years = new Set<number>();
  for (const line of lines) {
    if (!isMeant(line)) continue;
    const year = Math.floor(line.at / YEAR);
    if (year < complete) years.add(year);
  }
  return years.size;
}

/** As replications.csv tells it. */
export function replicationRow(
  cell: number,
  { life, lines, exposure }: LifeLine,
): Omit<ReplicationRow, "stratum" | "weight"> {
  const { ledger } = life;
  return {
    cell,
    replication: life.replication,
    strikes: life.fate.length,
    incidents: life.incidents.length,
    lossEvents: lines.filter(({ isLoss }) => isLoss).length,
    lost: ledger.lost,
    refused: ledger.refused,
    accepted: ledger.accepted,
    worstRpo: largest(lines, AT.rpo),
    worstRto: largest(lines, AT.rto),
    downtime: toSeconds(life.downFor),
    exposure: toSeconds(exposure),
    failbacks: lines.filter(({ what }) => what === "failback").length,
  };
}

function largest(lines: readonly IncidentLine[], index: number): number | null {
  let most = 0;
  for (const { values } of lines) {
    const value = values[index]!;
    if (value === null) return null;
    if (value > most) most = value;
  }
  return toSeconds(most as Micros);
}
