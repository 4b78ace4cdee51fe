/**
 * What one incident comes to, in whole numbers: what results tell in seconds and sweeps add up. It must never know how
 * it is told.
 */
import { type Incident, lengthOfUnion, type Outage, type Return, type Step } from "../../pool/index.js";
import type { Scenario } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import type { IncidentRecord } from "./life.js";

/** null: longer than this life. */
export interface IncidentFigures {
  readonly rpo: Micros | null;
  readonly rto: Micros | null;
  readonly curve: Readonly<Record<Return, Micros | null>>;
  /** The longest outage that somebody missed; null: there was none. */
  readonly outage: Outage | null;
  /** The outages that this incident made a loss of, its own and those of operations. */
  readonly behind: readonly Outage[];
  /** Everything that was to be recovered is. */
  readonly recovered: boolean;
  readonly usersDown: number;
  readonly exposure: Micros;
  readonly undetectedFor: Micros;
}

type Lives = { readonly operations: readonly { readonly incident: Incident }[] };

export function figuresOf(record: IncidentRecord, life: Lives, scenario: Scenario): IncidentFigures {
  const { incident } = record;
  const { users, horizon } = scenario;
  const outage = outageOf(record, scenario);
  const behind = outagesBehind(incident, life);
  // Of an outage that has not ended nobody knows yet what it costs.
  const recovered = !behind.some(isUnderWay);
  const rto = outage === null ? (0 as Micros) : lengthOrNull(outage);
  return {
    rpo: recovered ? lostLength(incident) : null,
    rto,
    curve: users.count === 0 ? { "50": rto, "90": rto, "95": rto, "100": rto } : incident.longestBelow,
    outage,
    behind,
    recovered,
    usersDown: users.count > 0 ? incident.usersDown : outage === null ? 0 : 1,
    exposure: lengthOfUnion(incident.unmirrored, incident.unshipped, incident.unwitnessed),
    undetectedFor: undetectedFor(incident, horizon),
  };
}

const isUnderWay = ({ to }: Outage): boolean => to === null;

function lostLength(incident: Incident): Micros {
  let sum = 0;
  for (const { from, to } of incident.lost) sum += to - from;
  return sum as Micros;
}

const lengthOrNull = ({ from, to }: Outage): Micros | null => (to === null ? null : ((to - from) as Micros));

/** One notional user sits at every database that serves: beside another that accepts nobody misses one that does not. */
function outageOf(record: IncidentRecord, { users }: Scenario): Outage | null {
  const isMissed = users.count > 0 || record.served.some(({ able }: Step) => able === 0);
  return isMissed ? record.incident.longestOutage : null;
}

/** Its own, and those that an operation began and that it made a loss of. */
function outagesBehind({ outages, causes, lost }: Incident, { operations }: Lives): readonly Outage[] {
  if (lost.length === 0) return outages;
  const ofOthers = operations.flatMap(({ incident }) => incident.outages);
  return [...outages, ...ofOthers.filter(({ charged }) => charged !== undefined && causes.includes(charged))];
}

function undetectedFor({ opened, closed, toldAt }: Incident, horizon: Micros): Micros {
  return ((toldAt ?? closed ?? horizon) - opened) as Micros;
}

export const availabilityOf = (downFor: Micros, horizon: Micros): number => 1 - downFor / horizon;
