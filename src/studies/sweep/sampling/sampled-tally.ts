/**
 * Lives that do not all count alike, one by one: whoever adds them up does it in their order, because weights are no
 * whole numbers. It must never know how a fate was dealt.
 */
import { FingerprintOfRuns } from "../../../engine/index.js";
import type { Incident } from "../../../pool/index.js";
import { AT, type IncidentLine, type LifeLine } from "../life-line.js";

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

  /** `forced`: whose incidents count; null: all of them. `index`: of the life within its stratum. */
  add(index: number, { life, lines }: LifeLine, weight: number, forced: string | null): void {
    this.#fingerprint.absorb(life.replication, life.fingerprint);
    this.#events += life.cost.events;
    this.#ticks += life.cost.walked;
    const counts = countedOf(life, lines, forced);
    this.#lives.push({
      index,
      weight,
      incidents: counts.map(({ what, shipped, isLoss, downFor, values }) => ({
        what,
        weight,
        shipped,
        isLoss,
        downFor,
        values,
      })),
    });
  }

  toRecord(): SampledRecord {
    return {
      lives: this.#lives,
      fingerprint: this.#fingerprint.toString(),
      work: { events: this.#events, ticks: this.#ticks },
    };
  }
}

/** The incidents that a forced strike is the worst cause of, and the way home that people took because of them. */
function countedOf(
  life: LifeLine["life"],
  lines: readonly IncidentLine[],
  forced: string | null,
): IncidentLine[] {
  if (forced === null) return [...lines];
  const isForced = ({ worst }: Incident) =>
    worst.strike.id === forced || worst.strike.id.startsWith(`${forced}/`);
  const counted = lines.filter((_, index) => {
    const record = life.incidents[index];
    if (record !== undefined) return isForced(record.incident);
    const { opened } = life.operations[index - life.incidents.length]!.incident;
    const left = life.incidents.findLast(
      ({ incident }) => incident.opened <= opened && incident.outages.some(({ endedBy }) => hasLeft(endedBy)),
    );
    return left !== undefined && isForced(left.incident);
  });
  return counted;
}

const hasLeft = (endedBy: string | null): boolean => endedBy === "log-shipping" || endedBy === "tail-log";

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
