/**
 * Lives that do not all count alike, one by one: whoever adds them up does it in their order, because weights are no
 * whole numbers. It must never know how a fate was dealt.
 */
import { FingerprintOfRuns } from "../../../engine/index.js";
import type { Incident } from "../../../pool/index.js";
import type { Life } from "../../run/life.js";
import { AT, hasLeft, type IncidentLine, type LifeLine } from "../life-line.js";

/** What is counted of every life. */
export const COUNTED = [
  "incidents",
  "failbacks",
  "lossEvents",
  "lost",
  "refused",
  "down",
  "exposure",
] as const;
export type Counted = (typeof COUNTED)[number];

export interface SampledIncident {
  readonly what: string;
  readonly weight: number;
  readonly shipped: boolean;
  readonly isLoss: boolean;
  readonly reliedOnLogs: boolean;
  readonly downFor: number;
  readonly values: readonly (number | null)[];
}

export interface SampledLife {
  readonly index: number;
  readonly weight: number;
  readonly incidents: readonly SampledIncident[];
}

export interface SampledRecord {
  readonly lives: readonly SampledLife[];
  readonly fingerprint: string;
  readonly work: { readonly events: number; readonly ticks: number };
}

export class SampledBatch {
  readonly #lives: SampledLife[] = [];
  readonly #fingerprint = new FingerprintOfRuns();
  #events = 0;
  #ticks = 0;

  /** A life that counts for nothing. */
  skip(index: number): void {
    this.#lives.push({ index, weight: 0, incidents: [] });
  }

  /** `counts`: of which strikes the incidents do. `index`: of the life within its stratum. */
  add(index: number, { life, lines }: LifeLine, weight: number, counts: Counts): void {
    this.#fingerprint.absorb(life.replication, life.fingerprint);
    this.#events += life.cost.events;
    this.#ticks += life.cost.walked;
    const incidents = countedOf(life, lines, counts).map(
      ({ what, shipped, isLoss, reliedOnLogs, downFor, values }) => ({
        what,
        weight,
        shipped,
        isLoss,
        reliedOnLogs,
        downFor,
        values,
      }),
    );
    this.#lives.push({ index, weight, incidents });
  }

  toRecord(): SampledRecord {
    return {
      lives: this.#lives,
      fingerprint: this.#fingerprint.toString(),
      work: { events: this.#events, ticks: this.#ticks },
    };
  }
}

type Counts = (strikeId: string) => boolean;

/** The incidents of which a strike that counts is the worst cause, and the way home that people took because of it. */
function countedOf(
  { incidents, operations }: Life,
  lines: readonly IncidentLine[],
  counts: Counts,
): IncidentLine[] {
  const isCounted = ({ worst }: Incident) => counts(worst.strike.id);
  return lines.filter((_, index) => {
    const record = incidents[index];
    if (record !== undefined) return isCounted(record.incident);
    const { incident } = operations[index - incidents.length]!;
    if (isCounted(incident)) return true;
    const left = incidents.findLast(({ incident: one }) => one.opened <= incident.opened && hasLeft(one));
    return left !== undefined && isCounted(left.incident);
  });
}

/** A figure of one incident, in whole units. */
export function countOf(name: Counted, incident: SampledIncident): number {
  switch (name) {
    case "incidents":
      return incident.what === "failback" || incident.what === "switchover" ? 0 : 1;
    case "failbacks":
      return incident.what === "failback" ? 1 : 0;
    case "lossEvents":
      return incident.isLoss ? 1 : 0;
    case "down":
      return incident.downFor;
    case "exposure":
      return incident.values[AT.exposure]!;
    case "lost":
      return incident.values[AT.lost]!;
    case "refused":
      return incident.values[AT.refused]!;
  }
}
